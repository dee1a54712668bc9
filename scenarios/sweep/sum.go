package sweep

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Sum adds the parts of a plan up. Parts may come in any order and any number of
// times; what there is already is compared and not counted again.
type Sum struct {
	Cells []CellSum
}

// CellSum is what is known of a cell.
type CellSum struct {
	Spans []Span // that were added, in order and without overlap
	Tally Tally
}

// Span is a range of seeds that was added, with a digest of what came of it.
type Span struct {
	From, Runs, Digest uint64
}

// Mismatch says that two results for the same runs differ: the engine is not
// deterministic, or a machine is broken. No report can be trusted then.
type Mismatch struct{ Shard Shard }

// Error says what to do.
func (m *Mismatch) Error() string {
	return fmt.Sprintf("seeds %d to %d of cell %d gave two different results, so nothing of this sweep can be trusted; look for a machine that is broken, "+
		"and report it as a mistake of ours if there is none", m.Shard.From, m.Shard.From+m.Shard.Runs-1, m.Shard.Cell+1)
}

// NewSum is the sum of no part.
func NewSum(p *Plan) *Sum {
	s := &Sum{Cells: make([]CellSum, len(p.Cells))}
	for n := range s.Cells {
		s.Cells[n].Tally.Claims = make([]Claim, len(p.Cells[n].Properties))
	}
	return s
}

// Encode is a part as text, equal for equal parts.
func (p *Part) Encode() []byte {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // it holds numbers and texts
	}
	return text
}

// DecodePart reads what Encode wrote. What no runs can have left is refused.
func DecodePart(text []byte) (*Part, error) {
	p, d := new(Part), json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return nil, err
	}
	t := &p.Tally
	ended := t.Runs - t.Limited.Runs - t.Crashed.Runs - t.Unanswered.Runs
	for at := range t.Durations {
		if at < 0 || at > kernel.DefaultLimits.Until {
			return nil, errUnsound
		}
	}
	for _, c := range t.Claims {
		if c.Broken.Runs > ended {
			return nil, errUnsound
		}
	}
	if t.Runs != p.Runs || t.Durations.total() != ended || t.Failed.Runs > ended || len(t.Deployments) > numbered ||
		(t.Shortest == nil) != (ended == 0) || (t.Longest == nil) != (ended == 0) {
		return nil, errUnsound
	}
	return p, nil
}

var errUnsound = errors.New("sweep: no runs can have left this")

// Add adds a part and reports whether it was new. One whose runs are there
// already, even if only in part, adds nothing. The error is a *Mismatch.
func (s *Sum) Add(p *Part) (bool, error) {
	cell := &s.Cells[p.Cell]
	at := cell.place(p.From)
	span := Span{p.From, p.Runs, kernel.HashString(string(p.Encode()))}
	if at < len(cell.Spans) && cell.Spans[at].From < p.From+p.Runs {
		if there := cell.Spans[at]; there.From == span.From && there.Runs == span.Runs && there != span {
			return false, &Mismatch{p.Shard}
		}
		return false, nil
	}
	cell.Spans = slices.Insert(cell.Spans, at, span)
	cell.Tally.merge(&p.Tally)
	return true, nil
}

// place is where the first span stands that ends behind a seed.
func (c *CellSum) place(seed uint64) int {
	return sort.Search(len(c.Spans), func(i int) bool { return c.Spans[i].From+c.Spans[i].Runs > seed })
}

// Has says whether all runs of a shard were added.
func (s *Sum) Has(sh Shard) bool {
	spans := s.Cells[sh.Cell].Spans
	for i := s.Cells[sh.Cell].place(sh.From); i < len(spans) && spans[i].From <= sh.From; i++ {
		end := spans[i].From + spans[i].Runs
		if end >= sh.From+sh.Runs {
			return true
		}
		sh.From, sh.Runs = end, sh.From+sh.Runs-end
	}
	return false
}

// Missing are the shards of a plan of which runs are missing.
func (s *Sum) Missing(p *Plan) (list []Shard) {
	for _, sh := range p.Shards {
		if !s.Has(sh) {
			list = append(list, sh)
		}
	}
	return list
}

// Runs is how many runs were added.
func (s *Sum) Runs() (n uint64) {
	for i := range s.Cells {
		n += s.Cells[i].Tally.Runs
	}
	return n
}
