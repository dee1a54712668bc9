package oracle_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
)

// trouble is what may go wrong on an instance.
type trouble int

const (
	none trouble = iota
	exits
	hangs
	silent
)

var fewer, more = rapid.SliceOfN(rapid.Just(0), 1, 5), rapid.SliceOfN(rapid.Just(0), 6, 12)

// anyDeployment draws a deployment. Durations come from a short list, so that
// many things end at one instant; a run knows only some kinds of trouble.
var anyDeployment = rapid.Custom(func(t *rapid.T) *drawn {
	d := &drawn{Created: int64(rapid.IntRange(0, 2).Draw(t, "created")) * 7 * second}
	unit := rapid.SampledFrom([]int64{1, 80}).Draw(t, "unit") * second
	takes := rapid.SliceOfN(rapid.SampledFrom([]int64{0, 1, 2, 5, 8, 11}), 1, 3).Draw(t, "durations")
	pickups := rapid.SliceOfN(rapid.SampledFrom([]int64{0, 1, 2}), 1, 2).Draw(t, "pickups")
	troubles := rapid.SliceOfN(rapid.SampledFrom([]trouble{none, exits, none, hangs, none, silent}), 1, 4).Draw(t, "troubles")
	slow := rapid.IntRange(0, 2).Draw(t, "slow") == 1
	for range rapid.OneOf(fewer, more).Draw(t, "instances") {
		in := oracle.Instance{
			Unhealthy: rapid.Bool().Draw(t, "unhealthy"), Revision: oracle.Revision(rapid.IntRange(0, 2).Draw(t, "revision")),
			Pickup: rapid.SampledFrom(pickups).Draw(t, "pickup") * unit,
		}
		for range lifecycle {
			in.Events = append(in.Events, oracle.Event{Takes: rapid.SampledFrom(takes).Draw(t, "takes") * unit})
		}
		if slow { // 1 DownloadBundle, 3 Install: they have no script to cut off
			in.Events[1].Takes, in.Events[3].Takes = hour-5*second, hour-5*second
		}
		kind := rapid.SampledFrom(troubles).Draw(t, "trouble")
		strike(&in, kind, rapid.IntRange(0, len(lifecycle)-1).Draw(t, "at"))
		d.Instances, d.Silent = append(d.Instances, in), append(d.Silent, kind == silent)
	}
	anySettings(t, d)
	return d
})

// strike makes trouble in an event of an instance.
func strike(in *oracle.Instance, kind trouble, at int) {
	switch kind {
	case exits:
		in.Events[at].Fails = true
	case hangs:
		in.Events[at] = oracle.Event{Takes: scriptTimeout, Fails: true}
	case silent:
		in.Pickup = silence
		for e := range in.Events {
			in.Events[e] = oracle.Event{Fails: true}
		}
	}
}

func anySettings(t *rapid.T, d *drawn) {
	n := len(d.Instances)
	switch m := &d.Minimum; rapid.IntRange(0, 4).Draw(t, "configuration") {
	case 0:
		m.Kind = oracle.OneAtATime
	case 1, 2:
		m.Value = rapid.IntRange(0, n+1).Draw(t, "hosts")
	case 3:
		*m = oracle.Minimum{Kind: oracle.FleetPercent, Value: rapid.SampledFrom([]int{50, 50, 0, 25, 33, 67, 75, 99}).Draw(t, "usual per cent")}
	default:
		*m = oracle.Minimum{Kind: oracle.FleetPercent, Value: rapid.IntRange(0, 99).Draw(t, "per cent")}
	}
	d.IgnoreStopFailures = rapid.Bool().Draw(t, "ignore")
	d.Limit = 12 * hour
	if d.Minimum.Kind != oracle.OneAtATime && rapid.Bool().Draw(t, "old configuration") {
		d.Limit = 8 * hour // CD-2.18
	}
}

// Deployments as drawn end in every way that the rules know, and often enough.
func TestDrawnDeploymentsEndInEveryWay(t *testing.T) {
	seen := map[string]int{}
	for i := range scenarios {
		d := anyDeployment.Example(i)
		for _, what := range traits(oracle.Deploy(d.Input)) {
			seen[what]++
		}
	}
	for _, what := range []string{"Succeeded", "Succeeded with failures", "HEALTH_CONSTRAINTS", "HEALTH_CONSTRAINTS, none succeeded",
		"HEALTH_CONSTRAINTS_INVALID", "TIMEOUT", "several ended at once", "a start when another ended", "no time at all"} {
		t.Logf("%-35s %d of %d", what, seen[what], scenarios)
		if seen[what] < 5 {
			t.Errorf("%s: %d of %d", what, seen[what], scenarios)
		}
	}
}

// traits names what is remarkable about an outcome.
func traits(out oracle.Outcome) (list []string) {
	add := func(holds bool, what string) {
		if holds {
			list = append(list, what)
		}
	}
	ended, count := map[int64]int{}, map[oracle.Status]int{}
	atOnce := false
	for _, res := range out.Instances {
		count[res.Status]++
		if res.Status == oracle.Failed || res.Status == oracle.Succeeded {
			ended[res.Ended]++
			atOnce = atOnce || ended[res.Ended] == 2
		}
	}
	freed := slices.ContainsFunc(out.Starts, func(s oracle.Start) bool { return s.At > 0 && ended[s.At] > 0 })
	add(out.ErrorCode != "", out.ErrorCode)
	add(out.Status == oracle.Succeeded, "Succeeded")
	add(out.Status == oracle.Succeeded && count[oracle.Failed] > 0, "Succeeded with failures")
	add(out.ErrorCode == "HEALTH_CONSTRAINTS" && count[oracle.Succeeded] == 0, "HEALTH_CONSTRAINTS, none succeeded")
	add(atOnce && out.ErrorCode != "TIMEOUT", "several ended at once")
	add(freed, "a start when another ended")
	add(len(out.Starts) > 0 && out.Ended == 0, "no time at all")
	return list
}

// The simulator and the oracle agree on everything: status, error code, order
// and instants of starts and ends, results of instances and of their events.
func TestSimulatorAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDeployment.Draw(t, "deployment")
		if diff := cmp.Diff(oracle.Deploy(d.Input), d.simulate(t)); diff != "" {
			t.Fatalf("-oracle +simulator\n%s", diff)
		}
	})
}
