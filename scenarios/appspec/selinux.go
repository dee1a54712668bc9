package appspec

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var contextKeys = []string{"name", "type", "range", "user"}

// context checks the SELinux context of a permission: a type, and if there is
// one a range like s0-s3:c0.c7,c13. CD-9.2
func (c *check) context(n *source.Node) {
	w := read(n)
	if w.kind == nothing {
		return
	}
	kind := read(n.Get("type"))
	if kind.kind == nothing {
		agent := fmt.Sprintf("The deployment failed because the application specification file specifies an invalid context type (%s).", w.text)
		c.refuse(n.Position, "CD-9.2", agent, "a context without a type", "write context: {name: …, type: …}")
	}
	c.onlyKeys(n, "context: ", contextKeys, "CD-9.2")
	if user := n.Get("user"); user != nil {
		c.note(user.Position, "CD-9.2", "context: agents 1.x read the user under name", "write name: as well")
	}
	if r := n.Get("range"); read(r).kind != nothing {
		c.labelRange(r)
	}
}

func (c *check) labelRange(n *source.Node) {
	w := read(n)
	if w.kind != text {
		c.refuse(n.Position, "CD-9.2", w.lacks("include?"), "range: "+quote(w.text)+" is not text", rangeFix)
		return
	}
	if agent := rangeFault(w.text); agent != "" {
		c.refuse(n.Position, "CD-9.2", agent, "range: "+quote(w.text)+" is not a range of sensitivities and categories", rangeFix)
	}
}

const rangeFix = "write it like s0, s0-s3 or s0:c0.c7,c13"

// The last category of SELinux.
const maxCategory = 1023

// rangeFault returns what the agent says of a range, or nothing.
func rangeFault(s string) string {
	levels, categories, hasCategories := strings.Cut(s, ":")
	if levels == "" || hasCategories && categories == "" {
		return "invalid range part " + shorten(s)
	}
	low, high, hasHigh := strings.Cut(levels, "-")
	if low == "" || hasHigh && high == "" {
		return "invalid range part " + shorten(levels)
	}
	if !hasHigh {
		high = low
	}
	from, ok := labelNumber(low, "s")
	to, alsoOK := labelNumber(high, "s")
	switch {
	case !ok:
		return "invalid sensitivity " + shorten(low)
	case !alsoOK:
		return "invalid sensitivity " + shorten(high)
	case to < from:
		return fmt.Sprintf("The deployment failed because of a problem with the SELinux range specified (%s) for the context parameter in the permissions section of the application specification file.", shorten(s))
	case hasCategories:
		return categoriesFault(categories)
	}
	return ""
}

// categoriesFault checks c0.c7,c13: none above 1023, none twice.
func categoriesFault(s string) string {
	var taken [maxCategory + 1]bool
	s = strings.TrimRight(s, ",") // as the agent does
	if s == "" {
		return ""
	}
	for part := range strings.SplitSeq(s, ",") {
		low, high, isRange := strings.Cut(part, ".")
		if !isRange {
			high = low
		}
		from, ok := category(low)
		to, alsoOK := category(high)
		switch {
		case isRange && (low == "" || high == ""):
			return "invalid range part " + shorten(part)
		case !ok:
			return "invalid category " + shorten(low)
		case !alsoOK:
			return "invalid category " + shorten(high)
		case to < from:
			return "invalid category range " + shorten(part)
		case slices.Contains(taken[from:to+1], true):
			return "duplicate categories"
		}
		for i := from; i <= to; i++ {
			taken[i] = true
		}
	}
	return ""
}

func category(s string) (int, bool) {
	n, ok := labelNumber(s, "c")
	return n, ok && n <= maxCategory
}

var labelDigits = regexp.MustCompile(`^[0-9]+$`)

// labelNumber reads s3 or c13.
func labelNumber(s, letter string) (int, bool) {
	digits, ok := strings.CutPrefix(s, letter)
	n, _ := strconv.Atoi(digits) // too large a number stays the largest
	return n, ok && labelDigits.MatchString(digits)
}
