package scenariotest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// Explore searches a scenario for faults that break a claim, and fails the test
// if it finds some. The scenario is a value, the path of a file, or the name of
// a bundled one; it has a deployment, and its own properties are claims too. Each counterexample is made small and
// written below testdata/rehearse, where it is tried before all else next time.
//
// A claim that was never put to the test fails too: a Sometimes that never
// holds, or an If that never does. So does a claim or a planner that panics, with a
// scenario in which it does. A claim that was not found to break passes, and go test
// -v tells how far it was looked; under RequireProof and Exhaustive only a proof does.
func Explore[S string | *scenarios.Scenario](t testing.TB, scenario S, options ...Option) {
	t.Helper()
	x, err := start(scenario, options)
	if err != nil {
		t.Fatal(err)
	}
	x.test = t.Name()
	dir := place(t.Name())
	again, err := x.replay(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range again {
		t.Error(text)
	}
	if len(again) > 0 {
		return // what is known to break need not be searched for
	}
	list, err := x.search(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g := x.panicked()
	if g == nil {
		x.report(t, dir, list)
		return
	}
	text, err := x.tell(t.Context(), g, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Error(text)
}

// exploration is one Explore under way.
type exploration struct {
	*options
	scenario   *scenarios.Scenario
	files      scenarios.Files
	build      *scenarios.Builder
	properties []*property.Property
	guards     []*guard
	stop       func() // ends the search under way
	test       string // the name of the test
}

func start[S string | *scenarios.Scenario](scenario S, list []Option) (x *exploration, err error) {
	x = &exploration{stop: func() {}}
	if x.options, err = optionsOf(list); err != nil {
		return nil, err
	}
	if x.scenario, x.files, err = load(scenario); err != nil {
		return nil, err
	}
	if x.properties, err = x.scenario.Claims(); err != nil {
		return nil, err
	}
	for _, c := range x.claims {
		x.properties = append(x.properties, x.guarded(c.property))
	}
	if len(x.properties) == 0 {
		return nil, errors.New("there is no claim: add Always, Never, Eventually, AtEnd, Sometimes or Property, or properties to the scenario")
	}
	x.build = scenarios.NewBuilder(x.files)
	if d := x.options.search.Decisions; d != nil {
		x.options.search.Decisions = x.decisions(d)
	}
	return x, nil
}

// all are the claims, and before them those that there are no panics.
func (x *exploration) all() (list []*property.Property) {
	for _, g := range x.guards {
		list = append(list, g.claim)
	}
	return append(list, x.properties...)
}

// engine makes the worlds in which scenarios are run.
func (x *exploration) engine(s *sim.Setup) *sim.World {
	if d := x.options.search.Decisions; d != nil {
		return sim.NewUnder(s, d)
	}
	return sim.New(s)
}

// load finds a scenario and the files beside it.
func load[S string | *scenarios.Scenario](scenario S) (*scenarios.Scenario, scenarios.Files, error) {
	if value, ok := any(scenario).(*scenarios.Scenario); ok {
		return value, nil, nil
	}
	source, err := scenarios.Load(any(scenario).(string))
	if err != nil {
		return nil, nil, err
	}
	s, setup, found := source.Compile()
	if setup == nil {
		return nil, nil, found
	}
	return s, source.Files, nil
}

// report says what a search has found.
func (x *exploration) report(t testing.TB, dir string, list []found) {
	t.Helper()
	for i := range list {
		f := &list[i]
		switch {
		case f.Verdict == explore.Broken:
			text, err := x.keep(f.Scenario, f.Property, dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s\n\t%s", text, f)
		case f.Verdict == explore.NotFound && x.proof:
			t.Errorf("%q is neither broken nor proved: %s", f.Property.Name, f.looked())
		case !f.Verdict.Pass():
			t.Errorf("%q: %s", f.Property.Name, f)
		default:
			t.Logf("%q: %s", f.Property.Name, f)
		}
	}
}

// keep makes a scenario that breaks a claim small, writes it down, and tells of
// it.
func (x *exploration) keep(s *scenarios.Scenario, p *property.Property, dir string) (text string, err error) {
	small, err := shrink.Shrink(context.Background(), s, x.shrinking(p))
	if err != nil {
		return "", err
	}
	path, err := small.Save(dir)
	if err != nil {
		return "", fmt.Errorf("%q is broken at %s by this scenario, which could not be kept: %w%#v", p.Name, small.At, err, small.Scenario)
	}
	return x.broken(small, filepath.ToSlash(path)), nil
}

// shrinking is how scenarios are run and made small.
func (x *exploration) shrinking(p *property.Property) shrink.Options {
	o := shrink.Options{Files: x.files, Property: p}
	if x.options.search.Decisions != nil {
		o.New, o.Test = x.engine, x.command()
	}
	return o
}

// command runs the test, as go test names one.
func (x *exploration) command() string {
	parts := strings.Split(x.test, "/")
	for i := range parts {
		parts[i] = "^" + regexp.QuoteMeta(parts[i]) + "$"
	}
	return "go test -run '" + strings.Join(parts, "/") + "'"
}

// broken tells of a counterexample, how to replay it, and how to ask why.
func (x *exploration) broken(r *shrink.Result, path string) string {
	when := r.At.String()
	if r.AtEnd {
		when += ", when the run ended"
	}
	text := fmt.Sprintf("%q is broken at %s:\n\t%s\n", r.Property.Name, when, path)
	if x.options.search.Decisions != nil {
		text += "\ttried first by the next go test; rehearse run decides as AWS does\n\t" + x.command()
	} else {
		text += fmt.Sprintf("\trehearse run %s", path)
		if ask := r.Ask(path); ask != "" {
			text += "\n\t" + ask
		}
	}
	if g := x.guardOf(r.Property); g != nil {
		text += "\n" + g.String()
	}
	return text
}
