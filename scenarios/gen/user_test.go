package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
)

// Whatever somebody does, the invariants hold at every moment, were nothing
// more to be done.
func TestInvariantsWhateverAUserDoes(t *testing.T) {
	checks(t, "50")
	rapid.Check(t, func(t *rapid.T) { drive(t) })
}

// The timeline that tells what somebody did leads to the same run, unless
// launches are given up because nothing is to come (CD-6.6).
func TestTimelineOfAUserLeadsToTheSameRun(t *testing.T) {
	checks(t, "50")
	rapid.Check(t, func(t *rapid.T) {
		u := drive(t, gen.Without(gen.Scaling))
		if err := u.World.Run(); err != nil {
			t.Fatal(err)
		}
		w := finish(t, compile(t, u.Scenario))
		if w.Journal().Fingerprint() != u.World.Journal().Fingerprint() {
			t.Fatalf("the timeline leads elsewhere%#v", u.Scenario)
		}
	})
}

func drive(t *rapid.T, options ...gen.Option) *gen.User {
	s := gen.Scenario(options...).Draw(t, "scenario")
	before := len(s.Timeline)
	u, err := gen.NewUser(s, nil, invariants.Check)
	if err != nil {
		t.Fatal(err)
	}
	t.Repeat(rapid.StateMachineActions(u))
	if len(s.Timeline) != before {
		t.Fatal("what was done stands in the scenario that was given")
	}
	return u
}

// A scenario that can not be built is an error, and no world.
func TestNewUserOfAFaultyScenario(t *testing.T) {
	s := gen.Scenario().Example(1)
	s.Revisions = nil
	if u, err := gen.NewUser(s, nil, nil); u != nil || err == nil {
		t.Errorf("%v, %v", u, err)
	}
}
