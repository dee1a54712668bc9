package shrink

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// ChainOf is the chain by which a scenario breaks its claim.
func ChainOf(s *scenarios.Scenario, o Options) (Chain, error) {
	k, err := start(context.Background(), s, o)
	if err != nil {
		return Chain{}, err
	}
	return k.chain, nil
}

// Alike says whether a scenario breaks the claim of a result as that does.
func Alike(s *scenarios.Scenario, o Options, r *Result) bool {
	k := &shrinker{ctx: context.Background(), o: o, build: scenarios.NewBuilder(o.Files), claim: r.claim, kinds: r.kinds, calmed: r.calmed, settled: true, best: trial{scenario: r.Scenario}}
	if k.o.New == nil {
		k.o.New = sim.New
	}
	t, err := k.run(s)
	return err == nil && t.breach.broken && t.chain.as(r.Chain) && k.byFaults(s)
}

// As says whether a chain is the same as another.
func (c Chain) As(o Chain) bool { return c.as(o) }

// HoldsNames says whether a key of a type holds names.
func HoldsNames(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t == nameType
}

// Names are the keys of which it is known what their names refer to.
func Names() []string { return slices.Sorted(maps.Keys(names)) }
