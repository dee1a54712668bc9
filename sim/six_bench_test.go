package sim_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// failing lets the checks of the first so many hosts fail.
func failing(s *sim.Setup, hosts ...uint32) *sim.Setup {
	s.CodeDeploy.Revisions[1].Scripts = []codedeploy.ScriptBehaviour{
		{Location: "check.sh", Who: codedeploy.Who{Hosts: hosts}, TakesLo: 5 * kernel.Second, TakesHi: 5 * kernel.Second, Exit: 1},
		{Location: "start.sh", TakesLo: 20 * kernel.Second, TakesHi: 20 * kernel.Second},
	}
	return s
}

// sixBehind is six hosts half at a time behind a load balancer.
func sixBehind() *sim.Setup {
	s := fleetOf(6)
	behind(s, fleet.LoadBalancer{Name: "lb", Register: 30 * kernel.Second, Deregister: kernel.Minute, Fails: 20 * kernel.Second, Passes: 20 * kernel.Second})
	return s
}

var sixes = []struct {
	name   string
	setup  *sim.Setup
	status events.DeploymentStatus
}{
	{"plain", failing(fleetOf(6), 99), events.DeploymentSucceeded},
	{"one-fails", failing(fleetOf(6), 1), events.DeploymentSucceeded},
	{"rollback", failing(fleetOf(6), 0, 1, 2, 3, 4, 5), events.DeploymentFailed},
	{"balancer", sixBehind(), events.DeploymentSucceeded},
	{"balancer-one-fails", failing(sixBehind(), 1), events.DeploymentSucceeded},
	{"balancer-rollback", failing(sixBehind(), 0, 1, 2, 3, 4, 5), events.DeploymentFailed},
}

// BenchmarkSix is a whole HalfAtATime deployment to six hosts, begun from a
// world that is kept.
func BenchmarkSix(b *testing.B) {
	for _, six := range sixes {
		b.Run(six.name, func(b *testing.B) {
			world, fork := sim.New(six.setup), new(sim.World)
			b.ReportAllocs()
			for b.Loop() {
				fork.CopyFrom(world)
				if err := fork.Run(); err != nil {
					b.Fatal(err)
				}
			}
			if status := fork.CodeDeploy().Info(1).Status; status != six.status {
				b.Fatal(status)
			}
		})
	}
}

// BenchmarkSixWatched is BenchmarkSix under a property.
func BenchmarkSixWatched(b *testing.B) {
	claim, err := property.Parse("always offline <= 3")
	if err != nil {
		b.Fatal(err)
	}
	for _, six := range sixes {
		b.Run(six.name, func(b *testing.B) {
			world, fork := sim.New(six.setup), new(sim.World)
			watch := &property.Watch{Properties: []*property.Property{claim}}
			b.ReportAllocs()
			for b.Loop() {
				fork.CopyFrom(world)
				verdicts, err := watch.Run(fork)
				if err != nil || verdicts[0] != property.Held {
					b.Fatal(verdicts, err)
				}
			}
			made := fork.CodeDeploy().Deployments() - fork.CodeDeploy().Past()
			b.ReportMetric(float64(made)*float64(b.N)/b.Elapsed().Seconds(), "deployments/s")
		})
	}
}

// BenchmarkSixFork is a fork in the middle of the deployment.
func BenchmarkSixFork(b *testing.B) {
	for _, six := range sixes {
		b.Run(six.name, func(b *testing.B) {
			world, fork := sim.New(six.setup), new(sim.World)
			if err := world.RunUntil(10 * kernel.Second); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				fork.CopyFrom(world)
			}
		})
	}
}

// BenchmarkSixSteps is what an event costs.
func BenchmarkSixSteps(b *testing.B) {
	for _, six := range sixes {
		b.Run(six.name, func(b *testing.B) {
			world, fork := sim.New(six.setup), new(sim.World)
			steps := 0
			for b.Loop() {
				fork.CopyFrom(world)
				for more := true; more; steps++ {
					more, _ = fork.Step()
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/event")
			b.ReportMetric(float64(steps)/float64(b.N), "events")
		})
	}
}

// BenchmarkSixRestart is the start of a world under another seed.
func BenchmarkSixRestart(b *testing.B) {
	for _, six := range sixes {
		b.Run(six.name, func(b *testing.B) {
			world, fork := sim.New(six.setup), new(sim.World)
			b.ReportAllocs()
			for seed := uint64(0); b.Loop(); seed++ {
				fork.Restart(world, seed)
			}
		})
	}
}
