package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const tryOut = `
rehearse: 1
fleet:
  instances:
    - {name: db, count: 2, zone: a}
    - {name: web, count: 4, zones: [a, b], tags: {Env: prod}}
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}], deploymentConfigName: CodeDeployDefault.AllAtOnce}
revisions:
  v1: {appspec: {version: 0.0, os: linux, hooks: {ApplicationStop: [{location: stop.sh}], ApplicationStart: [{location: c.sh}], ValidateService: [{location: c.sh}]}}}
  v2: {appspec: {version: 0.0, os: linux, hooks: {ApplicationStart: [{location: c.sh}], ValidateService: [{location: c.sh}]}}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline: [{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}]
`

// failures lists what failed where in the first deployment.
func failures(w *sim.World) string {
	var list []string
	for _, t := range w.Targets(w.DeploymentAt(1)) {
		for _, e := range t.Events {
			if e.Status == events.LifecycleFailed {
				list = append(list, fmt.Sprintf("%s %v", t.Name, e.Event))
			}
		}
	}
	return strings.Join(list, ", ")
}

func TestTries(t *testing.T) {
	for _, row := range []struct {
		tries Tries
		want  string // what fails, or the error
	}{
		{Tries{Fail: []string{"web-1@ApplicationStart"}}, "web-1 ApplicationStart"},
		{Tries{Fail: []string{"web-1@ValidateService"}}, "web-1 ValidateService"},
		{Tries{Fail: []string{"web-1@ApplicationStop"}}, "web-1 ApplicationStop"},
		{Tries{Fail: []string{"2@Install"}}, "web-1 Install, web-2 Install"},
		{Tries{Fail: []string{"web-2..web-3@DownloadBundle"}}, "web-2 DownloadBundle, web-3 DownloadBundle"},
		{Tries{Fail: []string{"web-1@Install", "web-4@ValidateService"}}, "web-1 Install, web-4 ValidateService"},
		{Tries{Terminate: []string{"1@1500ms"}}, "web-1 ApplicationStop"},
		{Tries{ZoneOutage: []string{"b@0s"}}, "web-2 ApplicationStop, web-4 ApplicationStop"},
		{Tries{Fail: []string{"db-1@Install"}}, "--fail db-1@Install: no deployment of the timeline goes there"},
		{Tries{Fail: []string{"5@Install"}}, "--fail 5@Install: the timeline deploys to 4 hosts"},
		{Tries{Fail: []string{"web-1@AfterInstall"}}, "--fail web-1@AfterInstall: no revision has a script that runs in AfterInstall and could fail"},
		{Tries{Fail: []string{"web-1@AllowTraffic"}}, "--fail web-1@AllowTraffic: there is no AllowTraffic without a load balancer and WITH_TRAFFIC_CONTROL"},
		{Tries{Fail: []string{"web-1"}}, "--fail web-1: there is no @ in it; write one such as web-3@ValidateService"},
		{Tries{ZoneOutage: []string{"a"}}, "--zone-outage a: there is no @ in it; write one such as us-east-1a@2m"},
		{Tries{Fail: []string{"web-1@Instal"}}, "--fail web-1@Instal: no lifecycle event \"Instal\"; did you mean Install?"},
		{Tries{Fail: []string{"web-9@Install"}}, "--fail web-9@Install: no instance \"web-9\"; use web-1 … web-4"},
		{Tries{ZoneOutage: []string{"c@0s"}}, "--zone-outage c@0s: no host is in zone \"c\""},
	} {
		setup := setupOf(t, []byte(tryOut))
		if err := row.tries.Apply(setup); err != nil {
			if err.Error() != row.want {
				t.Errorf("%+v: %v, want %s", row.tries, err, row.want)
			}
			continue
		}
		w := sim.New(setup)
		w.Journal().SetLevel(kernel.All)
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		if got := failures(w); got != row.want {
			t.Errorf("%+v: %s, want %s", row.tries, got, row.want)
		}
	}
}
