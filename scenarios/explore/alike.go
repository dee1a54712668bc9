package explore

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// alike tells apart the hosts of a setup that can not change places, as more is
// different about them than their names. It returns nil if no two can.
func alike(w *sim.World, claims []*property.Property) []uint64 {
	setup := w.Setup()
	cd := &setup.CodeDeploy
	list := make([]uint64, w.Fleet().Len())
	if blueGreen(setup) { // who replaces whom has an order
		return nil
	}
	if len(setup.Fleet.AutoScalingGroups) > 0 || len(cd.Agents) > 0 && drawn(cd) {
		return nil
	}
	zones := zonesMatter(w, claims)
	for i := range list {
		list[i] = attributes(w, uint32(i))
		if zones {
			list[i] = kernel.Mix(list[i], kernel.HashString(w.Fleet().Zone(uint32(i))))
		}
		if named(w.Fleet().Name(uint32(i)), claims) {
			list[i] += uint64(i) + 1
		}
	}
	return list
}

// named says whether a claim names a host.
func named(host string, claims []*property.Property) bool {
	for _, p := range claims {
		for _, m := range p.Mentions {
			if m.Thing == property.Host && m.Name == host {
				return true
			}
		}
	}
	return false
}

// zonesMatter says whether it makes a difference in which Availability Zone a
// host is: to a configuration (CD-2.25), an outage or a claim.
func zonesMatter(w *sim.World, claims []*property.Property) bool {
	setup := w.Setup()
	for i := range setup.CodeDeploy.Configs {
		if setup.CodeDeploy.Configs[i].Zonal != nil {
			return true
		}
	}
	for i := range setup.Inputs {
		if f := setup.Inputs[i].Fault; f != nil && f.Kind == fleet.ZoneOutage {
			return true
		}
	}
	return slices.ContainsFunc(claims, func(p *property.Property) bool {
		return p.Asks == nil || slices.Contains(p.Asks, "zone") || slices.Contains(p.Asks, "zonesInProgress")
	})
}

// attributes is a digest of what a scenario says about a host.
func attributes(w *sim.World, i uint32) uint64 {
	var d kernel.Digest
	setup, ref := w.Setup(), w.Fleet().Ref(i)
	d.Add(uint64(w.Fleet().GroupOf(i)))
	for r := range setup.CodeDeploy.Revisions {
		rev := &setup.CodeDeploy.Revisions[r]
		for b := range rev.Scripts {
			addWho(&d, &rev.Scripts[b].Who, ref)
		}
		for b := range rev.Events {
			addWho(&d, &rev.Events[b].Who, ref)
		}
	}
	for n := range setup.Inputs {
		if concerns(&setup.Inputs[n], ref) {
			d.Add(uint64(n))
			d.Add(uint64(i))
		}
	}
	return d.Hi ^ d.Lo
}

// addWho adds whether a behaviour is that of a host.
func addWho(d *kernel.Digest, who *codedeploy.Who, ref uint32) {
	for _, h := range who.Hosts {
		if h == ref {
			d.Add(1)
			return
		}
	}
	d.Add(0)
}

// concerns says whether an input waits for a host or strikes it.
func concerns(in *sim.Input, ref uint32) bool {
	if in.When.Trigger == sim.AtLifecycle && in.When.Instance == ref {
		return true
	}
	if in.Fault != nil {
		for _, h := range in.Fault.Instances {
			if h == ref {
				return true
			}
		}
	}
	return in.Fleet != nil || in.Call != nil && in.Call.Op == codedeploy.OpRegisterOnPremisesInstance
}

// drawn says whether some time is drawn for each host and may pass a timeout,
// so that hosts that are alike end differently.
func drawn(cd *codedeploy.Setup) bool {
	least := kernel.Hour
	for r := range cd.Revisions {
		for _, scripts := range cd.Revisions[r].AppSpec.Hooks {
			for _, s := range scripts {
				least = min(least, kernel.Time(s.Timeout)*kernel.Second)
			}
		}
	}
	for r := range cd.Revisions {
		for _, b := range cd.Revisions[r].Scripts {
			if b.TakesLo < b.TakesHi && b.TakesHi >= least {
				return true
			}
		}
	}
	return false
}
