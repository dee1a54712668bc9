package oracle_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

var update = flag.Bool("update", false, "accept the states found as those wanted")

const head = `# All states of an in-place deployment to N instances with a minimum of M
# healthy hosts and E lifecycle events, each of which may fail. doc.go says what
# a state is. In scenario order the first pending instance starts next, in any
# order each of them may; a class is the states that differ only in who is who.
# With R = 1 a deployment that fails is rolled back.
#
#            |             scenario order                 |             any order
# E  R  N  M | states  steps  final  Succeeded  Failed    | states  steps  final  classes  final classes
`

// table counts the states of all deployments to at most four instances.
func table() string {
	var b strings.Builder
	b.WriteString(head)
	for _, events := range []int{1, 7} {
		for r := range 2 {
			for n := 1; n <= 4; n++ {
				for m := 0; m <= n; m++ {
					s := oracle.Space{Instances: n, Minimum: m, Events: events, Rollback: r == 1}
					o := s.Explore()
					s.AnyOrder = true
					a := s.Explore()
					fmt.Fprintf(&b, "%3d %2d %2d %2d   %6d %6d %6d %10d %7d      %6d %6d %6d %8d %14d\n",
						events, r, n, m, o.States, o.Steps, o.Final, o.Succeeded, o.Failed, a.States, a.Steps, a.Final, a.Classes, a.FinalClasses)
				}
			}
		}
	}
	return b.String()
}

// The number of states is known, for another explorer to be compared with.
func TestStates(t *testing.T) {
	got, path := table(), filepath.Join("testdata", "states.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// What holds in every state: the budget is kept (CD-2.7), simultaneous ends
// commute (CD-2.12), every run ends, and under any order the orbits add up to
// all states.
func TestStatesAreSound(t *testing.T) {
	for n := 1; n <= 5; n++ {
		for m := 0; m <= n; m++ {
			for which := range 4 {
				testSound(t, oracle.Space{Instances: n, Minimum: m, Events: 2, AnyOrder: which&1 == 1, Rollback: which&2 == 2})
			}
		}
	}
}

func testSound(t *testing.T, s oracle.Space) {
	g, n, m := s.Explore(), s.Instances, s.Minimum
	if g.Unordered != 0 {
		t.Errorf("%+v: %d pairs of ends do not commute", s, g.Unordered)
	}
	if m < n && (g.NeverBelow != m || g.MostInProgress != n-m) {
		t.Errorf("%+v: down to %d healthy, %d at once", s, g.NeverBelow, g.MostInProgress)
	}
	if g.Succeeded+g.Failed != g.Final {
		t.Errorf("%+v: %d final states, %d of them with a verdict", s, g.Final, g.Succeeded+g.Failed)
	}
	if s.AnyOrder && g.Orbits != g.States {
		t.Errorf("%+v: orbits add up to %d, not to %d states", s, g.Orbits, g.States)
	}
	if states, steps := s.Count(); states != g.States || steps != g.Steps {
		t.Errorf("%+v: %d states and %d steps, counted alone %d and %d", s, g.States, g.Steps, states, steps)
	}
}

// The simulator reaches the same states, and no other, over all choices of who
// fails and who takes longer than whom.
func TestSimulatorReachesTheStates(t *testing.T) {
	for n := 1; n <= 4; n++ {
		for m := 0; m <= n; m++ {
			seen, final := map[string]bool{}, map[string]bool{}
			for _, takes := range orders(n) {
				for failing := range 1 << n {
					path := pathOf(t, one(m, takes, failing))
					for _, s := range path {
						seen[s] = true
					}
					final[path[len(path)-1]] = true
				}
			}
			g := oracle.Space{Instances: n, Minimum: m, Events: 1}.Explore()
			if diff := cmp.Diff(g.Names(), slices.Sorted(maps.Keys(seen))); diff != "" || len(final) != g.Final {
				t.Errorf("%d instances, minimum %d: %d final states, want %d; -oracle +simulator\n%s", n, m, len(final), g.Final, diff)
			}
		}
	}
}

// orders are all orders of the first n powers of three, in seconds.
func orders(n int) [][]int64 {
	if n == 0 {
		return [][]int64{nil}
	}
	var all [][]int64
	longest := int64(second)
	for range n - 1 {
		longest *= 3
	}
	for _, shorter := range orders(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, longest))
		}
	}
	return all
}

// one is a deployment in which everything but ValidateService takes no time.
func one(minimum int, takes []int64, failing int) *drawn {
	d := &drawn{Silent: make([]bool, len(takes))}
	d.Minimum.Value, d.Limit = minimum, 8*hour
	for i := range takes {
		in := oracle.Instance{Events: make([]oracle.Event, len(lifecycle))}
		in.Events[6] = oracle.Event{Takes: takes[i], Fails: failing>>i&1 == 1}
		d.Instances = append(d.Instances, in)
	}
	return d
}

// pathOf lists the states of a run of the simulator in words: those at the end
// of each instant after the deployment was created.
func pathOf(t *testing.T, d *drawn) (path []string) {
	w := sim.New(d.setup())
	for now := kernel.Time(-1); ; now = w.Now() {
		ok, err := w.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return path
		}
		if len(path) == 0 || w.Now() > now {
			path = append(path, "")
		}
		path[len(path)-1] = inWords(w)
	}
}

// inWords is the present state of the first deployment.
func inWords(w *sim.World) string {
	info, _ := w.Deployment(1)
	var targets []oracle.Status
	for i := range uint32(info.Targets) {
		targets = append(targets, statuses[w.CodeDeploy().Target(info.FirstTarget+i).Status.String()])
	}
	return fmt.Sprint(info.Status, targets)
}
