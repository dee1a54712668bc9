package source

import (
	"slices"
	"strings"
)

// Suggest returns the candidate that word was most likely meant to be: the
// same but for case, dashes and underscores; or a few slips of the finger
// away; or begun by word. It returns false if none is near. Among equals the
// earliest candidate wins.
func Suggest(word string, candidates []string) (string, bool) {
	if word == "" || len(word) > 200 {
		return "", false
	}
	best, bestCost := "", allowedSlips(word)+1
	for _, candidate := range candidates {
		if cost := slips(word, candidate); cost < bestCost {
			best, bestCost = candidate, cost
		}
	}
	if best == "" {
		return uniqueStart(word, candidates)
	}
	return best, true
}

// allowedSlips is how many slips a word of this length may hold.
func allowedSlips(word string) int {
	switch n := len([]rune(word)); {
	case n <= 2:
		return 0
	case n <= 5:
		return 1
	case n <= 9:
		return 2
	}
	return 3
}

// fold removes what people mix up: case, dashes, underscores and spaces.
func fold(s string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(s))
}

// slips counts insertions, deletions, replacements and swaps of neighbours
// between the folded words (the optimal string alignment distance).
func slips(a, b string) int {
	x, y := []rune(fold(a)), []rune(fold(b))
	if len(y) > len(x)+3 || len(x) > len(y)+3 {
		return len(x) + len(y)
	}
	before, last := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row := make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+differ(x[i], y[j]))
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}

// uniqueStart returns the only candidate that begins or ends with word, which
// must have three characters or more.
func uniqueStart(word string, candidates []string) (string, bool) {
	folded := fold(word)
	if len(folded) < 3 {
		return "", false
	}
	fits := func(c string) bool {
		return strings.HasPrefix(fold(c), folded) || strings.HasSuffix(fold(c), folded)
	}
	i := slices.IndexFunc(candidates, fits)
	if i < 0 || slices.ContainsFunc(candidates[i+1:], fits) {
		return "", false
	}
	return candidates[i], true
}
