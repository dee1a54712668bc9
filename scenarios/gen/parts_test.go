package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// A scenario put together from parts, each drawn by itself with the same
// options, runs like a whole one.
func TestParts(t *testing.T) {
	options := []gen.Option{gen.Max(3), gen.With(gen.LoadBalancer, gen.Zones), gen.Without(gen.BlueGreen, gen.Alarms)}
	rapid.Check(t, func(t *rapid.T) {
		s := &scenarios.Scenario{Rehearse: 1, Fleet: gen.Fleet(options...).Draw(t, "fleet")}
		s.DeploymentConfigs = []scenarios.DeploymentConfig{gen.Config(options...).Draw(t, "configuration")}
		prod := gen.Group(&s.Fleet, s.DeploymentConfigs, options...).Draw(t, "group")
		s.Applications = []scenarios.Application{{ApplicationName: scenarios.Named("shop"), DeploymentGroups: []scenarios.DeploymentGroup{prod}}}
		s.Revisions = []scenarios.Revision{gen.Revision("v1", &s.Fleet, options...).Draw(t, "revision")}
		at := kernel.Time(0)
		s.Timeline = []scenarios.Entry{{At: &at, CreateDeployment: &scenarios.CreateDeployment{
			ApplicationName: scenarios.Named("shop"), DeploymentGroupName: scenarios.Named("prod"), Revision: scenarios.Named("v1")}}}
		s.Timeline = append(s.Timeline, gen.Timeline(s, options...).Draw(t, "timeline")...)
		if err := invariants.Check(finish(t, compile(t, s))); err != nil {
			t.Fatal(err)
		}
	})
}
