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
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// lives adds to the lanes of hosts that come or go what became of them: a lane
// begins where its Auto Scaling group launches the host, says when it first takes
// requests, and ends where it is terminated.
func lives(w *sim.World, tl *term.Timeline) {
	l := &coming{tl: tl, traffic: sim.NewTraffic(w), since: map[uint32]term.Span{}, awaited: map[uint32]bool{}}
	for _, r := range w.Journal().Records() {
		l.observe(r)
	}
	for i := range tl.Lanes {
		l.finish(uint32(i), tl.End)
		slices.SortStableFunc(tl.Lanes[i].Spans, func(a, b term.Span) int { return cmp.Compare(a.From, b.From) })
	}
}

// coming is what has begun in the lives of hosts and has not ended.
type coming struct {
	tl      *term.Timeline
	traffic *sim.Traffic
	since   map[uint32]term.Span
	awaited map[uint32]bool // it is to take requests for the first time
}

func (l *coming) observe(r kernel.Record) {
	host, moves := l.traffic.Observe(r)
	i, at := events.Record(r).Index(), int64(r.At)
	switch r.Kind {
	case events.HostLaunched:
		l.begin(i, at, fleet.PendingLaunch.String())
		l.awaited[i] = true
	case events.LifecycleStateChanged:
		l.finish(i, at)
		switch state := fleet.LifecycleState(r.A); state {
		case fleet.PendingWait, fleet.TerminatingWait:
			l.begin(i, at, state.String())
		case fleet.InServiceState:
			l.begin(i, at, "no traffic yet")
			l.awaited[i] = true
		}
	case events.HostTerminated:
		l.finish(i, at)
		l.moment(i, at, term.Gone)
	}
	if moves && l.awaited[host] && l.traffic.Serves(host) {
		l.finish(host, at)
		l.moment(host, at, term.Arrived)
		delete(l.awaited, host)
	}
}

// begin begins a time in which a host takes no requests.
func (l *coming) begin(i uint32, at int64, label string) {
	l.since[i] = term.Span{From: at, Glyph: term.OutOfService, Label: label}
}

func (l *coming) finish(i uint32, at int64) {
	if s, open := l.since[i]; open {
		s.To = at
		if s.To > s.From {
			l.tl.Lanes[i].Spans = append(l.tl.Lanes[i].Spans, s)
		}
		delete(l.since, i)
	}
}

func (l *coming) moment(i uint32, at int64, g term.Glyph) {
	l.tl.Lanes[i].Spans = append(l.tl.Lanes[i].Spans, term.Span{From: at, To: at, Glyph: g})
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
