package advise

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The minimums in each zone that make a difference: those that lead to another
// width in some zone, and let something begin in all. CD-2.25, CD-2.26, CD-2.6
func TestPerZone(t *testing.T) {
	for _, c := range []struct {
		sizes string
		width int // N - M of the fleet
		want  string
	}{
		{"3 3", 6, "none, 25%, 50%"}, // 3, 2 and 1 at once
		{"3 3", 2, "none, 50%"},      // 2, which the fleet allows anyway, and 1
		{"3 3", 1, "none"},           // it is one at once whatever a zone says
		{"4 2", 6, "none, 25%, 50%"}, // 1% to 25% are 1 of 4 and of 2; from 51% there would be none in the second
		{"5 1", 6, "none"},           // each percentage above 0 keeps the only host of the second
		{"4 8", 12, "none, 10%, 25%, 30%, 50%, 60%, 75%, 2 hosts, 3 hosts"}, // of 4 and of 8: 1 1, 1 2, 2 3, 2 4, 3 5, 3 6, 2 2, 3 3
	} {
		g := &group{}
		for _, word := range strings.Fields(c.sizes) {
			var n int
			fmt.Sscan(word, &n)
			g.sizes = append(g.sizes, n)
		}
		var words []string
		for _, m := range g.widths(c.width) {
			if m == nil {
				words = append(words, "none")
				continue
			}
			words = append(words, amount(m))
		}
		if got := strings.Join(words, ", "); got != c.want {
			t.Errorf("zones of %s, %d at once: %s, want %s", c.sizes, c.width, got, c.want)
		}
		if few := g.perZone(c.width); len(few) > mostPerZone || few[0] != nil {
			t.Errorf("zones of %s: %d are tried", c.sizes, len(few))
		}
	}
}

// How long an alarm may take to go off: its periods and one more, and the time
// until it is read; of one whose states are given, until then. CD-6.1
func TestAlarmed(t *testing.T) {
	for _, c := range []struct {
		alarm string
		want  kernel.Time
	}{
		{"{AlarmName: errors}", kernel.Minute},
		{"{AlarmName: errors, states: [{at: 4m, StateValue: ALARM}, {at: 20m, StateValue: OK}]}", 5 * kernel.Minute},
		{"{AlarmName: errors, measures: errorShare, Threshold: 3, ComparisonOperator: GreaterThanThreshold, Period: 60, EvaluationPeriods: 2}", 4 * kernel.Minute},
		{"{AlarmName: errors, states: [{at: 30h, StateValue: ALARM}]}", kernel.Hour},
	} {
		s := hosts(t, 2, "revisions:", "alarms: ["+c.alarm+"]\nrevisions:")
		g, err := find(s, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := g.alarmed(); got != c.want {
			t.Errorf("%s: %v, want %v", c.alarm, got, c.want)
		}
	}
}

// labels are what is tried of a scenario.
func labels(t *testing.T, s *scenarios.Scenario, o Options) (list []string, untried string) {
	t.Helper()
	r := advised(t, s, o)
	names := map[string]string{}
	for n := range r.Rows {
		x := &r.Rows[n]
		list = append(list, strings.Join([]string{x.Label(), word(len(x.Rollback) > 0, "rollback"), word(x.Alarms != nil, "alarms")}, " "))
		text := sense(&x.Config)
		if was, taken := names[x.Name()]; taken && was != text {
			t.Errorf("%s is the name of %s and of %s", x.Name(), was, text)
		}
		names[x.Name()] = text
	}
	for n, one := range list {
		if slices.Index(list, one) != n {
			t.Errorf("%s is tried twice", one)
		}
	}
	return list, strings.Join(r.Untried, "\n")
}

func word(yes bool, text string) string {
	if yes {
		return text
	}
	return "no " + text
}

// quick is a search that finds next to nothing, of what is tried alone.
var quick = Options{Kinds: []explore.Kind{explore.Fail}, Tolerate: 1, States: 10, Runs: 1}

// Zone by zone all minimums are tried, the half and none too, with minimums in
// each zone; where alarms look at a zone, with time for them. What AWS does not
// allow is not, and it is said by which rule.
func TestZonalSettings(t *testing.T) {
	zoned := fmt.Sprintf(onFleet, 6, "zones: [us-east-1a, us-east-1b],")
	got, untried := labels(t, read(t, zoned), quick)
	for _, want := range []string{
		"0%, zonal rollback no alarms", "50%, zonal rollback no alarms", "50%, zonal no rollback no alarms", "0%, zonal 50% rollback no alarms", "60%, zonal 50% rollback no alarms",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not tried", want)
		}
	}
	if slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "watch") }) || !strings.Contains(untried, "only add to the time (CD-2.27)") {
		t.Errorf("nothing looks at a zone: %v\n%s", got, untried)
	}
	alarm := []string{"revisions:", "alarms: [{AlarmName: errors}]\nrevisions:"}
	got, untried = labels(t, read(t, zoned, alarm...), quick)
	for _, want := range []string{"50%, zonal, watch 1m rollback alarms", "50%, zonal, watch 1m once rollback alarms", "50%, zonal rollback alarms", "50%, zonal 50% rollback alarms"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not tried", want)
		}
	}
	if !strings.Contains(untried, "1m for the alarms to go off in") {
		t.Error(untried)
	}
	_, untried = labels(t, hosts(t, 4), quick)
	if !strings.Contains(untried, "zonal configurations: the hosts are not in two zones or more (CD-2.25)") {
		t.Error(untried)
	}
	onPremises := read(t, fmt.Sprintf(onFleet, 4, "onPremises: true,"), "ec2TagFilters", "onPremisesInstanceTagFilters")
	_, untried = labels(t, onPremises, quick)
	if !strings.Contains(untried, "zonal configurations: the group has on-premises hosts (CD-2.25)") || !strings.Contains(untried, "blue/green: the group has on-premises hosts (CD-3.1)") {
		t.Error(untried)
	}
}

// The monitor durations that a group has are kept by what is tried, under other
// names. CD-2.27
func TestMonitorDurationsAreKept(t *testing.T) {
	s := read(t, fmt.Sprintf(onFleet, 4, "zones: [us-east-1a, us-east-1b],"), "CodeDeployDefault.OneAtATime", "ours",
		"revisions:", "deploymentConfigs: [{deploymentConfigName: ours, minimumHealthyHosts: {type: FLEET_PERCENT, value: 50}, zonalConfig: {monitorDurationInSeconds: 90}}]\nrevisions:")
	r := advised(t, s, quick)
	if x := row(t, r, "25%, zonal, watch 90s", true); x.Name() != "keep-25-percent-by-zone-watch-90s" || x.Present {
		t.Errorf("%+v", x.Settings)
	}
	if x := row(t, r, "50%, zonal, watch 90s", true); x.Name() != "ours" || !x.Present {
		t.Errorf("%+v", x.Settings)
	}
}
