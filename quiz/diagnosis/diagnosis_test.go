package diagnosis

import (
	"slices"
	"testing"
)

// result is how a diagnosis of a simulated learner came out.
type result struct {
	questions int
	named     []string
}

// diagnosed asks a learner until something can be named, at most so often.
func diagnosed(pool *Pool, l *Learner, most int) (r result) {
	s := Begin(pool)
	for s.Asked() < most && !s.Done() {
		it := s.Next()
		if it == nil {
			break
		}
		s.Answer(it, l.Answer(it))
	}
	r.questions = s.Asked()
	for _, m := range s.Verdict().Named {
		r.named = append(r.named, m.ID)
	}
	return r
}

// Simulated learners, each with one misconception and a slip in ten answers,
// and experts who slip as often.
func TestDiagnosis(t *testing.T) {
	const seeds, slips = 5, 10
	pool := NewPool(1)
	covered := pool.Covers()
	var questions []int
	right, wrong, none := 0, 0, 0
	for h := 1; h < len(hypotheses); h++ {
		id := hypotheses[h].ID
		for seed := range uint64(seeds) {
			l, err := NewLearner(id, slips, seed)
			if err != nil {
				t.Fatal(err)
			}
			r := diagnosed(pool, l, 40)
			switch {
			case slices.Contains(r.named, id):
				right++
				questions = append(questions, r.questions)
				if r.questions > 11 {
					t.Logf("%s: %d", id, r.questions)
				}
			case len(r.named) > 0:
				wrong++
			default:
				none++
				if seed == 0 {
					t.Logf("%s: not named, covered %v", id, slices.Contains(covered, id))
				}
			}
		}
	}
	experts, called := 200, 0
	for seed := range uint64(experts) {
		l, _ := NewLearner("", slips, seed)
		if r := diagnosed(pool, l, 40); len(r.named) > 0 {
			called++
		}
	}
	slices.Sort(questions)
	all := right + wrong + none
	t.Logf("%v", pool)
	for _, c := range pool.candidates[:8] {
		t.Logf("%.2f bits, %d answers: %s", c.bits, len(c.answers), c.item.ID())
	}
	t.Logf("median %d questions, 90th percentile %d; of %d learners %d named right, %d wrong, %d not; %d of %d experts called holders",
		questions[len(questions)/2], questions[len(questions)*9/10], all, right, wrong, none, called, experts)
}
