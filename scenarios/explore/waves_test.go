package explore

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// sameForAll compares the searches of several numbers of workers: what they
// report, and each byte of what a search that is not done goes on from.
func sameForAll(t rapid.TB, s *scenarios.Scenario, setup *sim.Setup, o Options) {
	t.Helper()
	var want *Report
	var rest []byte
	for _, hands := range []int{1, 2, 3, 8} {
		o.hands = hands
		r, err := Explore(context.Background(), s, setup, o)
		if errors.As(err, new(*Impossible)) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var kept []byte
		if r.Rest != nil {
			kept = written(t, r.Rest)
		}
		if want == nil {
			want, rest = r, kept
		}
		if !bytes.Equal(kept, rest) {
			t.Errorf("%d workers keep something else than one", hands)
		}
		if r.Rest, want.Rest = nil, nil; !reflect.DeepEqual(r, want) {
			t.Fatalf("%d workers:\n%+v\nwant\n%+v", hands, r, want)
		}
	}
}

// The number of workers makes no difference to a search, wherever it ends.
func TestWorkersOnDrawnScenarios(t *testing.T) {
	drawn := gen.Scenario(gen.Max(4), gen.Faults(2), gen.Without(gen.Scaling))
	rapid.Check(t, func(t *rapid.T) {
		s := drawn.Draw(t, "scenario")
		setup, found := scenarios.Build(s, nil)
		if setup == nil {
			t.Fatal(found)
		}
		claim := rapid.SampledFrom([]string{"max-offline=1", "succeeds", "rollback-happens", "last-good-at-end", "healthy-at-end"}).Draw(t, "claim")
		sameForAll(t, s, setup, Options{
			Properties: parse(t, "minimum-healthy", claim), Search: Exhaustive, Faults: rapid.IntRange(0, 3).Draw(t, "faults"),
			States: rapid.IntRange(1, 3000).Draw(t, "states"), Plain: rapid.Bool().Draw(t, "plain"), Kinds: Kinds(), wide: rapid.Bool().Draw(t, "wide"),
		})
	})
}

// Nor does it where many states change hands.
func TestWorkers(t *testing.T) {
	s, setup := sourceOf(t, halfOfSix)
	o := Options{Properties: parse(t, "max-offline=3", "succeeds"), Search: Exhaustive, Faults: 2, Plain: true, Kinds: []Kind{Fail, Terminate}}
	if o.States = 60_000; testing.Short() {
		o.States = 10_000
	}
	sameForAll(t, s, setup, o)
}

// A search goes on with other workers than it began with.
func TestInterruptedByOtherWorkers(t *testing.T) {
	s, setup := half(t, 4)
	o := Options{Properties: parse(t, "max-offline=2", "succeeds"), Search: Exhaustive, Faults: 2}
	o.wide = true
	want := verdictOf(t, s, setup, o)
	for words := 3; ; words++ {
		o.hands = 1 + words%4
		r := exploreFor(t, s, setup, o, words)
		if !r.Interrupted {
			if got := comparable(r, want); !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v\nwant\n%+v", got, want)
			}
			return
		}
		o.From = bytes.NewReader(written(t, r.Rest))
	}
}
