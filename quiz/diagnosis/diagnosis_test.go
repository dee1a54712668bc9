package diagnosis

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

var (
	pools  = map[uint64]*Pool{}
	drawns sync.Mutex
)

// poolOf draws each pool once.
func poolOf(seed uint64) *Pool {
	drawns.Lock()
	defer drawns.Unlock()
	if pools[seed] == nil {
		pools[seed] = NewPool(seed, func() {})
	}
	return pools[seed]
}

// diagnosed asks a learner until something can be named, and says after how many
// questions, and what.
func diagnosed(pool *Pool, l *Learner) (questions int, named []string) {
	s := Begin(pool)
	for s.Asked() < Most && !s.Done() {
		it := s.Next()
		if it == nil {
			break
		}
		s.Answer(it, l.Answer(it))
	}
	for _, m := range s.Verdict().Named {
		named = append(named, m.ID)
	}
	return s.Asked(), named
}

// tally is how the diagnoses of several learners came out. Who is not named
// right counts with as many questions as can be.
type tally struct {
	learners, right, wrong int
	questions              []int
}

func (n *tally) add(id string, questions int, named []string) {
	n.learners++
	switch {
	case slices.Contains(named, id):
		n.right++
	case len(named) > 0:
		n.wrong++
		questions = Most + 1
	default:
		questions = Most + 1
	}
	n.questions = append(n.questions, questions)
	slices.Sort(n.questions)
}

func (n *tally) percentile(p int) int { return n.questions[(len(n.questions)-1)*p/100] }

func (n *tally) String() string {
	return fmt.Sprintf("%4d learners  median %2d  90th percentile %2d  named right %.1f %%  wrong %.1f %%", n.learners, n.percentile(50), n.percentile(90),
		100*float64(n.right)/float64(n.learners), 100*float64(n.wrong)/float64(n.learners))
}

// Simulated learners, each with one misconception and a slip in ten answers, are
// told within a few questions; experts who slip as often are left alone. Three
// pools, so that no draw of questions decides.
func TestDiagnosis(t *testing.T) {
	const seeds, slips, experts = 3, 10, 300
	all, called := &tally{}, 0
	for _, drawn := range []uint64{1, 2, 3} {
		pool := poolOf(drawn)
		some := &tally{}
		for h := 1; h < len(hypotheses); h++ {
			for seed := range uint64(seeds) {
				l, err := NewLearner(hypotheses[h].ID, slips, seed)
				if err != nil {
					t.Fatal(err)
				}
				n, named := diagnosed(pool, l)
				some.add(hypotheses[h].ID, n, named)
				all.add(hypotheses[h].ID, n, named)
			}
		}
		for seed := range uint64(experts / 3) {
			l, _ := NewLearner("", slips, seed)
			if _, named := diagnosed(pool, l); len(named) > 0 {
				called++
			}
		}
		t.Logf("pool %d: %v\n        %v", drawn, pool, some)
	}
	share := 100 * float64(all.right) / float64(all.learners)
	t.Logf("all:    %v\n        experts called holders: %d of %d", all, called, experts)
	if all.percentile(50) > 6 || all.percentile(90) > 12 || share < 92 || 100*called > 3*experts {
		t.Errorf("want a median of 6 questions, a 90th percentile of 12, 92 %% named right, and 3 %% of experts called holders at most")
	}
}

// The same seed and answers lead to the same questions, and every misconception
// has a question.
func TestPool(t *testing.T) {
	one, two := poolOf(1), NewPool(1, func() {})
	if len(one.Covers()) != len(hypotheses)-1 {
		t.Errorf("%v", one)
	}
	for i, c := range one.candidates {
		if other := two.candidates[i]; c.item.ID() != other.item.ID() || c.item.KeyHash() != other.item.KeyHash() {
			t.Fatalf("%s and %s", c.item.ID(), other.item.ID())
		}
	}
	if len(one.candidates) != poolSize {
		t.Errorf("%d questions", len(one.candidates))
	}
}

// twoOptions is a candidate to which two hypotheses give another answer than all
// others, one of them one that is not offered.
func twoOptions() *candidate {
	c := &candidate{item: &question.Item{Choices: make([]question.Option, 2)}, answers: []question.Answer{{"key"}, {"other"}}, of: make([]int, len(hypotheses))}
	c.of[1], c.of[2] = 1, notOffered
	return c
}

// Bayes' rule by hand: of two options with a slip of 0.1, whoever gives an answer
// has 0.9, whoever gives the other 0.1, and whose answer is not offered a half.
func TestPosterior(t *testing.T) {
	c := twoOptions()
	p := prior().after(c, 1)
	rest := (1 - expertPrior) / float64(len(hypotheses)-1)
	sum := 0.1*expertPrior + 0.9*rest + 0.5*rest + 0.1*rest*float64(len(hypotheses)-3)
	for h, want := range map[int]float64{expert: 0.1 * expertPrior / sum, 1: 0.9 * rest / sum, 2: 0.5 * rest / sum, 3: 0.1 * rest / sum} {
		if math.Abs(p[h]-want) > 1e-12 {
			t.Errorf("hypothesis %d: %v, want %v", h, p[h], want)
		}
	}
}

// The entropy that is left open on average is what it is when every answer is
// gone through.
func TestOpen(t *testing.T) {
	entropy := func(p Posterior) (bits float64) {
		for _, x := range p {
			bits -= x * math.Log2(x)
		}
		return bits
	}
	for _, c := range slices.Concat(poolOf(2).candidates[:40], []*candidate{twoOptions()}) {
		p := prior()
		want := 0.0
		for answer := range c.options() {
			chance := 0.0
			for h := range p {
				chance += p[h] * c.likelihood(h, min(answer, len(c.answers)))
			}
			want += chance * entropy(p.after(c, min(answer, len(c.answers))))
		}
		if got := p.open(c, p.logs()); math.Abs(got-want) > 1e-5 {
			t.Errorf("%v left open, want %v", got, want)
		}
	}
}

// What a simulated learner answers without slips is what a run under his belief
// shows.
func TestLearner(t *testing.T) {
	pool := poolOf(1)
	for h := 1; h < len(hypotheses); h++ {
		l, err := NewLearner(hypotheses[h].ID, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range pool.candidates {
			if got := c.index(l.Answer(c.item)); c.of[h] >= 0 && got != c.of[h] {
				t.Errorf("%s answers %d to %s, want %d", hypotheses[h].ID, got, c.item.ID(), c.of[h])
			}
		}
	}
	if _, err := NewLearner("M-XX-01", 0, 1); err == nil {
		t.Error("a misconception that there is not")
	}
}

// The next of 200 questions, with all misconceptions.
func BenchmarkNext(b *testing.B) {
	s := Begin(poolOf(1))
	for b.Loop() {
		if s.Next() == nil {
			b.Fatal("no question")
		}
	}
}
