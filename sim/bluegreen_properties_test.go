package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// anyBlueGreen draws a setup whose first group deploys blue/green, with waits
// that somebody may end, and what goes wrong in any stage.
func anyBlueGreen(t *rapid.T) *sim.Setup {
	s := anySetup(t)
	blue := &s.Fleet.Groups[0]
	green := *blue
	green.Name, green.Count, green.Fronted = "new", rapid.IntRange(1, 5).Draw(t, "replacements"), true
	green.Tags = []fleet.Tag{{Key: "Env", Value: "next"}}
	s.Fleet.Groups = append(s.Fleet.Groups, green)
	s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, s.CodeDeploy.Agents[0])
	set := &s.CodeDeploy.Groups[0].Settings
	set.BlueGreenType = true
	set.BlueGreen = &codedeploy.BlueGreen{
		StopsWhenReady: rapid.Bool().Draw(t, "stops when ready"), ReadyWait: anyMinutes(t, "ready wait"),
		Terminates: rapid.Bool().Draw(t, "terminates"), TerminationWait: anyMinutes(t, "termination wait"),
	}
	if len(s.Fleet.LoadBalancers) == 0 && rapid.IntRange(0, 9).Draw(t, "no load balancer") > 0 {
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: 30 * kernel.Second, Deregister: kernel.Minute, Members: []uint32{0}}}
		set.LoadBalancers, set.TrafficControl = []int32{0}, true
	}
	for i := range s.Inputs {
		if call := s.Inputs[i].Call; call != nil && call.Op == codedeploy.OpCreateDeployment && call.Create.Group == 0 {
			call.Create.Replacements = replacedBy(rapid.SampledFrom([]string{"next", "next", "prod"}).Draw(t, "replaced by"))
		}
	}
	anyStageTrouble(t, s)
	return s
}

func anyMinutes(t *rapid.T, name string) kernel.Time {
	return kernel.Time(rapid.IntRange(0, 30).Draw(t, name)) * kernel.Minute
}

// anyStageTrouble draws calls and failures for the stages behind installing.
func anyStageTrouble(t *rapid.T, s *sim.Setup) {
	n := uint32(s.Fleet.Groups[0].Count + s.Fleet.Groups[1].Count)
	for range rapid.IntRange(0, 2).Draw(t, "troubles") {
		host := rapid.Uint32Range(0, n-1).Draw(t, "struck")
		at := anyMinutes(t, "trouble at")
		switch rapid.IntRange(0, 4).Draw(t, "trouble") {
		case 0:
			fails(s, 1, rapid.SampledFrom([]events.LifecycleEvent{events.BlockTraffic, events.AllowTraffic}).Draw(t, "event"), host)
		case 1:
			s.Inputs = append(s.Inputs, continues(at, rapid.Bool().Draw(t, "termination")))
		case 2:
			s.Inputs = append(s.Inputs, stops(at))
		case 3:
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Fault: &fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{host}}})
		default:
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Fault: &fleet.Fault{Kind: fleet.Reboot, Instances: []uint32{host}, For: at}})
		}
	}
}

// Whatever the fleet, the waits and the faults: the invariants hold, and a fork
// taken anywhere ends as the original does.
func TestBlueGreenInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyBlueGreen(t)
		w := sim.New(s)
		w.Journal().SetLevel(kernel.All)
		for range rapid.IntRange(0, 200).Draw(t, "steps") {
			if ok, err := w.Step(); !ok || err != nil {
				break
			}
		}
		fork := w.Fork()
		finish(t, w)
		finish(t, fork)
		if err := invariants.Check(w); err != nil {
			t.Fatal(err)
		}
		if fork.Journal().Fingerprint() != w.Journal().Fingerprint() {
			t.Fatal("a fork ends otherwise than the original")
		}
	})
}
