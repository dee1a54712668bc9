package advise

import (
	"slices"
	"strings"
	"testing"
)

// The minimums that make a difference: CD-2.1, CD-2.2.
func TestMinimums(t *testing.T) {
	for _, c := range []struct {
		hosts int
		keep  string
		want  string
	}{
		{1, "0%", "AllAtOnce HalfAtATime OneAtATime"},
		{2, "0%", "AllAtOnce HalfAtATime OneAtATime 1-host"},                         // 1 of 2 is the half
		{4, "0%", "AllAtOnce HalfAtATime OneAtATime 25% 1-host 2-hosts 75% 3-hosts"}, // 26 to 50 per cent are 2 of 4
		{3, "0%", "AllAtOnce HalfAtATime OneAtATime 25% 1-host 2-hosts"},             // 34 to 66 per cent are 2 of 3, as is the half
		{5, "70%", "AllAtOnce HalfAtATime OneAtATime 20% 1-host 25% 2-hosts 3-hosts 70% 4-hosts"},
	} {
		k, _ := ParseKeep(c.keep)
		var words []string
		for _, m := range minimums(c.hosts, k, 1) {
			words = append(words, strings.ReplaceAll(m.String(), " ", "-"))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%d hosts, keep %s: %s, want %s", c.hosts, c.keep, got, c.want)
		}
	}
}

// Every M that a percentage can come to is tried by one, and each of these comes
// to it: CD-2.2.
func TestPercentages(t *testing.T) {
	for n := 1; n <= mostWidths; n++ {
		for m := 1; m < n; m++ {
			p := percent(n, m, Keep{})
			if half := (n + 1) / 2; p == 0 && m != half || p > 0 && (n*p+99)/100 != m {
				t.Errorf("%d of %d: %d%%", m, n, p)
			}
		}
	}
}

// Of a large fleet some minimums stand for all, and it is said that they do.
func TestLargeFleets(t *testing.T) {
	keep := Keep{83, true}
	list := counts(100, keep, 6)
	for _, m := range []int{99, 96, 93, 83, 75, 25, 10} {
		if !slices.Contains(list, m) {
			t.Errorf("%d of 100 is not tried", m)
		}
	}
	if len(list) > 20 || skippedCounts(100, keep, 6) == "" || skippedCounts(mostWidths, keep, 6) != "" {
		t.Errorf("%d are tried; %s", len(list), skippedCounts(100, keep, 6))
	}
}
