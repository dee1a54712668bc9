package question

import "slices"

// Score is how right an answer is, from 0 to 1. A choice is right or wrong;
// otherwise sets, orders and maps give a part.
func (it *Item) Score(a Answer) float64 {
	key := it.key
	if a == nil {
		return 0
	}
	if len(it.Choices) == 0 && it.Kind.Short != nil {
		key, a = it.Kind.Short(key), it.Kind.Short(a)
	}
	switch {
	case a.Equal(key):
		return 1
	case len(it.Choices) > 0:
		return 0
	}
	switch it.Kind.Form {
	case List:
		return matching(key, a)
	case Order:
		return ordered(key, a, func(thing string) int { return it.Kind.Rank(it.Case, thing) })
	case Set:
		return jaccard(key, a)
	case Map:
		return matching(key, a)
	}
	return 0
}

// Exact says whether an answer is wholly right.
func (it *Item) Exact(a Answer) bool { return it.Score(a) == 1 }

// Points are what an answer is worth in an exam: each hint costs a quarter.
func Points(score float64, hints int) float64 { return score * (1 - float64(min(hints, hintsMost))/4) }

// matching is the share of places that are right, of the longer answer.
func matching(key, a Answer) float64 {
	right := 0
	for i := range min(len(key), len(a)) {
		if key[i] == a[i] {
			right++
		}
	}
	return share(right, max(len(key), len(a)))
}

// jaccard is what two sets have in common, of what is in either.
func jaccard(key, a Answer) float64 {
	both := 0
	for _, thing := range a {
		if slices.Contains(key, thing) {
			both++
		}
	}
	return share(both, len(key)+len(a)-both)
}

// ordered is the share of pairs that the truth orders and the answer has in the
// same order. Pairs of one rank have none; each thing that does not belong
// counts as a pair that is wrong.
func ordered(key, a Answer, rank func(string) int) float64 {
	pairs, right := 0, 0
	for i := range key {
		for j := i + 1; j < len(key); j++ {
			if rank(key[i]) == rank(key[j]) && slices.Contains(a, key[i]) && slices.Contains(a, key[j]) {
				continue
			}
			pairs++
			x, y := slices.Index(a, key[i]), slices.Index(a, key[j])
			if x >= 0 && y > x {
				right++
			}
		}
	}
	for _, thing := range a {
		if !slices.Contains(key, thing) {
			pairs++
		}
	}
	if pairs == 0 {
		return share(boolInt(len(a) == len(key)), 1)
	}
	return share(right, pairs)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}
