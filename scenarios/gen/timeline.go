package gen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Timeline draws what may happen in a scenario besides what its timeline says
// already: with Calls a few calls, and faults. The scenario has a deployment at
// a time, and need not be a drawn one.
func Timeline(s *scenarios.Scenario, options ...Option) *rapid.Generator[[]scenarios.Entry] {
	p := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) []scenarios.Entry {
		has, kinds := p.swarm(t)
		return p.timeline(t, has, kinds, s)
	})
}

func (p *space) timeline(t *rapid.T, has traits, kinds []Kind, s *scenarios.Scenario) (list []scenarios.Entry) {
	if has[Calls] && len(callsOf(s)) > 0 {
		list = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scenarios.Entry { return call(t, s) }), 0, 3).Draw(t, "calls")
	}
	if kinds = possible(kinds, s); len(kinds) > 0 {
		list = append(list, rapid.SliceOfN(struck(s, kinds), 0, p.faults).Draw(t, "faults")...)
	}
	return list
}

// struck draws an entry with a fault: at a time, after a status, or when an event
// begins on a host.
func struck(s *scenarios.Scenario, kinds []Kind) *rapid.Generator[scenarios.Entry] {
	return rapid.Custom(func(t *rapid.T) scenarios.Entry {
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		if kind == Event {
			return strikeEvent(t, s)
		}
		f := fault(t, kind, &s.Fleet)
		if on := eventStruck(f); on != nil && !oddly(t, "at any time") {
			return scenarios.Entry{When: begins(t, on[0].Text), Fault: f}
		}
		e := moment(t, s)
		e.Fault = f
		return e
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
func moment(t *rapid.T, s *scenarios.Scenario) (e scenarios.Entry) {
	hosts := Hosts(&s.Fleet)
	switch word := rapid.SampledFrom([]string{"at", "when", "after"}).Draw(t, "moment"); {
	case word == "at", word == "when" && len(hosts) == 0:
		at := duration.Draw(t, "at")
		e.At = &at
	case word == "after":
		has := traitsOf(s)
		e.After = &scenarios.After{Deployment: has.deployment(t), Plus: duration.Draw(t, "plus"),
			Status: rapid.SampledFrom([]string{"InProgress", "InProgress", "InProgress", "Succeeded", "Failed", "Stopped"}).Draw(t, "status")}
	default:
		e.When = begins(t, rapid.SampledFrom(hosts).Draw(t, "host"))
		e.When.Plus = duration.Draw(t, "plus")
	}
	return e
}

var lifecycle = []string{"ApplicationStop", "DownloadBundle", "BeforeInstall", "Install", "AfterInstall", "ApplicationStart",
	"ValidateService", "BlockTraffic", "AllowTraffic"}

// deploy draws the call that deploys v2 to the first group at time 0.
func deploy(t *rapid.T, s *scenarios.Scenario) scenarios.Entry {
	var at kernel.Time
	g := groupsOf(s)[0]
	e := scenarios.Entry{At: &at, CreateDeployment: create(t, s, g, scenarios.Named("v2"))}
	if c := g.BlueGreenDeploymentConfiguration; c != nil && c.GreenFleetProvisioningOption.Action == "DISCOVER_EXISTING" {
		env := rapid.SampledFrom([]string{"next", "next", "prod", "next"}).Draw(t, "replaced by")
		e.CreateDeployment.TargetInstances = &scenarios.TargetInstances{TagFilters: tagged(env)}
	}
	return e
}
