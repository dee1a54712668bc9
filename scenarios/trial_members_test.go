package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// triedOn runs a scenario with what a question says and tells what failed in
// each of its deployments, or why that can not be.
func triedOn(t *testing.T, text, question string) string {
	t.Helper()
	setup := setupOf(t, []byte(text))
	trials, err := Ask(setup, question)
	if err == nil {
		err = Try(setup, trials)
	}
	if err != nil {
		return err.Error()
	}
	w := sim.New(setup)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, d := range w.Deployments() {
		list = append(list, fmt.Sprintf("%s %s by %s", d.RevisionName, d.Status, d.Creator))
		for _, target := range w.Targets(d) {
			if target.Status == events.TargetFailed {
				list = append(list, target.Name)
			}
		}
	}
	return strings.Join(list, ", ")
}

const scaledOut = `
rehearse: 1
fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 1, MaxSize: 9, DesiredCapacity: 2}]}
applications: [{applicationName: shop, deploymentGroups: [{deploymentGroupName: prod, autoScalingGroups: [web],
  autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}}]}]
revisions:
  v1: {appspec: &a {version: 0.0, os: linux, hooks: {ValidateService: [{location: c.sh}]}}}
  v2: {appspec: *a}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 5m, updateAutoScalingGroup: {AutoScalingGroupName: web, DesiredCapacity: 3}}
`

// What fails on hosts that are there fails in what the timeline deploys, and the
// rollback passes (CD-5.1); a host that is launched later may get what was there
// before (CD-6.8).
func TestFailuresOfScaledHosts(t *testing.T) {
	for question, want := range map[string]string{
		"1 host fails ValidateService": "v2 Failed by user, web-1, v1 Succeeded by codeDeployRollback, v1 Succeeded by autoscaling",
		"web-3 fails ValidateService":  "v2 Succeeded by user, v2 Failed by autoscaling, web-3",
		"3 hosts fail ValidateService": "3 hosts fail ValidateService: the timeline deploys to 2 hosts",
	} {
		if got := triedOn(t, scaledOut, question); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
	got := triedOn(t, scaledOut, "1 host fails ValidateService and web-3 fails ValidateService")
	if want := "v1 Succeeded by codeDeployRollback, v1 Failed by autoscaling, web-3"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s in it", got, want)
	}
}

// So many hosts of a blue/green deployment are its replacements: those that the
// request names, or the next launches of the group that is copied (CD-3.2).
func TestFailuresOfReplacements(t *testing.T) {
	for _, row := range []struct{ name, question, want string }{
		{"blue-green-copy", "1 host fails ValidateService", "v2 Succeeded by user, web-3"},
		{"blue-green-copy", "all hosts fail ValidateService", "v2 Failed by user, web-3, web-4"},
		{"blue-green-copy", "3 hosts fail ValidateService", "3 hosts fail ValidateService: the timeline deploys to 2 hosts"},
		{"blue-green-copy", "web-1 fails ValidateService", "web-1 fails ValidateService: no deployment of the timeline goes there; the first replacement is web-3"},
		{"blue-green-half-at-a-time", "2 hosts fail ValidateService", "v2 Failed by user, green-1"},
		{"blue-green-half-at-a-time", "blue-1 fails ValidateService", "blue-1 fails ValidateService: no deployment of the timeline goes there; the first replacement is green-1"},
	} {
		src, err := Load(row.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := triedOn(t, string(src.Text), row.question); !strings.HasPrefix(got, row.want) {
			t.Errorf("%s: %s: %s, want %s", row.name, row.question, got, row.want)
		}
	}
}
