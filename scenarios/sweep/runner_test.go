package sweep

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Properties are judged over all runs: the smallest seed that breaks one is named,
// and one that was never put to the test did not pass.
func TestProperties(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 2000})
	failed := func(w *sim.World) (bool, error) { return len(w.Deployments()) > 1, nil }
	never := func(*sim.World) (bool, error) { return false, nil }
	p.Cells[0].Properties = []*property.Property{
		{Name: "never rolled back", Verb: property.Never, Holds: failed},
		{Name: "sometimes rolled back", Verb: property.Sometimes, Holds: failed},
		{Name: "sometimes pigs", Verb: property.Sometimes, Holds: never},
		{Name: "atEnd true", Verb: property.AtEnd, Holds: func(*sim.World) (bool, error) { return true, nil }},
		{Name: "always pigs imply", Verb: property.Always, If: never, Holds: never},
	}
	s := NewSum(p)
	if err := Local(t.Context(), p, s, 2, nil); err != nil {
		t.Fatal(err)
	}
	r := s.Report(p)
	var got []string
	for _, x := range r.Cells[0].Properties {
		got = append(got, x.Property+": "+x.Verdict)
	}
	if text := strings.Join(got, "; "); text != "never rolled back: violated; sometimes rolled back: held; sometimes pigs: vacuous; atEnd true: held; always pigs imply: vacuous" {
		t.Error(text)
	}
	first := r.Cells[0].Properties[0]
	if failed := r.Cells[0].Failed; first.Violated != failed.Runs || *first.Seed != *failed.Seed || r.Passed() {
		t.Errorf("%+v, but %+v", first, failed)
	}
}

// What a runner needs is bounded by the hosts: a run leaves nothing behind, and no
// records are kept of it.
func TestMemory(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 1000, Set: []string{"revisions.v2.scripts={}"}})
	runner := NewRunner(p)
	allocations := func(runs uint64) float64 {
		return testing.AllocsPerRun(3, func() { runner.Run(Shard{0, 1, runs}) })
	}
	if few, many := allocations(10), allocations(1000); few != many {
		t.Errorf("10 runs allocate %v times, 1000 runs %v times", few, many)
	}
	if kept := len(runner.world.Journal().Records()); kept > 0 {
		t.Errorf("%d records are kept", kept)
	}
	const hosts, most = 100_000, 100 // bytes for each
	before := heap()
	p = planned(t, drawn, Spec{From: 1, Seeds: 2, Set: []string{fmt.Sprintf("fleet.instances[web].count=%d", hosts)}})
	runner = NewRunner(p)
	runner.Run(p.Shards[0])
	if took := heap() - before; took > hosts*most {
		t.Errorf("%d hosts take %d bytes", hosts, took)
	}
	runtime.KeepAlive(runner)
}

// heap is how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A run without an answer, one that never ends and one over which the engine
// breaks down are told apart from the others, with the first seed of each.
func TestTroubles(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 30})
	p.Cells[0].Properties = []*property.Property{{Name: "x", Verb: property.AtEnd, Holds: func(w *sim.World) (bool, error) {
		switch {
		case w.Seed()%10 == 3:
			panic("three")
		case w.Seed()%10 == 7:
			return false, errors.New("division by zero")
		}
		return true, nil
	}}}
	tally := NewRunner(p).Run(p.Shards[0]).Tally
	if tally.Crashed != (Trouble{Case{3, 3}, "three"}) || tally.Unanswered != (Trouble{Case{3, 7}, "x: division by zero"}) || tally.Durations.total() != 24 {
		t.Errorf("%+v", tally)
	}
	setup := *p.Cells[0].Setup
	setup.Limits.Events = 20
	p.Cells[0].Setup, p.Cells[0].Properties = &setup, nil
	if tally := NewRunner(p).Run(p.Shards[0]).Tally; tally.Limited.Runs != 30 || tally.Limited.Seed != 1 || !strings.Contains(tally.Limited.Text, "stopped after 20 events") {
		t.Errorf("%+v", tally.Limited)
	}
}

// What any bundled scenario needs is far below what a run of it may have.
func TestEnough(t *testing.T) {
	for _, entry := range scenarios.Library() {
		src, err := scenarios.LoadBundled(entry.Name)
		if err != nil {
			t.Fatal(err)
		}
		p, _, err := New(src, Spec{From: 1, Seeds: 1})
		if err != nil {
			t.Fatal(err)
		}
		setup := p.Cells[0].Setup
		events, w := uint64(0), sim.New(setup)
		for more := true; more; events++ {
			if more, err = w.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if most := setup.Limits.Events; events*100 > most || most > kernel.DefaultLimits.Events/10 {
			t.Errorf("%s needs %d events, and may have %d", entry.Name, events, most)
		}
	}
}

// Where hosts are many, a run may have as many events as anywhere else.
func TestEnoughForMany(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 1, Set: []string{"fleet.instances[web].count=5000000"}})
	if most := p.Cells[0].Setup.Limits.Events; most != kernel.DefaultLimits.Events {
		t.Errorf("%d events", most)
	}
}
