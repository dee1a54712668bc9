package explore

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// exploreFor explores until progress was told a number of times.
func exploreFor(t testing.TB, s *scenarios.Scenario, setup *sim.Setup, o Options, words int) *Report {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o.Progress = func(Progress) {
		if words--; words < 0 {
			cancel()
		}
	}
	r, err := Explore(ctx, s, setup, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func written(t rapid.TB, r *Rest) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var interruptions = []struct {
	name    string
	options func(t testing.TB) Options
}{
	{"proof", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2", "minimum-healthy"), Search: Exhaustive, Faults: 2}
	}},
	{"two faults", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: 2, Kinds: []Kind{Fail, Terminate}}
	}},
	{"plain", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: 1, Plain: true, Kinds: []Kind{Fail, Hang}}
	}},
	{"some broken", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2", "succeeds", "rollbacks-succeed", "rollback-happens"), Search: Exhaustive, Faults: AnyFaults, Kinds: []Kind{Fail}}
	}},
	{"over the budget", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: 3, States: 3000}
	}},
	{"auto, then random", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2"), Faults: 3, States: 300, Runs: 200, Seed: 3}
	}},
	{"orders, then times", func(t testing.TB) Options {
		return Options{Properties: parse(t, "ends-within=30m", "max-offline=2", "ends-within=20h", "succeeds"), Faults: 2, Partial: true, Runs: 200, Seed: 3}
	}},
	{"orders in part, then times", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2", "ends-within=20h"), Faults: 3, Partial: true, States: 3000, Runs: 200, Seed: 3}
	}},
	{"neither orders nor times", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2", "ends-within=20h"), Faults: 3, Partial: true, States: 300, Runs: 200, Seed: 3}
	}},
	{"runs drawn soon", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-failed=1", "healthy-at-end"), Faults: 3, Partial: true, longer: 1, Seed: 3}
	}},
	{"runs drawn soon, then times", func(t testing.TB) Options {
		return Options{Properties: parse(t, "healthy-at-end", "ends-within=20h"), Faults: 3, Partial: true, longer: 1, Runs: 200, Seed: 3}
	}},
	{"random", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2", "succeeds", "ends-within=30m", "rollback-happens"), Search: Random, Faults: 3, Runs: 300, Seed: 5}
	}},
	{"guided", func(t testing.TB) Options {
		return Options{Properties: parse(t, "max-offline=2", "succeeds", "ends-within=30m", "rollback-happens"), Search: Guided, Faults: AnyFaults, Kinds: Kinds(), Runs: 300, Seed: 5}
	}},
}

// A search that is interrupted, wherever it is, and goes on, as often as one
// likes, ends as one that never was.
func TestInterrupted(t *testing.T) {
	for _, c := range interruptions {
		t.Run(c.name, func(t *testing.T) {
			s, setup := half(t, 4)
			want := verdictOf(t, s, setup, c.options(t))
			asked := c.options(t)
			total := 0
			asked.often = 1
			asked.Progress = func(Progress) { total++ }
			verdictOf(t, s, setup, asked)
			for n := range 8 {
				at := n
				if n >= 3 { // the first are near the beginning
					at = (n - 3) * total / 5
				}
				sameAfter(t, s, setup, c.options(t), want, at, 1)
			}
			for _, pause := range []int{max(1, total/23), max(1, total/7)} {
				if parts := sameAfter(t, s, setup, c.options(t), want, pause, 0); parts < 3 {
					t.Errorf("interrupted %d times only", parts)
				}
			}
		})
	}
}

// sameAfter interrupts a search after so many words, so many times or again and
// again if that is 0, and compares the end. It returns how often that was.
func sameAfter(t *testing.T, s *scenarios.Scenario, setup *sim.Setup, o Options, want *Report, words, times int) (parts int) {
	t.Helper()
	properties := o.Properties
	o.often = 1
	for {
		pause := words
		if times > 0 && parts == times {
			pause = 1 << 40
		}
		r := exploreFor(t, s, setup, o, pause)
		if !r.Interrupted {
			if got := comparable(r, want); !reflect.DeepEqual(got, want) {
				t.Fatalf("after %d words, %d times:\n%+v\nwant\n%+v", words, parts, got, want)
			}
			return parts
		}
		parts++
		o.Properties, o.From = properties, bytes.NewReader(written(t, r.Rest))
	}
}

// comparable is a report with the properties of another, which are equal but
// hold functions; what both go on from is left out.
func comparable(r, like *Report) *Report {
	r.Rest, like.Rest = nil, nil
	for n := range r.Results {
		if r.Results[n].Property.Text == like.Results[n].Property.Text {
			r.Results[n].Property = like.Results[n].Property
		}
	}
	return r
}

// A search that was killed goes on from what it told on its way.
func TestKilled(t *testing.T) {
	for _, c := range interruptions {
		t.Run(c.name, func(t *testing.T) {
			s, setup := half(t, 4)
			var told [][]byte
			o := c.options(t)
			o.often = 101
			o.Progress = func(p Progress) { told = append(told, written(t, p.Rest())) }
			want := verdictOf(t, s, setup, o)
			for _, at := range []int{0, len(told) / 2, len(told) - 1} {
				o := c.options(t)
				o.From = bytes.NewReader(told[at])
				if got := comparable(verdictOf(t, s, setup, o), want); !reflect.DeepEqual(got, want) {
					t.Errorf("killed after word %d of %d:\n%+v\nwant\n%+v", at, len(told), got, want)
				}
			}
		})
	}
}

// A search that has used up its states or runs goes on with more, as often as
// one likes, and ends as one that had as many from the beginning.
func TestMoreStatesAndRuns(t *testing.T) {
	for _, c := range interruptions {
		t.Run(c.name, func(t *testing.T) {
			s, setup := half(t, 4)
			want := verdictOf(t, s, setup, c.options(t))
			var from []byte
			parts := 0
			for {
				o := c.options(t)
				o.complete()
				states, runs := 20<<(2*parts), 20<<(2*parts)
				last := states >= o.States && runs >= o.Runs
				o.States, o.Runs = min(o.States, states), min(o.Runs, runs)
				if from != nil {
					o.From = bytes.NewReader(from)
				}
				r := verdictOf(t, s, setup, o)
				if r.Rest == nil || last {
					if got := comparable(r, want); !reflect.DeepEqual(got, want) {
						t.Fatalf("after %d parts:\n%+v\nwant\n%+v", parts, got, want)
					}
					break
				}
				from = written(t, r.Rest)
				parts++
			}
			if parts < 2 {
				t.Errorf("it took up %d times only", parts)
			}
		})
	}
}

// When runs are drawn, and what need not be searched for then, hangs on the states that
// were visited alone, and so not on where the search was interrupted.
func TestMoreStatesAroundDrawnRuns(t *testing.T) {
	s, setup := half(t, 4)
	options := func(states int) Options {
		return Options{Properties: parse(t, "max-failed=1"), Faults: 3, Partial: true, States: states, Seed: 3, longer: 592, often: 100}
	}
	want := verdictOf(t, s, setup, options(2000))
	if want.States < 592 || want.States > 700 || want.Rest != nil {
		t.Fatalf("%+v", want.Reach)
	}
	for states := 40; states < 700; states += 31 {
		r := verdictOf(t, s, setup, options(states))
		if r.Rest == nil {
			continue
		}
		o := options(2000)
		o.From = bytes.NewReader(written(t, r.Rest))
		if got := comparable(verdictOf(t, s, setup, o), want); !reflect.DeepEqual(got, want) {
			t.Errorf("after %d states:\n%+v\nwant\n%+v", states, got, want)
		}
	}
}

// A search that goes on knows what it knew when it began, whatever is known now.
func TestKnownBreaksAreKept(t *testing.T) {
	s, setup := half(t, 4)
	claims := parse(t, "healthy-at-end", "max-failed=1", "ends-within=20h")
	known := []Known{{claims[1], 2, verdictOf(t, s, setup, Options{Properties: claims[1:2], Faults: 3}).Results[0].Scenario}}
	options := func(search Search, known []Known) Options {
		return Options{Properties: claims, Search: search, Faults: 3, Partial: true, Runs: 300, Seed: 3, Known: known, often: 10}
	}
	for _, search := range []Search{Auto, Random} {
		for _, before := range [][]Known{nil, known} {
			want := verdictOf(t, s, setup, options(search, before))
			for _, now := range [][]Known{nil, known} {
				for words := 1; words < 40; words += 7 {
					r := exploreFor(t, s, setup, options(search, before), words)
					if !r.Interrupted {
						break
					}
					o := options(search, now)
					o.From = bytes.NewReader(written(t, r.Rest))
					got := comparable(verdictOf(t, s, setup, o), want)
					for n := range got.Results { // kept as text: its places in that differ
						if a, b := got.Results[n].Scenario, want.Results[n].Scenario; a != nil && b != nil && bytes.Equal(scenarios.Encode(a), scenarios.Encode(b)) {
							got.Results[n].Scenario = b
						}
					}
					if !reflect.DeepEqual(got, want) {
						t.Errorf("%v: knowing %d, then %d, after %d words:\n%+v\nwant\n%+v", search, len(before), len(now), words, got, want)
					}
				}
			}
		}
	}
}

// What has come further than it may is not taken up.
func TestRestOfMore(t *testing.T) {
	s, setup := half(t, 3)
	for _, o := range []Options{
		{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: 1, States: 100},
		{Properties: parse(t, "max-offline=2"), Search: Random, Faults: 1, Runs: 100},
	} {
		o.From = bytes.NewReader(written(t, verdictOf(t, s, setup, o).Rest))
		o.States, o.Runs = o.States/2, o.Runs/2
		if _, err := Explore(context.Background(), s, setup, o); !errors.Is(err, ErrBeyond) {
			t.Errorf("%v: %v", o.Search, err)
		}
	}
}

// All layers are interrupted, at their beginning and later.
func TestInterruptedEverywhere(t *testing.T) {
	s, setup := half(t, 2)
	o := Options{Properties: parse(t, "max-offline=1", "succeeds"), Search: Exhaustive, Faults: AnyFaults, Kinds: []Kind{Fail, CrashAgent}}
	want := verdictOf(t, s, setup, o)
	layers, widest, again := map[int]bool{}, 0, false
	for words := 0; ; words++ {
		o.often, o.From = 1, nil
		r := exploreFor(t, s, setup, o, words)
		if !r.Interrupted {
			break
		}
		l := r.Rest.Layers
		layers[len(l.Layers)-1], widest = true, max(widest, len(l.Open)+len(l.Wave))
		again = again || int(l.Wave[0]) < l.States-l.Layers[len(l.Layers)-1].States
		o.From = bytes.NewReader(written(t, r.Rest))
		if got := comparable(verdictOf(t, s, setup, o), want); !reflect.DeepEqual(got, want) {
			t.Fatalf("after %d words:\n%+v\nwant\n%+v", words, got, want)
		}
	}
	if len(layers) < len(want.Layers) || widest < 5 || !again {
		t.Errorf("interrupted in layers %v of %d, with %d open, among states of the layer before: %v", layers, len(want.Layers), widest, again)
	}
}

// Nothing but the rest of a search like this one is taken up.
func TestRestOfAnother(t *testing.T) {
	s, setup := half(t, 3)
	o := Options{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: 1, often: 1}
	text := written(t, exploreFor(t, s, setup, o, 100).Rest)
	for name, change := range map[string]func(o *Options){
		"empty":             func(o *Options) { o.From = bytes.NewReader(nil) },
		"cut short":         func(o *Options) { o.From = bytes.NewReader(text[:len(text)-1]) },
		"of another search": func(o *Options) { o.Search = Random },
		"of more claims":    func(o *Options) { o.Properties = parse(t, "max-offline=2", "succeeds") },
		"unreadable":        func(o *Options) { o.From = io.MultiReader(bytes.NewReader(text[:50]), broken{}) },
	} {
		other := o
		other.From = bytes.NewReader(text)
		change(&other)
		if _, err := Explore(context.Background(), s, setup, other); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("no more") }

// What names what is not there is refused.
func TestRestWithHoles(t *testing.T) {
	s, setup := half(t, 2)
	for name, spoil := range map[string]func(l *restOfLayers){
		"parent":       func(l *restOfLayers) { l.path.parents[3] = 3 },
		"choice":       func(l *restOfLayers) { l.path.choices[l.path.parents[l.Wave[0]]] = 60_000 },
		"no wave":      func(l *restOfLayers) { l.Wave = nil },
		"wave":         func(l *restOfLayers) { l.Wave = []uint32{1 << 30} },
		"open":         func(l *restOfLayers) { l.Open = []uint32{1 << 30} },
		"open twice":   func(l *restOfLayers) { l.Open = []uint32{2, 2} },
		"layer":        func(l *restOfLayers) { l.Layers[0].Faults = 7 },
		"no layer":     func(l *restOfLayers) { l.Layers = nil },
		"claim":        func(l *restOfLayers) { l.Found = []*find{{Claim: 5}} },
		"found twice":  func(l *restOfLayers) { l.Found = []*find{{}, {}} },
		"more states":  func(l *restOfLayers) { l.States++ },
		"fewer states": func(l *restOfLayers) { l.States-- },
		"past":         func(l *restOfLayers) { l.Past = nil },
		"zone": func(l *restOfLayers) {
			l.seen.slots[slices.IndexFunc(l.seen.slots, func(s slot) bool { return s.sum != kernel.Digest{} })].zone = 99
		},
	} {
		o := Options{Properties: parse(t, "max-offline=1"), Search: Exhaustive, Faults: 1, often: 1}
		r := exploreFor(t, s, setup, o, 20).Rest
		spoil(r.Layers)
		o.From = bytes.NewReader(written(t, r))
		if _, err := Explore(context.Background(), s, setup, o); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzRest reads anything, and goes on from what it takes for the rest of a
// search: it may be wrong then, but it ends.
func FuzzRest(f *testing.F) {
	s, setup := sourceOf(f, fmt.Sprintf(small, 2, "CodeDeployDefault.HalfAtATime"))
	claims := parse(f, "max-offline=1", "succeeds")
	options := func(search Search) Options {
		return Options{Properties: claims, Search: search, Faults: 1, States: 2000, Runs: 30, often: 1}
	}
	for _, search := range []Search{Exhaustive, Guided} {
		for _, words := range []int{0, 7, 20} {
			f.Add(written(f, exploreFor(f, s, setup, options(search), words).Rest))
		}
	}
	var none bytes.Buffer
	if err := gob.NewEncoder(&none).Encode(new(Rest)); err != nil {
		f.Fatal(err)
	}
	f.Add(none.Bytes())
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, search := range []Search{Auto, Exhaustive, Guided} {
			o := options(search)
			o.From = bytes.NewReader(text)
			r, err := Explore(context.Background(), s, setup, o)
			if err == nil && (r.Interrupted || len(r.Results) != len(o.Properties)) || err != nil && !errors.Is(err, ErrDamaged) {
				t.Fatal(r, err)
			}
		}
	})
}
