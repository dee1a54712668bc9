package misconceptions

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// one by some witness.
func TestCheck(t *testing.T) {
	runs := make(chan int, 1000)
	r, err := Check(func(n int) { runs <- n })
	if err != nil {
		t.Fatal(err)
	}
	close(runs)
	total := 0
	for n := range runs {
		total += n
	}
	if total != Runs() || r.Beliefs < 75 {
		t.Errorf("%d of %d runs, %d beliefs", total, Runs(), r.Beliefs)
	}
	for _, g := range r.Gaps {
		t.Errorf("no witness tells %s from %q", g.ID, g.Other)
	}
	for _, w := range r.Idle {
		t.Errorf("%s: the witness %q comes out as under AWS", w.ID, w.Witness)
	}
	for _, g := range r.Refuted {
		t.Errorf("%s and %s are declared equivalent, but a witness tells them apart", g.ID, g.Other)
	}
}

// nothing, and two that are said to be equivalent and are not.
func TestReport(t *testing.T) {
	first := mustLookup(t, "M-CD-05")
	second, third := *first, *mustLookup(t, "M-CD-15")
	third.Witnesses = append(slices.Clone(third.Witnesses), first.Witnesses[0])
	third.Equivalent = first.ID
	m := newMatrix([]Misconception{*first, second, third})
	if err := m.play(func(int) {}); err != nil {
		t.Fatal(err)
	}
	r := m.report()
	want := Report{
		Beliefs: 3, Witnesses: 4, Pairs: 6, Gaps: []Gap{{"M-CD-05", "M-CD-05"}}, Idle: []Idle{{"M-CD-15", first.Witnesses[0].Text}},
		Refuted: []Gap{{"M-CD-05", "M-CD-15"}, {"M-CD-05", "M-CD-15"}},
	}
	if diff := cmp.Diff(want, *r); diff != "" {
		t.Error(diff)
	}
	if r.OK() {
		t.Error("it is taken to be fine")
	}
}

func mustLookup(t *testing.T, id string) *Misconception {
	m, ok := Lookup(id)
	if !ok {
		t.Fatalf("no %s", id)
	}
	return m
}

// Two outcomes differ by what each says and the other does not.
func TestDifferences(t *testing.T) {
	here := Outcome{{"a", "1"}, {"b", "2"}, {"c", "3"}}
	there := Outcome{{"c", "4"}, {"a", "1"}, {"d", "5"}}
	want := []Difference{{"b", "2", ""}, {"c", "3", "4"}, {"d", "", "5"}}
	if diff := cmp.Diff(want, differences(here, there)); diff != "" {
		t.Error(diff)
	}
}

// are compared.
func TestSubjectsAreUnique(t *testing.T) {
	for _, m := range All() {
		for _, w := range m.Witnesses {
			setup, err := w.Setup()
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, l := range play(setup, &codedeploy.AWS) {
				if seen[l.Subject] {
					t.Errorf("%s: %q is told twice", w.Text, l.Subject)
				}
				seen[l.Subject] = true
			}
		}
	}
}
