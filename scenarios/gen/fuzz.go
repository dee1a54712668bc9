package gen

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Troubled draws a scenario that is there, perhaps one of your own, with more in
// its timeline: what Timeline draws for it.
func Troubled(s *scenarios.Scenario, options ...Option) *rapid.Generator[*scenarios.Scenario] {
	more := Timeline(s, options...)
	return rapid.Custom(func(t *rapid.T) *scenarios.Scenario {
		made := *s
		made.Timeline = append(slices.Clone(s.Timeline), more.Draw(t, "timeline")...)
		return &made
	})
}

// MakeFuzz makes a target for `go test -fuzz` of a check of scenarios: the bytes
// of the fuzzer are what the generator draws from, so that the coverage of the
// simulator leads it. The check returns an error for a scenario that breaks it.
//
//	func FuzzShop(f *testing.F) {
//		f.Add(make([]byte, 2000)) // too few bytes to draw from are skipped
//		f.Fuzz(gen.MakeFuzz(gen.Scenario(), check))
//	}
func MakeFuzz(g *rapid.Generator[*scenarios.Scenario], check func(s *scenarios.Scenario) error) func(t *testing.T, bytes []byte) {
	return rapid.MakeFuzz(func(t *rapid.T) {
		s := g.Draw(t, "scenario")
		if err := check(s); err != nil {
			t.Fatalf("%v%#v", err, s)
		}
	})
}
