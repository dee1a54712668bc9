package diagnosis

import (
	"sort"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

const (
	// enough is the share of belief at which a misconception is named.
	enough = 0.8
	// supporting is how many answers must speak for it.
	supporting = 2
	// Most is how many questions are asked at most unless told otherwise.
	Most = 20
)

// Verdict is what a diagnosis has come to.
type Verdict struct {
	// Named are the misconceptions that were found: one, or several that no
	// question of the pool tells apart. None: nothing was found.
	Named    []*misconceptions.Misconception
	Share    float64 // of all belief
	Evidence []Evidence
	// Possible are the likeliest if none is named, with their shares.
	Possible []Possible
	// Expert is the share of belief that no misconception is held.
	Expert float64
}

// Evidence is an answer that speaks for what was named.
type Evidence struct {
	Item   *question.Item
	Answer question.Answer
}

// Possible is a misconception with its share of belief.
type Possible struct {
	*misconceptions.Misconception
	Share float64
}

// Done says whether a misconception can be named.
func (s *Session) Done() bool { return len(s.Verdict().Named) > 0 }

// Verdict is what can be said now.
func (s *Session) Verdict() Verdict {
	v := Verdict{Expert: rounded(s.p[expert])}
	best := s.likeliest()
	group := s.inseparable(best)
	for _, h := range group {
		v.Share += s.p[h]
	}
	v.Share = rounded(v.Share)
	if best == expert || v.Share < enough || len(s.evidence(best)) < supporting {
		v.Possible = s.possible()
		return v
	}
	v.Evidence = s.evidence(best)
	for _, h := range group {
		v.Named = append(v.Named, hypotheses[h])
	}
	return v
}

// likeliest is the hypothesis with the largest share.
func (s *Session) likeliest() (best int) {
	for h := range s.p {
		if rounded(s.p[h]) > rounded(s.p[best]) {
			best = h
		}
	}
	return best
}

// inseparable are those that answer every question of the pool alike.
func (s *Session) inseparable(h int) (group []int) {
	for other := range hypotheses {
		alike := other != expert || h == expert
		for _, c := range s.pool.candidates {
			alike = alike && c.of[other] == c.of[h]
		}
		if alike {
			group = append(group, other)
		}
	}
	return group
}

// evidence are the answers that a hypothesis gives and the expert does not.
func (s *Session) evidence(h int) (list []Evidence) {
	for _, r := range s.asked {
		if r.of[h] > 0 && r.answer == r.of[h] {
			list = append(list, Evidence{r.item, r.given})
		}
	}
	return list
}

// shown is how many possible misconceptions are told.
const shown = 5

// possible are the likeliest misconceptions that something speaks for.
func (s *Session) possible() (list []Possible) {
	for h := 1; h < len(hypotheses); h++ {
		if len(s.evidence(h)) > 0 {
			list = append(list, Possible{hypotheses[h], rounded(s.p[h])})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Share > list[j].Share })
	return list[:min(shown, len(list))]
}
