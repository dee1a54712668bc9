package scenariotest

import (
	"context"
	"fmt"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// A panic of what somebody has written is a counterexample like any other: an
// answer that does no harm takes its place, and a claim of its own says that there
// is none. A search has one worker then, so that one guard does for all of its
// worlds.

// guard catches the panics of decisions, or of a claim.
type guard struct {
	claim *property.Property // that there is none
	plain bool               // what is guarded may tell alike hosts apart
	fresh bool               // one was caught since the claim was asked
	value any                // of the last one, nil if there was none
	stack []byte
	stop  func() // ends the search under way
}

// caught says of what recover returns whether it is a panic, and keeps it.
func (g *guard) caught(value any) bool {
	if value == nil {
		return false
	}
	g.fresh, g.value, g.stack = true, value, debug.Stack()
	g.stop()
	return true
}

// guard adds a guard with the claim that something holds.
func (x *exploration) guard(name string, verb property.Verb, holds Test) *guard {
	g := &guard{stop: func() { x.stop() }, claim: &property.Property{Name: name, Text: name, Verb: verb}}
	g.claim.Holds = func(w *sim.World) (bool, error) { return holds(w), nil }
	x.guards = append(x.guards, g)
	return g
}

// decisions are those given, but that AWS decides where they panic.
func (x *exploration) decisions(d *codedeploy.Decisions) *codedeploy.Decisions {
	var g *guard
	g = x.guard("the decisions do not panic", property.Always, func(w *sim.World) bool {
		if w.Journal().Len() == 0 { // what was caught may have been in another run
			g.fresh = false
			x.engine(w.Setup())
		}
		caught := g.fresh
		g.fresh = false
		return !caught
	})
	made := *d
	g.around(reflect.ValueOf(&made).Elem(), reflect.ValueOf(&codedeploy.AWS).Elem())
	return &made
}

// around guards the decisions that are not those of AWS.
func (g *guard) around(decisions, aws reflect.Value) {
	for i := range decisions.NumField() {
		field, real := decisions.Field(i), aws.Field(i)
		if field.Kind() == reflect.Struct {
			g.around(field, real)
		} else if field.Pointer() != real.Pointer() {
			decide := reflect.ValueOf(field.Interface())
			field.Set(reflect.MakeFunc(field.Type(), func(args []reflect.Value) (results []reflect.Value) {
				defer func() {
					if g.caught(recover()) {
						results = real.Call(args)
					}
				}()
				return decide.Call(args)
			}))
		}
	}
}

// guarded is a claim that does not break where it panics.
func (x *exploration) guarded(p *property.Property) *property.Property {
	if p.Asks != nil { // it was read, and not written in Go
		return p
	}
	made, verb := *p, property.Always
	if p.Verb == property.AtEnd {
		verb = property.AtEnd
	}
	var g *guard
	g = x.guard("no panic in "+p.Name, verb, func(w *sim.World) bool {
		g.fresh = false
		if made.If == nil || answer(made.If, w) {
			answer(made.Holds, w)
		}
		return !g.fresh
	})
	g.plain = !x.symmetric
	made.Holds = g.asking(p.Holds, p.Verb != property.Never)
	if p.If != nil {
		made.If = g.asking(p.If, false)
	}
	return &made
}

// asking asks a test, and answers in its place if it panics.
func (g *guard) asking(ask property.Test, otherwise bool) property.Test {
	return func(w *sim.World) (holds bool, err error) {
		defer func() {
			if g.caught(recover()) {
				holds = otherwise
			}
		}()
		return ask(w)
	}
}

// answer is that of a test in Go, which always has one.
func answer(ask property.Test, w *sim.World) bool {
	holds, _ := ask(w)
	return holds
}

// String is the last panic, with the calls that led to it inside what is guarded.
func (g *guard) String() string {
	_, calls, _ := strings.Cut(string(g.stack), "\npanic(")
	lines := strings.Split(strings.TrimSpace(calls), "\n")[2:] // a call has two
	outside := func(line string) bool {
		return strings.HasPrefix(line, "reflect.") || strings.Contains(line, "/scenariotest/claims.go:") || strings.Contains(line, "/scenariotest/panics.go:")
	}
	if end := slices.IndexFunc(lines, outside); end >= 0 {
		lines = lines[:end/2*2]
	}
	return fmt.Sprintf("\tpanic: %v\n\t%s", g.value, strings.Join(lines, "\n\t"))
}

// panicked is the guard that has caught a panic, nil if none has.
func (x *exploration) panicked() *guard {
	return x.guardThat(func(g *guard) bool { return g.value != nil })
}

// guardOf is the guard with a claim, nil if none has it.
func (x *exploration) guardOf(p *property.Property) *guard {
	return x.guardThat(func(g *guard) bool { return g.claim == p })
}

func (x *exploration) guardThat(is func(*guard) bool) *guard {
	if n := slices.IndexFunc(x.guards, is); n >= 0 {
		return x.guards[n]
	}
	return nil
}

// panicking searches for a scenario in which there is a panic, nil if it finds
// none that can be written.
func (x *exploration) panicking(ctx context.Context, g *guard) (*scenarios.Scenario, error) {
	setup, found := x.build.Build(x.scenario)
	if setup == nil {
		return nil, found
	}
	o := x.options.search
	o.Files, o.Properties, o.First, o.Plain = x.files, []*property.Property{g.claim}, true, g.plain
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

// tell tells of a panic that a search has met.
func (x *exploration) tell(ctx context.Context, g *guard, dir string) (text string, err error) {
	s, err := x.panicking(ctx, g)
	if err != nil {
		return "", err
	}
	if s == nil {
		return fmt.Sprintf("%q is broken; no scenario that can be written shows it:\n%s", g.claim.Name, g), nil
	}
	return x.keep(s, g.claim, dir)
}
