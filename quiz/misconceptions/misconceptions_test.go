package misconceptions

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// ids are those of the catalogue of CodeDeploy's misconceptions; they are never
// given again.
func ids() (list []string) {
	for _, span := range []struct {
		prefix      string
		first, last int
	}{{"M-CD", 1, 25}, {"M-CD", 30, 48}, {"M-CD", 60, 75}, {"M-CD", 80, 87}, {"M-BG", 1, 16}} {
		for n := span.first; n <= span.last; n++ {
			list = append(list, fmt.Sprintf("%s-%02d", span.prefix, n))
		}
	}
	return list
}

// Every id of the catalogue has its entry, in order, and no other has one.
func TestEveryIDIsThere(t *testing.T) {
	var got []string
	for _, m := range All() {
		got = append(got, m.ID)
	}
	if diff := cmp.Diff(ids(), got); diff != "" {
		t.Error(diff)
	}
}

// An entry is runnable exactly if it has a mutant, and at least 75 are.
func TestRunnable(t *testing.T) {
	runnable := 0
	for _, m := range All() {
		if (m.Mutant() != nil) != (m.NotRunnable == "") {
			t.Errorf("%s: a mutant, or the reason why there is none", m.ID)
		}
		if m.Mutant() != nil {
			runnable++
		}
	}
	if runnable < 75 {
		t.Errorf("%d are runnable", runnable)
	}
	for _, m := range codedeploy.Mutants {
		if _, ok := Lookup(m.ID); !ok && strings.HasPrefix(m.ID, "M-") {
			t.Errorf("%s is a mutant and no misconception", m.ID)
		}
	}
}

// What is written is short, complete, and refers to what there is.
func TestEntries(t *testing.T) {
	for _, m := range All() {
		if words(m.Title) > 7 || words(m.Belief) > 25 || words(m.Refutation) > 60 || words(m.Refutation) < 20 {
			t.Errorf("%s: %d words of title, %d of belief, %d of refutation", m.ID, words(m.Title), words(m.Belief), words(m.Refutation))
		}
		if _, ok := rules.Parse(m.Rule); !ok {
			t.Errorf("%s: no rule %s", m.ID, m.Rule)
		}
		if m.NotRunnable == "" && len(m.Witnesses) < 2 {
			t.Errorf("%s has %d witnesses", m.ID, len(m.Witnesses))
		}
		for _, id := range m.Needs {
			if other, ok := Lookup(id); !ok || other.ID == m.ID {
				t.Errorf("%s needs %s", m.ID, id)
			}
		}
		if (m.Equivalent == "") != (m.Why == "") {
			t.Errorf("%s: an equivalent and why it is one, or neither", m.ID)
		}
	}
}

func words(text string) int { return len(strings.Fields(text)) }

// What comes first needs nothing that comes behind it in a circle.
func TestNeedsHaveNoCircle(t *testing.T) {
	var visit func(id string, path []string)
	visit = func(id string, path []string) {
		if slices.Contains(path, id) {
			t.Fatalf("%v needs itself", append(path, id))
		}
		m, _ := Lookup(id)
		for _, n := range m.Needs {
			visit(n, append(slices.Clone(path), id))
		}
	}
	for _, m := range All() {
		visit(m.ID, nil)
	}
}

// No two entries say the same, and none repeats the sentence of the rule book.
func TestNothingIsSaidTwice(t *testing.T) {
	seen := map[string]string{}
	for _, m := range All() {
		id, _ := rules.Parse(m.Rule)
		rule, _ := rules.Lookup(id)
		for _, text := range []string{m.Title, m.Belief, m.Refutation} {
			if other, known := seen[text]; known {
				t.Errorf("%s and %s: %q", other, m.ID, text)
			}
			seen[text] = m.ID
		}
		if strings.Contains(m.Refutation, rule.Statement) {
			t.Errorf("%s: its refutation is the statement of %s", m.ID, m.Rule)
		}
	}
}

// Each belief is told from AWS by every witness of its own, and from each other
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

// A report finds what is wrong: a belief that is twice there, a witness that tells
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

// What a witness in the short notation says holds under AWS, and the scenario that
// is made of it runs as the case does.
func TestShortWitnesses(t *testing.T) {
	for _, line := range shortWitnesses(t) {
		c, err := shorthand.Parse(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if err := c.Check(&codedeploy.AWS); err != nil {
			t.Errorf("under AWS: %v", err)
		}
		setup, err := compiled(&scenarios.Source{Name: line, Text: []byte(c.Scenario())})
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if diff := differences(play(c.Setup(), &codedeploy.AWS), play(setup, &codedeploy.AWS)); diff != nil {
			t.Errorf("%s: its scenario differs: %v", line, diff)
		}
	}
}

// shortWitnesses are the witnesses in the short notation, and cases with every
// option of it.
func shortWitnesses(t *testing.T) []string {
	list := []string{
		"4 HOST_COUNT 2 PFAS, lb, unhealthy 2, rollback, rollback-on-stop: Failed HEALTH_CONSTRAINTS, skipped 1",
		"2 AllAtOnce PT: Succeeded", "6 HOST_COUNT 2 PPPPPP, zones a b c: Succeeded", "2 OneAtATime PP, first: Succeeded",
		"2 OneAtATime PF, ignore-stop-failures: Succeeded", "2 AllAtOnce PP, outdated-only: Failed NO_INSTANCES", "3 OneAtATime PPP, stop 10s: Stopped MANUAL_STOP",
	}
	for _, m := range All() {
		for _, w := range m.Witnesses {
			if _, short, err := w.short(); short && err == nil && !slices.Contains(list, w.Text) {
				list = append(list, w.Text)
			}
		}
	}
	return list
}

// Every scenario of the package is a witness, and tells of itself.
func TestOwnScenarios(t *testing.T) {
	used := map[string]bool{}
	for _, m := range All() {
		for i, w := range m.Witnesses {
			used[w.Text] = true
			text, err := w.Scenario()
			if err != nil || (text == "") != strings.HasPrefix(w.Command(m.ID, i+1), "rehearse run ") {
				t.Errorf("%s: %q: %v", m.ID, w.Text, err)
			}
		}
	}
	files, _ := fs.Glob(witnessFiles, "witnesses/*.yaml")
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "witnesses/"), ".yaml")
		text, _ := witnessFiles.ReadFile(file)
		scenario, _, found := (&scenarios.Source{Name: file, Text: text}).Compile()
		if found.HasErrors() || scenario.Title == "" || !strings.HasPrefix(string(text), "# ") {
			t.Errorf("%s: a comment, a title, and no error: %v", file, found)
		}
		if !used[name] {
			t.Errorf("%s is no witness", file)
		}
	}
}

// A chapter that lacks something is refused with the place.
func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"topic: A\nexam: []\nmisconceptions: [{id: M-1}]\n": `a.yaml:3:18: misconceptions: the key "title" is missing`,
		"topic: A\nexam: [DVA-C01/3]\nmisconceptions: []\n": "a.yaml:2:8: exam: DVA-C01/3 is not allowed",
		"topic: A\nexam: []\nmisconceptions: []\nnote: b\n": `a.yaml:4:1: unknown key "note"`,
		"topic: [A\n": "a.yaml:",
		"topic: A\nexam: []\nmisconceptions: [{id: a, title: b, belief: c, rule: d, refutation: e, source: f}]\n": "witnesses",
	} {
		_, err := read(fstest.MapFS{"a.yaml": &fstest.MapFile{Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A witness that is none is an error, and not another run.
func TestWitnessRefuses(t *testing.T) {
	for _, text := range []string{"no-such-scenario", "rollback --seed 8", "rollback --set", "4 OneAtATime PP: Succeeded", "rollback --fail web-9@Install", "rollback --set fleet=3"} {
		if _, err := (Witness{text}).Setup(); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
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

// No subject stands twice in an outcome, so that nothing is passed over when two
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
