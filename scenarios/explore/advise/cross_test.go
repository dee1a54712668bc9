package advise

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// again is a scenario that stands alone, as its text is read.
func again(t *testing.T, r *Report, s *scenarios.Scenario, claims ...Claim) (*scenarios.Scenario, *sim.Setup) {
	t.Helper()
	read, found := scenarios.Decode("again.yaml", scenarios.Encode(r.Alone(s, claims)))
	if found.HasErrors() {
		t.Fatal(found)
	}
	setup, found := scenarios.Build(read, nil)
	if setup == nil {
		t.Fatal(found)
	}
	return read, setup
}

// proved searches the scenario that is advised once more, from its text, on its
// own and with no two hosts taken for alike where that can be done.
func proved(t *testing.T, r *Report, x *Row, plain bool) {
	t.Helper()
	s, setup := again(t, r, r.Scenario(x), r.Claims(x)...)
	claims, err := s.Claims()
	if err != nil {
		t.Fatal(err)
	}
	report, err := explore.Explore(context.Background(), s, setup, explore.Options{
		Properties: claims, Search: explore.Exhaustive, Kinds: r.Kinds(), Faults: r.options.Tolerate, Plain: plain, States: 5_000_000,
	})
	if err != nil {
		t.Fatal(err)
	}
	for n, found := range report.Results {
		if found.Verdict != explore.Proved {
			t.Errorf("%s is said to hold, and %s is %v: %s", x.Label(), claims[n].Text, found.Verdict, report.Why)
		}
	}
}

// broken runs the counterexample of a row from its text: it breaks what it is
// said to, with as many faults.
func broken(t *testing.T, r *Report, x *Row) {
	t.Helper()
	b := x.Broken
	s, setup := again(t, r, b.Scenario, b.Claim)
	if _, verdicts, err := property.Run(sim.New(setup), []*property.Property{b.Claim.Property}); err != nil || verdicts[0] != property.Violated {
		t.Errorf("%s: %s is said to break by %s, and is %v, %v", x.Label(), b.Claim.Label, b.How, verdicts, err)
	}
	faults := 0
	for _, e := range s.Timeline[len(r.group.scenario.Timeline):] {
		if e.Fault.Delay == nil {
			faults++
		}
	}
	if faults != b.Faults || b.Faults > r.options.Tolerate || b.Faults <= x.UpTo {
		t.Errorf("%s: up to %d, broken by %d faults, and the scenario has %d", x.Label(), x.UpTo, b.Faults, faults)
	}
}

// shown runs the worst cases of a row from their texts: one takes as long as is
// said, another leaves as few hosts alone.
func shown(t *testing.T, r *Report, x *Row) {
	t.Helper()
	for _, c := range []*Case{x.Longest, x.Latest, x.Fewest} {
		if c == nil {
			continue
		}
		_, setup := again(t, r, c.Scenario)
		o, err := newRunner(sim.New(setup), r.group, r.group.balanced(&x.Settings)).run(nil)
		if err != nil || c == x.Longest && o.took != x.Worst || c == x.Latest && o.took != x.AtLimits || c == x.Fewest && r.Hosts-o.away != x.Kept {
			t.Errorf("%s under %s takes %v and leaves %d alone, %v; %v, %v at limits and %d are said", x.Label(), c.How, o.took, r.Hosts-o.away, err, x.Worst, x.AtLimits, x.Kept)
		}
		if strings.Count(c.How, "@") > r.options.Tolerate {
			t.Errorf("%s has more faults than %d", c.How, r.options.Tolerate)
		}
	}
}

// What is advised for scenarios of the library, worked out by hand, is searched
// once more on its own, and all that is said to break is run: nothing of it may
// hang on how settings are judged.
func TestCrossChecked(t *testing.T) {
	for _, c := range []struct {
		name     string
		keep     string
		tolerate int
		kinds    string
		best     string
		why      string // with N hosts, M of them healthy, and a budget of B
	}{
		{"one-at-a-time", "50%", 2, "fail", "HalfAtATime", "N 4, M 2, B 2: two failures fail it, and none is left for the rollback: CD-2.8, CD-5.1"},
		{"host-count", "60%", 2, "fail", "60%", "N 10, M 6, B 4: two failures leave it Succeeded: CD-2.2, CD-2.9"},
		{"half-at-a-time-even", "75%", 2, "fail", "75%", "N 8, M 6, B 2: as one-at-a-time, and nothing that is faster keeps six: CD-2.3, CD-2.8"},
		{"half-at-a-time-even", "75%", 2, "fail,crashAgent", "", "B 2: two dead agents fail the deployment, and its rollback: CD-8.4, CD-5.7"},
		{"load-balancer", "50%", 1, "fail,terminate", "HalfAtATime", "N 2, M 1, B 1: the first failure is rolled back, or the last one harmless: CD-2.8, CD-2.10"},
		{"blue-green", "50%", 1, "fail,hang", "HalfAtATime", "N 3, M 2, B 1: the failure is rolled back, and blue/green waits for ten minutes: CD-2.8, CD-3.9, CD-3.10"},
		{"zonal", "60%", 1, "fail", "60%", "N 6, M 4, B 2: one failure leaves it Succeeded: CD-2.2, CD-2.9"},
	} {
		t.Run(c.name+" "+c.kinds, func(t *testing.T) {
			src, err := scenarios.LoadBundled(c.name)
			if err != nil {
				t.Fatal(err)
			}
			s, _, _ := src.Compile()
			keep, _ := ParseKeep(c.keep)
			kinds, _ := explore.ParseKinds(c.kinds)
			r := advised(t, s, Options{Keep: keep, Tolerate: c.tolerate, Kinds: kinds, Files: src.Files, Runs: 100})
			best := ""
			if x := r.Best(); x != nil {
				best = x.Label()
			}
			if best != c.best {
				t.Errorf("best is %q, want %q: %s", best, c.best, c.why)
			}
			for n := range r.Rows {
				switch x := &r.Rows[n]; {
				case x.Verdict == Breaks:
					broken(t, r, x)
				case n == 0 || r.Hosts <= 4:
					proved(t, r, x, r.Hosts <= 4)
				}
				shown(t, r, &r.Rows[n])
			}
		})
	}
}

// A timeline that speaks of a rollback can not be without one: such settings are
// left out, and it is said why. CD-5.2
func TestSettingsThatCanNotBe(t *testing.T) {
	src, err := scenarios.LoadBundled("notifications")
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ := src.Compile()
	o := quick
	o.Files = src.Files
	r := advised(t, s, o)
	for n := range r.Rows {
		if x := &r.Rows[n]; len(x.Rollback) == 0 {
			t.Errorf("%s without a rollback: %v", x.Label(), x.Verdict)
		}
	}
	if why := r.Untried[len(r.Untried)-1]; len(r.Rows) != r.All || !strings.Contains(why, "settings under which the scenario can not be: notifications:44:12: deployment 2 can never exist") {
		t.Errorf("%d of %d, %s", len(r.Rows), r.All, why)
	}
}
