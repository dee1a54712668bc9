package term

import (
	"slices"
	"strings"
)

const (
	gap       = 2 // columns between two cells
	columnMin = 6 // the least that is left of a column that gives way
)

// natural returns the width that each column would like.
func natural(header []string, rows [][]Text) []int {
	widths := make([]int, len(header))
	for i, h := range header {
		widths[i] = columns(h)
		for _, row := range rows {
			widths[i] = max(widths[i], columns(row[i].Text))
		}
	}
	return widths
}

// fit takes from the widest column until all fit into width, and reports
// whether they do. If whole is set, the first column gives nothing.
func fit(widths []int, width int, whole bool) (fitted []int, fits bool) {
	if whole {
		rest, fits := fit(widths[1:], width-widths[0]-gap, false)
		return append(widths[:1:1], rest...), fits
	}
	room := width - gap*(len(widths)-1)
	used := 0
	for i, w := range widths {
		widths[i] = min(w, max(room, columnMin))
		used += widths[i]
	}
	for used > room {
		widest := slices.Index(widths, slices.Max(widths))
		if widths[widest] <= columnMin {
			return widths, false
		}
		widths[widest]--
		used--
	}
	return widths, true
}

// numeric reports whether column i holds numbers and nothing else; "-" and ""
// stand for a number that is missing.
func numeric(rows [][]Text, i int) bool {
	found := false
	for _, row := range rows {
		switch s := row[i].Text; {
		case isNumber(s):
			found = true
		case s != "" && s != "-":
			return false
		}
	}
	return found
}

func isNumber(s string) bool {
	digits := strings.TrimSuffix(strings.TrimLeft(s, "+-"), "%")
	return digits != "" && strings.Trim(digits, "0123456789,.") == "" && strings.ContainsAny(digits, "0123456789")
}
