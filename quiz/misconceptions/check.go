package misconceptions

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Gap is two beliefs that no witness tells apart; an empty Other stands for AWS.
type Gap struct{ ID, Other string }

// Report is what comes out when all witnesses are played under all beliefs.
type Report struct {
	Beliefs, Witnesses, Pairs int
	Gaps                      []Gap
	Idle                      []Idle // a witness that can not tell its own belief from AWS
	Equivalents               []Gap  // that are declared, and not told apart
	Refuted                   []Gap  // that are declared, but told apart
}

// Idle is a witness of a belief that comes out as under AWS.
type Idle struct{ ID, Witness string }

// OK says whether every belief is told from AWS by its witnesses, and from every
// other one that is not declared to be equivalent.
func (r *Report) OK() bool { return len(r.Gaps) == 0 && len(r.Idle) == 0 && len(r.Refuted) == 0 }

// Runs is how many runs Check makes.
func Runs() int {
	m := newMatrix(All())
	return len(m.witnesses) * (len(m.beliefs) + 1)
}

// Check plays all witnesses under AWS and under every belief, and tells what is
// not told apart; done is called as runs end, by several goroutines at once.
func Check(done func(runs int)) (*Report, error) {
	m := newMatrix(All())
	if err := m.play(done); err != nil {
		return nil, err
	}
	return m.report(), nil
}

// matrix is what comes out of each witness under AWS (the first) and each belief.
type matrix struct {
	beliefs   []*Misconception
	witnesses []Witness
	came      [][][sha256.Size]byte // by witness, then by belief
}

func newMatrix(all []Misconception) *matrix {
	m := &matrix{}
	for i := range all {
		if all[i].NotRunnable != "" {
			continue
		}
		m.beliefs = append(m.beliefs, &all[i])
		for _, w := range all[i].Witnesses {
			if !slices.Contains(m.witnesses, w) {
				m.witnesses = append(m.witnesses, w)
			}
		}
	}
	m.came = make([][][sha256.Size]byte, len(m.witnesses))
	return m
}

// play fills the matrix, as many witnesses at once as there are processors.
func (m *matrix) play(done func(runs int)) error {
	decisions := []*codedeploy.Decisions{&codedeploy.AWS}
	for _, b := range m.beliefs {
		mutant := b.Mutant()
		if mutant == nil {
			return fmt.Errorf("%s: no mutant of that id", b.ID)
		}
		decisions = append(decisions, mutant.Under())
	}
	places := make(chan int)
	faults := make([]error, len(m.witnesses))
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range places {
				m.came[i], faults[i] = digests(m.witnesses[i], decisions)
				done(len(decisions))
			}
		})
	}
	for i := range m.witnesses {
		places <- i
	}
	close(places)
	group.Wait()
	return errors.Join(faults...)
}

// digests are those of the outcomes of a witness under some decisions.
func digests(w Witness, decisions []*codedeploy.Decisions) ([][sha256.Size]byte, error) {
	setup, err := w.Setup()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", w.Text, err)
	}
	list := make([][sha256.Size]byte, len(decisions))
	for i, d := range decisions {
		list[i] = play(setup, d).digest()
	}
	return list, nil
}

func (o Outcome) digest() [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%q", o))
}

// differs says whether a witness tells two columns apart.
func (m *matrix) differs(witness, a, b int) bool { return m.came[witness][a] != m.came[witness][b] }

// apart says whether some witness tells two columns apart.
func (m *matrix) apart(a, b int) bool {
	for i := range m.witnesses {
		if m.differs(i, a, b) {
			return true
		}
	}
	return false
}

func (m *matrix) report() *Report {
	n := len(m.beliefs)
	r := &Report{Beliefs: n, Witnesses: len(m.witnesses), Pairs: n + n*(n-1)/2}
	for i, b := range m.beliefs {
		if !m.apart(0, i+1) {
			r.Gaps = append(r.Gaps, Gap{b.ID, ""})
		}
		for _, w := range b.Witnesses {
			if !m.differs(slices.Index(m.witnesses, w), 0, i+1) {
				r.Idle = append(r.Idle, Idle{b.ID, w.Text})
			}
		}
		for j := range i {
			m.compare(r, j, i)
		}
	}
	return r
}

// compare adds to the report what it has to tell of two beliefs.
func (m *matrix) compare(r *Report, a, b int) {
	one, other := m.beliefs[a], m.beliefs[b]
	pair := Gap{one.ID, other.ID}
	declared, apart := one.Equivalent == other.ID || other.Equivalent == one.ID, m.apart(a+1, b+1)
	switch {
	case declared && apart:
		r.Refuted = append(r.Refuted, pair)
	case declared:
		r.Equivalents = append(r.Equivalents, pair)
	case !apart:
		r.Gaps = append(r.Gaps, pair)
	}
}

// Differences are what comes out differently when a belief holds in a setup: Here
// is what AWS does, There what the believer expects.
func (m *Misconception) Differences(setup *sim.Setup) []Difference {
	return differences(play(setup, &codedeploy.AWS), play(setup, m.Mutant().Under()))
}
