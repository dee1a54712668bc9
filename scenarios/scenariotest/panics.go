package scenariotest

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// A planner that panics is a counterexample like any other: what it does in its
// place is to give up, and a claim of its own says that it does not.

// guard catches the panics of decisions. A search under decisions of one's own has
// one worker, so that one flag does for all of its worlds.
type guard struct {
	claim *property.Property // that there is none
	fresh bool               // one was caught since the claim was asked
	value any                // of the last one, nil if there was none
	stack []byte
	stop  context.CancelFunc // ends the search under way; may be nil
}

func newGuard() *guard {
	g := new(guard)
	name := "the planner does not panic"
	g.claim = &property.Property{Name: name, Text: name, Verb: property.Always, Holds: func(w *sim.World) (bool, error) {
		caught := g.fresh && w.Journal().Len() > 0 // else it was in another run
		g.fresh = false
		return !caught, nil
	}}
	return g
}

// around are decisions that give up where those given panic.
func (g *guard) around(d *codedeploy.Decisions) *codedeploy.Decisions {
	made := *d
	made.CanBegin = func(b codedeploy.Budget) bool {
		defer g.catch()
		return d.CanBegin(b)
	}
	made.Next = func(r codedeploy.Rollout) (m codedeploy.Move) {
		m = codedeploy.Fail
		defer g.catch()
		return d.Next(r)
	}
	return &made
}

func (g *guard) catch() {
	value := recover()
	if value == nil {
		return
	}
	g.fresh, g.value, g.stack = true, value, debug.Stack()
	if g.stop != nil {
		g.stop()
	}
}

// String is the last panic, with the calls that led to it inside the planner.
func (g *guard) String() string {
	_, calls, _ := strings.Cut(string(g.stack), "\npanic(")
	_, calls, _ = strings.Cut(calls, "\n\t")
	_, calls, _ = strings.Cut(calls, "\n")
	if end := strings.Index(calls, "(*guard).around"); end >= 0 {
		calls = calls[:strings.LastIndex(calls[:end], "\n")+1]
	}
	return fmt.Sprintf("\tpanic: %v\n\t%s", g.value, strings.ReplaceAll(strings.TrimSpace(calls), "\n", "\n\t"))
}

// panicking searches for a scenario in which the planner panics, nil if it finds
// none that can be written.
func (x *exploration) panicking(ctx context.Context) (*scenarios.Scenario, error) {
	setup, found := x.build.Build(x.scenario)
	if setup == nil {
		return nil, found
	}
	o := x.options.search
	o.Files, o.Properties, o.First = x.files, []*property.Property{x.guard.claim}, true
	for _, o.Search = range []explore.Search{o.Search, explore.Random} {
		report, err := explore.Explore(ctx, x.scenario, setup, o)
		if err != nil {
			return nil, err
		}
		if s := report.Results[0].Scenario; s != nil {
			return s, nil
		}
	}
	return nil, nil
}

// panicked tells of a panic that a search has met.
func (x *exploration) panicked(ctx context.Context, dir string) (text string, err error) {
	s, err := x.panicking(ctx)
	if err != nil {
		return "", err
	}
	if s == nil {
		return fmt.Sprintf("the planner panics; no scenario that can be written shows it:\n%s", x.guard), nil
	}
	return x.keep(s, x.guard.claim, dir)
}
