package command

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// lives adds to the lanes of hosts that come or go what became of them: a lane
// begins where its Auto Scaling group launches the host and ends where it is
// terminated.
func lives(w *sim.World, tl *term.Timeline) {
	since := map[uint32]term.Span{} // what began and has not ended
	finish := func(i uint32, at int64) {
		if s, open := since[i]; open {
			s.To = at
			tl.Lanes[i].Spans = append(tl.Lanes[i].Spans, s)
			delete(since, i)
		}
	}
	for _, r := range w.Journal().Records() {
		i, at := events.Record(r).Index(), int64(r.At)
		switch r.Kind {
		case events.HostLaunched:
			since[i] = term.Span{From: at, Glyph: term.OutOfService, Label: fleet.PendingLaunch.String()}
		case events.LifecycleStateChanged:
			finish(i, at)
			switch state := fleet.LifecycleState(r.A); state {
			case fleet.PendingWait, fleet.TerminatingWait:
				since[i] = term.Span{From: at, Glyph: term.OutOfService, Label: state.String()}
			case fleet.InServiceState:
				tl.Lanes[i].Spans = append(tl.Lanes[i].Spans, term.Span{From: at, To: at, Glyph: term.Arrived})
			}
		case events.HostTerminated:
			finish(i, at)
			tl.Lanes[i].Spans = append(tl.Lanes[i].Spans, term.Span{From: at, To: at, Glyph: term.Gone})
		}
	}
	for i := range tl.Lanes {
		finish(uint32(i), tl.End)
		slices.SortStableFunc(tl.Lanes[i].Spans, func(a, b term.Span) int { return cmp.Compare(a.From, b.From) })
	}
}

// showScaling prints the Auto Scaling groups as they are in the end.
func showScaling(io *term.IO, w *sim.World) {
	f := w.Fleet()
	if f.AutoScalingGroups() == 0 {
		return
	}
	io.Printf("\nAuto Scaling groups in the end\n")
	t := &term.Table{Header: []string{"group", "desired", "in service", "launched", "suspended"}}
	launched := launches(w)
	for g := range f.AutoScalingGroups() {
		a := f.AutoScalingGroup(g)
		if f.AutoScalingGroupDeleted(g) {
			t.Row(a.Name, term.Dim.Text("deleted"), "", strconv.Itoa(launched[g]), "")
			continue
		}
		t.Row(a.Name, strconv.Itoa(a.Desired), strconv.Itoa(f.InServiceCount(g)), strconv.Itoa(launched[g]), strings.Join(a.Suspended.Names(), ", "))
	}
	io.Table(t)
	for g := range f.AutoScalingGroups() {
		if f.GivenUp(g) {
			io.Printf("%s\n", term.Warn.Text(f.AutoScalingGroup(g).Name+" launched in vain again and again; the simulator suspended Launch (CD-6.6)"))
		}
	}
}

// launches counts the hosts that each Auto Scaling group launched.
func launches(w *sim.World) []int {
	counts := make([]int, w.Fleet().AutoScalingGroups())
	for _, a := range w.Fleet().Activities() {
		if a.Launches() {
			counts[a.Group]++
		}
	}
	return counts
}
