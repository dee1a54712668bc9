package gen

import (
	"reflect"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Scenario draws a whole scenario: v1 has been deployed to shop/prod or not,
// v2 is, and then come calls and faults. It compiles without an error, and its
// run ends.
func Scenario(options ...Option) *rapid.Generator[*scenarios.Scenario] {
	s := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) *scenarios.Scenario {
		has, kinds := s.swarm(t)
		made := &scenarios.Scenario{Rehearse: 1, Title: "A drawn scenario", Seed: rapid.Int64Range(0, 1_000_000).Draw(t, "seed")}
		made.Fleet = s.fleet(t, has)
		if has[Alarms] {
			made.Alarms = []scenarios.Alarm{alarm(t)}
		}
		made.DeploymentConfigs = []scenarios.DeploymentConfig{s.config(t, has)}
		made.Applications = applications(t, has, made)
		for _, name := range revisions {
			made.Revisions = append(made.Revisions, revision(t, name, has, &made.Fleet))
		}
		made.History = history(t, made)
		made.Timeline = []scenarios.Entry{deploy(t, made)}
		s.shift(t, has, made)
		made.Timeline = append(made.Timeline, s.timeline(t, has, kinds, made)...)
		return made
	})
}

var revisions = []string{"v1", "v2"}

// applications are the application shop with the group prod and perhaps a
// neighbour on the same hosts.
func applications(t *rapid.T, has traits, s *scenarios.Scenario) []scenarios.Application {
	prod := group(t, has, &s.Fleet, s.DeploymentConfigs)
	shop := scenarios.Application{ApplicationName: scenarios.Named("shop"), DeploymentGroups: []scenarios.DeploymentGroup{prod}}
	if has[Neighbours] {
		shop.DeploymentGroups = append(shop.DeploymentGroups, scenarios.DeploymentGroup{
			DeploymentGroupName: scenarios.Named("agents"), GroupSettings: scenarios.GroupSettings{EC2TagFilters: tagged("prod")}})
	}
	return []scenarios.Application{shop}
}

// history draws what had been deployed before time 0, mostly v1 everywhere.
func history(t *rapid.T, s *scenarios.Scenario) []scenarios.Past {
	past := rapid.Custom(func(t *rapid.T) scenarios.Past {
		return scenarios.Past{DeploymentGroup: scenarios.Named("shop/prod"), Revision: scenarios.Named(rapid.SampledFrom(revisions).Draw(t, "revision")),
			Failed: rapid.SampledFrom([][]scenarios.Name{nil, nil, scenarios.Names(Hosts(&s.Fleet)[0])}).Draw(t, "failed"), FileExistsBehavior: fileExists(t)}
	})
	return rapid.SliceOfN(past, 0, 2).Draw(t, "history")
}

// alike says whether hosts without names are all the same.
func alike(hosts []scenarios.Instance) bool {
	for i := range hosts {
		if !reflect.DeepEqual(hosts[i], hosts[0]) {
			return false
		}
	}
	return true
}
