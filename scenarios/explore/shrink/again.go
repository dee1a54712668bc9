package shrink

// Counterexamples that were kept, tried on the scenario as it is now.

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// Again is a counterexample that was kept and breaks a claim now.
type Again struct {
	Path string
	*Result
}

// Retry tries the counterexamples that are kept in a directory, and returns those
// that break a claim, for each claim once. What is run is the scenario as it is
// now, with the faults of the counterexample; under an engine of one's own the
// counterexample as well, as that engine may have changed.
func Retry(dir string, now *scenarios.Scenario, claims []*property.Property, o Options) (list []Again, err error) {
	kept, err := Load(dir)
	if err != nil {
		return nil, err
	}
	o.Runs = 1
	build := scenarios.NewBuilder(o.Files)
	for _, source := range kept {
		s, found := scenarios.Decode(source.Name, source.Text)
		if found.HasErrors() {
			return nil, found
		}
		var run []*scenarios.Scenario
		if made, fits := strike(s, now); fits {
			if setup, _ := build.Build(made); setup != nil {
				run = append(run, made)
			}
		}
		if o.New != nil {
			run = append(run, s)
		}
		for _, o.Property = range claims {
			r, err := first(run, o)
			switch {
			case err == nil:
				list = append(list, Again{source.Name, r})
			case !errors.Is(err, ErrHolds):
				return nil, fmt.Errorf("%s: %w", source.Name, err)
			}
		}
	}
	return list, nil
}

// first is what the first of some scenarios breaks that breaks anything.
func first(list []*scenarios.Scenario, o Options) (r *Result, err error) {
	err = ErrHolds
	for _, s := range list {
		if r, err = Shrink(context.Background(), s, o); !errors.Is(err, ErrHolds) {
			break
		}
	}
	return r, err
}

// strike is a scenario with the faults of a counterexample that was kept, on the
// hosts in the same places: whoever has changed a deployment group since wants
// to know whether what broke it still does. It returns false if the faults are
// none that the scenario can have.
func strike(kept, now *scenarios.Scenario) (*scenarios.Scenario, bool) {
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
		if !replaced(&e, place) {
			return nil, false
		}
		made.Timeline = append(made.Timeline, e)
		struck++
	}
	return &made, struck > 0
}

// replaced gives an entry the hosts of another scenario.
func replaced(e *scenarios.Entry, place map[string]scenarios.Name) bool {
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
