package explore

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// alarmed is a deployment to hosts with two pieces of work each, to a group that
// watches alarms.
const alarmed = `
rehearse: 1
fleet:
  instances: [{name: web, count: %d, tags: {Env: prod}}]
alarms:
  - {AlarmName: errors%s}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.HalfAtATime
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
        alarmConfiguration: {enabled: true, alarms: [{name: errors}]}
revisions:
  v1:
    appspec: &a
      version: 0.0
      os: linux
      hooks:
        ApplicationStop: [{location: stop.sh, timeout: 60}]
        ValidateService: [{location: check.sh, timeout: 60}]
  v2: {appspec: *a, scripts: {check.sh: {takes: 5s}}}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

// A poll that finds no alarm is no wait, which takes nothing from a verdict: what
// breaks in a run with drawn faults is not proved (CD-6.1, CD-6.2, CD-5.8).
func TestPollsAgree(t *testing.T) {
	for _, a := range []struct{ alarm, more string }{
		{"", ""},
		{", states: [{at: 45s, StateValue: ALARM}]", ""},
		{", states: [{at: 19s, StateValue: ALARM}, {at: 24s, StateValue: OK}]", ""},
		{", states: [{at: 15s, StateValue: ALARM}, {at: 33s, StateValue: OK}, {at: 47s, StateValue: ALARM}]", ""},
		{", unreadable: [{from: 15s, to: 40s}]", ""},
		{"", "  - when: {instance: web-2, lifecycleEvent: ValidateService}\n    setAlarmState: {AlarmName: errors, StateValue: ALARM}\n"},
	} {
		s, setup := sourceOf(t, fmt.Sprintf(alarmed, 2, a.alarm)+a.more)
		for _, claim := range []string{"minimum-healthy", "succeeds", "rollbacks-succeed", "last-good-at-end", "healthy-at-end", "nothing-skipped", "always count(deployments, status == \"Stopped\") == 0"} {
			o := Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Fail, Hang}, Faults: 1, Runs: 1000}
			all := exploreFor(t, s, setup, o, 1<<40) // not each order has a scenario: alarms have times of their own
			o.Search = Random
			drawn := verdictOf(t, s, setup, o)
			if x, y := all.Results[0], drawn.Results[0]; x.Verdict == Proved && y.Verdict == Broken {
				t.Errorf("%q, %s: %v with %d faults, drawn %v with %d", a, claim, x.Verdict, x.Faults, y.Verdict, y.Faults)
			}
		}
	}
}

// What alarms lead to anybody can run, at AWS's own pace.
func TestAlarmsFound(t *testing.T) {
	for alarm, want := range map[string]Verdict{
		"": Proved,
		", states: [{at: 45s, StateValue: ALARM}]":                            Broken,
		", states: [{at: 41s, StateValue: ALARM}, {at: 61s, StateValue: OK}]": Broken,
		", unreadable: [{from: 45s, to: 70s}]":                                Broken,
		", states: [{at: 45s, StateValue: INSUFFICIENT_DATA}]":                Proved, // CD-6.2
	} {
		s, setup := sourceOf(t, fmt.Sprintf(alarmed, 6, alarm))
		r := verdictOf(t, s, setup, Options{Properties: parse(t, `never any(deployments, status == "Stopped")`), Search: Exhaustive, Faults: 0})
		if x := r.Results[0]; x.Verdict != want {
			t.Errorf("alarm %q: %v with %d faults", alarm, x.Verdict, x.Faults)
		}
		if r.States > 1000 {
			t.Errorf("alarm %q: %d states", alarm, r.States)
		}
	}
}

// Two states in which no alarm is found yet have the same polls to come.
func TestOneDigestOnePoll(t *testing.T) {
	text := strings.ReplaceAll(fmt.Sprintf(alarmed, 3, ""), "timeout: 60", "timeout: 63")
	_, setup := sourceOf(t, text+"  - when: {instance: web-2, lifecycleEvent: ValidateService}\n    setAlarmState: {AlarmName: errors, StateValue: ALARM}\n")
	f := &futures{space: space{kinds: Kinds()}, after: map[kernel.Digest][]kernel.Digest{}}
	x := state{world: sim.New(setup), clocks: new(clocks)}
	f.digester.Alike = alike(x.world, nil)
	if err := f.enter(&x); err != nil {
		t.Fatal(err)
	}
	f.wander(t, &x, 500)
	if f.again < 1000 {
		t.Errorf("only %d states were come to again", f.again)
	}
}
