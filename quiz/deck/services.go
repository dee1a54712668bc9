package deck

// What is known by number alone: the rules of the services that are not
// simulated yet, and the misconceptions. The reference of the project numbers
// each chapter from 1 without a gap.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// chapters says how many rules each chapter has: CP-1.1 to CP-1.11, and so on.
var chapters = map[string][]int{
	"CP": {11, 2, 13, 7, 4, 3, 5, 3, 11, 1, 3, 4, 1, 6, 5, 1, 3}, // CodePipeline
	"CB": {7, 12, 3, 10, 4, 7, 2, 4, 8, 3, 1, 4, 3, 3, 5, 3},     // CodeBuild
	"CC": {4, 8, 5, 3, 5, 5, 2, 6, 5, 4},                         // CodeCommit
	"CS": {6, 3, 3},                                              // CodeStar and neighbours
}

// services are the prefixes of rules of which only the numbers are known.
var services = []string{"CP", "CB", "CC", "CS"}

// serviceRule says what is wrong with a reference to a rule of another
// service; it returns "" if there is such a rule.
func serviceRule(prefix, number string) string {
	chapter, rule, ok := strings.Cut(number, ".")
	c, okChapter := ordinal(chapter)
	r, okRule := ordinal(rule)
	counts := chapters[prefix]
	switch {
	case !ok || !okChapter || !okRule:
		return "write it as " + prefix + "-4.3"
	case c > len(counts):
		return fmt.Sprintf("the last chapter is %s-%d", prefix, len(counts))
	case r > counts[c-1]:
		return fmt.Sprintf("the last one of the chapter is %s-%d.%d", prefix, c, counts[c-1])
	}
	return ""
}

// ordinal reads a number from 1 in plain digits.
func ordinal(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && strconv.Itoa(n) == text
}

// beliefs are the numbers of the catalogue of misconceptions, from and to.
var beliefs = map[string][][2]int{
	"CD": {{1, 25}, {30, 48}, {60, 75}, {80, 87}},
	"BG": {{1, 16}},
	"CP": {{1, 19}},
	"CB": {{1, 11}},
	"CC": {{1, 9}},
}

// isBelief tells whether the catalogue has a misconception of that name.
func isBelief(id string) bool {
	group, number, _ := strings.Cut(strings.TrimPrefix(id, "M-"), "-")
	n, err := strconv.Atoi(number)
	return err == nil && id == fmt.Sprintf("M-%s-%02d", group, n) &&
		slices.ContainsFunc(beliefs[group], func(r [2]int) bool { return n >= r[0] && n <= r[1] })
}
