package shrink

import (
	"context"
	"errors"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Options say what to shrink a scenario for, and with what.
type Options struct {
	Files    scenarios.Files               // where its bundles are; nil if it has none
	New      func(s *sim.Setup) *sim.World // the engine; sim.New if nil
	Test     string                        // the command that runs it under an engine of one's own; empty for AWS
	Property *property.Property            // what it breaks; nil for the first of its own, or else the first of its expectations, that fails
	Spread   int                           // of Retry and Strike: so many faults may be made of those of a counterexample that has fewer hosts
	Late     bool                          // a delay is a fault, as it is to a search that lets events end late
	Runs     int                           // at most so many; 100,000 if 0
	Progress func()                        // is called for each run; may be nil
}

// Find is a scenario that breaks the claim by other rules.
type Find struct {
	Scenario *scenarios.Scenario
	Chain    Chain
}

// Result is what has become of a scenario.
type Result struct {
	Scenario *scenarios.Scenario
	Claim    string             // what it breaks
	At       kernel.Time        // when
	AtEnd    bool               // only as nothing was left to happen
	Chain    Chain              // the rules by which it does
	Subject  string             // what that is about; empty if it is about nothing
	Runs     int                // how many were made
	Minimal  bool               // nothing more can be left out or made simpler; false if the search was cut short
	Others   []Find             // at most eight, of different chains
	Property *property.Property // that it breaks; nil if it misses an expectation
	Print    kernel.Fingerprint // of its run
	test     string
	kinds    []string
	calmed   calming
	claim    claim
	world    *sim.World
}

// ErrHolds is that there is nothing to shrink: the scenario does not break what
// it is said to.
var ErrHolds = errors.New("the scenario breaks no property and misses no expectation")

const (
	mostRuns   = 100_000
	mostOthers = 8
)

// Shrink returns a smallest scenario that breaks the same claim by the same
// chain of rules, and by faults of the same kinds if it takes any: no single part of it
// can be left out or made simpler. It
// depends on nothing but the scenario, its files and the options, unless ctx
// ends: then it is the smallest so far. The error is ErrHolds, source.Diagnostics
// if the scenario can not be built, a *kernel.LimitError, or that of a property
// that has no answer.
func Shrink(ctx context.Context, s *scenarios.Scenario, o Options) (*Result, error) {
	k, err := start(ctx, s, o)
	if err != nil {
		return nil, err
	}
	k.bare()
	k.pass(fewerFaults)
	k.kinds, k.settled = k.kindsOf(k.best.scenario), true
	still := 0
	for i := 0; still < len(passes) && !k.over(); i = (i + 1) % len(passes) {
		if still++; k.pass(passes[i]) {
			still = 0
		}
	}
	return k.result()
}

// shrinker is one Shrink under way.
type shrinker struct {
	ctx     context.Context
	o       Options
	build   *scenarios.Builder
	limits  kernel.Limits // of a run
	refused int           // how many revisions agents may refuse
	claim   claim
	chain   Chain               // by which the scenario is to break the claim
	kinds   []string            // of the faults that it may have
	calmed  calming             // makes one that does not break the claim, as it is without its faults; nil if it takes none
	calm    *scenarios.Scenario // the latest of these
	pinned  map[slot]bool       // where nothing is to be left out
	anyhow  bool                // it may do so by any
	settled bool                // the scenario was left with the faults that it takes as it is
	best    trial
	runs    int
	others  []Find
}

// trial is a scenario with its run.
type trial struct {
	scenario *scenarios.Scenario
	world    *sim.World
	breach   breach
	chain    Chain
	notes    int // that a person who checks it is told
}

// start finds out what the scenario breaks.
func start(ctx context.Context, s *scenarios.Scenario, o Options) (*shrinker, error) {
	k := &shrinker{ctx: ctx, o: o, build: scenarios.NewBuilder(o.Files)}
	if k.o.New == nil {
		k.o.New = sim.New
	}
	if k.o.Runs == 0 {
		k.o.Runs = mostRuns
	}
	setup, found := k.build.Build(s)
	if setup == nil {
		return nil, found
	}
	k.refused = refused(setup)
	var err error
	if k.claim, err = k.claimOf(s, setup); err != nil {
		return nil, err
	}
	t, err := k.run(k.stated(s))
	if err != nil {
		return nil, err
	}
	if !t.breach.broken {
		return nil, ErrHolds
	}
	k.best, k.chain = t, t.chain
	k.limits.Events = 10*uint64(t.world.Journal().Len()) + 100_000
	k.kinds, k.calmed = k.kindsOf(t.scenario), k.needed(t.scenario)
	return k, nil
}

// claimOf is what is to be broken: the property, or the first of the scenario's
// own that it breaks, or the first expectation that it misses.
func (k *shrinker) claimOf(s *scenarios.Scenario, setup *sim.Setup) (claim, error) {
	if k.o.Property != nil {
		return propertyClaim{k.o.Property}, nil
	}
	claims, err := s.Claims()
	if err != nil {
		return nil, err
	}
	w := k.o.New(setup)
	w.Journal().SetLevel(kernel.All)
	_, verdicts, err := property.Run(w, claims)
	if err != nil {
		return nil, err
	}
	if i := slices.Index(verdicts, property.Violated); i >= 0 {
		k.o.Property = claims[i]
		return propertyClaim{claims[i]}, nil
	}
	failures := scenarios.Check(s, w, w.Pace()).Failures
	if len(failures) == 0 {
		return nil, ErrHolds
	}
	return expected{failures[0]}, nil
}

// stated is the scenario with the property that it breaks as its only one, if
// that can be written.
func (k *shrinker) stated(s *scenarios.Scenario) *scenarios.Scenario {
	made := *s
	made.Properties = nil
	if k.o.Property != nil {
		if c, ok := scenarios.ClaimOf(k.o.Property); ok {
			made.Properties = scenarios.ClaimList{c}
		}
	}
	return &made
}

// run builds a scenario and runs it until it breaks the claim.
func (k *shrinker) run(s *scenarios.Scenario) (t trial, err error) {
	if k.runs++; k.o.Progress != nil {
		k.o.Progress()
	}
	setup, found := k.build.Build(s)
	if setup == nil {
		return t, found
	}
	if refused(setup) > k.refused {
		return t, errRefused
	}
	setup.Limits = k.limits
	w := k.o.New(setup)
	w.Journal().SetLevel(kernel.All)
	t = trial{scenario: s, world: w, notes: len(found)}
	if t.breach, err = k.claim.breaks(s, w); err != nil || !t.breach.broken {
		return t, err
	}
	t.chain = chainOf(w, t.breach.told)
	return t, nil
}

// errRefused is that agents would refuse a revision that was fine before: a fault
// that nobody asked for.
var errRefused = errors.New("an AppSpec is no longer valid")

// refused is how many revisions agents refuse.
func refused(s *sim.Setup) (n int) {
	for i := range s.CodeDeploy.Revisions {
		if s.CodeDeploy.Revisions[i].Refused != "" {
			n++
		}
	}
	return n
}

// over says whether the search is to end.
func (k *shrinker) over() bool { return k.runs >= k.o.Runs || k.ctx.Err() != nil }

// accept takes a scenario for the one so far if it breaks the claim in the same
// way, and nothing more is to be said against it. What it does in another way is
// kept aside.
func (k *shrinker) accept(s *scenarios.Scenario) bool {
	if s == nil || k.over() {
		return false
	}
	t, err := k.run(s)
	switch {
	case err != nil || !t.breach.broken || t.notes > k.best.notes || !written(s):
		return false
	case k.anyhow:
	case !t.chain.as(k.chain):
		k.keepAside(t)
		return false
	case !k.byFaults(s):
		return false
	}
	k.best = t
	return true
}

// byFaults says whether a scenario that breaks the claim has no other kinds of faults
// than it may have, and does not break it without them if the first one does not; nor by
// what goes wrong by itself in the place of one of them.
func (k *shrinker) byFaults(s *scenarios.Scenario) bool {
	other := slices.ContainsFunc(k.kindsOf(s), func(kind string) bool { return !slices.Contains(k.kinds, kind) })
	return !other && (k.calmed == nil || k.takes(s, k.calmed) && !(k.settled && k.replaces(s)))
}

// written says whether a scenario can be written down and read again.
func written(s *scenarios.Scenario) bool {
	_, found := scenarios.DecodeNode(scenarios.EncodeNode(s))
	return !found.HasErrors()
}

func (k *shrinker) keepAside(t trial) {
	for _, f := range k.others {
		if t.chain.as(f.Chain) {
			return
		}
	}
	if len(k.others) < mostOthers {
		k.others = append(k.others, Find{t.scenario, t.chain})
	}
}

// An edit makes a simpler scenario, or nil if there is none.
type edit func() *scenarios.Scenario

// pass tries the edits of one sort until none of them is of use any more.
func (k *shrinker) pass(edits func(k *shrinker) []edit) (changed bool) {
	list := edits(k)
	for i := 0; i < len(list) && !k.over(); {
		if !k.accept(list[i]()) {
			i++
			continue
		}
		changed = true
		list = edits(k)
	}
	return changed
}

// bare leaves out what decides nothing: titles, and expectations but for the
// one that is missed.
func (k *shrinker) bare() {
	s := *k.best.scenario
	s.Title, s.Topic, s.Teaches, s.Exam = "", "", nil, nil
	if k.accept(&s); k.o.Property == nil {
		k.pass(func(k *shrinker) (list []edit) { return chunksOf(k.best.scenario, field("Expect")) })
		return
	}
	s.Expect = nil
	k.accept(&s)
}

// result is the scenario so far, run to its end.
func (k *shrinker) result() (*Result, error) {
	k.limits = kernel.Limits{}
	t, err := k.run(k.best.scenario)
	if err != nil {
		return nil, err
	}
	r := &Result{Scenario: t.scenario, Claim: k.claim.String(), At: t.breach.at, Chain: t.chain, Runs: k.runs,
		Minimal: k.runs < k.o.Runs && k.ctx.Err() == nil, Others: k.others, Property: k.o.Property, test: k.o.Test, kinds: k.kinds, calmed: k.calmed, claim: k.claim, world: t.world}
	r.Subject, r.AtEnd = subject(t.world, t.breach), t.breach.atEnd
	if err := t.world.Run(); err != nil {
		return nil, err
	}
	r.Print = t.world.Journal().Fingerprint()
	r.expect(k.o.Files)
	return r, nil
}
