package deck

import (
	"slices"
	"strconv"
	"strings"
)

// lastClaim is the number of claims, SC-1 and so on, of the flashcards that the
// project began from.
const lastClaim = 192

// The claims that are not simply true, by what was found when each was checked.
var (
	imprecise = []int{1, 5, 7, 10, 14, 16, 22, 23, 26, 41, 46, 51, 58, 62, 65, 66, 68, 73, 74, 78, 82, 84, 90, 97, 105,
		109, 111, 112, 121, 127, 129, 133, 136, 137, 140, 143, 144, 166, 174, 184, 185, 187, 188}
	outdated = []int{19, 40, 71, 123, 175, 176, 177, 178, 179, 180, 181, 182}
	wrong    = []int{21, 47, 63, 96, 119, 134}
)

// Claims returns the ids of all claims of the seed.
func Claims() []string {
	ids := make([]string, lastClaim)
	for i := range ids {
		ids[i] = "SC-" + strconv.Itoa(i+1)
	}
	return ids
}

// Verdict says what was found about a claim: true, imprecise, outdated or
// wrong; "" if there is no such claim.
func Verdict(id string) string {
	number, ok := strings.CutPrefix(id, "SC-")
	n, isNumber := ordinal(number)
	switch {
	case !ok || !isNumber || n > lastClaim:
		return ""
	case slices.Contains(imprecise, n):
		return "imprecise"
	case slices.Contains(outdated, n):
		return "outdated"
	case slices.Contains(wrong, n):
		return "wrong"
	}
	return "true"
}
