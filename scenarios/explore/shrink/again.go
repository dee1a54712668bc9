package shrink

// Counterexamples that were kept, tried on the scenario as it is now.

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Again is a counterexample that was kept and breaks a claim now.
type Again struct {
	Path string
	*Result
	Struck *scenarios.Scenario // the scenario as it is now, with those of the faults that it takes; nil if the counterexample itself breaks the claim
	Faults int                 // that these are, each on one host, delays too
}

// Skipped is a file that can not be tried, and why.
type Skipped struct {
	Path string
	Why  error
}

// Retry tries the counterexamples that are kept in a directory, and returns those
// that break a claim, for each claim once, and the files that are no scenarios. What is
// run is the scenario as it is now, with the faults of the counterexample; under an
// engine of one's own the counterexample as well, as that engine may have changed.
func Retry(dir string, now *scenarios.Scenario, claims []*property.Property, o Options) (list []Again, skipped []Skipped, err error) {
	kept, err := Load(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, src := range kept {
		s, setup, found := src.Compile()
		if setup == nil {
			skipped = append(skipped, Skipped{src.Name, found})
			continue
		}
		for _, o.Property = range claims {
			again, err := retry(s, now, o)
			switch {
			case err == nil:
				again.Path = src.Name
				list = append(list, again)
			case !errors.Is(err, ErrHolds):
				return nil, nil, fmt.Errorf("%s: %w", src.Name, err)
			}
		}
	}
	return list, skipped, nil
}

// retry tries one of them for one claim.
func retry(kept, now *scenarios.Scenario, o Options) (a Again, err error) {
	a.Struck, _, err = Strike(kept, now, o)
	if a.Struck != nil {
		a.Faults = scenarios.FaultsIn(a.Struck.Timeline[len(now.Timeline):], true)
	}
	run := a.Struck
	if errors.Is(err, ErrHolds) && o.New != nil {
		run, err = kept, nil
	}
	if err == nil {
		o.Runs = 1
		a.Result, err = Shrink(context.Background(), run, o)
	}
	return a, err
}

// Strike is a scenario with faults of a counterexample, as few as break the claim
// there in whatever way, and how many these are. It strikes the hosts in the same places:
// whoever has changed a deployment group since wants to know whether what broke it
// still does. If that does not, and there are more hosts now, it strikes all that come in
// the same places when they are counted off anew, each for itself or all with the first:
// if no more faults than o.Spread are enough. The error is ErrHolds if none of this breaks
// the claim.
func Strike(kept, now *scenarios.Scenario, o Options) (made *scenarios.Scenario, faults int, err error) {
	times := 1
	if o.Spread > 0 {
		times = min(mostTimes, max(1, len(now.Fleet.Hosts())/max(1, len(kept.Fleet.Hosts()))))
	}
	made, faults, err = struckBy(strike(kept, now, 1, false), now, o)
	for _, together := range []bool{false, true} {
		if times > 1 && errors.Is(err, ErrHolds) {
			if made, faults, err = struckBy(strike(kept, now, times, together), now, o); faults > o.Spread {
				err = ErrHolds
			}
		}
	}
	return made, faults, err
}

// struckBy leaves out faults of a scenario that was made of another one, as Strike does.
func struckBy(made, now *scenarios.Scenario, o Options) (*scenarios.Scenario, int, error) {
	if made == nil {
		return nil, 0, ErrHolds
	}
	k, err := start(context.Background(), made, o)
	if errors.As(err, new(source.Diagnostics)) {
		err = ErrHolds
	}
	if err != nil {
		return nil, 0, err
	}
	made, faults := k.fewest(len(now.Timeline))
	return made, faults, nil
}

// fewest leaves out what strikes a scenario behind the first entries and is not needed
// to break the claim in whatever way.
func (k *shrinker) fewest(own int) (*scenarios.Scenario, int) {
	k.anyhow = true
	for k.pass(func(k *shrinker) []edit { return lessStrikes(k.best.scenario, own) }) {
	}
	made := k.best.scenario
	return made, scenarios.FaultsIn(made.Timeline[own:], k.o.Late)
}

// mostTimes is how often hosts are counted off by those of a counterexample at most.
const mostTimes = 64

// strike is a scenario with the faults of a counterexample that was kept, on the
// hosts in the same places, counted off up to so many times; together if they all wait for
// what the first waits for. It is nil if the faults are none that the scenario can have.
func strike(kept, now *scenarios.Scenario, times int, together bool) *scenarios.Scenario {
	there, hosts := kept.Fleet.Hosts(), now.Fleet.Hosts()
	made := *now
	made.Timeline = slices.Clone(now.Timeline)
	for _, e := range kept.Timeline {
		if e.Fault == nil {
			continue
		}
		first, fits := replaced(e, there, hosts)
		if !fits {
			return nil
		}
		made.Timeline = append(made.Timeline, first)
		for n := 1; n < times; n++ {
			if other, fits := replaced(e, there, hosts[n*len(there):]); fits {
				if together {
					other.When = first.When
				}
				made.Timeline = append(made.Timeline, other)
			}
		}
	}
	if len(made.Timeline) == len(now.Timeline) {
		return nil
	}
	return &made
}

// replaced is an entry with the hosts of another scenario in the places of its own. It
// returns false if the fault is none that is carried over, or speaks of hosts that have no
// place there.
func replaced(e scenarios.Entry, there, hosts []string) (made scenarios.Entry, fits bool) {
	if f := e.Fault; f.Slow != nil || f.PutFile != nil || f.DeleteFile != nil || f.LoseArchives != nil || !f.ZoneOutage.IsZero() {
		return e, false
	}
	fits = true
	made = onOthers(e, func(x scenarios.Name) scenarios.Name {
		at := slices.Index(there, x.Text)
		if at < 0 || at >= len(hosts) {
			fits = false
			return x
		}
		return scenarios.Named(hosts[at])
	})
	return made, fits
}
