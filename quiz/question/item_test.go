package question_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

var update = flag.Bool("update", false, "rewrite the golden stems")

func drawn(t testing.TB, seed uint64, n int, kinds ...*question.Kind) []*question.Item {
	list, err := question.Draw(seed, n, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// show writes an item with its key, as a reviewer wants it.
func show(it *question.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s, %s\n\n%s\n", it.Kind.Number, it.Kind.Name, it.Kind.Form, strings.Join(it.Stem(), "\n"))
	for i, thing := range it.Things {
		fmt.Fprintf(&b, "  (%d) %s\n", i+1, thing)
	}
	for i, o := range it.Choices {
		fmt.Fprintf(&b, "  %d. %s  %s\n", i+1, o.Text, strings.Join(o.Mutants, " "))
	}
	fmt.Fprintf(&b, "key: %s\n", it.KeyText())
	for _, o := range it.Wrong {
		if len(it.Choices) == 0 {
			fmt.Fprintf(&b, "wrong: %s  %s\n", o.Text, strings.Join(o.Mutants, " "))
		}
	}
	return b.String()
}

// An item of each kind, to be read by a person: testdata/stems.
func TestGoldenStems(t *testing.T) {
	for _, k := range question.Kinds {
		got := show(drawn(t, 30+uint64(k.Number), 1, k)[0])
		path := filepath.Join("testdata", "stems", fmt.Sprintf("%02d-%s.txt", k.Number, k.Name))
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != got {
			t.Errorf("%s (-update accepts it):\n%s", path, got)
		}
	}
}

// Options are answers of misconceptions, never the key, each once, and at most
// three beside it; at least 95 in 100 carry a misconception of the list.
func TestOptions(t *testing.T) {
	known := map[string]bool{}
	for _, m := range codedeploy.Mutants {
		known[m.ID] = true
	}
	options, tagged := 0, 0
	for _, it := range drawn(t, 2, 1500) {
		keys := 0
		for _, o := range it.Choices {
			if o.Answer.Equal(it.Key()) {
				keys++
				continue
			}
			if options++; len(o.Mutants) > 0 && known[o.Mutants[0]] {
				tagged++
			}
		}
		if len(it.Choices) > 0 && (keys != 1 || len(it.Choices) < 3 || len(it.Choices) > 4) {
			t.Errorf("%s: %d options, %d of them the key", it.ID(), len(it.Choices), keys)
		}
		for _, o := range it.Wrong {
			if o.Answer.Equal(it.Key()) {
				t.Errorf("%s: the key is among the wrong answers", it.ID())
			}
		}
	}
	t.Logf("%d of %d options carry a misconception", tagged, options)
	if options < 200 || tagged*100 < options*95 {
		t.Errorf("%d of %d options carry a misconception", tagged, options)
	}
}

// Of what is generated, lint rejects one in a hundred at most, and nothing in
// the whole gives keys away.
func TestLint(t *testing.T) {
	var list []*question.Item
	for seed := range uint64(150) {
		c, err := question.PracticeCase(seed)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, question.Generate(c, seed, 12)...)
	}
	faults := question.Lint(list)
	if len(faults)*100 > len(list) {
		t.Errorf("%d of %d rejected", len(faults), len(list))
		for _, f := range faults {
			t.Logf("%s: %s", f.Item.ID(), f.What)
		}
	}
	if bias := question.Bias(drawn(t, 4, 1500)); len(bias) > 0 {
		t.Error(bias)
	}
}

// openItem is one without a choice.
func openItem(t *testing.T) *question.Item {
	list := drawn(t, 5, 50, question.Kinds[0])
	return list[slices.IndexFunc(list, func(it *question.Item) bool { return len(it.Choices) == 0 })]
}

// Lint finds what it is for.
func TestLintFinds(t *testing.T) {
	it := openItem(t)
	long, named := *it, *it
	long.Facts = slices.Repeat([]string{"a fact"}, 13)
	named.Facts = []string{"By CD-2.8 it fails."}
	twice := named
	twice.Facts = []string{"By M-CD-06 it fails."}
	same := *it
	same.Choices = []question.Option{{Text: "a"}, {Text: "a", Mutants: []string{"M-CD-01"}}}
	leaks := *it
	leaks.Choices = slices.Repeat([]question.Option{{Text: strings.Repeat("a long story ", 4)}}, 1)
	for what, list := range map[string][]*question.Item{
		"lines": {&long}, "names a rule": {&named}, "same as another": {it, it}, "coincide": {&same}, "longer": {&leaks}, "rule": {&twice},
	} {
		if faults := question.Lint(list); len(faults) == 0 || !strings.Contains(faults[len(faults)-1].What, what) {
			t.Errorf("%s: %v", what, faults)
		}
	}
}

// The same seed makes the same item, and what people type of the key is right.
func TestItemProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		c, err := question.PracticeCase(seed)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := question.PracticeCase(seed)
		list, others := question.Generate(c, seed, 8), question.Generate(again, seed, 8)
		for i, it := range list {
			if show(it) != show(others[i]) || it.KeyHash() != others[i].KeyHash() {
				t.Fatalf("two items of one seed:\n%s\n%s", show(it), show(others[i]))
			}
			if a, err := it.Read(typed(it)); err != nil || !it.Exact(a) {
				t.Fatalf("%s: typed %q, understood %v, %v; key %v", it.ID(), typed(it), a, err, it.Key())
			}
			for _, o := range it.Wrong {
				if score := it.Score(o.Answer); score < 0 || score > 1 || len(it.Choices) > 0 && score == 1 {
					t.Fatalf("%s: %v scores %v", it.ID(), o.Answer, score)
				}
			}
		}
	})
}

// typed is the key as a person types it.
func typed(it *question.Item) string {
	switch key := it.Key(); {
	case len(it.Choices) > 0:
		return fmt.Sprint(1 + slices.IndexFunc(it.Choices, func(o question.Option) bool { return o.Answer.Equal(key) }))
	case len(key) == 0:
		return "none"
	case it.Kind.Form == question.Map:
		for i := range key {
			_, key[i], _ = strings.Cut(key[i], "=")
		}
		return strings.Join(key, " ")
	case it.Kind.Form == question.Order || it.Kind.Form == question.Set:
		for i := range key {
			key[i] = fmt.Sprint(1 + slices.Index(it.Things, key[i]))
		}
		return strings.Join(key, " ")
	case it.Kind.Short != nil:
		return key[0]
	default:
		return strings.Join(key, " ")
	}
}

// A drawn scenario is the same as a value and as its text.
func TestPracticeText(t *testing.T) {
	for seed := range uint64(60) {
		c, err := question.PracticeCase(seed)
		if err != nil {
			t.Fatal(err)
		}
		src, ok := question.PracticeSource(c.Name)
		if !ok {
			t.Fatalf("no text of %s", c.Name)
		}
		made, setup, found := src.Compile()
		if setup == nil {
			t.Fatal(found)
		}
		if want := question.Practice(seed); string(scenarios.Encode(made)) != string(scenarios.Encode(want)) {
			t.Errorf("%s decodes to another scenario", c.Name)
		}
		w := sim.New(setup)
		if w.Run(); w.Journal().Fingerprint() != c.Truth.Journal().Fingerprint() {
			t.Errorf("%s runs in two ways", c.Name)
		}
	}
	for _, name := range []string{"practice:", "practice:x", "practice:01", "practice", "practice:-1"} {
		if _, ok := question.PracticeSource(name); ok {
			t.Errorf("%q is a practice scenario", name)
		}
	}
}

// it is the item of a kind about a bundled scenario.
func it(t *testing.T, scenario, kind string) *question.Item {
	src, err := scenarios.Load(scenario)
	if err != nil {
		t.Fatal(err)
	}
	c, err := question.Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	k, _ := question.Find(kind)
	return question.Generate(c, 7, 1, k)[0]
}

// Every wrong answer that a misconception gives is explained by it: both lines
// where the runs part, and what speaks against it.
func TestExplain(t *testing.T) {
	explained := 0
	for _, it := range drawn(t, 6, 300) {
		for _, o := range it.Wrong {
			e := it.Explain(o.Answer, question.RuleBook{}, nil)
			if len(o.Mutants) == 0 {
				continue // filled in: nobody believes it
			}
			if e.Happened != it.KeyText() || e.Refuted == "" || e.Source == "" || e.Rule == "" || !reflect.DeepEqual(e.Mutants[:1], e.Mutants[:1:1]) {
				t.Fatalf("%s: %+v", it.ID(), e)
			}
			if !it.Kind.Deep && e.Truth == e.Yours {
				t.Errorf("%s: %s does not part from the truth: %+v", it.ID(), e.Mutants[0], e)
			}
			explained++
		}
	}
	fits := it(t, "one-at-a-time-fails", "touched-set")
	e := fits.Explain(question.Answer{"web-1", "web-2", "web-3", "web-4"}, question.RuleBook{}, nil)
	if e.Mutants[0] != "M-CD-07" || e.At != "1m10s" {
		t.Errorf("of several beliefs the one that parts last: %+v", e)
	}
	support := question.Support([]*question.Item{fits}, []question.Answer{{"web-1", "web-2", "web-3", "web-4"}})
	if support["M-CD-16"] != 1 || support["M-CD-10"] != 0 {
		t.Errorf("support: %v", support)
	}
	if explained < 200 {
		t.Errorf("only %d explanations", explained)
	}
	plain := drawn(t, 6, 1, question.Kinds[0])[0]
	if e := plain.Explain(question.Answer{"Ready"}, question.RuleBook{}, nil); len(e.Mutants) != 0 || e.Command == "" {
		t.Errorf("an answer that no misconception gives: %+v", e)
	}
}

// What the filter of misconceptions leaves out changes nothing in any bundled
// scenario.
func TestConcernsLeavesOutNothing(t *testing.T) {
	asked := 0
	for _, e := range scenarios.Library() {
		src, err := scenarios.Load(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := question.Compile(src)
		if err != nil {
			continue
		}
		asked++
		kept := map[string]bool{}
		for _, b := range c.Beliefs() {
			kept[b.Mutant.ID] = true
		}
		for i := range codedeploy.Mutants {
			m := &codedeploy.Mutants[i]
			w := sim.NewUnder(c.Setup, m.Under())
			if w.Run() == nil && !kept[m.ID] && w.Journal().Fingerprint() != c.Truth.Journal().Fingerprint() {
				t.Errorf("%s: %s changes the run, and is left out", e.Name, m.ID)
			}
		}
	}
	if asked < 40 {
		t.Errorf("questions about %d bundled scenarios only", asked)
	}
}

func BenchmarkDraw(b *testing.B) {
	for n := 0; b.Loop(); n++ {
		drawn(b, uint64(n), 1000)
	}
}
