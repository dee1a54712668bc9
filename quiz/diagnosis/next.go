package diagnosis

import "github.com/seed-11de0fc1/rehearse/quiz/question"

// Session is a diagnosis under way.
type Session struct {
	pool  *Pool
	p     Posterior
	used  []bool
	asked []reply
}

// reply is a question with the answer to it.
type reply struct {
	*candidate
	given  question.Answer
	answer int // its index
}

// Begin begins a diagnosis.
func Begin(pool *Pool) *Session {
	return &Session{pool: pool, p: prior(), used: make([]bool, len(pool.candidates))}
}

// Next is the question after which least is left open on average; of several
// the first of the pool. It is nil if all were asked.
func (s *Session) Next() *question.Item {
	logs := s.p.logs()
	if best := s.next(func(c *candidate) float64 { return s.p.open(c, logs) }); best >= 0 {
		return s.pool.candidates[best].item
	}
	return nil
}

// next is the unused candidate of the least cost, or -1.
func (s *Session) next(cost func(c *candidate) float64) int {
	best, least := -1, 0.0
	for i, c := range s.pool.candidates {
		if s.used[i] {
			continue
		}
		if x := cost(c); best < 0 || x < least {
			best, least = i, x
		}
	}
	return best
}

// Answer takes the answer to a question of the pool.
func (s *Session) Answer(it *question.Item, a question.Answer) {
	for i, c := range s.pool.candidates {
		if c.item == it && !s.used[i] {
			r := reply{c, a, c.index(a)}
			s.used[i] = true
			s.p = s.p.after(c, r.answer)
			s.asked = append(s.asked, r)
			return
		}
	}
}

// Skip leaves a question out to which there is no answer.
func (s *Session) Skip(it *question.Item) {
	for i, c := range s.pool.candidates {
		s.used[i] = s.used[i] || c.item == it
	}
}

// Asked is how many questions were answered.
func (s *Session) Asked() int { return len(s.asked) }

// Confirm is a question that was not asked and to which somebody with this
// misconception answers otherwise than AWS; nil if there is none. The one to
// which fewest others give the same answer comes first.
func (s *Session) Confirm(id string) *question.Item {
	h := hypothesisOf(id)
	if h < 0 {
		return nil
	}
	best := s.next(func(c *candidate) float64 {
		if c.of[h] <= 0 {
			return float64(2 * len(hypotheses))
		}
		same := 0
		for _, a := range c.of {
			if a == c.of[h] {
				same++
			}
		}
		return float64(same)
	})
	if best < 0 || s.pool.candidates[best].of[h] <= 0 {
		return nil
	}
	return s.pool.candidates[best].item
}
