package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// library runs every bundled scenario.
func library(t *testing.T, check func(t *testing.T, w *sim.World, d *Data)) {
	for _, e := range scenarios.Library() {
		t.Run(e.Name, func(t *testing.T) {
			w, d := ran(t, e.Name)
			check(t, w, d)
		})
	}
}

// ran runs a bundled scenario.
func ran(t *testing.T, name string) (*sim.World, *Data) {
	t.Helper()
	src, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	_, setup, found := src.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	w := sim.New(setup)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return w, Collect(w, name, nil)
}

// A lane does what the view says of its targets: each event in its time, and at
// the end the status.
func TestLanesAgreeWithTheView(t *testing.T) {
	library(t, func(t *testing.T, w *sim.World, d *Data) {
		lanes := d.lanes(d.End + 1)
		for _, dep := range w.Deployments() {
			for _, target := range w.Targets(dep) {
				spans := spansOf(d, lanes, &target)
				for _, e := range target.Events {
					if e.Started && e.End > e.Start && !holds(d, spans, e.Event.String(), int64(e.Start), int64(e.End)) {
						t.Errorf("%d: %s: no %v from %v to %v", dep.Number, target.Name, e.Event, e.Start, e.End)
					}
				}
				if !ends(spans, classOfStatus(target.Status.String()), int64(target.Updated)) {
					t.Errorf("%d: %s: not %v at %v", dep.Number, target.Name, target.Status, target.Updated)
				}
			}
		}
	})
}

// spansOf are the spans of a host, or of all lanes of a function or a service.
func spansOf(d *Data, lanes []lane, t *sim.Target) (all []span) {
	if t.Instance != codedeploy.NoInstance {
		return lanes[t.Instance].spans
	}
	for n := range lanes {
		if d.Lanes[n] == t.Name {
			all = append(all, lanes[n].spans...)
		}
	}
	return all
}

func holds(d *Data, spans []span, event string, from, to int64) bool {
	for _, s := range spans {
		if s.what >= 0 && d.Whats[s.what].Event == event && s.from == from && s.to == to {
			return true
		}
	}
	return false
}

func ends(spans []span, class int, at int64) bool {
	for _, s := range spans {
		if s.class == class && s.from <= at && s.to >= at {
			return true
		}
	}
	return false
}

// Spans of one track never overlap, and are in the order of time.
func TestTracks(t *testing.T) {
	library(t, func(t *testing.T, w *sim.World, d *Data) {
		for n, lane := range d.lanes(d.End + 1) {
			until := map[int]int64{}
			for _, s := range lane.spans {
				if s.from < until[s.track] || s.to < s.from {
					t.Errorf("%s: track %d is busy until %d, but something begins at %d", d.Lanes[n], s.track, until[s.track], s.from)
				}
				until[s.track] = s.to
			}
		}
	})
}

// The fewest healthy targets of a deployment are what its pace leaves, and the
// series never goes back in time.
func TestHealthyAgreesWithThePace(t *testing.T) {
	library(t, func(t *testing.T, w *sim.World, d *Data) {
		pace := w.Pace()
		for _, h := range d.Healthy {
			dep := w.Deployments()[h.Deployment]
			fewest := dep.Planned
			for n, hosts := range h.Hosts {
				fewest = min(fewest, hosts)
				if n > 0 && h.At[n] <= h.At[n-1] {
					t.Errorf("%d: %d after %d", dep.Number, h.At[n], h.At[n-1])
				}
			}
			if want := dep.Planned - pace.MaxOffline(dep); fewest != want {
				t.Errorf("%d: %d healthy at the least, want %d", dep.Number, fewest, want)
			}
		}
	})
}

// At the end of a run a host is out of service exactly if the view says so
// (CD-7.4), and as many serve as the view says.
func TestTrafficAgreesWithTheView(t *testing.T) {
	library(t, func(t *testing.T, w *sim.World, d *Data) {
		out := map[int]bool{}
		for n, lane := range d.Out.Lane {
			out[lane] = out[lane] || d.Out.To[n] < 0
		}
		serving := 0
		for i := range uint32(w.Fleet().Len()) {
			if (w.Fleet().InService(i) || w.Fleet().Gone(i)) == out[int(i)] {
				t.Errorf("%s: out of service %v", w.Fleet().Name(i), out[int(i)])
			}
			if w.Fleet().InService(i) {
				serving++
			}
		}
		if last := d.Traffic.InService[len(d.Traffic.InService)-1]; last != serving {
			t.Errorf("%d in service, want %d", last, serving)
		}
	})
}

// Bands divide a height among the classes, and no class that is there is lost.
func TestShares(t *testing.T) {
	for _, counts := range [][terminated + 1]int{{succeeded: 999, failed: 1}, {waiting: 1, failed: 1}, {starting: 1000}, {succeeded: 333, skipped: 333, waiting: 1, between: 333}} {
		all, sum := 0, 0.0
		for _, n := range counts {
			all += n
		}
		list := shares(counts, all, 18)
		for n, tall := range list {
			sum += tall
			if (counts[stacking[n]] > 0) != (tall >= 1) {
				t.Errorf("%v: class %d gets %v", counts, stacking[n], tall)
			}
		}
		if sum < 17.99 || sum > 18.01 {
			t.Errorf("%v: %v of 18 are divided", counts, sum)
		}
	}
}

// Ranges are of a round number of lanes, no more than 24, and hold every lane
// once.
func TestRows(t *testing.T) {
	for _, n := range []int{1, 24, 25, 100, 1000, 9999, 10_000, 100_000} {
		rows, next := rowsOf(n), 0
		for _, row := range rows {
			if row[0] != next || row[1] <= row[0] {
				t.Errorf("%d: %v after %d", n, row, next)
			}
			next = row[1]
		}
		if next != n || len(rows) > 24 {
			t.Errorf("%d lanes: %d rows up to %d", n, len(rows), next)
		}
	}
	if rows := rowsOf(10_000); rows[0][1] != 500 {
		t.Errorf("10,000 lanes go by %d", rows[0][1])
	}
}

// What came out of a host's targets ends where the host is terminated; a fault is
// signed as one, a deployment is not (CD-3.9).
func TestTerminatedHostsEnd(t *testing.T) {
	for name, want := range map[string]string{
		"blue-green":          "blue-1 gone 12m6s, blue-2 gone 12m6s, blue-3 gone 12m6s",
		"blue-green-copy":     "web-1 gone 13m6s, web-2 gone 13m6s, web-3 trouble 20m",
		"instance-terminated": "", // its event runs until CodeDeploy gives it up
	} {
		_, d := ran(t, name)
		var got []string
		for n, l := range d.lanes(d.End + 1) {
			for _, s := range l.spans {
				if s.class == terminated {
					got = append(got, fmt.Sprintf("%s %s %s", d.Lanes[n], d.Whats[s.what].Mark, clock(s.from)))
				}
			}
		}
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("%s: %q, want %q", name, text, want)
		}
	}
}
