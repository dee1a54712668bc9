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
		other, fits := replaced(e, place)
		if !fits {
			return nil, false
		}
		made.Timeline = append(made.Timeline, other)
		struck++
	}
	return &made, struck > 0
}

// replaced is an entry with the hosts of another scenario. It returns false if the
// fault is none that is carried over, or speaks of hosts that have no place there.
func replaced(e scenarios.Entry, place map[string]scenarios.Name) (made scenarios.Entry, fits bool) {
	if f := e.Fault; f.Slow != nil || f.PutFile != nil || f.DeleteFile != nil || f.LoseArchives != nil || !f.ZoneOutage.IsZero() {
		return e, false
	}
	fits = true
	made = onOthers(e, func(x scenarios.Name) scenarios.Name {
		other, known := place[x.Text]
		fits = fits && known
		return other
	})
	return made, fits
}
