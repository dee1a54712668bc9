package sim_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// AWSPlanner makes the runs of AWS, record for record: in place and by zone,
// blue/green, and with an Auto Scaling group.
func TestAWSPlanner(t *testing.T) {
	planned := codedeploy.Planned(codedeploy.AWSPlanner{})
	for name, draw := range map[string]func(*rapid.T) *sim.Setup{"in place": anySetup, "blue/green": anyBlueGreen, "Auto Scaling": anyScaled} {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			s := draw(t)
			journals := [2][]kernel.Record{}
			for n, d := range []*codedeploy.Decisions{&codedeploy.AWS, planned} {
				w := sim.NewUnder(s, d)
				w.Journal().SetLevel(kernel.All)
				finish(t, w)
				journals[n] = w.Journal().Records()
			}
			if !slices.Equal(journals[0], journals[1]) {
				t.Fatal("the journals differ")
			}
		}))
	}
}

// tossed moves by a hash of all that it sees: a planner that does everything
// wrong, but is a function.
type tossed struct{ salt uint64 }

func (p tossed) Begins(b codedeploy.Budget) bool { return b.Targets > 0 }

func (p tossed) Next(r codedeploy.Rollout) codedeploy.Move {
	b := r.Budget()
	draw := kernel.NewStream(p.salt, uint64(b.Pending*100+b.Succeeded*10+b.InProgress), uint64(b.Failed))
	return codedeploy.Move(draw.Below(uint64(b.Pending+5))) - 4
}

// Whatever a planner does, a world takes no harm: it ends, at the time limit at
// the latest, counts every target once, in its zone too, and forks like any
// other.
func TestAnyPlanner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sim.NewUnder(anySetup(t), codedeploy.Planned(tossed{rapid.Uint64().Draw(t, "salt")}))
		w.Journal().SetLevel(kernel.All)
		walk(t, w, 200)
		fork := w.Fork()
		finish(t, w)
		finish(t, fork)
		if fork.Journal().Fingerprint() != w.Journal().Fingerprint() {
			t.Fatal("a fork ends otherwise than the original")
		}
		for _, invariant := range []func(*sim.World) error{
			invariants.EventOrder, invariants.SkippedAfterFailure, invariants.Ended, invariants.Overview, invariants.Causes, invariants.Serving,
		} {
			if err := invariant(w); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// moves makes moves by what has been started, of which it begins to fail.
type moves func(r codedeploy.Rollout) codedeploy.Move

func (moves) Begins(codedeploy.Budget) bool               { return true }
func (p moves) Next(r codedeploy.Rollout) codedeploy.Move { return p(r) }

// What each move does (CD-2.7 to 2.9, CD-2.18).
func TestMoves(t *testing.T) {
	idle := func(m codedeploy.Move) moves {
		return func(r codedeploy.Rollout) codedeploy.Move {
			if b := r.Budget(); b.Pending == 3 && b.InProgress == 0 {
				return m // after one of four
			}
			if r.Budget().InProgress > 0 {
				return codedeploy.Hold
			}
			return codedeploy.StartFirst
		}
	}
	last := func(r codedeploy.Rollout) codedeploy.Move {
		switch b := r.Budget(); {
		case b.InProgress > 0:
			return codedeploy.Hold
		case b.Pending == 0:
			return codedeploy.Succeed
		}
		return codedeploy.Move(r.Budget().Pending - 1)
	}
	for _, c := range []struct {
		name    string
		planner moves
		want    string
	}{
		{"from the last to the first", last, "1 prod v2 Succeeded waves [1 1 1 1] end 36s"},
		{"succeed", idle(codedeploy.Succeed), "1 prod v2 Succeeded waves [1] end 9s"},
		{"fail", idle(codedeploy.Fail), "1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 9s"},
		{"hold with nothing to wait for", idle(codedeploy.Hold), "1 prod v2 Failed TIMEOUT waves [1] end 12h0m0s"},
		{"a zone that is not there", idle(codedeploy.NextZone), "1 prod v2 Failed TIMEOUT waves [1] end 12h0m0s"},
		{"one behind the line", idle(3), "1 prod v2 Failed TIMEOUT waves [1] end 12h0m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := base()
			s.Fleet.Groups[0].Count = 4
			w := sim.NewUnder(s, codedeploy.Planned(c.planner))
			w.Journal().SetLevel(kernel.All)
			if err := w.Run(); err != nil {
				t.Fatal(err)
			}
			if got, _, _ := strings.Cut(summary(w), "\n"); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if order := w.Pace().Order(w.Deployments()[0]); len(order) == 4 && order[0] != 3 {
				t.Errorf("the order is %v", order)
			}
		})
	}
}

// A zone counts its own targets, whenever they are started.
func TestPlannerAheadOfItsZone(t *testing.T) {
	all := moves(func(r codedeploy.Rollout) codedeploy.Move {
		zone, _ := r.Zone()
		switch b := r.Budget(); {
		case b.Pending > 0:
			return codedeploy.Move(b.Pending - 1)
		case !zone.Last:
			return codedeploy.NextZone
		case zone.Budget.Succeeded == 1 && zone.Budget.Failed == 1:
			return codedeploy.Succeed
		}
		return codedeploy.Fail
	})
	s := base()
	byZone(s, []string{"a", "a", "b", "b"}, hosts(0), hosts(0))
	failsOn(s, events.ApplicationStart, 3)
	w := sim.NewUnder(s, codedeploy.Planned(all))
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	if d := w.DeploymentAt(1); d.Status != events.DeploymentSucceeded || d.Failed != 1 {
		t.Errorf("%v with %d failed; the last zone had one of each", d.Status, d.Failed)
	}
}

// A planner whose move there is not is told so, with the move.
func TestMovesThatAreNone(t *testing.T) {
	for move, says := range map[codedeploy.Move]string{99: "says start 99", -5: "says -5"} {
		t.Run(says, func(t *testing.T) {
			defer func() {
				if said, ok := recover().(string); !ok || !strings.Contains(said, "the planner sim_test.moves "+says+", and there is no such move: ") {
					t.Errorf("it panics with %q", said)
				}
			}()
			sim.NewUnder(base(), codedeploy.Planned(moves(func(codedeploy.Rollout) codedeploy.Move { return move }))).Run()
			t.Error("nobody noticed")
		})
	}
}

// counting is the mistake that everybody makes first: it counts its starts.
type counting struct{ started *int }

func (counting) Begins(codedeploy.Budget) bool { return true }

func (p counting) Next(codedeploy.Rollout) codedeploy.Move {
	*p.started++
	return codedeploy.Move(*p.started - 1)
}

// A planner that remembers is told so at its first answer.
func TestPlannerThatRemembers(t *testing.T) {
	defer func() {
		if said, ok := recover().(string); !ok || !strings.Contains(said, "sim_test.counting says start 0, then start 1") {
			t.Errorf("it panics with %q", said)
		}
	}()
	sim.NewUnder(base(), codedeploy.Planned(counting{new(int)})).Run()
	t.Error("nobody noticed")
}
