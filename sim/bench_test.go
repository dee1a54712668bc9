package sim_test

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// fleetOf is a setup with n hosts that have v1, of which v2 is deployed half
// at a time.
func fleetOf(n int) *sim.Setup {
	spec := codedeploy.AppSpec{OS: "linux"}
	spec.Hooks[events.ApplicationStart] = []codedeploy.Script{{Location: "start.sh", Timeout: 60}}
	spec.Hooks[events.ValidateService] = []codedeploy.Script{{Location: "check.sh", Timeout: 60}}
	return &sim.Setup{
		Seed:  7,
		Fleet: fleet.Setup{Groups: []fleet.Group{{Name: "web", Count: n, Numbered: true, InstanceProfile: true, DiskFree: -1, Tags: []fleet.Tag{{Key: "Env", Value: "prod"}}}}},
		CodeDeploy: codedeploy.Setup{
			Agents:       []codedeploy.AgentSetup{{PickupDelay: kernel.Second, MaxRevisions: 5}},
			Applications: []codedeploy.Application{{Name: "shop"}},
			Groups: []codedeploy.Group{{Name: "prod", Settings: codedeploy.Settings{
				Config:   1,
				EC2Tags:  [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}}},
				Rollback: codedeploy.AutoRollback{Enabled: true, OnFailure: true},
			}}},
			Configs:   codedeploy.Predefined,
			Revisions: []codedeploy.Revision{{Name: "v1", Inline: true, AppSpec: spec}, {Name: "v2", Inline: true, AppSpec: spec}},
			History:   []codedeploy.Past{{Group: 0, Revision: 0}},
		},
		Inputs: []sim.Input{{Call: &codedeploy.Call{Op: codedeploy.OpCreateDeployment, Create: codedeploy.CreateDeployment{
			Group: 0, Revision: 1, Config: codedeploy.None}}}},
	}
}

func run(tb testing.TB, w *sim.World, n int) {
	if err := w.Run(); err != nil {
		tb.Fatal(err)
	}
	if d := w.CodeDeploy().Info(w.CodeDeploy().Past()); d.Succeeded != n {
		tb.Fatalf("%d of %d succeeded, %v", d.Succeeded, n, d.Status)
	}
}

// BenchmarkDeploy is a whole HalfAtATime deployment, world and history
// included; ns/instance is comparable over sizes.
func BenchmarkDeploy(b *testing.B) {
	for _, n := range []int{1000, 1000000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				run(b, sim.New(fleetOf(n)), n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/instance")
		})
	}
}

// behindLoadBalancer is fleetOf n hosts behind a load balancer, with traffic
// control and a script in every event that can have one: thirteen events each.
func behindLoadBalancer(n int) *sim.Setup {
	s := fleetOf(n)
	behind(s, fleet.LoadBalancer{Name: "lb", Register: 30 * kernel.Second, Deregister: kernel.Minute, Fails: 20 * kernel.Second, Passes: 20 * kernel.Second})
	for r := range s.CodeDeploy.Revisions {
		for e := range events.LifecycleEvents {
			if e.Scriptable() {
				s.CodeDeploy.Revisions[r].AppSpec.Hooks[e] = []codedeploy.Script{{Location: e.String() + ".sh", Timeout: 60}}
			}
		}
	}
	return s
}

// BenchmarkMillionBehindLoadBalancer is BenchmarkDeploy where a million hosts
// leave traffic and join it again.
func BenchmarkMillionBehindLoadBalancer(b *testing.B) { benchmarkBehind(b, 1000000) }

// BenchmarkThousandBehindLoadBalancer is the same with a thousand: a host must
// not become much dearer in a large fleet.
func BenchmarkThousandBehindLoadBalancer(b *testing.B) { benchmarkBehind(b, 1000) }

func benchmarkBehind(b *testing.B, n int) {
	for b.Loop() {
		run(b, sim.New(behindLoadBalancer(n)), n)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/instance")
}

// BenchmarkTen is a complete run over ten hosts, the world built once and
// forked.
func BenchmarkTen(b *testing.B) {
	world, fork := sim.New(fleetOf(10)), new(sim.World)
	for b.Loop() {
		fork.CopyFrom(world)
		run(b, fork, 10)
	}
}
