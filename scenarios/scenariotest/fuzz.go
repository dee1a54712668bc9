package scenariotest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Fuzz makes a target for `go test -fuzz` of what Explore searches: the fuzzer
// chooses faults up to their number, at any time and not only where an event
// begins, and the coverage of the simulator leads it. Sometimes claims nothing
// here. What breaks a claim is made small and kept as Explore does. Bytes that are
// too few to choose from are skipped: begin with some thousand.
//
//	func FuzzProd(f *testing.F) {
//		f.Add(make([]byte, 2000))
//		f.Fuzz(scenariotest.Fuzz("prod.yaml", claims...))
//	}
func Fuzz[S string | *scenarios.Scenario](scenario S, options ...Option) func(t *testing.T, bytes []byte) {
	x, err := start(scenario, options)
	if err != nil {
		return func(t *testing.T, _ []byte) { t.Fatal(err) }
	}
	troubled := gen.Troubled(x.scenario, gen.Without(gen.Calls), x.drawn())
	return func(t *testing.T, bytes []byte) {
		test, _, _ := strings.Cut(t.Name(), "/")
		x.test = test
		gen.MakeFuzz(troubled, func(s *scenarios.Scenario) error { return x.check(s, place(test)) })(t, bytes)
	}
}

// drawn are the faults of the search in the words of a timeline.
func (o *options) drawn() gen.Option {
	var kinds []gen.Kind
	for _, k := range o.search.Kinds {
		if k == EventLate {
			kinds = append(kinds, gen.Delay)
		} else {
			kinds = append(kinds, gen.Kind(k.String()))
		}
	}
	most := o.search.Faults
	if most == Any {
		most = mostDrawn
	}
	return gen.Faults(most, kinds...)
}

// mostDrawn is how many faults are drawn where any number may be.
const mostDrawn = 10

// check runs a scenario, and tells of the first claim that it breaks.
func (x *exploration) check(s *scenarios.Scenario, dir string) error {
	p, err := x.breaks(s)
	if p == nil || err != nil {
		return err
	}
	text, err := x.keep(s, p, dir)
	if err != nil {
		return err
	}
	return errors.New(text)
}

// breaks runs a scenario to its end, and returns the first claim that it breaks,
// or nil.
func (x *exploration) breaks(s *scenarios.Scenario) (*property.Property, error) {
	setup, found := x.build.Build(s)
	if setup == nil {
		return nil, found
	}
	for _, g := range x.guards {
		g.value = nil
	}
	w := x.engine(setup)
	w.Journal().SetLevel(kernel.All)
	_, verdicts, err := property.Run(w, x.properties)
	if g := x.panicked(); g != nil {
		return g.claim, nil
	}
	if n := slices.Index(verdicts, property.Violated); n >= 0 {
		return x.properties[n], nil
	}
	return nil, err
}
