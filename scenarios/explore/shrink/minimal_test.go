package shrink_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// removals are all texts with one key or one item of a list less, but for what
// a counterexample says of itself and the words that tags consist of.
func removals(root *source.Node, show func(n *source.Node)) {
	for i, e := range root.Entries {
		switch e.Key.Text {
		case "properties", "rehearse", "tags", "ec2TagFilters", "ec2TagSetList", "onPremisesInstanceTagFilters", "tagFilters":
			continue
		}
		rest := *root
		rest.Entries = append(append([]source.Entry(nil), root.Entries[:i]...), root.Entries[i+1:]...)
		show(&rest)
		removals(e.Value, func(n *source.Node) {
			rest := *root
			rest.Entries = append([]source.Entry(nil), root.Entries...)
			rest.Entries[i].Value = n
			show(&rest)
		})
	}
	for i, item := range root.Items {
		rest := *root
		rest.Items = append(append([]*source.Node(nil), root.Items[:i]...), root.Items[i+1:]...)
		show(&rest)
		removals(item, func(n *source.Node) {
			rest := *root
			rest.Items = append([]*source.Node(nil), root.Items...)
			rest.Items[i] = n
			show(&rest)
		})
	}
}

// spare are the scenarios that break the same claim by the same rules with one
// key or item less.
func spare(r *shrink.Result, o shrink.Options) (list []*scenarios.Scenario) {
	bare := *r.Scenario
	if r.Property != nil {
		bare.Expect = nil
	}
	removals(scenarios.EncodeNode(&bare), func(n *source.Node) {
		s, found := scenarios.DecodeNode(n)
		if found.HasErrors() || refused(s, o.Files) > refused(r.Scenario, o.Files) || notes(s, o.Files) > notes(&bare, o.Files) {
			return
		}
		if shrink.Alike(s, o, r) {
			list = append(list, s)
		}
	})
	return list
}

// minimal fails if one key or item of a counterexample can be left out.
func minimal(t *testing.T, r *shrink.Result, o shrink.Options) {
	t.Helper()
	if !r.Minimal {
		t.Fatal("the search was cut short")
	}
	for _, s := range spare(r, o) {
		t.Errorf("this would do:\n%s\ninstead of\n%s", scenarios.Encode(s), r.Text("x"))
	}
}

// refused is how many AppSpecs of a scenario agents refuse; many if it can not be
// built.
func refused(s *scenarios.Scenario, files scenarios.Files) (n int) {
	setup, _ := scenarios.Build(s, files)
	if setup == nil {
		return 1000
	}
	for i := range setup.CodeDeploy.Revisions {
		if setup.CodeDeploy.Revisions[i].Refused != "" {
			n++
		}
	}
	return n
}

// notes is how much is to be said against a scenario.
func notes(s *scenarios.Scenario, files scenarios.Files) int {
	_, found := scenarios.Build(s, files)
	return len(found)
}

// No single key and no single item of a list can be left out of what comes out.
func TestMinimal(t *testing.T) {
	o := shrink.Options{Files: bundles(t), New: under("M-CD-16"), Property: budget}
	done := 0
	for seed := 1; done < 20; seed++ {
		r, err := shrink.Shrink(context.Background(), decoded(t, anyRich.Example(seed)), o)
		if errors.Is(err, shrink.ErrHolds) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		minimal(t, r, o)
		done++
	}
}

// The proof sees what can be left out.
func TestMinimalSees(t *testing.T) {
	o := shrink.Options{Files: bundles(t), New: under("M-CD-16"), Property: budget, Runs: 1}
	r, err := shrink.Shrink(context.Background(), decoded(t, rich), o)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(spare(r, o)); r.Minimal || n < 20 {
		t.Errorf("of a rich scenario %d keys and items can be left out", n)
	}
}

// Equal input has equal output, however many processors there are.
func TestDeterminism(t *testing.T) {
	o := shrink.Options{Files: bundles(t), New: under("M-CD-16"), Property: budget}
	var first []byte
	for _, n := range []int{1, runtime.NumCPU(), 7} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
		r, err := shrink.Shrink(context.Background(), decoded(t, rich), o)
		if err != nil {
			t.Fatal(err)
		}
		text := append(r.Text("x"), r.Print.String()...)
		if first = append(first, text...); !bytes.HasPrefix(first, text) {
			t.Fatal(cmp.Diff(string(first[:len(text)]), string(text)))
		}
	}
}

// golden are counterexamples that a person can read: what is planted, and in
// which scenario it is found.
var golden = []struct {
	name, mutant, scenario string
	property               *property.Property
}{
	{"failed-hosts-count-as-healthy", "M-CD-16", rich, budget},
	{"one-failure-is-forgiven", "M-CD-07", rich, budget},
	{"all-must-succeed", "M-CD-04", "library:half-at-a-time", forgiving},
	{"never-fails", "", "library:one-at-a-time-fails", none(events.DeploymentFailed)},
	{"blue-green-fails", "", "library:blue-green-install-fails", none(events.DeploymentFailed)},
	{"alarm-stops", "", "library:alarm-rolls-back", none(events.DeploymentStopped)},
	{"lambda-hook-fails", "", "library:lambda-hook-fails", none(events.DeploymentFailed)},
}

func TestGolden(t *testing.T) {
	for _, c := range golden {
		t.Run(c.name, func(t *testing.T) {
			o := shrink.Options{Files: bundles(t), Property: c.property}
			if c.mutant != "" {
				o.New = under(c.mutant)
			}
			s := scenarioOf(t, c.scenario)
			r, err := shrink.Shrink(context.Background(), s, o)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "golden", c.name+".yaml")
			got := r.Text(c.name + ".yaml")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Error(diff)
			}
			minimal(t, r, o)
		})
	}
}

// scenarioOf reads a text, or library:NAME.
func scenarioOf(t *testing.T, text string) *scenarios.Scenario {
	name, bundled := bytes.CutPrefix([]byte(text), []byte("library:"))
	if !bundled {
		return decoded(t, text)
	}
	src, err := scenarios.LoadBundled(string(name))
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, string(src.Text))
}

// Of every key of the format that holds names it is known what they refer to,
// and of no other. A fault lists hosts unless something else is said.
func TestNames(t *testing.T) {
	seen, keys := map[reflect.Type]bool{}, map[string]bool{}
	var look func(x reflect.Type)
	look = func(x reflect.Type) {
		for x.Kind() == reflect.Pointer || x.Kind() == reflect.Slice {
			x = x.Elem()
		}
		if x.Kind() != reflect.Struct || seen[x] {
			return
		}
		seen[x] = true
		for i := range x.NumField() {
			f := x.Field(i)
			if shrink.HoldsNames(f.Type) && f.Tag.Get("key") != "" && (x != reflect.TypeFor[scenarios.Fault]() || f.Name == "ZoneOutage") {
				keys[x.Name()+"."+f.Name] = true
			}
			if f.Name != "_" {
				look(f.Type)
			}
		}
	}
	look(reflect.TypeFor[scenarios.Scenario]())
	if diff := cmp.Diff(slices.Sorted(maps.Keys(keys)), shrink.Names()); diff != "" {
		t.Errorf("names.go does not say of each key what its names refer to:\n%s", diff)
	}
}
