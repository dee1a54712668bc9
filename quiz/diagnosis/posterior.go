package diagnosis

import (
	"math"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

const (
	slip        = 0.10 // how often somebody answers otherwise than he believes
	expertPrior = 0.10 // how likely nobody's belief is wrong; all others are alike
)

// Posterior is what is believed of a learner, by hypothesis. It sums to 1.
type Posterior []float64

// prior is what is believed before any answer.
func prior() Posterior {
	p := make(Posterior, len(hypotheses))
	for h := range p {
		p[h] = (1 - expertPrior) / float64(len(p)-1)
	}
	p[expert] = expertPrior
	return p
}

// likelihood is how likely a hypothesis gives an answer of which the index is
// known: its own but for slips, any other by a slip, and any at all if its own
// is not among the options.
func (c *candidate) likelihood(h, answer int) float64 {
	k := float64(c.options())
	switch c.of[h] {
	case answer:
		return 1 - slip
	case notOffered:
		return 1 / k
	}
	return slip / (k - 1)
}

// index is the index of an answer among those known, or that of any other.
func (c *candidate) index(a question.Answer) int {
	for i, known := range c.answers {
		if known.Equal(a) {
			return i
		}
	}
	return len(c.answers)
}

// after is what is believed after an answer.
func (p Posterior) after(c *candidate, answer int) Posterior {
	next, sum := make(Posterior, len(p)), 0.0
	for h := range p {
		next[h] = p[h] * c.likelihood(h, answer)
		sum += next[h]
	}
	for h := range next {
		next[h] /= sum
	}
	return next
}

// mass is the belief in some hypotheses, and the sum of x·log x over them.
type mass struct{ sum, log float64 }

func (m *mass) add(x, log float64) { m.sum, m.log = m.sum+x, m.log+log }

// times is the mass if all of it is as likely as l.
func (m mass) times(l float64) mass {
	if m.sum == 0 {
		return m
	}
	return mass{float64(m.sum * l), float64(l*m.log) + float64(m.sum*l)*math.Log2(l)}
}

func (m mass) less(o mass) mass { return mass{m.sum - o.sum, m.log - o.log} }

// logs are x·log x of all shares.
func (p Posterior) logs() []float64 {
	list := make([]float64, len(p))
	for h, x := range p {
		if x > 0 {
			list[h] = x * math.Log2(x)
		}
	}
	return list
}

// open is how many bits are left open on average after the answer to a question;
// logs are those of p.
func (p Posterior) open(c *candidate, logs []float64) float64 {
	var all, unoffered mass
	by := make([]mass, len(c.answers)+1) // the last: any other answer
	for h, a := range c.of {
		if a == notOffered {
			unoffered.add(p[h], logs[h])
			continue
		}
		by[a].add(p[h], logs[h])
		all.add(p[h], logs[h])
	}
	k := float64(c.options())
	bits := 0.0
	for answer, own := range by {
		times := 1.0
		if answer == len(c.answers) {
			if times = k - float64(answer); times <= 0 {
				continue
			}
		}
		x := own.times(1 - slip)
		for _, m := range []mass{all.less(own).times(slip / (k - 1)), unoffered.times(1 / k)} {
			x.add(m.sum, m.log)
		}
		if x.sum > 0 {
			bits += float64(times * (float64(x.sum*math.Log2(x.sum)) - x.log)) // no fused multiply-add: the same on every machine
		}
	}
	return rounded(bits)
}
