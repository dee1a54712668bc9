package explore

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// asking is a deployment after which something may still ask for the past of
// hosts: for their health, for scripts and archives of an earlier deployment, for
// files that it brought.
const asking = `
rehearse: 1
fleet:
  instances: [{name: web, count: 3, tags: {Env: prod}}]
  agent: {maxRevisions: %MAX}
alarms: [{AlarmName: slow}, {AlarmName: wrong}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: least
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: %ROLLBACK, events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_REQUEST, DEPLOYMENT_STOP_ON_ALARM]}
        %GROUP
deploymentConfigs:
  - {deploymentConfigName: least, minimumHealthyHosts: {type: HOST_COUNT, value: 1}}
revisions:
  v1:
    appspec:
      version: 0.0
      os: linux
      files: [{source: app, destination: /srv}]
      hooks:
        ApplicationStop: [{location: stop.sh, timeout: 60}]
        ValidateService: [{location: check.sh}]
  v2:
    appspec:
      version: 0.0
      os: linux
      %SECOND
history:
  - {deploymentGroup: shop/prod, revision: v1, failed: [web-3]}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2, ignoreApplicationStopFailures: true}
  %NEXT
`

// asked are worlds of asking that ask for different things.
var asked = []struct{ name, second, rollback, max, group, next string }{
	{name: "stops the same", second: `hooks: {ApplicationStop: [{location: stop.sh, timeout: 60}], BeforeInstall: [{location: a.sh}], AfterInstall: [{location: b.sh}]}`},
	{name: "stops otherwise", second: `hooks: {ApplicationStop: [{location: stop.sh, timeout: 90}, {location: more.sh}], AfterInstall: [{location: b.sh}]}`},
	{name: "stops nothing", second: `hooks: {BeforeInstall: [{location: a.sh}], AfterInstall: [{location: b.sh}]}`},
	{name: "brings files", second: "files: [{source: app, destination: /srv}, {source: more, destination: /srv}]\n      hooks: {AfterInstall: [{location: b.sh}]}"},
	{name: "few archives", second: `hooks: {ApplicationStop: [{location: stop.sh}], AfterInstall: [{location: b.sh}]}`, max: "1"},
	{name: "no rollback", second: `hooks: {BeforeInstall: [{location: a.sh}], AfterInstall: [{location: b.sh}]}`, rollback: "false"},
	{name: "once more", second: `hooks: {BeforeInstall: [{location: a.sh}]}`, rollback: "false",
		next: `- {after: {deployment: 1, status: Failed, plus: 5m}, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2, updateOutdatedInstancesOnly: true}}`},
	{name: "loses archives", second: `hooks: {ApplicationStop: [{location: stop.sh}], AfterInstall: [{location: b.sh}]}`,
		next: `- {when: {instance: web-3, lifecycleEvent: Install}, fault: {loseArchives: web-2}}`},
	{name: "is stopped", second: `hooks: {BeforeInstall: [{location: a.sh}]}`, rollback: "false",
		next: `- {when: {instance: web-1, lifecycleEvent: Install}, stopDeployment: {deployment: 1, autoRollbackEnabled: true}}`},
	{name: "alarms", second: `hooks: {BeforeInstall: [{location: a.sh}]}`,
		group: `alarmConfiguration: {enabled: true, alarms: [{name: slow}, {name: wrong}]}`,
		next: `- {when: {instance: web-3, lifecycleEvent: Install}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
  - {when: {instance: web-2, lifecycleEvent: Install}, setAlarmState: {AlarmName: wrong, StateValue: ALARM}}`},
}

// Digests leave out what nothing can ask for any more, and nothing else: who asks
// has the same answer in all worlds with one digest. CD-2.14, CD-2.22, CD-4.2,
// CD-4.4, CD-5.2, CD-5.8, CD-8.9, CD-10.4
func TestWhatIsLeftOutIsNotAskedFor(t *testing.T) {
	for _, x := range asked {
		t.Run(x.name, func(t *testing.T) {
			text := strings.NewReplacer("%SECOND", x.second, "%ROLLBACK", orElse(x.rollback, "true"), "%MAX", orElse(x.max, "5"), "%GROUP", x.group, "%NEXT", x.next).Replace(asking)
			_, setup := sourceOf(t, text)
			testFutures(t, sim.New(setup), Kinds(), 150)
			testBlind(t, sim.New(setup), []Kind{Fail}, 20_000)
		})
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// The same with a rollback of seven events that may all fail, whoever decides: a
// mutant may ask for what AWS does not.
func TestWhatIsLeftOutNoMutantAsksFor(t *testing.T) {
	setup := setupOf(t, fmt.Sprintf(sevenEvents, 3, true, 1))
	testFutures(t, sim.New(setup), []Kind{Fail, Terminate, CrashAgent}, 500)
	testBlind(t, sim.New(setup), []Kind{Fail, Terminate}, 20_000)
	for _, m := range codedeploy.Mutants {
		if m.ID == "M-CD-39" {
			continue // an event may outlast its deployment, and what is left of both is the same but for less than a second
		}
		t.Run(m.ID, func(t *testing.T) { testBlind(t, sim.NewUnder(setup, m.Under()), []Kind{Fail}, 500) })
	}
}

// testBlind visits states, each with all that can be told apart, under any number
// of events that fail. Those that are one if nobody asks have to be followed by
// the same, in that they are one if nobody asks.
func testBlind(t *testing.T, start *sim.World, kinds []Kind, most int) {
	t.Helper()
	for _, symmetric := range []bool{true, false} {
		whole := &space{kinds: kinds}
		f := &futures{space: space{kinds: kinds}, after: map[kernel.Digest][]kernel.Digest{}}
		f.digester.Blind = blind(nil)
		if symmetric {
			whole.digester.Alike = alike(start, nil)
			f.digester.Alike = whole.digester.Alike
		}
		first := newState(0)
		first.world = start.Fork()
		if err := f.enter(&first); err != nil {
			t.Fatal(err)
		}
		seen := map[kernel.Digest]bool{}
		for open := []state{first}; len(open) > 0 && len(seen) < most && !t.Failed(); {
			x := open[0]
			open = open[1:]
			sum, _ := whole.whole(&x)
			if !seen[sum] {
				seen[sum] = true
				open = append(open, f.compare(t, &x)...)
			}
		}
		if len(f.after) == len(seen) && len(seen) > 50 {
			t.Errorf("none of %d states are one", len(seen))
		}
	}
}
