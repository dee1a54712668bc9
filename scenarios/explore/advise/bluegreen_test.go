package advise

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
)

// green is a group behind a load balancer that could deploy blue/green.
func green(t *testing.T, pairs ...string) *scenarios.Scenario {
	t.Helper()
	return read(t, balanced, append([]string{"revision: v2}", "revision: v2, targetInstances: {tagFilters: [{Key: Env, Value: green}]}}"}, pairs...)...)
}

// Blue/green has minimums of its own, which count the replacements, two here,
// and not the three originals. CD-3.5
func TestBlueGreenMinimums(t *testing.T) {
	s := green(t, "{name: green, count: 3,", "{name: green, count: 2,")
	got, untried := labels(t, s, quick)
	for _, want := range []string{"1 host, blue/green rollback no alarms", "1 host, blue/green no rollback no alarms", "AllAtOnce, blue/green rollback no alarms"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not tried", want)
		}
	}
	if slices.ContainsFunc(got, func(s string) bool {
		return strings.HasPrefix(s, "2 hosts, blue/green") || strings.Contains(s, "originals")
	}) {
		t.Errorf("there are two replacements, and nothing looks at the originals: %v", got)
	}
	if !strings.Contains(untried, "only adds to the time (CD-3.9, CD-3.10)") {
		t.Error(untried)
	}
	_, untried = labels(t, green(t, "tags: {Env: green}", "tags: {Env: other}"), quick)
	if !strings.Contains(untried, "blue/green: there are no replacements: the Auto Scaling group is empty, or the targetInstances of the request match none (CD-3.2)") {
		t.Error(untried)
	}
}

// Where alarms look, the originals stay for as long as those need, or for good:
// CD-3.9, CD-3.13. What is told to AWS says so, with the rest of what the group has.
func TestOriginals(t *testing.T) {
	s := green(t, "revisions:", "alarms: [{AlarmName: errors, states: [{at: 20m, StateValue: ALARM}]}]\nrevisions:",
		"deploymentType: IN_PLACE", "deploymentType: BLUE_GREEN", "        loadBalancerInfo",
		"        blueGreenDeploymentConfiguration: {greenFleetProvisioningOption: {action: DISCOVER_EXISTING}, terminateBlueInstancesOnDeploymentSuccess: {action: TERMINATE, terminationWaitTimeInMinutes: 1}}\n        loadBalancerInfo")
	r := advised(t, s, quick)
	for label, want := range map[string]string{
		"AllAtOnce, blue/green":                    "",
		"AllAtOnce, blue/green, originals kept":    "KEEP_ALIVE",
		"AllAtOnce, blue/green, originals for 21m": "TERMINATE",
	} {
		n := slices.IndexFunc(r.Rows, func(x Row) bool { return x.Label() == label && x.Alarms != nil })
		if n < 0 {
			t.Errorf("%s is not tried", label)
			continue
		}
		got := r.Change(&r.Rows[n]).Group.Get("blueGreenDeploymentConfiguration")
		if want == "" {
			if got != nil {
				t.Errorf("%s: the group has it already", label)
			}
			continue
		}
		if got.Get("terminateBlueInstancesOnDeploymentSuccess").Get("action").Text != want || got.Get("greenFleetProvisioningOption") == nil {
			t.Errorf("%s: %+v", label, got)
		}
	}
	// The alarm goes off at 20m: after a wait of a minute it is too late for a way
	// back, within one of 21 the traffic returns, for which AWS needs no install.
	for n := range r.Rows {
		x := &r.Rows[n]
		if long := x.Label() == "AllAtOnce, blue/green, originals for 21m"; (long || x.Label() == "AllAtOnce, blue/green") && x.Alarms != nil && x.Stopped != long {
			t.Errorf("%s is stopped: %v", x.Label(), x.Stopped)
		}
	}
}

// Where hosts stay behind a load balancer while they are deployed to, it is tried
// that they leave it, which takes longer; the other way round is not. CD-4.1, CD-7.4
func TestTrafficControl(t *testing.T) {
	s := read(t, balanced, "WITH_TRAFFIC_CONTROL", "WITHOUT_TRAFFIC_CONTROL")
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}, Tolerate: 1})
	with, without := row(t, r, "HalfAtATime, traffic control", true), row(t, r, "HalfAtATime", true)
	if with.Took <= without.Took || with.Verdict != Holds || without.Verdict != Holds {
		t.Errorf("%v and %v with, %v and %v without", with.Took, with.Verdict, without.Took, without.Verdict)
	}
	style := r.Change(with).Group.Get("deploymentStyle")
	if style == nil || style.Get("deploymentOption").Text != "WITH_TRAFFIC_CONTROL" || r.Change(without).Group.Get("deploymentStyle") != nil {
		t.Errorf("%+v", style)
	}
	got, untried := labels(t, read(t, balanced), quick)
	if slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "traffic control") }) || !strings.Contains(untried, "no traffic control: hosts would take requests while they are deployed to (CD-7.4)") {
		t.Errorf("%v\n%s", got, untried)
	}
}

// An alarm that stops a deployment does what it is there for, so that this breaks
// nothing; what switches off the alarms that a group has comes behind what holds
// with them. CD-6.1, CD-5.2
func TestAlarmsStay(t *testing.T) {
	s := hosts(t, 2, "revisions:", "alarms: [{AlarmName: errors, states: [{at: 10s, StateValue: ALARM}]}]\nrevisions:",
		"        autoRollback", "        alarmConfiguration: {enabled: true, alarms: [{name: errors}]}\n        autoRollback")
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}, Tolerate: 0, Runs: 20})
	best := r.Best()
	if best == nil || best.Alarms == nil || !best.Stopped || best.Unwatched {
		t.Fatalf("best is %+v", best)
	}
	off := row(t, r, "AllAtOnce", false)
	if !off.Unwatched || off.Verdict != Holds || off.Stopped {
		t.Errorf("without alarms: %+v", off)
	}
}
