package explore

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Again is a scenario with the faults of a counterexample that was kept, on the
// hosts in the same places: whoever has changed a deployment group since wants
// to know whether what broke it still does. It returns false if the faults are
// none that the scenario can have.
func Again(kept, now *scenarios.Scenario) (*scenarios.Scenario, bool) {
	place := map[string]scenarios.Name{}
	there, hosts := kept.Fleet.Hosts(), now.Fleet.Hosts()
	for i, name := range there[:min(len(there), len(hosts))] {
		place[name] = scenarios.Named(hosts[i])
	}
	made := *now
	made.Timeline = slices.Clone(now.Timeline)
	struck := 0
	for _, e := range kept.Timeline {
		if e.Fault == nil {
			continue
		}
		if !moved(&e, place) {
			return nil, false
		}
		made.Timeline = append(made.Timeline, e)
		struck++
	}
	return &made, struck > 0
}

// moved gives an entry the hosts of another scenario.
func moved(e *scenarios.Entry, place map[string]scenarios.Name) bool {
	f := *e.Fault
	if f.Slow != nil || f.PutFile != nil || f.DeleteFile != nil || f.LoseArchives != nil || !f.ZoneOutage.IsZero() {
		return false
	}
	if e.When != nil && !e.When.Instance.IsZero() {
		when := *e.When
		if when.Instance = place[when.Instance.Text]; when.Instance.IsZero() {
			return false
		}
		e.When = &when
	}
	for _, list := range []*[]scenarios.Name{&f.Fail, &f.Hang, &f.Delay, &f.Terminate, &f.Stop, &f.Reboot, &f.CrashAgent, &f.CutNetwork, &f.FillDisk} {
		for i, name := range *list {
			if i == 0 {
				*list = slices.Clone(*list)
			}
			if (*list)[i] = place[name.Text]; (*list)[i].IsZero() {
				return false
			}
		}
	}
	e.Fault = &f
	return true
}
