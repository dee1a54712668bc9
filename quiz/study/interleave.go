package study

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
)

// Interleave keeps the order of a list as far as no two of one topic come in a
// row. Where one topic has more than all others together, its rest comes last.
func Interleave(list []pose.Question) (mixed []pose.Question) {
	rest := slices.Clone(list)
	left := map[string]int{}
	for _, q := range rest {
		left[q.Topic()]++
	}
	last := ""
	for len(rest) > 0 {
		at := pick(rest, left, last)
		last = rest[at].Topic()
		left[last]--
		mixed = append(mixed, rest[at])
		rest = slices.Delete(rest, at, at+1)
	}
	return mixed
}

// pick is the first that is about something else than the last one, and about
// the topic that could not be kept apart otherwise if there is one.
func pick(rest []pose.Question, left map[string]int, last string) int {
	other := -1
	for i, q := range rest {
		switch topic := q.Topic(); {
		case topic == last:
		case 2*left[topic] > len(rest):
			return i
		case other < 0:
			other = i
		}
	}
	return max(other, 0)
}
