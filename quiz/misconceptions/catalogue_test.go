package misconceptions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
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
		if mutant := m.Mutant(); mutant != nil {
			runnable++
			if rule := rules.String(mutant.Rule); rule != m.Rule {
				t.Errorf("%s breaks %s, its mutant %s", m.ID, m.Rule, rule)
			}
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
// A report finds what is wrong: a belief that is twice there, a witness that tells
// What a witness in the short notation says holds under AWS, and the scenario that
// shortWitnesses are the witnesses in the short notation, and cases with every
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

// No subject stands twice in an outcome, so that nothing is passed over when two
