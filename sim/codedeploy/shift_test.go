package codedeploy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The steps of every kind of shift: shares with the minutes at which they come.
func TestShifts(t *testing.T) {
	for _, c := range []struct {
		name, rule string
		routing    Routing
		want       string
	}{
		{"all at once", "CD-9.9", Routing{}, "100@0"},
		{"a tenth, and the rest after five minutes", "CD-9.9", Routing{TimeBasedCanary, 10, 5 * kernel.Minute}, "10@0 100@5"},
		{"nearly everything first", "CD-9.11", Routing{TimeBasedCanary, 99, kernel.Minute}, "99@0 100@1"},
		{"halves", "CD-9.9", Routing{TimeBasedLinear, 50, 3 * kernel.Minute}, "50@0 100@3"},
		{"thirds leave one per cent for a last step", "CD-9.9", Routing{TimeBasedLinear, 33, 2 * kernel.Minute}, "33@0 66@2 99@4 100@6"},
		{"a quarter at a time has no remainder", "CD-9.9", Routing{TimeBasedLinear, 25, kernel.Minute}, "25@0 50@1 75@2 100@3"},
		{"more than half twice", "CD-9.9", Routing{TimeBasedLinear, 51, kernel.Minute}, "51@0 100@1"},
	} {
		shares, at := AWS.Shifts(c.routing)
		var got []string
		for i, share := range shares {
			got = append(got, fmt.Sprintf("%d@%d", share, at[i]/kernel.Minute))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s (%s): %s, want %s", c.name, c.rule, strings.Join(got, " "), c.want)
		}
	}
}

// The configurations of CD-9.10: three, nine and five, and what their names
// say is what they do.
func TestPredefined(t *testing.T) {
	counts := map[Platform]int{}
	for _, c := range Predefined {
		counts[c.Platform]++
		name, ours := strings.CutPrefix(c.Name, "CodeDeployDefault.")
		if c.Platform == Server || !ours {
			continue
		}
		want := fmt.Sprintf("%sAllAtOnce", c.Platform)
		switch minutes := c.Routing.Interval / kernel.Minute; c.Routing.Type {
		case TimeBasedCanary:
			want = fmt.Sprintf("%sCanary%dPercent%dMinutes", c.Platform, c.Routing.Percentage, minutes)
		case TimeBasedLinear:
			want = fmt.Sprintf("%sLinear%dPercentEvery%dMinutes", c.Platform, c.Routing.Percentage, minutes)
			if c.Platform == Lambda && minutes == 1 {
				want = strings.TrimSuffix(want, "s")
			}
		}
		if name != want {
			t.Errorf("CD-9.10: %s does what %s says", name, want)
		}
	}
	if counts[Server] != 3 || counts[Lambda] != 9 || counts[ECS] != 5 {
		t.Errorf("CD-9.10: %v configurations, want 3, 9 and 5", counts)
	}
	for _, p := range []Platform{Lambda, ECS} {
		if c := Predefined[AtOnce(p)]; c.Platform != p || c.Routing.Type != AllAtOnce {
			t.Errorf("CD-5.6: rollbacks of %s use %s", p, c.Name)
		}
	}
	if AtOnce(Server) != None {
		t.Error("CD-2.17: a Server group that names no configuration has OneAtATime")
	}
}

// An alias fits if it points to the current version alone. CD-9.14
func TestAliasFits(t *testing.T) {
	for _, c := range []struct {
		name     string
		alias    Alias
		from, to int64
		want     bool
	}{
		{"on the current version", Alias{Version: 1}, 1, 2, true},
		{"on another", Alias{Version: 2}, 1, 2, false},
		{"already there", Alias{Version: 2}, 2, 2, false},
		{"split", Alias{Version: 1, Other: 2, Share: 10}, 1, 2, false},
		{"split with a version of no matter", Alias{Version: 1, Other: 9, Share: 1}, 1, 2, false},
	} {
		if got := AWS.AliasFits(c.alias, c.from, c.to); got != c.want {
			t.Errorf("CD-9.14: %s: %v, want %v", c.name, got, c.want)
		}
	}
}
