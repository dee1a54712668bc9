package command

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// timeline is the picture of a small fleet: a row for each host, and for each
// function and service.
func timeline(w *sim.World) term.Timeline {
	tl := term.Timeline{End: int64(w.Ended()), Lanes: make([]term.Lane, w.Fleet().Len())}
	for i := range tl.Lanes {
		tl.Lanes[i].Name = w.Fleet().Name(uint32(i))
	}
	others := map[string]int{}
	for _, d := range w.Deployments() {
		tl.Marks = append(tl.Marks, term.Mark{At: int64(d.Created), Label: d.ID + " created"})
		tl.Marks = append(tl.Marks, stages(w, d)...)
		if d.Status.Final() {
			tl.Marks = append(tl.Marks, term.Mark{At: int64(d.Ended), Label: d.ID + " " + d.Status.String()})
		}
		for _, t := range w.Targets(d) {
			at := int(t.Instance)
			if t.Instance == codedeploy.NoInstance {
				n, there := others[t.Name]
				if !there {
					n = len(tl.Lanes)
					others[t.Name], tl.Lanes = n, append(tl.Lanes, term.Lane{Name: t.Name})
				}
				at = n
			}
			lane := &tl.Lanes[at]
			lane.Spans = append(lane.Spans, spans(&t, d, tl.End)...)
		}
	}
	lives(w, &tl)
	slices.SortStableFunc(tl.Marks, func(a, b term.Mark) int { return cmp.Compare(a.At, b.At) })
	return tl
}

// stages are the moments at which a blue/green deployment went on.
func stages(w *sim.World, d sim.Deployment) (list []term.Mark) {
	for _, r := range w.Journal().Records() {
		kind, n := events.SubjectOf(r.Subject)
		if kind == events.Deployment && int32(n) == d.Index && (r.Kind == events.StageBegun || r.Kind == events.DeploymentWaits) {
			list = append(list, term.Mark{At: int64(r.At), Label: d.ID + " " + events.Stage(r.A).String()})
		}
	}
	return list
}

// spans are what a host did as a target.
func spans(t *sim.Target, d sim.Deployment, end int64) (list []term.Span) {
	if t.Course.Shifting() && t.Status != events.TargetSkipped {
		list = append(list, term.Span{From: int64(d.Started), To: shiftEnd(t, d, end), Glyph: term.Waiting, Label: "between events"})
	}
	for _, e := range t.Events {
		if e.Started {
			to := int64(e.End)
			if e.Status == events.LifecycleInProgress {
				to = end
			}
			list = append(list, term.Span{From: int64(e.Start), To: to, Glyph: term.Event(e.Event.String()), Label: e.Event.String()})
		}
	}
	last := map[events.TargetStatus]term.Glyph{
		events.TargetSucceeded: term.Succeeded, events.TargetFailed: term.Failed, events.TargetSkipped: term.Skipped,
	}[t.Status]
	if last != term.Blank {
		list = append(list, term.Span{From: int64(t.Updated), To: int64(t.Updated), Glyph: last})
	}
	return list
}

// shiftEnd is when a Lambda or ECS deployment ended, or the end of the run.
func shiftEnd(t *sim.Target, d sim.Deployment, end int64) int64 {
	if d.Status.Final() {
		return int64(t.Updated)
	}
	return end
}

// bandSlices is into how many slices of time a run is cut while it goes on.
const bandSlices = 256

// bands counts targets by status over time, from records as they pass; the
// width of a slice doubles as the run gets longer.
type bands struct {
	w       *world
	width   kernel.Time
	now     term.BandColumn
	columns []term.BandColumn // at the end of each slice
}

func newBands(w *world) *bands { return &bands{w: w, width: 1} }

// observe takes records in order of time.
func (b *bands) observe(rows []kernel.Record) {
	for _, r := range rows {
		b.advance(r.At)
		switch r.Kind {
		case events.DeploymentBegun:
			b.now = term.BandColumn{Pending: int(r.A)}
		case events.TargetStarted:
			b.now.Pending--
			b.now.InProgress++
		case events.TargetEnded:
			b.now.InProgress--
			if events.Record(r).TargetStatus() == events.TargetSucceeded {
				b.now.Succeeded++
			} else {
				b.now.Failed++
			}
		case events.TargetPassedOver:
			b.now.Pending--
			b.now.Skipped++
		}
	}
}

// advance fills the slices that are over at a time.
func (b *bands) advance(at kernel.Time) {
	for kernel.Time(len(b.columns)+1)*b.width <= at {
		if len(b.columns) == bandSlices {
			b.halve()
			continue
		}
		b.columns = append(b.columns, b.now)
	}
}

// halve makes slices twice as long.
func (b *bands) halve() {
	for i := range bandSlices / 2 {
		b.columns[i] = b.columns[2*i+1]
	}
	b.columns, b.width = b.columns[:bandSlices/2], b.width*2
}

func (b *bands) draw(io *term.IO) {
	list := b.w.Deployments()
	if len(list) == 0 {
		return
	}
	io.Bands(term.Bands{End: int64(b.w.Ended()), Label: list[len(list)-1].ID, Columns: append(b.columns, b.now)})
}
