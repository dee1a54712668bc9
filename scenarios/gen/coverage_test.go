package gen_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// tally counts what drawn scenarios have and what their runs come to.
type tally map[string]int

func (n tally) add(s *scenarios.Scenario, w *sim.World) {
	n.features(s)
	n.run(w)
}

func (n tally) run(w *sim.World) {
	for _, d := range w.Deployments() {
		n["deployment "+d.Status.String()]++
		n["creator "+d.Creator.String()]++
		if d.Code != events.NoError {
			n["error "+d.Code.String()]++
		}
		for _, t := range w.Targets(d) {
			n["target "+t.Status.String()]++
		}
	}
	for i := range w.Setup().Inputs {
		in := &w.Setup().Inputs[i]
		_, a, ok := w.Taken(i)
		switch {
		case !ok:
		case in.Fault != nil && in.Fault.Deployment > 0:
			n["fault event"]++
			n["event fault "+in.Fault.Kind.String()]++
		case in.Fault != nil:
			n["fault "+in.Fault.Kind.String()]++
		case a.Exception != events.NoException:
			n["refused "+a.Exception.String()]++
		default:
			n["call "+in.Op()]++
		}
	}
}

func (n tally) features(s *scenarios.Scenario) {
	c, g := &s.DeploymentConfigs[0], &s.Applications[0].DeploymentGroups[0]
	n["minimum "+c.MinimumHealthyHosts.Type]++
	n.add1(c.ZonalConfig != nil, "zonal")
	n.add1(!s.Fleet.Instances[0].Zone.IsZero(), "zones")
	n.add1(len(s.Fleet.AutoScalingGroups) > 0, "Auto Scaling")
	n.add1(g.BlueGreenDeploymentConfiguration != nil, "blue/green")
	n.add1(g.LoadBalancerInfo != nil, "load balancer")
	n.add1(g.AutoRollbackConfiguration != nil, "rollback")
	n.add1(len(s.Alarms) > 0, "alarm")
	n.add1(len(s.Applications[0].DeploymentGroups) > 1, "neighbour")
	n.add1(slices.ContainsFunc(s.Applications, func(a scenarios.Application) bool { return a.ComputePlatform == "Lambda" }), "Lambda")
	n.add1(len(s.Services) > 0, "ECS")
}

func (n tally) add1(applies bool, what string) {
	if applies {
		n[what]++
	}
}

// In a few thousand draws everything appears: what scenarios can have, what runs
// can come to, every kind of fault.
func TestEverythingIsDrawn(t *testing.T) {
	n := tally{}
	for seed := range 3000 {
		s := gen.Scenario().Example(seed)
		n.add(s, finish(t, compile(t, s)))
	}
	want := []string{
		"minimum HOST_COUNT", "minimum FLEET_PERCENT", "zonal", "Auto Scaling", "blue/green", "load balancer", "neighbour",
		"deployment Succeeded", "deployment Failed", "deployment Stopped", "target Succeeded", "target Failed", "target Skipped",
		"creator user", "creator codeDeployRollback", "creator autoscaling", "creator autoscalingTermination", "creator CodeDeployAutoUpdate",
		"error HEALTH_CONSTRAINTS", "error HEALTH_CONSTRAINTS_INVALID", "error ALARM_ACTIVE", "error MANUAL_STOP", "error NO_INSTANCES",
		"error REVISION_MISSING", "error TIMEOUT", "error MISSING_ELB_INFORMATION",
		"event fault fail", "event fault hang", "event fault delay", "error HOOK_EXECUTION_FAILURE",
		"call StopDeployment", "call ContinueDeployment", "call UpdateDeploymentGroup", "call SetDesiredCapacity", "call SetAlarmState", "call CreateTags",
	}
	for _, kind := range gen.Kinds() {
		want = append(want, "fault "+string(kind))
	}
	for _, what := range want {
		if n[what] == 0 {
			t.Errorf("never drawn: %s", what)
		}
	}
	if share := n["deployment Succeeded"] * 100 / (n["deployment Succeeded"] + n["deployment Failed"] + n["deployment Stopped"]); share < 20 || share > 80 {
		t.Errorf("%d%% of the deployments succeed", share)
	}
}

// Whatever the format can let happen is drawn: each call, each fault, and each
// word of the fault of an event.
func TestEveryWordIsDrawn(t *testing.T) {
	missing := words(reflect.TypeFor[scenarios.Entry](), "at", "after", "when", "expect")
	maps.Copy(missing, words(reflect.TypeFor[scenarios.Fault](), "for", "deployment"))
	for seed := 0; seed < 3000 && len(missing) > 0; seed++ {
		for _, e := range gen.Scenario().Example(seed).Timeline {
			drop(missing, reflect.ValueOf(e))
			if e.Fault != nil {
				drop(missing, reflect.ValueOf(*e.Fault))
			}
		}
	}
	for word := range missing {
		t.Errorf("never drawn: %s", word)
	}
}

// words are the keys of a type in the format but some.
func words(of reflect.Type, but ...string) map[string]bool {
	list := map[string]bool{}
	for i := range of.NumField() {
		f := of.Field(i)
		enum := strings.Fields(f.Tag.Get("enum"))
		switch key := f.Tag.Get("key"); {
		case key == "" || slices.Contains(but, key):
		case len(enum) > 0:
			for _, word := range enum {
				list[key+" "+word] = true
			}
		default:
			list[key] = true
		}
	}
	return list
}

// drop leaves out of a list what a value says.
func drop(list map[string]bool, v reflect.Value) {
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("key")
		if f := v.Field(i); !f.IsZero() {
			delete(list, key)
			delete(list, key+" "+fmt.Sprint(f))
		}
	}
}

// A feature that is asked for is there, and one that is not wanted is not.
func TestFeaturesAsAskedFor(t *testing.T) {
	features := map[string]gen.Feature{
		"load balancer": gen.LoadBalancer, "blue/green": gen.BlueGreen, "rollback": gen.Rollback, "zones": gen.Zones,
		"Auto Scaling": gen.Scaling, "alarm": gen.Alarms, "neighbour": gen.Neighbours, "Lambda": gen.Functions, "ECS": gen.Services,
	}
	const draws = 100
	for name, f := range features {
		for option, want := range map[string]int{"with": draws, "without": 0} {
			n, o := tally{}, gen.With(f)
			if option == "without" {
				o = gen.Without(f)
			}
			for seed := range draws {
				n.features(gen.Scenario(o, gen.Without(gen.OnPremises)).Example(seed))
			}
			if n[name] != want {
				t.Errorf("%s %s: in %d of %d", option, name, n[name], draws)
			}
		}
	}
}

// There are no more hosts and faults than allowed, and no other kinds of fault.
func TestLimitsAsAskedFor(t *testing.T) {
	most := 0
	for seed := range 300 {
		s := gen.Scenario(gen.Max(2), gen.Faults(1, gen.Reboot, gen.Slow), gen.Without(gen.Scaling, gen.BlueGreen, gen.Calls, gen.Functions, gen.Services)).Example(seed)
		faults := s.Timeline[1:]
		if hosts := gen.Hosts(&s.Fleet); len(hosts) > 2 || len(faults) > 1 {
			t.Fatalf("%#v", s)
		}
		for _, e := range faults {
			if most++; e.Fault.Reboot == nil && e.Fault.Slow == nil {
				t.Fatalf("%#v", s)
			}
		}
	}
	if most == 0 {
		t.Error("no fault was drawn")
	}
}
