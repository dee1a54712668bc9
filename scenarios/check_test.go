package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// run compiles a text and runs it as far as it goes.
func run(t testing.TB, name string, text []byte) (*Scenario, *sim.World) {
	t.Helper()
	s, setup, found := (&Source{Name: name, Text: text, Files: directory("testdata")}).Compile()
	if found.HasErrors() {
		t.Fatal(found)
	}
	w := sim.New(setup)
	w.Journal().SetLevel(s.JournalLevel())
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return s, w
}

// One deployment of four, of which the second fails: CD-2.8 and CD-5.1. What
// is expected of it holds.
const fourHosts = `
rehearse: 1
seed: 7
fleet: {instances: [{name: web, count: 4, tags: {Env: prod}}, {name: spare}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        ec2TagFilters: [{Key: Env, Value: prod}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1: {appspec: &a {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh, timeout: 60}]}}}
  v2:
    appspec: *a
    scripts: {check.sh: [{on: web-2, exit: 1, writes: /tmp/seen}, {takes: 5s}]}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
`

func TestExpectationsThatHold(t *testing.T) {
	s, w := run(t, "four.yaml", []byte(fourHosts+`
  - {at: 1s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}, expect: {error: DeploymentLimitExceededException}}
  - {after: {deployment: 2, status: Succeeded}, stopDeployment: {deployment: 2}, expect: {error: DeploymentAlreadyCompletedException}}
expect:
  - {deployment: 1, status: Failed, errorCode: HEALTH_CONSTRAINTS, creator: user, revision: v2, rolledBackTo: v1, rolledBackBy: 2}
  - {deployment: 1, overview: {Succeeded: 1, Failed: 1, Skipped: 2, Pending: 0, InProgress: 0, Ready: 0}}
  - {deployment: 1, order: [web-1, web-2], waves: [1, 1], maxOffline: 1, duration: 1s..1h}
  - {deployment: 2, status: Succeeded, creator: codeDeployRollback, order: [web-2]}
  - {instance: web-2, revision: v1, health: Healthy, revisionHealth: Current, files: /tmp/seen, absent: [/tmp/unseen]}
  - {instance: web-2, deployment: 1, events: {ValidateService: Failed, Install: Succeeded}}
  - {instance: web-4, deployment: 1, events: {ValidateService: Skipped}}
  - {instance: spare, inService: true}
  - {deployments: 2}
  - {calls: {refused: 2}}
  - {instances: {revision: v1, health: Healthy, count: 4}}
  - {instances: {count: 5}}
`))
	v := Check(s, w, w.Pace())
	for _, f := range v.Failures {
		t.Error(f)
	}
	if v.Passed != 14 || v.Failed != 0 {
		t.Errorf("%d passed, %d failed", v.Passed, v.Failed)
	}
}

// Each expectation that is wrong fails, in its line, with what was seen.
func TestExpectationsThatFail(t *testing.T) {
	text := fourHosts + `
  - {at: 1s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}} # the answer to CreateDeployment is DeploymentLimitExceededException, expected no exception
  - {at: 1h, stopDeployment: {deployment: 1}, expect: {status: Succeeded}} # the answer to StopDeployment is DeploymentAlreadyCompletedException, expected Succeeded
  - {after: {deployment: 3, status: Failed}, stopDeployment: {deployment: 1}, expect: {status: Succeeded}} # is none: it was never made, expected Succeeded
expect:
  - {deployment: 1, status: Succeeded} # deployment 1: status is Failed, expected Succeeded
  - {deployment: 1, errorCode: TIMEOUT} # errorCode is HEALTH_CONSTRAINTS, expected TIMEOUT
  - {deployment: 2, errorCode: TIMEOUT} # errorCode is absent, expected TIMEOUT
  - {deployment: 3, status: Failed} # deployment 3 is absent, expected there
  - {deployment: 1, overview: {Failed: 2}} # overview Failed is 1, expected 2
  - {deployment: 1, order: [web-2, web-1]} # order is [web-1 web-2], expected [web-2 web-1]
  - {deployment: 1, waves: [2]} # waves is [1 1], expected [2]
  - {deployment: 1, maxOffline: 2} # maxOffline is 1, expected 2
  - {deployment: 1, duration: 1h} # expected 1h
  - {deployment: 2, rolledBackBy: 3} # rolledBackBy is 0, expected 3
  - {instance: web-2, revision: v2} # instance web-2: revision is v1, expected v2
  - {instance: web-2, health: Unhealthy} # health is Healthy, expected Unhealthy
  - {instance: spare, health: Healthy} # health is absent, expected Healthy
  - {instance: web-1, inService: false} # inService is true, expected false
  - {instance: web-1, files: /tmp/seen} # /tmp/seen is absent, expected there
  - {instance: web-2, absent: /tmp/seen} # /tmp/seen is there, expected absent
  - {instance: web-2, events: {ValidateService: Failed}} # ValidateService is Succeeded, expected Failed
  - {instance: web-2, events: {AllowTraffic: Succeeded}} # AllowTraffic is absent, expected Succeeded
  - {instance: spare, events: {Install: Succeeded}} # a deployment is absent
  - {deployments: 1} # number of deployments is 2, expected 1
  - {calls: {refused: 0}} # number of refused calls is 2, expected 0
  - {instances: {revision: v2, count: 1}} # number of instances with revision v2 is 0, expected 1
`
	s, w := run(t, "four.yaml", []byte(text))
	v := Check(s, w, w.Pace())
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		_, wanted, marked := strings.Cut(line, " # ")
		if !marked {
			continue
		}
		if !slices.ContainsFunc(v.Failures, func(f Failure) bool { return f.Pos.Line == i+1 && strings.Contains(f.String(), wanted) }) {
			t.Errorf("line %d: no failure like %q in %v", i+1, wanted, v.Failures)
		}
	}
	if want := strings.Count(text, " # "); v.Failed != want || len(v.Failures) != want {
		t.Errorf("%d failed, %d failures; %d lines are marked", v.Failed, len(v.Failures), want)
	}
}

// Every scenario of the library holds what it expects, and shows a title, a
// topic and rules.
func TestLibraryHolds(t *testing.T) {
	for _, entry := range Library() {
		t.Run(entry.Name, func(t *testing.T) {
			if entry.Title == "" || entry.Topic == "" || len(entry.Teaches) == 0 || len(entry.Exam) == 0 {
				t.Errorf("title %q, topic %q, teaches %v, exam %v", entry.Title, entry.Topic, entry.Teaches, entry.Exam)
			}
			loaded, err := Load(entry.Name)
			if err != nil {
				t.Fatal(err)
			}
			s, setup, found := loaded.Compile()
			if found.HasErrors() {
				t.Fatal(found)
			}
			w := sim.New(setup)
			w.Journal().SetLevel(s.JournalLevel())
			if err := w.Run(); err != nil {
				t.Fatal(err)
			}
			v := Check(s, w, w.Pace())
			for _, f := range v.Failures {
				t.Error(f)
			}
			if v.Passed == 0 {
				t.Error("nothing is expected")
			}
			roundTrip(t, s)
		})
	}
}
