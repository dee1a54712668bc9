package command

// A counterexample as it happens in the scenario that was searched.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// makeSmall leaves out of a counterexample what it does not need, as drawn runs have
// more delays than that, and then makes it as small as can be. If that takes fewer faults,
// and so does the scenario that was searched with the same, it is told with those.
func (o *exploreOptions) makeSmall(ctx context.Context, x *exploration, n int) error {
	ran, done := o.smaller()
	defer done()
	r := &x.report.Results[n]
	options := x.shrinking(r.Property, ran)
	options.Late = x.late()
	if err := x.tell(ctx, n, r.Scenario, options); err != nil || r.UpTo >= r.Faults-1 {
		return err
	}
	options.Spread = r.Faults - 1
	fewer, faults, err := shrink.Strike(x.small[n].Scenario, x.scenario, options)
	switch {
	case errors.Is(err, shrink.ErrHolds), err == nil && faults >= r.Faults:
		return nil
	case err != nil:
		return err
	}
	return x.tell(ctx, n, fewer, options)
}

// tell works out how a scenario breaks a property, and the smallest that does so alike.
func (x *exploration) tell(ctx context.Context, n int, broken *scenarios.Scenario, options shrink.Options) error {
	r, own := &x.report.Results[n], len(x.scenario.Timeline)
	story, err := shrink.Tell(ctx, broken, own, options)
	if err != nil {
		return err
	}
	x.story[n], r.Scenario = story, story.Scenario
	r.Faults = min(r.Faults, x.faultsIn(story.Scenario.Timeline[own:]))
	x.small[n], err = shrink.Shrink(ctx, story.Scenario, options)
	return err
}

// faultsIn is how many faults there are in a timeline. Delays are some only if a
// search was told so.
func (x *exploration) faultsIn(timeline []scenarios.Entry) int {
	return scenarios.FaultsIn(timeline, x.late())
}

func (x *exploration) late() bool { return slices.Contains(x.report.Kinds, explore.Late) }

// smallestFaults is how many faults the smallest scenario has, which are never
// more than the one that was found has, with those of its own.
func (x *exploration) smallestFaults(n int) int {
	return min(x.faultsIn(x.small[n].Scenario.Timeline), x.report.Results[n].Faults+x.faultsIn(x.scenario.Timeline))
}

// delaysIn is how many delays there are in a timeline that count as no faults.
func (x *exploration) delaysIn(timeline []scenarios.Entry) int {
	return scenarios.FaultsIn(timeline, true) - x.faultsIn(timeline)
}

// besideOwn says how many faults the scenario has of its own, and how many delays, if
// it has any.
func (x *exploration) besideOwn() string {
	switch own, delays := x.faultsIn(x.scenario.Timeline), x.delaysIn(x.scenario.Timeline); {
	case own > 0 && delays > 0:
		return fmt.Sprintf(" beside the %d of its own and %s, as a delay counts as no fault", own, plural(delays, "delay"))
	case own > 0:
		return fmt.Sprintf(" beside the %d of its own", own)
	case delays > 0:
		return " beside " + plural(delays, "delay") + " of its own, as a delay counts as no fault"
	}
	return ""
}

// alikeBy says what makes a smallest scenario go wrong as the first one does.
func alikeBy(small *shrink.Result) string {
	switch {
	case small.Chain.FromStart():
		return "from the start too"
	case len(small.Chain.Rules) == 0:
		return "in the same way, without a decision of CodeDeploy"
	}
	return "by the same rules"
}

// smallest says of how many instances the smallest scenario is, and how many
// faults it has.
func (x *exploration) smallest(n int) string {
	faults, found := x.smallestFaults(n), x.report.Results[n].Faults+x.faultsIn(x.scenario.Timeline)
	text := withFaults(faults)
	if hosts := len(x.small[n].Scenario.Fleet.Hosts()); hosts > 0 {
		text = "of " + plural(hosts, "instance") + " " + text
	}
	if faults < found {
		text += fmt.Sprintf(" instead of %d", found)
	}
	if delays := x.delaysIn(x.small[n].Scenario.Timeline); delays > 0 {
		text += " and with " + plural(delays, "delay")
	}
	return text
}

// strike is what strikes a scenario, told in one line: a fault, or the delays of
// one event of a deployment.
type strike struct {
	at    kernel.Time
	what  string
	late  *scenarios.When // what the delays wait for; nil if it is none
	hosts []string
	by    []kernel.Time
}

// mostStrikes is how many lines of delays are told, and how many hosts in one.
const mostStrikes = 5

// showStory tells when what happens to the scenario that was searched.
func (o *exploreOptions) showStory(x *exploration, n int) {
	story := x.story[n]
	o.io.Printf("  in the scenario as it is, with its times%s:\n", x.orderOfEquals(n))
	shown, left, width := 0, 0, len(story.At.String())
	list := x.strikes(n)
	for i := range list {
		width = max(width, len(list[i].at.String()))
	}
	for _, s := range list {
		if s.late != nil {
			if shown++; shown > mostStrikes {
				left += len(s.by)
				continue
			}
		}
		o.io.Printf("    %-*s  %s\n", width, s.at.String(), s.String())
	}
	if left > 0 {
		o.io.Printf("    and %s more: see --json\n", plural(left, "delay"))
	}
	o.io.Printf("    %-*s  it goes wrong: %s\n", width, story.At.String(), cmp.Or(story.Last, "nothing has happened yet"))
}

// orderOfEquals says with which seed the scenario draws the order of equals, if that
// is not its own.
func (x *exploration) orderOfEquals(n int) string {
	made := x.report.Results[n].Scenario
	if made.Fleet.Order == x.scenario.Fleet.Order && made.Seed == x.scenario.Seed {
		return ""
	}
	return fmt.Sprintf(", where equals start as seed %d draws them (CD-2.15)", made.Seed)
}

// strikes are the moments of a counterexample, with the delays of one event of a
// deployment together.
func (x *exploration) strikes(n int) (list []strike) {
	own, told, story := len(x.scenario.Timeline), x.report.Results[n].Strikes(x.scenario), x.story[n]
	for _, m := range story.Moments {
		if m.Entry < own {
			list = append(list, strike{at: m.At, what: fmt.Sprintf("timeline[%d]: %s", m.Entry, m.What)})
			continue
		}
		e := &story.Scenario.Timeline[m.Entry]
		s := strike{at: m.At, what: told[m.Entry-own]}
		if e.Fault.Delay != nil && e.When != nil && e.When.Deployment != nil {
			s.late, s.hosts, s.by = e.When, []string{e.When.Instance.Text}, []kernel.Time{*e.Fault.For}
		}
		if i := slices.IndexFunc(list, s.joins); i >= 0 {
			list[i].hosts, list[i].by = append(list[i].hosts, s.hosts...), append(list[i].by, s.by...)
		} else {
			list = append(list, s)
		}
	}
	return list
}

// joins says whether two strikes are delays of one event of a deployment.
func (s *strike) joins(other strike) bool {
	return s.late != nil && other.late != nil && s.late.LifecycleEvent == other.late.LifecycleEvent && *s.late.Deployment == *other.late.Deployment
}

// String tells the strike.
func (s *strike) String() string {
	if len(s.by) < 2 {
		return s.what
	}
	least, most := slices.Min(s.by), slices.Max(s.by)
	by := least.String()
	if most > least {
		by += " to " + most.String()
	}
	return fmt.Sprintf("delay %s of %s in deployment %d, by %s", s.late.LifecycleEvent, severalOf(s.hosts), *s.late.Deployment, by)
}

// severalOf lists some hosts, or the first of many.
func severalOf(names []string) string {
	if len(names) <= mostStrikes {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:mostStrikes-1], ", ") + fmt.Sprintf(" and %d more", len(names)-mostStrikes+1)
}

// storyDocument is a story as JSON.
func (x *exploration) storyDocument(n int) map[string]any {
	story, moments := x.story[n], []map[string]any{}
	for _, m := range story.Moments {
		moments = append(moments, map[string]any{"at": m.At.String(), "entry": m.Entry, "what": m.What})
	}
	return map[string]any{"scenario": string(scenarios.Encode(story.Scenario)), "at": story.At.String(), "last": story.Last, "moments": moments}
}
