package explore

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// sevenEvents is a deployment in place in which each of the seven lifecycle
// events is work, so that each may fail.
const sevenEvents = `
rehearse: 1
fleet:
  instances: [{name: web, count: %d, tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: least
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
deploymentConfigs:
  - {deploymentConfigName: least, minimumHealthyHosts: {type: HOST_COUNT, value: %d}}
revisions:
  v1:
    appspec: &all
      version: 0.0
      os: linux
      hooks:
        ApplicationStop: [{location: stop.sh}]
        BeforeInstall: [{location: before.sh}]
        AfterInstall: [{location: after.sh}]
        ApplicationStart: [{location: start.sh}]
        ValidateService: [{location: check.sh}]
  v2: {appspec: *all}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

func setupOf(t testing.TB, text string) *sim.Setup {
	t.Helper()
	src := &scenarios.Source{Name: "test.yaml", Text: []byte(text)}
	_, setup, found := src.Compile()
	if found.HasErrors() {
		t.Fatal(found)
	}
	return setup
}

// stateIn is the state of the first deployment as the oracle has it, and of its
// class: the deployment and its instances.
func stateIn(w *sim.World) (name, class string) {
	d := w.CodeDeploy().Info(w.CodeDeploy().Past())
	hosts := make([]string, d.Targets)
	for i := range hosts {
		t := d.FirstTarget + uint32(i)
		info := w.CodeDeploy().Target(t)
		event, running := w.CodeDeploy().Running(t)
		hosts[info.Instance] = info.Status.String()
		if running {
			hosts[info.Instance] += event.String()
		}
	}
	name = fmt.Sprint(d.Status, hosts)
	slices.Sort(hosts)
	return name, fmt.Sprint(d.Status, hosts)
}

// A plain enumeration of another make comes to the same number of states, and
// with hosts that can change places to the same number of classes: CD-2.7 to
// 2.9, CD-2.15.
func TestStatesAreThoseOfTheOracle(t *testing.T) {
	for n := 1; n <= 4; n++ {
		for m := 0; m <= n; m++ {
			g := oracle.Explore(n, m, 7, true)
			setup := setupOf(t, fmt.Sprintf(sevenEvents, n, m))
			states, _ := visitAll(t, setup, false)
			_, classes := visitAll(t, setup, true)
			if len(states) != g.States || len(classes) != g.Classes {
				t.Errorf("%d instances, minimum %d: %d states and %d classes, the oracle has %d and %d", n, m, len(states), len(classes), g.States, g.Classes)
			}
		}
	}
}

func visitAll(t *testing.T, setup *sim.Setup, symmetric bool) (states, classes map[string]bool) {
	states, classes = map[string]bool{}, map[string]bool{}
	w := sim.New(setup)
	x := &exhaustive{space: space{kinds: []Kind{Fail}}}
	if symmetric {
		x.digester.Alike = alike(w, nil)
	}
	x.visit = func(w *sim.World) {
		if d := w.CodeDeploy().Info(w.CodeDeploy().Past()); d.Status != events.DeploymentCreated {
			name, class := stateIn(w)
			states[name], classes[class] = true, true
		}
	}
	if err := x.search(context.Background(), w, -1, 10_000_000); err != nil {
		t.Fatal(err)
	}
	return states, classes
}
