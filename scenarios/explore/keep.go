package explore

import (
	"encoding/binary"
	"encoding/gob"
	"errors"
	"io"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Rest is what a search that was interrupted, or has used up its states or runs,
// goes on from, as if it had never ended. It is good for the same scenario and
// options alone, but for more states and runs, and for the same build of this
// program: who keeps it keeps those beside it.
type Rest struct {
	Layers *restOfLayers // of an exhaustive search
	Runs   *restOfRuns   // of a random one, which may have come behind an exhaustive one
	Known  []keptKnown   // what was known before it
}

// keptKnown is a Known as it is kept.
type keptKnown struct {
	Claim, Faults int
	Scenario      []byte
}

// MoreStates says whether the search goes on exhaustively if it may have more
// states.
func (r *Rest) MoreStates() bool { return r.Layers != nil && !r.Layers.Over }

// beginsWithLayers says whether a search begins, or goes on, exhaustively.
func (r *Rest) beginsWithLayers(o *Options) bool {
	return r.Layers != nil || r.Runs == nil && (o.Search == Auto || o.Search == Exhaustive)
}

// restOfLayers is an exhaustive search without its worlds, which the choices
// that led to them bring back.
type restOfLayers struct {
	Layers    []Layer
	Found     []*find
	Past      []property.State
	Doubts    []doubts
	Wave      []uint32 // states of the wave that are to be taken in
	Fresh     []uint32
	Open      []uint32
	Steps     uint64
	Faulty    bool
	Unordered bool
	Over      bool        // nothing is left of it but what it has found
	Drawn     bool        // a search that is long has made its drawn runs
	Early     []keptKnown // and these broke claims, of those that ask for no times
	States    int
	Full      int // of the set of visited states
	Zones     [][]kernel.Time

	seen    visited // these follow in pieces
	path    paths
	covered []bool
}

// restOfRuns is a random search.
type restOfRuns struct {
	Reach    Reach // of the exhaustive one before
	Runs     int
	Drawn    int
	Claims   []int // which of the properties they are for
	All      []property.State
	Corpus   [][]act
	Shown    []shown // what broke a claim for the first time, or with fewer faults
	Outcomes []outcome
	Follows  [][2]kernel.Kind
	Counts   []counted
}

// ErrDamaged says that what was kept is not what an interrupted search of this
// scenario under these options has written.
var ErrDamaged = errors.New("it is damaged, or of another search")

// ErrBeyond says that what was kept has more states or runs than the search may
// have.
var ErrBeyond = errors.New("it has more states or runs than the search may have")

// pieceSize is how many entries of a long list are written at once.
const pieceSize = 1 << 14

// Write writes what Options.From reads.
func (r *Rest) Write(w io.Writer) error {
	e := gob.NewEncoder(w)
	if err := e.Encode(r); err != nil || r.Layers == nil {
		return err
	}
	l := r.Layers
	return errors.Join(l.seen.write(e), writeAll(e, l.path.parents), writeAll(e, l.path.choices), writeAll(e, l.covered))
}

// readRest reads what Write wrote, and takes from there what was known before. It is
// the zero Rest if there is nothing to read.
func readRest(o *Options) (*Rest, error) {
	r := new(Rest)
	if o.From == nil {
		return r, nil
	}
	d := gob.NewDecoder(o.From)
	if d.Decode(r) != nil || !r.fits(o) {
		return nil, ErrDamaged
	}
	if r.Layers != nil && r.Layers.States > o.States || r.Runs != nil && r.Runs.Runs > o.Runs {
		return nil, ErrBeyond
	}
	if l := r.Layers; l != nil && (l.seen.read(d, l) != nil || readAll(d, &l.path.parents, l.States) != nil ||
		readAll(d, &l.path.choices, l.States) != nil || readAll(d, &l.covered, l.States) != nil || !l.joined()) {
		return nil, ErrDamaged
	}
	var err error
	o.Known, err = r.known(o)
	return r, err
}

// keeping lets all that is kept of a search have what was known before it.
func (o *Options) keeping() (known []keptKnown) {
	for i := range o.Known {
		known = append(known, o.Known[i].keep(o.Properties))
	}
	progress := o.Progress
	o.Progress = func(p Progress) {
		rest := p.Rest
		p.Rest = func() *Rest {
			r := rest()
			r.Known = known
			return r
		}
		progress(p)
	}
	return known
}

// known is what was known before the search that was kept.
func (r *Rest) known(o *Options) (list []Known, err error) { return readKnown(r.Known, o.Properties) }

// keep is a Known of one of some claims as it is kept.
func (k *Known) keep(claims []*property.Property) keptKnown {
	return keptKnown{slices.Index(claims, k.Property), k.Faults, scenarios.Encode(k.Scenario)}
}

// readKnown reads what keep made of the same claims.
func readKnown(kept []keptKnown, claims []*property.Property) (list []Known, err error) {
	for _, k := range kept {
		s, found := scenarios.Decode("", k.Scenario)
		if found.HasErrors() || k.Claim < 0 || k.Claim >= len(claims) || k.Faults < 0 {
			return nil, ErrDamaged
		}
		list = append(list, Known{claims[k.Claim], k.Faults, s})
	}
	return list, nil
}

// fits says whether the search may have been one under some options.
func (r *Rest) fits(o *Options) bool {
	layers := r.Layers == nil || (o.Search == Auto || o.Search == Exhaustive) && r.Layers.fits(o)
	runs := r.Runs == nil || o.Search != Exhaustive && r.Runs.fits(o)
	return layers && runs && (r.Layers != nil || r.Runs != nil)
}

func (l *restOfLayers) fits(o *Options) bool {
	states := 0
	for n := range l.Layers {
		if l.Layers[n].Faults != n || l.Layers[n].States < 0 {
			return false
		}
		states += l.Layers[n].States
	}
	broken, claims := map[int]bool{}, len(slices.DeleteFunc(slices.Clone(o.Properties), (*property.Property).Timed))
	for _, f := range l.Found {
		if f.Claim < 0 || f.Claim >= claims || broken[f.Claim] || int(f.ID) >= l.States || f.Choice < -1 {
			return false
		}
		broken[f.Claim] = true
	}
	return len(l.Layers) > 0 && len(l.Past) == claims && len(l.Doubts) == claims && (len(l.Wave) > 0) != l.Layers[len(l.Layers)-1].Done && l.States > 0 && l.States == states && 0 < l.Full && l.Full <= l.States
}

// joined says whether all that names a state names one that is there.
func (l *restOfLayers) joined() bool {
	for id, parent := range l.path.parents {
		if int(parent) >= max(id, 1) {
			return false
		}
	}
	unknown := func(id uint32) bool { return int(id) >= l.States }
	return !slices.ContainsFunc(slices.Concat(l.Wave, l.Fresh, l.Open), unknown)
}

func (k *restOfRuns) fits(o *Options) bool {
	all := slices.Clone(k.Corpus)
	for _, s := range k.Shown {
		all = append(all, s.Acts)
	}
	for _, acts := range all {
		for _, a := range acts {
			if a != latestOfAll[0] && (a.At < 0 || a.Else < 0 || a.Kind >= kinds || a.Wait && !slices.Contains(delays[:], a.By)) {
				return false
			}
		}
	}
	return 0 <= k.Drawn && k.Drawn <= k.Runs && len(k.All) == len(k.Claims)
}

// writeAll writes a long list in pieces, so that it is never there twice.
func writeAll[T any](e *gob.Encoder, list []T) error {
	for piece := range slices.Chunk(list, pieceSize) {
		if err := e.Encode(piece); err != nil {
			return err
		}
	}
	return nil
}

// readAll reads a list of n entries.
func readAll[T any](d *gob.Decoder, list *[]T, n int) error {
	for len(*list) < n {
		var piece []T
		if err := d.Decode(&piece); err != nil {
			return err
		}
		if len(piece) == 0 || len(piece) > n-len(*list) {
			return ErrDamaged
		}
		*list = append(*list, piece...)
	}
	return nil
}

const slotBytes = 24

// write writes the states that no other covers, in no order that means anything.
func (v *visited) write(e *gob.Encoder) error {
	piece := make([]byte, 0, pieceSize*slotBytes)
	for n := range v.slots {
		if s := &v.slots[n]; s.sum != (kernel.Digest{}) {
			piece = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(piece, s.sum.Hi), s.sum.Lo)
			piece = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(piece, s.id), s.zone)
		}
		if len(piece) == cap(piece) || n == len(v.slots)-1 && len(piece) > 0 {
			if err := e.Encode(piece); err != nil {
				return err
			}
			piece = piece[:0]
		}
	}
	return nil
}

// read reads the states of a search.
func (v *visited) read(d *gob.Decoder, l *restOfLayers) error {
	for n, zone := range l.Zones {
		if v.zones.add(zone) != uint32(n) {
			return ErrDamaged
		}
	}
	v.n = l.States
	v.reserve(l.Full)
	for v.full < l.Full {
		var piece []byte
		if err := d.Decode(&piece); err != nil {
			return err
		}
		if len(piece) == 0 || len(piece)%slotBytes != 0 || len(piece)/slotBytes > l.Full-v.full {
			return ErrDamaged
		}
		for ; len(piece) > 0; piece = piece[slotBytes:] {
			s := slot{
				kernel.Digest{Hi: binary.BigEndian.Uint64(piece), Lo: binary.BigEndian.Uint64(piece[8:])},
				binary.BigEndian.Uint32(piece[16:]), binary.BigEndian.Uint32(piece[20:]),
			}
			if s.sum.Lo&1 == 0 || int(s.id) >= v.n || int(s.zone) >= len(v.zones.begin) {
				return ErrDamaged
			}
			v.put(&s)
			v.full++
		}
	}
	return nil
}
