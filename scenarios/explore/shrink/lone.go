package shrink

// One strike in the place of several.

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// mostLone is on how many hosts a lone strike is tried.
const mostLone = 3

// loneStrike lets one of several faults strike alone, at any event of any host of
// few, also with no rollback and with all hosts started at once: what several
// bring about together one often does at another place.
func loneStrike(k *shrinker) (edits []edit) {
	t := &k.best
	list := crews(t.scenario)
	if len(list) != 1 || list[0].scales || !list[0].numbered || strikes(t.scenario) < 2 {
		return nil
	}
	bases := k.undisturbed(t.scenario)
	for left := 1; left <= min(mostLone, list[0].count); left++ {
		for _, e := range t.scenario.Timeline {
			if e.Fault == nil {
				continue
			}
			if on, _ := struck(e.Fault); len(on) == 1 {
				for _, base := range bases {
					edits = append(edits, t.strikes(base, list[0], left, e, t.eventsOf(on[0]))...)
				}
			}
		}
	}
	return edits
}

// strikes let a fault strike each event of each of so many hosts.
func (t *trial) strikes(base *scenarios.Scenario, all crew, left int, e scenarios.Entry, at []string) (edits []edit) {
	for host := range left {
		name := squad{0, host, host + 1}.words([]crew{all})
		for _, event := range at {
			edits = append(edits, func() *scenarios.Scenario {
				made := placedAt(base, all, left, nil)
				one := triggered(&e, nil, &scenarios.When{Instance: name, LifecycleEvent: event})
				one = onOthers(one, func(scenarios.Name) scenarios.Name { return name })
				made.Timeline = append(slices.Clone(made.Timeline), one)
				return made
			})
		}
	}
	return edits
}

// strikes is how many faults there are, and scripts and events that are said to
// do anything.
func strikes(s *scenarios.Scenario) (n int) {
	for _, e := range s.Timeline {
		if e.Fault != nil {
			n++
		}
	}
	return n + len(parts(s, isPlan))
}

// undisturbed are the scenario without all that strikes, and that without rollbacks or
// with all hosts started at once.
func (k *shrinker) undisturbed(s *scenarios.Scenario) (list []*scenarios.Scenario) {
	made := *s
	made.Timeline = slices.DeleteFunc(slices.Clone(s.Timeline), func(e scenarios.Entry) bool { return e.Fault != nil })
	made.Revisions = slices.Clone(s.Revisions)
	for i := range made.Revisions {
		made.Revisions[i].Scripts, made.Revisions[i].Events = nil, nil
	}
	final := &made
	for _, p := range parts(&made, func(p *part) bool { return p.field.Name == "AutoRollbackConfiguration" && !k.pinned[slotOf(p)] }) {
		final = without(final, p.at)
	}
	for _, base := range []*scenarios.Scenario{&made, final} {
		list = append(list, base)
		if once := atOnce(base); once != nil {
			list = append(list, once)
		}
	}
	return list
}

// atOnce is the scenario whose only deployment group starts all hosts at once, nil
// if it has more of them.
func atOnce(s *scenarios.Scenario) *scenarios.Scenario {
	if s == nil || len(s.Applications) != 1 || len(s.Applications[0].DeploymentGroups) != 1 {
		return nil
	}
	made := changed(s, field("Applications").to(0), func(v reflect.Value) {
		app := v.Addr().Interface().(*scenarios.Application)
		app.DeploymentGroups = slices.Clone(app.DeploymentGroups)
		app.DeploymentGroups[0].DeploymentConfigName = scenarios.Named("CodeDeployDefault.AllAtOnce")
	})
	made.DeploymentConfigs = nil
	return made
}
