package explore

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
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

// The polls here are twenty minutes apart, so that a search that takes each for
// a wait ends. A poll that finds no alarm is no wait, which takes nothing from a verdict: the
// alarm is found by the same poll (CD-6.1, CD-6.2), and passed over by the
// rollback that it triggered (CD-5.8).
func TestPollsAgree(t *testing.T) {
	const never = 1 << 40 // told of progress
	rarely := codedeploy.AWS
	rarely.PollEvery = func() kernel.Time { return 20 * kernel.Minute }
	for _, a := range []struct{ alarm, more string }{
		{"", ""},
		{", states: [{at: 25m, StateValue: ALARM}]", ""},
		{", states: [{at: 21m, StateValue: ALARM}, {at: 22m, StateValue: OK}]", ""},
		{", states: [{at: 15m, StateValue: ALARM}, {at: 35m, StateValue: OK}, {at: 45m, StateValue: ALARM}]", ""},
		{", unreadable: [{from: 15m, to: 40m}]", ""},
		{"", "  - when: {instance: web-2, lifecycleEvent: ValidateService}\n    setAlarmState: {AlarmName: errors, StateValue: ALARM}\n"},
	} {
		s, setup := sourceOf(t, fmt.Sprintf(alarmed, 2, a.alarm)+a.more)
		for _, claim := range []string{"minimum-healthy", "succeeds", "rollbacks-succeed", "last-good-at-end", "rollback-happens", "healthy-at-end", "nothing-skipped", "always count(deployments, status == \"Stopped\") == 0"} {
			o := Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Fail, Hang}, Faults: 1, Decisions: &rarely}
			spared := exploreFor(t, s, setup, o, never)
			o.polls = true
			all := exploreFor(t, s, setup, o, never)
			if x, y := spared.Results[0], all.Results[0]; x.Verdict != y.Verdict || x.Faults != y.Faults || spared.UpTo != all.UpTo || x.Verdict == NotFound {
				t.Errorf("%s: %v with %d faults, up to %d, but with all polls %v with %d, up to %d",
					claim, x.Verdict, x.Faults, spared.UpTo, y.Verdict, y.Faults, all.UpTo)
			}
			if spared.States > all.States {
				t.Errorf("%s: %d states, with all polls %d", claim, spared.States, all.States)
			}
		}
	}
}

// What alarms lead to anybody can run, at AWS's own pace.
func TestAlarmsFound(t *testing.T) {
	for alarm, want := range map[string]Verdict{
		"": Proved,
		", states: [{at: 45s, StateValue: ALARM}]":                            Broken,
		", states: [{at: 41s, StateValue: ALARM}, {at: 49s, StateValue: OK}]": Proved, // no poll sees it
		", states: [{at: 41s, StateValue: ALARM}, {at: 61s, StateValue: OK}]": Broken,
		", unreadable: [{from: 45s, to: 70s}]":                                Broken,
		", states: [{at: 45s, StateValue: INSUFFICIENT_DATA}]":                Proved, // CD-6.2
	} {
		s, setup := sourceOf(t, fmt.Sprintf(alarmed, 6, alarm))
		r := verdictOf(t, s, setup, Options{Properties: parse(t, `never any(deployments, status == "Stopped")`), Search: Exhaustive, Faults: 0})
		if x := r.Results[0]; x.Verdict != want {
			t.Errorf("alarm %q: %v with %d faults", alarm, x.Verdict, x.Faults)
		}
		t.Log(r.States)
	}
}

// Two states in which no alarm is found yet have the same polls to come.
func TestOneDigestOnePoll(t *testing.T) {
	text := strings.ReplaceAll(fmt.Sprintf(alarmed, 3, ""), "timeout: 60", "timeout: 63")
	_, setup := sourceOf(t, text+"  - when: {instance: web-2, lifecycleEvent: ValidateService}\n    setAlarmState: {AlarmName: errors, StateValue: ALARM}\n")
	f := &futures{space: space{kinds: Kinds()}, after: map[kernel.Digest][]kernel.Digest{}}
	x := state{world: sim.New(setup)}
	f.digester.Alike = alike(x.world, nil)
	if err := f.enter(&x); err != nil {
		t.Fatal(err)
	}
	f.wander(t, &x)
	if f.again < 1000 {
		t.Errorf("only %d states were come to again", f.again)
	}
}
