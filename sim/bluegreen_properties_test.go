package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
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
		holdsWithForks(t, anyBlueGreen(t), 200)
	})
}

// anyCopy draws a blue/green deployment with a copy of an Auto Scaling group,
// and what goes wrong with the originals and with what is launched.
func anyCopy(t *rapid.T) *sim.Setup {
	s := base()
	s.Seed = rapid.Uint64().Draw(t, "seed")
	n := rapid.IntRange(1, 4).Draw(t, "hosts")
	set := copied(s, n)
	set.Config = rapid.Int32Range(0, 2).Draw(t, "config")
	set.BlueGreen.StopsWhenReady, set.BlueGreen.ReadyWait = rapid.Bool().Draw(t, "stops when ready"), anyMinutes(t, "ready wait")
	set.BlueGreen.Terminates, set.BlueGreen.TerminationWait = rapid.Bool().Draw(t, "terminates"), anyMinutes(t, "termination wait")
	set.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: rapid.Bool().Draw(t, "on failure"), OnStop: rapid.Bool().Draw(t, "on stop")}
	host := func() uint32 {
		i := rapid.Uint32Range(0, uint32(2*n)).Draw(t, "host")
		if int(i) < n {
			return i
		}
		return future(s, i+1)
	}
	hook(s, 1, events.AfterInstall, takes(kernel.Minute))
	for range rapid.IntRange(0, 2).Draw(t, "failures") {
		b := onHosts(exits(1), host())
		b.Location = s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.AfterInstall][0].Location
		s.CodeDeploy.Revisions[1].Scripts = append([]codedeploy.ScriptBehaviour{b}, s.CodeDeploy.Revisions[1].Scripts...)
	}
	for range rapid.IntRange(0, 3).Draw(t, "inputs") {
		at := kernel.Time(rapid.IntRange(0, 1500).Draw(t, "at")) * kernel.Second
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			s.Inputs = append(s.Inputs, stops(at))
		case 1:
			s.Inputs = append(s.Inputs, continues(at, rapid.Bool().Draw(t, "termination")))
		case 2:
			desire(s, at, rapid.IntRange(n, 6).Draw(t, "desired"))
		default:
			kind := rapid.SampledFrom([]fleet.FaultKind{fleet.Terminate, fleet.Stop, fleet.Reboot, fleet.CrashAgent, fleet.CutNetwork}).Draw(t, "fault")
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Fault: &fleet.Fault{Kind: kind, Instances: []uint32{host()}, For: kernel.Minute}})
		}
	}
	return s
}

// The same with a copy of an Auto Scaling group.
func TestCopyInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holdsWithForks(t, anyCopy(t), 200)
	})
}
