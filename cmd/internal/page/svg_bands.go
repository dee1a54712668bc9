package page

import (
	"fmt"
	"slices"
	"strings"
)

// bandBins is into how many slices of time bands are cut.
const bandBins = 400

// stacking is the order of classes from the bottom of a band to its top.
var stacking = []int{succeeded, ready, validating, starting, installing, downloading, stopping, traffic, running, between, waiting, skipped, failed}

// rowsOf are the ranges of so many lanes that get a row together: at most 24,
// of a round number of lanes each.
func rowsOf(lanes int) (rows [][2]int) {
	per := 1
	for factors := 0; per*24 < lanes; factors++ {
		per = per * []int{2, 5, 2}[factors%3] / []int{1, 2, 1}[factors%3] // 1, 2, 5, 10, 20 …
	}
	for first := 0; first < lanes; first += per {
		rows = append(rows, [2]int{first, min(lanes, first+per)})
	}
	return rows
}

// bands draws a row for each range of lanes, in which the height of a colour is
// its share of them; those that are gone have none.
func (s *drawing) bands(lanes []lane, rows [][2]int, top int) {
	for n, row := range rows {
		y := top + n*rowHeight
		first, last := s.d.Lanes[row[0]], s.d.Lanes[row[1]-1]
		s.text(svgLeft-8, y+14, "small end", short(first, 11)+" … "+short(last[shared(first, last):], 11))
		s.band(s.count(lanes[row[0]:row[1]]), row[1]-row[0], y)
		s.failures(lanes[row[0]:row[1]], y)
	}
}

// shared is how much two names share at their beginning, digits apart.
func shared(a, b string) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (a[n-1] >= '0' && a[n-1] <= '9' || n < len(b) && b[n]&0xc0 == 0x80) {
		n--
	}
	return n
}

// count counts lanes by class in each slice of time.
func (s *drawing) count(lanes []lane) [][terminated + 1]int {
	bins := make([][terminated + 1]int, bandBins+1)
	bin := func(at int64) int64 { return min(at*bandBins/s.end, bandBins) }
	for n := range lanes {
		for _, span := range lanes[n].spans {
			if from := bin(span.from); span.track == 0 {
				bins[from][span.class]++
				bins[max(from, bin(span.to))][span.class]--
			}
		}
	}
	for b := 1; b < len(bins); b++ {
		for class := range bins[b] {
			bins[b][class] += bins[b-1][class]
		}
	}
	return bins[:bandBins]
}

// band draws slices that are alike as one.
func (s *drawing) band(bins [][terminated + 1]int, all, y int) {
	var paths [terminated + 1]strings.Builder
	width := float64(svgRight-svgLeft) / bandBins
	for from := 0; from < len(bins); {
		to := from + 1
		for to < len(bins) && bins[to] == bins[from] {
			to++
		}
		bottom := float64(y + rowHeight - 2)
		for class, tall := range shares(bins[from], all, rowHeight-2) {
			if tall > 0 {
				bottom -= tall
				fmt.Fprintf(&paths[stacking[class]], "M%.1f %.1fh%.1fv%.1fH%[1]vz", svgLeft+float64(from)*width, bottom, float64(to-from)*width, tall)
			}
		}
		from = to
	}
	for class := range paths {
		if paths[class].Len() > 0 {
			fmt.Fprintf(s, "<path d=\"%s\" class=\"%s\"/>\n", paths[class].String(), fillOf(class))
		}
	}
}

// shares divides a height among the classes, in the order of stacking. Each gets
// one unit at least, at the cost of the largest.
func shares(counts [terminated + 1]int, all int, height float64) []float64 {
	list := make([]float64, len(stacking))
	used, seen := 0.0, 0
	for n, class := range stacking {
		if counts[class] > 0 {
			list[n] = max(1, float64(counts[class])/float64(all)*height)
			used += list[n]
			seen += counts[class]
		}
	}
	if used > height || seen == all {
		list[slices.Index(list, slices.Max(list))] += height - used
	}
	return list
}

// failures marks what failed in a range, as a share of it may be too small to
// see.
func (s *drawing) failures(lanes []lane, y int) {
	var places []int64
	for n := range lanes {
		for _, span := range lanes[n].spans {
			if span.class == failed {
				places = append(places, span.from)
			}
		}
	}
	slices.Sort(places)
	last := -10.0
	for _, at := range places {
		if x := s.x(at); x-last > 9 {
			s.sign(failed, x, float64(y+rowHeight/2-1))
			last = x
		}
	}
}
