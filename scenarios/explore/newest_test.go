package explore

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// twoAtOnce is a host that is at work on two deployments at once when an alarm rings.
const twoAtOnce = `
rehearse: 1
fleet:
  instances: [{name: web, tags: {Env: prod}}]
alarms: [{AlarmName: slow}]
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: one, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
      - {deploymentGroupName: two, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
revisions:
  v1: {appspec: {version: 0.0, os: linux}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: one, revision: v1}}
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
  - {at: 10m, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`

// An agent that starts up fails the event that began last, and forgets the others
// (CD-8.5), whatever wait was over since. States are two if another event began last.
func TestTheNewestEventFails(t *testing.T) {
	_, setup := sourceOf(t, twoAtOnce)
	s := &space{kinds: []Kind{Reboot}}
	both := [2]state{newState(0), newState(0)}
	for last := range both {
		x := &both[last]
		x.world.BranchFrom(sim.New(setup))
		if err := s.enter(x); err != nil {
			t.Fatal(err)
		}
		choose(t, s, x, func(c *choice) bool { return c.what == polls })
		for _, target := range [...]int{1 - last, last} {
			choose(t, s, x, func(c *choice) bool { return c.what == ends && int(c.target) == target })
			choose(t, s, x, func(c *choice) bool { return c.what == polls })
		}
	}
	one, _ := s.digest(&both[0])
	two, _ := s.digest(&both[1])
	if one == two {
		t.Error("whichever event began last, the state is the same")
	}
	for last := range both {
		x := &both[last]
		choose(t, s, x, func(c *choice) bool { return c.what == passes && x.event(c.event).Kind() == events.InputDue })
		choose(t, s, x, func(c *choice) bool { return c.kind == Reboot })
		choose(t, s, x, func(c *choice) bool { return c.what == passes && x.event(c.event).Kind() == events.HostReturns })
		for n := range both {
			if status := x.world.CodeDeploy().Info(int32(n)).Status; status.Final() != (n == last) {
				t.Errorf("the event of deployment %d began last, and deployment %d is %v", last+1, n+1, status)
			}
		}
	}
}

// Of two deployments that a host is at work on it makes a difference whose event hangs.
func TestWhoseEventHangs(t *testing.T) {
	_, setup := sourceOf(t, twoAtOnce)
	var sums [2]kernel.Digest
	for hangs := range sums {
		s, x := &space{kinds: []Kind{Hang}}, newState(0)
		x.world.BranchFrom(sim.New(setup))
		if err := s.enter(&x); err != nil {
			t.Fatal(err)
		}
		choose(t, s, &x, func(c *choice) bool { return c.kind == Hang && int(c.target) == hangs })
		sums[hangs], _ = s.whole(&x)
	}
	if sums[0] == sums[1] {
		t.Error("whichever event hangs, the state is the same")
	}
}

// choose takes the first choice of a state that is as it should be.
func choose(t *testing.T, s *space, x *state, should func(*choice) bool) {
	t.Helper()
	s.digest(x)
	for _, c := range s.list(x) {
		if should(&c) {
			if err := s.take(x, &c); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("at %v there is no such choice", x.world.Now())
}
