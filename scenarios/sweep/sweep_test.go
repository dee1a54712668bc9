package sweep

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

//go:embed testdata/drawn.yaml
var drawn string

const theConfig = "applications[shop].deploymentGroups[prod].deploymentConfigName"

func planned(t testing.TB, text string, spec Spec) *Plan {
	t.Helper()
	p, _, err := New(&scenarios.Source{Name: "test", Text: []byte(text)}, spec)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// twoCells is a plan with a grid, and more than a shard in each cell.
func twoCells(t testing.TB) *Plan {
	return planned(t, drawn, Spec{From: 5, Seeds: 20000,
		Grid: []Axis{{theConfig, []string{"CodeDeployDefault.HalfAtATime", "CodeDeployDefault.OneAtATime"}}}})
}

func reported(t testing.TB, p *Plan, s *Sum) []byte {
	t.Helper()
	text, err := json.Marshal(s.Report(p))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func swept(t testing.TB, p *Plan, workers int) []byte {
	t.Helper()
	s := NewSum(p)
	if err := Local(t.Context(), p, s, workers, nil); err != nil {
		t.Fatal(err)
	}
	if left := s.Missing(p); len(left) > 0 {
		t.Fatal(left)
	}
	return reported(t, p, s)
}

// The report is the same whoever ran what.
func TestWorkersAgree(t *testing.T) {
	p := twoCells(t)
	one := swept(t, p, 1)
	for _, workers := range []int{2, 3, 8} {
		if other := swept(t, p, workers); !bytes.Equal(one, other) {
			t.Errorf("%d workers:\n%s\nwant\n%s", workers, other, one)
		}
	}
}

// What is counted is what the runs under those seeds alone would show: a world
// that is used again is as good as a new one.
func TestCountsSingleRuns(t *testing.T) {
	const from, runs = 40, 300
	p := planned(t, drawn, Spec{From: from, Seeds: runs})
	part := NewRunner(p).Run(p.Shards[0])
	want := Tally{Durations: Counts{}}
	for seed := uint64(from); seed < from+runs; seed++ {
		setup := *p.Cells[0].Setup
		setup.Seed = seed
		w := sim.New(&setup)
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		print := w.Journal().Fingerprint()
		want.Print[0] += kernel.Mix(seed, print.Hi)
		want.Print[1] += kernel.Mix(seed, print.Lo)
		want.Durations[w.Ended()]++
		for _, d := range w.Deployments() {
			if d.Code != 0 {
				want.Failed.once(seed)
				break
			}
		}
	}
	if got := part.Tally; got.Print != want.Print || got.Failed != want.Failed || len(got.Durations) != len(want.Durations) || got.Runs != runs {
		t.Errorf("counted %v, failed %v; one by one %v, failed %v", got.Print, got.Failed, want.Print, want.Failed)
	}
	for at, n := range want.Durations {
		if part.Tally.Durations[at] != n {
			t.Errorf("%d runs took %v, want %d", part.Tally.Durations[at], at, n)
		}
	}
	if want.Failed.Runs == 0 || want.Failed.Runs == runs {
		t.Errorf("%d of %d runs failed: the case shows nothing", want.Failed.Runs, runs)
	}
}

// A sweep that is interrupted, kept and taken up ends with the report of one that
// was not.
func TestResume(t *testing.T) {
	p := twoCells(t)
	want := swept(t, p, 2)
	store := Store(t.TempDir())
	if _, err := store.TakeUp(p); !errors.Is(err, ErrNothingKept) {
		t.Fatal(err)
	}
	s, rounds := NewSum(p), 0
	for ; len(s.Missing(p)) > 0; rounds++ {
		ctx, stop := context.WithCancel(t.Context())
		if err := Local(ctx, p, s, 2, func(uint64) { stop() }); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		stop()
		if err := store.Keep(p, s); err != nil {
			t.Fatal(err)
		}
		again, err := store.TakeUp(p)
		if err != nil {
			t.Fatal(err)
		}
		s = again
	}
	if got := reported(t, p, s); !bytes.Equal(got, want) || rounds < 2 {
		t.Errorf("after %d rounds\n%s\nwant\n%s", rounds, got, want)
	}
	other := planned(t, drawn, Spec{From: 6, Seeds: 20000})
	if _, err := store.TakeUp(other); !errors.Is(err, ErrNothingKept) {
		t.Errorf("another sweep takes up what is not its own: %v", err)
	}
	if store.Forget(p); errors.Is(func() error { _, err := store.TakeUp(p); return err }(), ErrNothingKept) == false {
		t.Error("it is not forgotten")
	}
}

// A result that differs from one that is there stops everything.
func TestMismatch(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 100})
	s, part := NewSum(p), NewRunner(p).Run(p.Shards[0])
	if added, err := s.Add(part); !added || err != nil {
		t.Fatal(added, err)
	}
	if added, err := s.Add(part); added || err != nil {
		t.Fatal("the same again:", added, err)
	}
	part.Tally.Print[0]++
	var mismatch *Mismatch
	if _, err := s.Add(part); !errors.As(err, &mismatch) || !strings.Contains(err.Error(), "seeds 1 to 100 of cell 1 gave two different results") {
		t.Error(err)
	}
}

// A spec that was sent makes the same plan.
func TestSpecTravels(t *testing.T) {
	src, err := scenarios.Load("half-at-a-time-odd")
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := New(src, Spec{From: 1, Seeds: 50, Tries: scenarios.Tries{Fail: []string{"1@ValidateService"}}})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := DecodeSpec(p.Spec.Encode())
	if err != nil || sent.Digest() != p.Spec.Digest() {
		t.Fatal(err, sent.Digest())
	}
	q, err := sent.Plan()
	if err != nil {
		t.Fatal(err)
	}
	if a, b := swept(t, p, 1), swept(t, q, 1); !bytes.Equal(a, b) {
		t.Errorf("here %s\nthere %s", a, b)
	}
}

// What can not be swept is refused with what would be right.
func TestRefused(t *testing.T) {
	many := make([]string, 101)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	for _, c := range []struct {
		name string
		spec Spec
		want string
	}{
		{"a grid too large", Spec{Seeds: 1, Grid: []Axis{{"a", many}, {"b", many}}}, "the grid has more than 10000 cells"},
		{"too many runs", Spec{Seeds: 1 << 40}, "that is too much for one sweep"},
		{"a place that is not there", Spec{Seeds: 1, Grid: []Axis{{"fleet.nosuch[0].count", []string{"1"}}}}, "--grid fleet.nosuch[0].count=1"},
		{"a fault that can not be", Spec{Seeds: 1, Tries: scenarios.Tries{Stop: []string{"nosuch@5s"}}}, "--stop nosuch@5s"},
	} {
		_, _, err := New(&scenarios.Source{Name: "test", Text: []byte(drawn)}, c.spec)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// Cells in which all runs go alike are those in which they do.
func TestAlike(t *testing.T) {
	for _, e := range scenarios.Library() {
		src, err := scenarios.Load(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		p, found, err := New(src, Spec{From: 1, Seeds: 20})
		if err != nil {
			t.Fatal(e.Name, found, err)
		}
		tally := NewRunner(p).Run(p.Shards[0]).Tally
		if len(p.Alike()) > 0 && (len(tally.Durations) > 1 || tally.Failed.Runs%20 != 0) {
			t.Errorf("%s: nothing is drawn, and yet runs take %v", e.Name, tally.Durations.times())
		}
	}
	if list := twoCells(t).Alike(); len(list) != 0 {
		t.Error(list)
	}
}

// BenchmarkSweep is a whole deployment to six hosts, with the draws, the counting
// and the adding up.
func BenchmarkSweep(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(map[int]string{1: "one", 2: "two"}[workers], func(b *testing.B) {
			p := planned(b, drawn, Spec{From: 1, Seeds: 1 << 17})
			for b.Loop() {
				if err := Local(b.Context(), p, NewSum(p), workers, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(p.Runs())*float64(b.N)/b.Elapsed().Seconds(), "deployments/s")
		})
	}
}
