package shrink

// What a scenario breaks: a property, or one of its own expectations.

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// claim is what must hold in a run.
type claim interface {
	// String is the claim as a person reads it.
	String() string
	// breaks runs a world, whose journal keeps all, until it breaks the claim or
	// to its end.
	breaks(s *scenarios.Scenario, w *sim.World) (breach, error)
}

// breach is where a run broke a claim.
type breach struct {
	broken bool
	at     kernel.Time
	atEnd  bool            // it broke only as nothing was left to happen
	told   kernel.RecordNo // by which it is told; 0 if nothing had happened
	// records are those that say so: one if it broke at an instant, or else that by which
	// it is told and the ends of all deployments.
	records []kernel.RecordNo
}

// propertyClaim is that a property holds.
type propertyClaim struct{ *property.Property }

// String is the name of the property, or its text if it has none.
func (c propertyClaim) String() string { return c.Name }

func (c propertyClaim) breaks(_ *scenarios.Scenario, w *sim.World) (breach, error) {
	x, err := property.Start(w, []*property.Property{c.Property})
	for more := true; err == nil && more && len(x.Violations) == 0; {
		if more, err = w.Step(); more && err == nil {
			err = x.Step(w)
		}
	}
	if err == nil && len(x.Violations) == 0 {
		_, err = x.End(w)
	}
	if err != nil || len(x.Violations) == 0 {
		return breach{}, err
	}
	v := x.Violations[0]
	b := breach{broken: true, at: v.At, told: v.Record, atEnd: v.AtEnd}
	switch {
	case v.AtEnd:
		b.records = append(ends(w), v.Record)
	case v.Record > 0:
		b.records = []kernel.RecordNo{v.Record}
	}
	return b, nil
}

// ends are the records with which the deployments of a run ended.
func ends(w *sim.World) (list []kernel.RecordNo) {
	for _, r := range w.Journal().Records() {
		if r.Kind == events.DeploymentEnded {
			list = append(list, r.No)
		}
	}
	return list
}

// expected is that the one expectation of a scenario is met, or that a call of
// its timeline answers what it is to answer.
type expected struct{ failure scenarios.Failure }

// String is what is expected.
func (c expected) String() string { return c.failure.What + " is " + c.failure.Want }

func (c expected) breaks(s *scenarios.Scenario, w *sim.World) (breach, error) {
	pace := sim.NewPace(w)
	if err := w.Run(); err != nil {
		return breach{}, err
	}
	pace.Observe(w.Journal().Records())
	for _, f := range scenarios.Check(s, w, pace).Failures {
		if c.same(f) {
			told, records := spoken(s, w)
			return breach{true, w.Ended(), true, told, records}, nil
		}
	}
	return breach{}, nil
}

// same says whether a failure is the one in question. Numbers may differ, if the
// one that came out is on the same side of the one that was expected.
func (c expected) same(f scenarios.Failure) bool {
	if about(f.What) != about(c.failure.What) {
		return false
	}
	now, numbers := side(f)
	if was, too := side(c.failure); numbers && too {
		return now == was
	}
	return f.Got == c.failure.Got && f.Want == c.failure.Want
}

// about is what a failure is about, without the name of its subject.
func about(what string) string { return what[strings.LastIndex(what, ": ")+1:] }

// side says on which side of the number expected the one that came out is, if
// they are numbers.
func side(f scenarios.Failure) (int, bool) {
	got, err := strconv.Atoi(f.Got)
	want, err2 := strconv.Atoi(f.Want)
	return cmp.Compare(got, want), err == nil && err2 == nil
}

// spoken is the record that gave what is expected something of its status, or
// else all with which deployments ended.
func spoken(s *scenarios.Scenario, w *sim.World) (told kernel.RecordNo, records []kernel.RecordNo) {
	for i := range s.Expect {
		e := &s.Expect[i]
		number := int(orElse(e.Deployment, 0))
		no := kernel.RecordNo(0)
		if q, ok := single(crews(s), e.Instance.Text); ok {
			no = w.Latest(number, place(s, q), true)
		} else if number > 0 {
			no = w.Latest(number, 0, false)
		}
		if no > 0 {
			return no, []kernel.RecordNo{no}
		}
	}
	return property.Outcome(w), ends(w)
}

// place is the index of a host in its fleet.
func place(s *scenarios.Scenario, q squad) (at uint32) {
	for _, c := range crews(s)[:q.crew] {
		at += uint32(c.count)
	}
	return at + uint32(q.lo)
}
