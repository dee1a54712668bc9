package explore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What a search finds becomes a scenario that anybody can run: the one that was
// explored, with the faults in its timeline, and if need be with delays that
// bring about the order in which work ended, and with a seed that draws the order in
// which equals start.

// replayer makes scenarios of what was found.
type replayer struct {
	scenario *scenarios.Scenario
	build    func(*scenarios.Scenario) (*sim.Setup, error)
	world    func(*sim.Setup) *sim.World
	ahead    kernel.Time // by which times of courses are later than those of the scenario
}

// scenarioOf is a scenario in which the steps of a course break a claim, or nil
// if none that can be written does. Where alike hosts change places for it, they do
// in the steps too.
func (r *replayer) scenarioOf(steps []Step, way *course, claim *property.Property) (*scenarios.Scenario, error) {
	s, err := r.timed(steps, way, claim)
	ordered := slices.ContainsFunc(steps, func(s Step) bool { return s.What == words[lines] })
	if s != nil || err != nil || !ordered || len(way.lines) == 0 {
		return s, err
	}
	return r.inOrder(steps, way, claim)
}

// timed is such a scenario in which equals start in the order that it has.
func (r *replayer) timed(steps []Step, way *course, claim *property.Property) (*scenarios.Scenario, error) {
	faulty := r.with(faultsOf(steps, func(n int) kernel.Time { return steps[n].plus }))
	if broken, err := r.breaks(faulty, claim); broken || err != nil {
		return faulty, err
	}
	for _, distance := range [...]kernel.Time{kernel.Minute, 10 * kernel.Second, kernel.Second, tick} {
		times, ok := way.times(distance)
		if !ok {
			continue
		}
		for n := range times {
			times[n] = max(0, times[n]-r.ahead)
		}
		struck := faultsOf(steps, func(n int) kernel.Time { return times[n+1] - way.works[steps[n].When].in(times) })
		delays, err := r.delays(r.with(struck), endsOf(steps, times, distance))
		if err != nil {
			return nil, err
		}
		timed := r.with(append(struck, delays...))
		if shown, err := r.shows(timed, claim); shown || err != nil {
			return timed, err
		}
	}
	return nil, nil
}

// with is the scenario with more in its timeline.
func (r *replayer) with(more []scenarios.Entry) *scenarios.Scenario {
	s := *r.scenario
	s.Timeline = append(slices.Clone(s.Timeline), more...)
	return &s
}

func (r *replayer) breaks(s *scenarios.Scenario, claim *property.Property) (bool, error) {
	setup, err := r.build(s)
	if err != nil {
		return false, err
	}
	_, verdicts, err := property.Run(r.world(setup), []*property.Property{claim})
	return err == nil && verdicts[0] == property.Violated, err
}

// faultsOf are the faults among steps as a timeline has them; those of hosts
// strike so long after the work that they name began.
func faultsOf(steps []Step, after func(n int) kernel.Time) (list []scenarios.Entry) {
	for n := range steps {
		switch kind, fault := parseKind(steps[n].What); {
		case !fault:
		case kind.ofHost():
			list = append(list, steps[n].entry(after(n)))
		default:
			list = append(list, steps[n].entry(0))
		}
	}
	return list
}

// entry lets the fault of a step happen so long after the work that it names
// began, or after the beginning of the run if it names none.
func (s *Step) entry(after kernel.Time) scenarios.Entry {
	after = max(0, after) // before the work, as a search that begins ahead of time may have it
	if s.When == (Work{}) {
		return scenarios.Entry{At: &after, Fault: s.fault()}
	}
	e := atWork(s.When, s.fault())
	e.When.Plus = after
	return e
}

// schedule is when each piece of work is to end, and all other.
type schedule struct {
	ends  map[Work]kernel.Time
	other kernel.Time
}

// endsOf is when the work of steps at given times ends: what none of them ends
// a distance behind all, and what a fault of its host ends not before that.
func endsOf(steps []Step, times []kernel.Time, distance kernel.Time) schedule {
	plan := schedule{map[Work]kernel.Time{}, times[len(steps)] + distance}
	for i := range steps {
		s := &steps[i]
		if s.Host != s.When.Host || s.When == (Work{}) {
			continue
		}
		plan.ends[s.When], plan.ends[s.also] = times[i+1], times[i+1]
		if kind, fault := parseKind(s.What); fault && kind.ofHost() && !s.behind {
			plan.ends[s.When] += distance
		}
	}
	return plan
}

// Strikes tells what happens to the scenario that was searched, so that it
// breaks a claim: what its counterexample has in the timeline beside it.
func (r *Result) Strikes(searched *scenarios.Scenario) (list []string) {
	if r.Scenario == nil {
		return nil
	}
	for _, e := range r.Scenario.Timeline[len(searched.Timeline):] {
		list = append(list, tell(&e))
	}
	return list
}

// tell is a fault in a few words.
func tell(e *scenarios.Entry) string {
	f := e.Fault
	text := tellWhen(e)
	if f.Event != "" {
		text = fmt.Sprintf("%s the event of deployment %d %s", f.Event, f.Deployment, text)
	} else if hosts := f.Hosts(); hosts != nil {
		text = f.Word() + " " + joined(hosts) + " " + text
	}
	if f.For != nil && !e.IsFault(false) {
		text += ", by " + f.For.String()
	}
	return text
}

// tellWhen is when an entry happens, in words.
func tellWhen(e *scenarios.Entry) (text string) {
	plus := kernel.Time(0)
	switch {
	case e.After != nil:
		text, plus = fmt.Sprintf("after deployment %d is %s", e.After.Deployment, e.After.Status), e.After.Plus
	case e.When == nil:
		return "at " + e.At.String()
	case e.When.Instance.IsZero():
		text, plus = "when its "+e.When.LifecycleEvent+" begins", e.When.Plus
	default:
		if text, plus = fmt.Sprintf("when %s begins on %s", e.When.LifecycleEvent, e.When.Instance), e.When.Plus; e.When.Deployment != nil {
			text += fmt.Sprintf(" in deployment %d", *e.When.Deployment)
		}
	}
	if plus > 0 {
		text += " and " + plus.String() + " have passed"
	}
	return text
}

// joined names some hosts.
func joined(hosts []scenarios.Name) string {
	names := make([]string, len(hosts))
	for i, h := range hosts {
		names[i] = h.Text
	}
	return strings.Join(names, ", ")
}

// fault is the fault of a step as a scenario writes it.
func (s *Step) fault() *scenarios.Fault {
	if s.Host == "" {
		return s.shiftFault()
	}
	kind, _ := parseKind(s.What)
	f := &scenarios.Fault{}
	if *kind.Hosts(f) = scenarios.Names(s.Host); kind == Late {
		f.For = &s.by
	}
	return f
}

// atWork lets a fault happen when work begins.
func atWork(at Work, f *scenarios.Fault) scenarios.Entry {
	number := int64(at.Deployment)
	return scenarios.Entry{When: &scenarios.When{Instance: scenarios.Named(at.Host), Deployment: &number, LifecycleEvent: at.Event.String()}, Fault: f}
}

// delays are those that let work end when it is to.
func (r *replayer) delays(s *scenarios.Scenario, plan schedule) (list []scenarios.Entry, err error) {
	setup, err := r.build(s)
	if err != nil {
		return nil, err
	}
	w, known := r.world(setup), map[uint64]bool{}
	for more := true; more && err == nil; more, err = w.Step() {
		for {
			t, at, found := unknownWork(w, known)
			if !found {
				break
			}
			what := workOf(w, t)
			end, ok := plan.ends[what]
			if !ok {
				end = plan.other
			}
			by := min(end-at, w.CodeDeploy().EndsBy(t)-at) // a timeout would be a fault
			if by > 0 {
				w.Spoil(fleet.DelayEvent, t, by)
				list = append(list, atWork(what, (&Step{What: Late.String(), Host: what.Host, When: what, by: by}).fault()))
			}
		}
	}
	return list, err
}

// unknownWork finds work that has begun since it was last asked, and when it
// is to end.
func unknownWork(w *sim.World, known map[uint64]bool) (t uint32, at kernel.Time, found bool) {
	list, _ := w.Scheduled()
	for _, x := range list {
		e := events.Event(x)
		if !sim.Free(e) || w.CodeDeploy().Stale(e) {
			continue
		}
		if key := uint64(e.Target())<<16 | uint64(e.Turn()); !known[key] {
			known[key] = true
			return e.Target(), x.Time(), true
		}
	}
	return 0, 0, false
}
