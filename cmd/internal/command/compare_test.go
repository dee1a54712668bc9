package command

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// ask is the answer to a question about a scenario.
func ask(t *testing.T, text, question string) string {
	t.Helper()
	src := &scenarios.Source{Name: "s.yaml", Text: []byte(text)}
	before := &world{source: src, until: -1}
	if before.scenario, before.setup, _ = src.Compile(); before.setup == nil {
		t.Fatal("the scenario is faulty")
	}
	before, err := before.tried(nil)
	if err != nil {
		t.Fatal(err)
	}
	trials, err := scenarios.Ask(before.setup, question)
	if err != nil {
		t.Fatal(err)
	}
	after, err := before.tried(trials)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []*world{before, after} {
		if err := w.play(); err != nil {
			t.Fatal(err)
		}
	}
	return compare(before, after)
}

const asked = `
rehearse: 1
fleet: {instances: [{name: web, count: 3, tags: {Env: prod}}]}
applications: [{applicationName: shop, deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}],
  autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}}]}]
revisions: {v1: {appspec: {version: 0.0, os: linux}}, v2: {appspec: {version: 0.0, os: linux}}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 30s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
`

func TestAnswers(t *testing.T) {
	for question, want := range map[string]string{
		"web-3 is slow": "Succeeded as without it: all 3 succeeded, after 31s instead of 27s; timeline[1] is refused with DeploymentLimitExceededException.",
		"web-2 fails Install": "Failed instead of Succeeded: the 1st failure used up the budget of 1 with 1 host still waiting, after 15s instead of 27s; " +
			"rolled back to v1; timeline[1] is refused with DeploymentLimitExceededException.",
		"stop at 10s": "Stopped instead of Succeeded: 1 of 3 succeeded, 1 failed, 1 was never attempted, after 10s instead of 27s; not rolled back; " +
			"Succeeded as without it: all 3 succeeded.",
		"stop at 100s": "Succeeded as without it: all 3 succeeded; Succeeded as without it: all 3 succeeded.",
		"all hosts are terminated at 0s": "Failed instead of Succeeded: it ends before its first event, with NO_INSTANCES, after 0s instead of 27s; " +
			"the rollback to v1 is Failed; Failed instead of Succeeded: it ends before its first event, with NO_INSTANCES, after 0s instead of 27s; the rollback to v1 is Failed.",
	} {
		if got := ask(t, asked, question); got != want {
			t.Errorf("%s:\n%s, want\n%s", question, got, want)
		}
	}
}

const scaled = `
rehearse: 1
fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 1, MaxSize: 9, DesiredCapacity: 2}]}
applications: [{applicationName: shop, deploymentGroups: [{deploymentGroupName: prod, autoScalingGroups: [web]}]}]
revisions: {v1: {appspec: {version: 0.0, os: linux}}, v2: {appspec: {version: 0.0, os: linux}}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 5m, updateAutoScalingGroup: {AutoScalingGroupName: web, DesiredCapacity: 3}}
`

// Deployments to hosts that are launched count too, more of them and failures
// (CD-6.6, CD-6.8).
func TestAnswersTellOfLaunches(t *testing.T) {
	for question, want := range map[string]string{
		"web-1 is slow":              "Succeeded as without it: all 2 succeeded, after 22s instead of 18s.",
		"web-3 fails Install":        "Succeeded as without it: all 2 succeeded; 2 deployments by autoscaling instead of 1, 1 failed instead of 0.",
		"web-3 is terminated at 30m": "Succeeded as without it: all 2 succeeded; 2 deployments by autoscaling instead of 1.",
	} {
		if got := ask(t, scaled, question); got != want {
			t.Errorf("%s:\n%s, want\n%s", question, got, want)
		}
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 111: "111th"} {
		if got := ordinal(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
