package explore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// sevenEvents is a deployment in place in which each of the seven lifecycle
// events is work, so that each may fail; it is rolled back then or not.
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
        autoRollbackConfiguration: {enabled: %t, events: [DEPLOYMENT_FAILURE]}
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

// stateIn is the state of the latest deployment as the oracle has it, and of
// its class: the deployment and its instances. Those that are pending have the
// class of CD-2.14.
func stateIn(w *sim.World) (name, class string) {
	d := w.CodeDeploy().Info(w.CodeDeploy().Deployments() - 1)
	hosts := make([]string, d.Targets)
	for i := range hosts {
		t := d.FirstTarget + uint32(i)
		info := w.CodeDeploy().Target(t)
		event, running := w.CodeDeploy().Running(t)
		hosts[info.Instance] = info.Status.String()
		switch {
		case running:
			hosts[info.Instance] += event.String()
		case info.Status == events.TargetPending:
			hosts[info.Instance] += fmt.Sprint(info.Class)
		}
	}
	name = fmt.Sprint(d.Number, d.Status, hosts)
	slices.Sort(hosts)
	return name, fmt.Sprint(d.Number, d.Status, hosts)
}

// A plain enumeration of another make comes to the same number of states, and
// with hosts that can change places to the same number of classes: CD-2.7 to
// 2.9, CD-2.14, CD-2.15, CD-5.6.
func TestStatesAreThoseOfTheOracle(t *testing.T) {
	for n := 1; n <= 4; n++ {
		for m := 0; m <= n; m++ {
			testStates(t, oracle.Space{Instances: n, Minimum: m, Events: 7, AnyOrder: true})
			if n <= 3 || 2*m == n { // the plain search of the others is long
				testStates(t, oracle.Space{Instances: n, Minimum: m, Events: 7, AnyOrder: true, Rollback: true})
			}
		}
	}
}

func testStates(t *testing.T, s oracle.Space) {
	t.Helper()
	g := s.Explore()
	setup := setupOf(t, fmt.Sprintf(sevenEvents, s.Instances, s.Rollback, s.Minimum))
	states, _ := visitAll(t, setup, false, codedeploy.Blind{})
	_, classes := visitAll(t, setup, true, codedeploy.Blind{})
	if len(states) != g.States || len(classes) != g.Classes {
		t.Errorf("%+v: %d states and %d classes, the oracle has %d and %d", s, len(states), len(classes), g.States, g.Classes)
	}
	testOpen(t, s, g, setup)
}

// testOpen holds the states in which something is left to happen against the
// oracle's, if nobody asks for what is left out then; in the others nobody asks
// how each instance ended.
func testOpen(t *testing.T, s oracle.Space, g oracle.Graph, setup *sim.Setup) {
	t.Helper()
	open := func(all map[string]bool) (n int) {
		for name := range all {
			if strings.Contains(name, events.DeploymentInProgress.String()+" [") {
				n++
			}
		}
		return n
	}
	states, _ := visitAll(t, setup, false, blind(nil))
	_, classes := visitAll(t, setup, true, blind(nil))
	if open(states) != g.States-g.Final || open(classes) != g.Classes-g.FinalClasses {
		t.Errorf("%+v, if nobody asks: %d states and %d classes with something left to happen, the oracle has %d and %d",
			s, open(states), open(classes), g.States-g.Final, g.Classes-g.FinalClasses)
	}
}

func visitAll(t *testing.T, setup *sim.Setup, symmetric bool, blind codedeploy.Blind) (states, classes map[string]bool) {
	states, classes = map[string]bool{}, map[string]bool{}
	w := sim.New(setup)
	x := &exhaustive{space: space{kinds: []Kind{Fail}}}
	x.digester.Blind = blind
	if symmetric {
		x.digester.Alike = alike(w, nil)
	}
	x.visit = func(w *sim.World) {
		if d := w.CodeDeploy().Info(w.CodeDeploy().Deployments() - 1); d.Status != events.DeploymentCreated {
			name, class := stateIn(w)
			states[name], classes[class] = true, true
		}
	}
	if err := x.search(context.Background(), w, -1, 10_000_000); err != nil {
		t.Fatal(err)
	}
	return states, classes
}
