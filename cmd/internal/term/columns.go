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

// tableWidth is how wide a table of such columns is.
func tableWidth(widths []int) int {
	all := gap * (len(widths) - 1)
	for _, w := range widths {
		all += w
	}
	return all
}

// fit takes from the widest column until all fit into width, and reports
// whether they do. None gives a column of its longest word, as least says, before
// all have come to theirs. If whole is set, the first column gives nothing.
func fit(widths, least []int, width int, whole bool) (fitted []int, fits bool) {
	if whole {
		rest, fits := fit(widths[1:], least[1:], width-widths[0]-gap, false)
		return append(widths[:1:1], rest...), fits
	}
	room := width - gap*(len(widths)-1)
	used := 0
	for i, w := range widths {
		widths[i] = min(w, max(room, columnMin))
		used += widths[i]
	}
	for used > room {
		i := yielding(widths, least)
		if widths[i] <= columnMin {
			return widths, false
		}
		widths[i]--
		used--
	}
	return widths, true
}

// yielding is the column that gives way: the widest of those that have more than
// their longest word, or else the widest of all.
func yielding(widths, least []int) int {
	found := -1
	for i, w := range widths {
		if w > max(least[i], columnMin) && (found < 0 || w > widths[found]) {
			found = i
		}
	}
	if found >= 0 {
		return found
	}
	return slices.Index(widths, slices.Max(widths))
}

// longest returns the width of the longest word in each column.
func longest(header []string, rows [][]Text) []int {
	words := make([]int, len(header))
	for i, h := range header {
		words[i] = longestWord(h)
		for _, row := range rows {
			words[i] = max(words[i], longestWord(row[i].Text))
		}
	}
	return words
}

// filled leaves out the columns under whose header there is nothing; the first
// stays.
func filled(header []string, rows [][]Text) (titles []string, kept [][]Text) {
	kept = make([][]Text, len(rows))
	for i, h := range header {
		if i > 0 && !slices.ContainsFunc(rows, func(row []Text) bool { return row[i].Text != "" }) {
			continue
		}
		titles = append(titles, h)
		for n, row := range rows {
			kept[n] = append(kept[n], row[i])
		}
	}
	return titles, kept
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
