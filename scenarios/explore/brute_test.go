package explore

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// brute is a run in the order of time, of which each piece of work takes a drawn
// time up to its limit, and into which drawn faults strike at drawn times. It
// knows nothing of clocks and digests.
type brute struct {
	w      *sim.World
	draw   kernel.Stream
	kinds  []Kind
	faults int                          // that may still strike
	struck int                          // that have
	ends   map[events.Event]kernel.Time // of work that is under way
	claims []*property.Property
	past   []property.State
	broken []bool
	seen   func(sight string) error // is told what can be seen at the end of each instant
}

func newBrute(setup *sim.Setup, seed uint64, kinds []Kind, faults int, claims []*property.Property) *brute {
	return &brute{w: sim.New(setup), draw: kernel.NewStream(seed, 0, 0), kinds: kinds, faults: faults, ends: map[events.Event]kernel.Time{},
		claims: claims, past: make([]property.State, len(claims)), broken: make([]bool, len(claims))}
}

// run goes on until nothing is left to happen. It returns false if a deployment has
// come to its limit, of which a search does not know how much work takes (CD-2.18).
func (b *brute) run() (bool, error) {
	for b.look(); ; b.look() {
		list, all := b.w.Scheduled()
		b.begin(list)
		n, at := b.next(list)
		switch {
		case n < 0 || !all:
			b.end()
			return all, b.seen(sight(b.w))
		case at > b.w.Now() && !atPolls(b.w):
			if err := b.seen(sight(b.w)); err != nil {
				return false, err
			}
		}
		if at > b.w.Now() && b.strike(list, at) {
			continue
		}
		e := events.Event(list[n])
		if e.Kind() == events.DeploymentTimesOut && !b.w.CodeDeploy().Facts(e.Deployment()).Status.Final() {
			return false, nil
		}
		if e.Kind() == events.DeploymentStarts && !blueGreen(b.w.Setup()) {
			b.rank()
		}
		delete(b.ends, timeless(list[n]))
		b.w.StepScheduled(n, at)
	}
}

// begin draws when work that has begun ends.
func (b *brute) begin(list []kernel.Event) {
	for _, k := range list {
		e := events.Event(k)
		if _, known := b.ends[timeless(k)]; !known && sim.Free(e) && !b.w.CodeDeploy().Stale(e) {
			b.ends[timeless(k)] = b.time(list, b.w.Now()+tick, max(b.w.Now()+tick, b.w.CodeDeploy().EndsBy(e.Target())))
		}
	}
}

// time draws one from lo to hi, often near an edge or another event.
func (b *brute) time(list []kernel.Event, lo, hi kernel.Time) kernel.Time {
	t := b.draw.Between(lo, hi)
	switch b.draw.Below(8) {
	case 0:
		t = lo
	case 1:
		t = hi
	case 2:
		t = b.draw.Between(lo, min(hi, lo+2*kernel.Second))
	case 3, 4:
		t = b.due(list[b.draw.Below(uint64(len(list)))]) + kernel.Time(b.draw.Below(3)) - 1
	case 5:
		t = t / kernel.Minute * kernel.Minute
	}
	return min(max(t, lo), hi)
}

// due is when an event happens.
func (b *brute) due(k kernel.Event) kernel.Time {
	if end, known := b.ends[timeless(k)]; known && !b.w.CodeDeploy().Stale(events.Event(k)) {
		return max(end, b.w.Now())
	}
	return max(k.Time(), b.w.Now())
}

// next is the event that happens next, and when; -1 if none does.
func (b *brute) next(list []kernel.Event) (n int, at kernel.Time) {
	n, at = -1, math.MaxInt64
	for m, k := range list {
		if t := b.due(k); t < at || t == at && k.Phase() < list[n].Phase() {
			n, at = m, t
		}
	}
	return n, at
}

// strike lets a fault happen before the next event, perhaps.
func (b *brute) strike(list []kernel.Event, next kernel.Time) bool {
	if b.faults == 0 || b.draw.Below(8) > 0 {
		return false
	}
	kind, at := b.kinds[b.draw.Below(uint64(len(b.kinds)))], b.time(list, b.w.Now(), next)
	if kind.ofHost() {
		host := uint32(b.draw.Below(uint64(b.w.Fleet().Len())))
		b.w.Wait(at)
		fault := kind.Fault(b.w.Fleet().Ref(host))
		b.w.Strike(&fault)
	} else if targets := working(b.w, nil); len(targets) > 0 && kind != Late {
		b.w.Wait(at)
		b.w.Spoil(faultOf[kind], targets[b.draw.Below(uint64(len(targets)))], 0)
	}
	b.faults, b.struck = b.faults-1, b.struck+1
	return true
}

// rank draws who starts first among equals (CD-2.15).
func (b *brute) rank() {
	ranks := make([]uint8, b.w.Fleet().Len())
	for i := range ranks {
		ranks[i] = uint8(b.draw.Below(256))
	}
	b.w.SetRanks(ranks)
}

func (b *brute) look() {
	for n, p := range b.claims {
		if is, err := p.Step(b.w, &b.past[n]); is || err != nil {
			b.broken[n] = true
		}
	}
}

func (b *brute) end() {
	for n, p := range b.claims {
		if _, is, err := p.End(b.w, &b.past[n]); is || err != nil {
			b.broken[n] = true
		}
	}
}

// sight is what can be seen of a world: deployments, the targets of those under
// way, hosts, and what aliases and task sets have of the traffic.
func sight(w *sim.World) string {
	var s strings.Builder
	cd := w.CodeDeploy()
	for n := cd.Past(); n < cd.Deployments(); n++ {
		d := cd.Info(n)
		fmt.Fprint(&s, d.Number, d.Status, d.Creator)
		if !d.Status.Final() && d.Begun {
			list := targetsOf(w, d.FirstTarget, d.FirstTarget+uint32(d.Targets))
			slices.Sort(list)
			fmt.Fprint(&s, list)
		}
	}
	for i := range uint32(w.Fleet().Len()) {
		fmt.Fprint(&s, ", ", w.Fleet().State(i), w.Fleet().InService(i), w.Fleet().Reachable(i), cd.AgentState(i))
		for g := range int32(len(cd.Setup().Groups)) {
			h, r := cd.Health(g, i)
			fmt.Fprint(&s, h, r, cd.Installed(g, i))
		}
	}
	for _, a := range cd.Aliases() {
		fmt.Fprint(&s, ", ", a.Version, a.Other, a.Share)
	}
	for i := range int32(len(cd.Setup().ECSServices)) {
		for _, x := range cd.TaskSets(i) {
			fmt.Fprint(&s, ", ", x.Revision, x.Weight, x.Primary, x.Gone)
		}
	}
	return s.String()
}

// targetsOf is how targets stand. In which of some events without scripts one waits
// for its agent makes no difference.
func targetsOf(w *sim.World, from, to uint32) (list []string) {
	for t := from; t < to; t++ {
		x, at, name := w.CodeDeploy().Target(t), "", ""
		if x.Instance != codedeploy.NoInstance {
			name = w.Fleet().Name(x.Instance)
		}
		if x.Status == events.TargetInProgress {
			e, _ := w.CodeDeploy().Running(t)
			if at = e.String(); w.CodeDeploy().EventStatus(t, e) == events.LifecyclePending {
				at = fmt.Sprint("waits, installed ", e > events.Install)
			}
		}
		list = append(list, fmt.Sprint(name, x.Status, at))
	}
	return list
}

// What a run of a drawn scenario with any times and faults comes to, a search has
// visited, and what breaks in it is not proved, nor said to take more faults.
func TestBrute(t *testing.T) {
	drawn := gen.Scenario(gen.Max(2), gen.Faults(0), gen.Without(gen.Scaling))
	sets := [][]Kind{DefaultKinds(), Kinds(), {Fail}, {Terminate, CrashAgent}, {Reboot, CutNetwork}, {Hang, Reboot}}
	complete, most := 0, 200
	if testing.Short() {
		most = 40
	}
	for n := range most {
		s := drawn.Example(n)
		setup, found := scenarios.Build(s, nil)
		if setup == nil {
			t.Fatal(found)
		}
		kinds, faults := sets[n/3%len(sets)], n%3
		seen := map[string]bool{}
		x := &exhaustive{space: space{kinds: kinds}}
		x.visit = func(w *sim.World) { seen[sight(w)] = true }
		if err := x.search(context.Background(), sim.New(setup), faults, 6000); err != nil {
			continue
		}
		complete++
		claims := parse(t, "minimum-healthy", "succeeds", "last-good-at-end", "never-mixed-at-end", "healthy-at-end", "nothing-skipped", "rollbacks-succeed", "max-offline=1", "ends")
		report, err := Explore(context.Background(), s, setup, Options{Properties: claims, Search: Exhaustive, Kinds: kinds, Faults: faults})
		if err != nil {
			t.Fatal(err)
		}
		for seed := range 50 {
			b := newBrute(setup, uint64(n*1000+seed), kinds, faults, claims)
			b.seen = func(sight string) error {
				if !seen[sight] && b.w.Now() > 0 {
					return errors.New(sight)
				}
				return nil
			}
			whole, err := b.run()
			if err != nil {
				t.Errorf("scenario %d, run %d, %v: with %d faults, at %v, no search has seen %v", n, seed, kinds, b.struck, b.w.Now(), err)
				break
			}
			for i, is := range b.broken {
				if r := report.Results[i]; is && whole && (r.Verdict == Proved || r.Verdict == Broken && r.Doubts == 0 && r.Faults > b.struck) {
					t.Errorf("scenario %d, run %d, %v: %s is %v with %d faults, and breaks with %d", n, seed, kinds, r.Property.Name, r.Verdict, r.Faults, b.struck)
				}
			}
		}
	}
	if 2*complete < most {
		t.Errorf("only %d of %d searches were complete", complete, most)
	}
}

// A search that leaves states to those that cover them sees what one sees that goes
// on from each.
func TestCoveredStatesAreNotMissed(t *testing.T) {
	drawn := gen.Scenario(gen.Max(3), gen.Faults(1), gen.Without(gen.Scaling))
	most, fewer := 300, 0
	if testing.Short() {
		most = 60
	}
	for n := range most {
		setup, found := scenarios.Build(drawn.Example(n), nil)
		if setup == nil {
			t.Fatal(found)
		}
		var all [2]map[string]bool
		var states [2]int
		for i, p := range []precision{covering, rough} {
			all[i] = map[string]bool{}
			x := &exhaustive{space: space{kinds: Kinds(), precise: p}}
			x.visit = func(w *sim.World) {
				if !atPolls(w) { // in what order several agents ask, nobody can see
					all[i][sight(w)] = true
				}
			}
			if x.search(context.Background(), sim.New(setup), n%3, 6000) != nil {
				all[i] = nil
			}
			states[i] = x.reached()
		}
		if all[0] == nil || all[1] == nil {
			continue
		}
		for s := range all[1] {
			if !all[0][s] {
				t.Errorf("scenario %d: %d and %d states, and only the latter have %s", n, states[0], states[1], s)
				break
			}
		}
		if states[0] < states[1] {
			fewer++
		}
	}
	if fewer == 0 {
		t.Error("no state covers another one")
	}
}
