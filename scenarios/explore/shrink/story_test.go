package shrink_test

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// Of what a random search finds in the library against any built-in property, the
// story has all that strikes and is needed, and nothing else; it breaks the
// property, and so does the smallest scenario made of it, which has no more faults
// and which no more is said against than against the first.
func TestStories(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	var claims []*property.Property
	for _, b := range property.Builtins() {
		p, err := property.Parse(b.Usage)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, p)
	}
	told, left := 0, 0
	for _, e := range scenarios.Library() {
		src, err := scenarios.LoadBundled(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		s, setup, _ := src.Compile()
		r, err := explore.Explore(context.Background(), s, setup, explore.Options{Properties: claims, Search: explore.Random, Faults: 2, Runs: 20, Files: src.Files})
		if err != nil {
			t.Fatal(e.Name, err)
		}
		for i := range r.Results {
			if x := &r.Results[i]; x.Scenario != nil {
				told++
				left += storied(t, e.Name, x, s, src.Files)
			}
		}
	}
	if told < 100 || left == 0 {
		t.Errorf("%d stories, and %d strikes left out", told, left)
	}
}

// storied looks at the story of a counterexample, and returns how much it leaves
// out.
func storied(t *testing.T, name string, x *explore.Result, searched *scenarios.Scenario, files scenarios.Files) int {
	t.Helper()
	own, o := len(searched.Timeline), shrink.Options{Files: files, Property: x.Property}
	story, err := shrink.Tell(context.Background(), x.Scenario, own, o)
	if err != nil {
		t.Fatalf("%s, %s: %v", name, x.Property.Name, err)
	}
	small, err := shrink.Shrink(context.Background(), story.Scenario, o)
	if err != nil {
		t.Fatalf("%s, %s: the story breaks nothing: %v", name, x.Property.Name, err)
	}
	if before, after := faults(story.Scenario), faults(small.Scenario); after > before {
		t.Errorf("%s, %s: %d faults, and then %d:\n%s", name, x.Property.Name, before, after, small.Text("x.yaml"))
	}
	text := small.Text("x.yaml")
	if lines := bytes.Count(text, []byte("\n")); lines > 30 {
		t.Errorf("%s, %s: %d lines:\n%s", name, x.Property.Name, lines, text)
	}
	if _, _, found := (&scenarios.Source{Name: "x.yaml", Text: text, Files: files}).Compile(); len(found) > notes(searched, files) {
		t.Errorf("%s, %s: %v\n%s", name, x.Property.Name, found, text)
	}
	timeline := story.Scenario.Timeline
	for n := own; n < len(timeline); n++ {
		less := *story.Scenario
		less.Timeline = slices.Delete(slices.Clone(timeline), n, n+1)
		if shrink.Alike(&less, o, small) {
			t.Errorf("%s, %s: entry %d of the story is not needed", name, x.Property.Name, n)
		}
	}
	for _, m := range story.Moments {
		if m.At > story.At || m.What == "" {
			t.Errorf("%s, %s: %+v happens after %v", name, x.Property.Name, m, story.At)
		}
	}
	return len(x.Scenario.Timeline) - len(timeline)
}

// faults is how many faults there are in a timeline beside delays.
func faults(s *scenarios.Scenario) (n int) {
	for _, e := range s.Timeline {
		if e.Fault != nil && e.Fault.Delay == nil && e.Fault.Event != "delay" {
			n++
		}
	}
	return n
}

// No fault takes the place of a delay, which is none: the smallest scenario has no
// more faults than it takes.
func TestDelaysAreNoFaults(t *testing.T) {
	src, err := scenarios.Load(filepath.Join("testdata", "delays.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ := src.Compile()
	r, err := shrink.Shrink(context.Background(), s, shrink.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if before, after := faults(s), faults(r.Scenario); before != 1 || after > before {
		t.Errorf("%d faults, and then %d:\n%s", before, after, r.Text("x"))
	}
}
