package shrink_test

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// claims are properties that some run or other breaks.
var claims = []string{"minimum-healthy", "max-offline=1", "max-failed=0", "succeeds", "ends-within=1m", "healthy-at-end", "never-mixed-at-end", "nothing-skipped",
	"at-most-one-rollback", "no-alarm", "traffic-never-lost", "always inService >= inServiceAtStart", `eventually within 10s any(deployments, status == "Succeeded")`,
	`never any(instances, name == "web-2" and not running)`, "atEnd count(deployments) == 0", "always number > 0"}

var faultsDrawn = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scenarios.Entry {
	at := kernel.Time(rapid.Int64Range(0, 600_000).Draw(t, "at"))
	on := scenarios.Names(rapid.SampledFrom([]string{"web-1", "web-2", "web-3", "web"}).Draw(t, "host"))
	e := scenarios.Entry{At: &at, Fault: &scenarios.Fault{}}
	switch rapid.IntRange(0, 4).Draw(t, "fault") {
	case 0:
		e.Fault.Terminate = on
	case 1:
		e.Fault.CrashAgent, e.Fault.For = on, &at
	case 2:
		e.Fault.Slow = &scenarios.Slow{Instance: on, Factor: 7}
	case 3:
		e.Fault.CutNetwork = on
	default:
		e.Fault.Hang = on
	}
	return e
}), 0, 5)

// anything shrinks some scenario under some engine for some claim: it never
// panics, and what comes out breaks the claim by the same rules.
func anything(t *rapid.T) {
	s, files := some(t)
	o := shrink.Options{Files: files, New: bounded(&codedeploy.AWS), Runs: 2000}
	if p, err := property.Parse(rapid.SampledFrom(claims).Draw(t, "claim")); err == nil {
		o.Property = p
	}
	if n := rapid.IntRange(-20, len(codedeploy.Mutants)-1).Draw(t, "mutant"); n >= 0 {
		o.New = bounded(codedeploy.Mutants[n].Under())
	}
	before := scenarios.Encode(s)
	chain, err := shrink.ChainOf(s, o)
	if err != nil {
		return // it can not be built, runs for ever, or breaks nothing
	}
	r, err := shrink.Shrink(context.Background(), s, o)
	if errors.As(err, new(*kernel.LimitError)) {
		return // it breaks the claim at once, and then runs for ever
	}
	if err != nil {
		t.Fatal(err)
	}
	if string(scenarios.Encode(s)) != string(before) {
		t.Fatalf("the scenario was changed:\n%s", scenarios.Encode(s))
	}
	after, err := shrink.ChainOf(decodedAny(t, r.Text("x")), o)
	if err != nil || !after.As(chain) {
		t.Fatalf("%v, %v:\n%s", err, after, r.Text("x"))
	}
}

// bounded is an engine whose runs end, as those of some mutants never do.
func bounded(d *codedeploy.Decisions) func(s *sim.Setup) *sim.World {
	return func(s *sim.Setup) *sim.World {
		s.Limits.Events = 20_000
		return sim.NewUnder(s, d)
	}
}

// some draws a scenario: one of the library with more faults, or any.
func some(t *rapid.T) (*scenarios.Scenario, scenarios.Files) {
	library := scenarios.Library()
	n := rapid.IntRange(-len(library)/2, len(library)-1).Draw(t, "scenario")
	if n < 0 {
		return gen.Scenario().Draw(t, "drawn"), nil
	}
	src, err := scenarios.LoadBundled(library[n].Name)
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ := src.Compile()
	s.Timeline = append(s.Timeline, faultsDrawn.Draw(t, "faults")...)
	return s, src.Files
}

func decodedAny(t rapid.TB, text []byte) *scenarios.Scenario {
	s, found := scenarios.Decode("x.yaml", text)
	if found.HasErrors() {
		t.Fatalf("%v:\n%s", found, text)
	}
	return s
}

func TestAnything(t *testing.T) { rapid.Check(t, anything) }

func FuzzShrink(f *testing.F) { f.Fuzz(rapid.MakeFuzz(anything)) }

// What is cut short is the smallest so far, and says that there may be less.
func TestCutShort(t *testing.T) {
	o := shrink.Options{Files: bundles(t), New: under("M-CD-16"), Property: budget}
	ctx, stop := context.WithCancel(context.Background())
	n := 0
	o.Progress = func() {
		if n++; n == 40 {
			stop()
		}
	}
	s := decoded(t, rich)
	r, err := shrink.Shrink(ctx, s, o)
	if err != nil {
		t.Fatal(err)
	}
	hosts, _ := size(r.Scenario)
	if all, _ := size(s); r.Minimal || r.Runs > 42 || hosts >= all {
		t.Errorf("minimal %v after %d runs, with %d hosts of %d", r.Minimal, r.Runs, hosts, all)
	}
	if _, err := shrink.ChainOf(r.Scenario, shrink.Options{New: o.New, Property: budget, Files: o.Files}); err != nil {
		t.Error(err)
	}
}

// A scenario that is right in all is none to shrink; one that can not be built
// says why.
func TestNothingToShrink(t *testing.T) {
	if _, err := shrink.Shrink(context.Background(), decoded(t, rich), shrink.Options{Files: bundles(t), Property: budget}); !errors.Is(err, shrink.ErrHolds) {
		t.Error(err)
	}
	s := decoded(t, rich)
	s.Timeline[0].CreateDeployment.Revision = scenarios.Named("nosuch")
	if _, err := shrink.Shrink(context.Background(), s, shrink.Options{Files: bundles(t)}); err == nil {
		t.Error("a revision that nothing defines is fine")
	}
}

// What comes out under decisions that roll back though nobody asked for it can be read
// again: it expects no deployment that there can never be (CD-5.1).
func TestExpectsWhatCanBe(t *testing.T) {
	src, err := scenarios.LoadBundled("agent-crash")
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ := src.Compile()
	s.Timeline = append(s.Timeline, scenarios.Entry{At: new(kernel.Time), Fault: &scenarios.Fault{Terminate: scenarios.Names("web")}})
	never, err := property.Parse("atEnd count(deployments) == 0")
	if err != nil {
		t.Fatal(err)
	}
	r, err := shrink.Shrink(context.Background(), s, shrink.Options{Files: src.Files, New: under("M-CD-61"), Property: never})
	if err != nil {
		t.Fatal(err)
	}
	if setup, found := scenarios.Build(decodedAny(t, r.Text("x")), src.Files); setup == nil {
		t.Errorf("%v:\n%s", found, r.Text("x"))
	}
}
