package gen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Timeline draws what happens in a scenario besides what its timeline says
// already: with Calls a few calls, and faults.
func Timeline(s *scenarios.Scenario, options ...Option) *rapid.Generator[[]scenarios.Entry] {
	p := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) []scenarios.Entry {
		has, kinds := p.swarm(t)
		return p.timeline(t, has, kinds, s)
	})
}

func (p *space) timeline(t *rapid.T, has traits, kinds []Kind, s *scenarios.Scenario) (list []scenarios.Entry) {
	if has[Calls] {
		list = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scenarios.Entry { return call(t, has, s) }), 0, 3).Draw(t, "calls")
	}
	if kinds = possible(kinds, zonesOf(&s.Fleet)); len(kinds) > 0 {
		list = append(list, rapid.SliceOfN(struck(has, &s.Fleet, kinds), 0, p.faults).Draw(t, "faults")...)
	}
	return list
}

// struck draws an entry with a fault: at a time, after a status, or when an event
// begins on a host.
func struck(has traits, f *scenarios.Fleet, kinds []Kind) *rapid.Generator[scenarios.Entry] {
	strike := Fault(f, kinds...)
	return rapid.Custom(func(t *rapid.T) scenarios.Entry {
		e := scenarios.Entry{Fault: strike.Draw(t, "fault")}
		if on := eventStruck(e.Fault); on != nil && !oddly(t, "at any time") {
			e.When = begins(t, on[0].Text)
			return e
		}
		m := moment(t, has, f)
		m.Fault = e.Fault
		return m
	})
}

// eventStruck is the host of whose lifecycle event a fault is, nil if it is not
// of one.
func eventStruck(f *scenarios.Fault) []scenarios.Name { return slices.Concat(f.Fail, f.Hang, f.Delay) }

// begins draws a moment at which an event begins on a host.
func begins(t *rapid.T, host string) *scenarios.When {
	return &scenarios.When{Instance: scenarios.Named(host), LifecycleEvent: rapid.SampledFrom(lifecycle).Draw(t, "event")}
}

// moment draws an entry that does nothing yet.
func moment(t *rapid.T, has traits, f *scenarios.Fleet) (e scenarios.Entry) {
	switch rapid.SampledFrom([]string{"at", "when", "after"}).Draw(t, "moment") {
	case "at":
		at := duration.Draw(t, "at")
		e.At = &at
	case "after":
		e.After = &scenarios.After{Deployment: has.deployment(t), Plus: duration.Draw(t, "plus"),
			Status: rapid.SampledFrom([]string{"InProgress", "InProgress", "InProgress", "Succeeded", "Failed", "Stopped"}).Draw(t, "status")}
	default:
		e.When = begins(t, rapid.SampledFrom(Hosts(f)).Draw(t, "host"))
		e.When.Plus = duration.Draw(t, "plus")
	}
	return e
}

var lifecycle = []string{"ApplicationStop", "DownloadBundle", "BeforeInstall", "Install", "AfterInstall", "ApplicationStart",
	"ValidateService", "BlockTraffic", "AllowTraffic"}

// deploy draws the call that deploys a revision to shop/prod at time 0.
func deploy(t *rapid.T, has traits, s *scenarios.Scenario, revision string) scenarios.Entry {
	var at kernel.Time
	return scenarios.Entry{At: &at, CreateDeployment: create(t, has, s, "prod", revision)}
}

func create(t *rapid.T, has traits, s *scenarios.Scenario, group, revision string) *scenarios.CreateDeployment {
	c := &scenarios.CreateDeployment{ApplicationName: scenarios.Named("shop"), DeploymentGroupName: scenarios.Named(group), Revision: scenarios.Named(revision)}
	if rapid.Bool().Draw(t, "own configuration") {
		c.DeploymentConfigName = anyConfig(t)
	}
	c.IgnoreApplicationStopFailures = rapid.Bool().Draw(t, "ignore stop failures")
	if has[BlueGreen] && group == "prod" {
		c.TargetInstances = replacements(t, s)
	} else {
		c.UpdateOutdatedInstancesOnly = oddly(t, "outdated only")
	}
	if has[Files] {
		c.FileExistsBehavior = fileExists(t)
	}
	return c
}

// replacements are the hosts that Fleet drew for it, unless the group copies
// its Auto Scaling group.
func replacements(t *rapid.T, s *scenarios.Scenario) *scenarios.TargetInstances {
	if s.Applications[0].DeploymentGroups[0].BlueGreenDeploymentConfiguration.GreenFleetProvisioningOption.Action == "COPY_AUTO_SCALING_GROUP" {
		return nil
	}
	return &scenarios.TargetInstances{TagFilters: tagged(rapid.SampledFrom([]string{"next", "next", "next", "prod"}).Draw(t, "replaced by"))}
}
