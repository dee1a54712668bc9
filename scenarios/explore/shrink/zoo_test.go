package shrink_test

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/zoo"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// striking draws a scenario of an animal with up to eight hosts and up to eight
// of its faults.
func striking(a *zoo.Animal) *rapid.Generator[*scenarios.Scenario] {
	return rapid.Custom(func(t *rapid.T) *scenarios.Scenario {
		hosts := rapid.IntRange(2, 8).Draw(t, "hosts")
		s, _, err := a.Scenario(hosts)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Faults) == 0 {
			return s
		}
		for range rapid.IntRange(0, 8).Draw(t, "faults") {
			s.Timeline = append(s.Timeline, strike(t, a, hosts))
		}
		return s
	})
}

func strike(t *rapid.T, a *zoo.Animal, hosts int) scenarios.Entry {
	name := scenarios.Named("web-" + string(rune('0'+rapid.IntRange(1, hosts).Draw(t, "host"))))
	event := rapid.SampledFrom([]events.LifecycleEvent{events.ApplicationStop, events.DownloadBundle, events.Install, events.ApplicationStart, events.ValidateService}).Draw(t, "event")
	number := rapid.Int64Range(1, 2).Draw(t, "deployment")
	f := striker(rapid.SampledFrom(a.Faults).Draw(t, "kind"), []scenarios.Name{name})
	return scenarios.Entry{When: &scenarios.When{Instance: name, LifecycleEvent: event.String(), Deployment: &number}, Fault: f}
}

// striker is a fault as a scenario writes it.
func striker(kind fleet.FaultKind, on []scenarios.Name) *scenarios.Fault {
	f := &scenarios.Fault{}
	switch kind {
	case fleet.FailEvent:
		f.Fail = on
	case fleet.HangEvent:
		f.Hang = on
	case fleet.Terminate:
		f.Terminate = on
	default:
		panic("a fault that is not in the zoo")
	}
	return f
}

// as is the scenario in which a case happens.
func as(t *testing.T, a *zoo.Animal, c *zoo.Case) *scenarios.Scenario {
	s, _, err := a.Scenario(c.Hosts)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range c.Faults {
		name := scenarios.Names("web-" + string(rune('1'+in.When.Instance)))
		number := int64(in.When.Deployment)
		s.Timeline = append(s.Timeline, scenarios.Entry{Fault: striker(in.Fault.Kind, name),
			When: &scenarios.When{Instance: name[0], LifecycleEvent: in.When.Event.String(), Deployment: &number}})
	}
	return s
}

// What is found in the zoo shrinks to no more hosts and faults than the smallest
// case has that plain enumeration finds, if that is by the same rules.
func TestZoo(t *testing.T) {
	starts, minimal := 0, 0
	for _, a := range zoo.All() {
		least, err := a.Minimum(3, 2)
		if err != nil {
			t.Fatal(err)
		}
		d := a.Decisions()
		o := shrink.Options{New: func(s *sim.Setup) *sim.World { return sim.NewUnder(s, d) }, Property: a.Claim}
		for seed, found := 1, 0; seed < 60 && found < 2; seed++ {
			s := striking(&a).Example(seed)
			r, err := shrink.Shrink(context.Background(), s, o)
			var impossible source.Diagnostics // a fault in a rollback that there can not be
			if errors.Is(err, shrink.ErrHolds) || errors.As(err, &impossible) {
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", a.Name, err)
			}
			if found++; notes(r.Scenario, nil) > notes(s, nil) {
				t.Errorf("%s: more is to be said against\n%s", a.Name, r.Text("x"))
			}
			if starts++; !fewer(t, &a, least, r, o) {
				minimal++
			}
		}
	}
	t.Logf("%d of %d starts end at the minimum", minimal, starts)
	if starts < 150 || minimal*100 < starts*99 {
		t.Errorf("%d of %d starts end at the minimum", minimal, starts)
	}
}

// fewer says whether a case has fewer hosts or faults than what came out, and
// not more of the others, and breaks the claim by the same rules.
func fewer(t *testing.T, a *zoo.Animal, c *zoo.Case, r *shrink.Result, o shrink.Options) bool {
	hosts, faults := size(r.Scenario)
	if c == nil || c.Hosts > hosts || len(c.Faults) > faults || c.Hosts+len(c.Faults) == hosts+faults {
		return false
	}
	if !shrink.Alike(as(t, a, c), o, r) {
		return false
	}
	t.Logf("%s: %s would do:\n%s", a.Name, c, r.Text("x"))
	return true
}
