package advise

// How bad a run gets: runs in the scenario's own time, with the faults that make
// it longest.

import (
	"context"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// act lets a fault strike the nth lifecycle event that begins in a run, from 0.
type act struct {
	at   int
	kind explore.Kind
}

// outcome is what a run came to.
type outcome struct {
	took  kernel.Time // of the longest deployment: see judge
	away  int         // the most hosts that the deployments kept away at once
	begun int         // lifecycle events
	fine  bool        // all that the timeline deployed to the group succeeded, or alarms stopped it
	code  events.ErrorCode
	over  bool // a deployment ran into its time limit (CD-2.18)
}

// runner makes runs of one setup.
type runner struct {
	start, world *sim.World
	group        *group
	balanced     bool
	late         *lateness       // of all work; nil if it takes as long as in the scenario
	fresh        []kernel.Record // work that has begun in the latest step
	struck       []blow          // what the acts of the latest run did
	delays       []blow          // and what lets its work be late
	made         int             // runs
}

func newRunner(w *sim.World, group *group, balanced bool) *runner {
	return &runner{start: w, world: new(sim.World), group: group, balanced: balanced}
}

// run makes a run with some faults.
func (r *runner) run(acts []act) (o outcome, err error) {
	w := r.world
	w.CopyFrom(r.start)
	r.made++
	r.struck, r.delays = r.struck[:0], r.delays[:0]
	w.Journal().Tap(func(rec kernel.Record) {
		if rec.Kind == events.EventStarted || rec.Kind == events.ScriptStarted {
			r.fresh = append(r.fresh, rec)
		}
	})
	for more := true; more; {
		o.away = max(o.away, r.away())
		if more, err = w.Step(); err != nil {
			return o, err
		}
		for _, rec := range r.fresh {
			if err = r.begin(events.Record(rec), acts, &o); err != nil {
				return o, err
			}
		}
		r.fresh = r.fresh[:0]
	}
	r.judge(&o)
	return o, nil
}

// begin lets work that has begun be late, if all is, and faults strike its event.
func (r *runner) begin(rec events.Record, acts []act, o *outcome) error {
	if r.late != nil {
		if err := r.prolong(rec); err != nil {
			return err
		}
	}
	if rec.Kind != events.EventStarted {
		return nil
	}
	for _, a := range acts {
		if a.at == o.begun {
			r.strike(rec.Index(), a.kind)
		}
	}
	o.begun++
	return nil
}

// away is how many hosts the deployments, of the group alone where it is apart, keep
// away: behind load balancers those that take no requests without having been struck,
// else those that draw on the budgets. CD-2.7, CD-7.4
func (r *runner) away() (n int) {
	service := r.world.CodeDeploy()
	if !r.balanced {
		for _, d := range service.Active() {
			if !r.group.apart() || service.Facts(d).Group == r.group.number {
				n += service.Offline(d)
			}
		}
		return n
	}
	_, n = r.world.Fleet().AtStart()
	serving, struck := r.group.takes(r.world)
	return n - r.group.theirs - serving - struck
}

// strike lets a fault happen to the event that has just begun on a target.
func (r *runner) strike(t uint32, kind explore.Kind) {
	service := r.world.CodeDeploy()
	if _, running := service.Running(t); !running || service.Shifts(t) || kind == explore.Late && r.late != nil {
		return
	}
	at := r.placeOf(t)
	f := kind.Fault(r.world.Fleet().Ref(at.host))
	if kind == explore.Late {
		if f.For = explore.Slack(r.world, t); f.For <= 0 {
			return
		}
	}
	if f.Kind.OfEvent() {
		r.world.Spoil(f.Kind, t, f.For)
	} else {
		r.world.Strike(&f)
	}
	r.struck = append(r.struck, blow{place: at, kind: kind, by: f.For})
}

// judge looks at the group's deployments of a run that has ended. The time of one
// is from its creation until it is completed, or until its rollback is if there is
// one (CD-5.1); of several it is that of the longest, so that idle hours of the
// timeline between them are nobody's.
func (r *runner) judge(o *outcome) {
	from := kernel.Time(-1)
	o.fine = true
	for _, d := range r.world.Deployments() {
		if d.Application+"/"+d.GroupName != r.group.name() || d.Lone {
			continue
		}
		from = d.Created
		if d.RollbackOf != codedeploy.None {
			from = r.world.DeploymentAt(d.RollbackOf).Created // which no rollback is (CD-5.7)
		}
		if d.Status.Final() {
			o.took, o.over = max(o.took, d.Ended-from), o.over || d.Code == events.Timeout
		}
		if d.Creator == events.ByUser && d.Status != events.DeploymentSucceeded && o.code == events.NoError {
			o.fine, o.code = d.Code == events.AlarmActive, d.Code
		}
	}
	o.fine = o.fine && from >= 0
}

// mostTries is how many places for one fault more are tried, and mostStruck how
// many faults a worst run has.
const mostTries, mostStruck = 400, 3

// extreme is a run, and the faults that lead to it.
type extreme struct {
	outcome
	acts []act
}

// worst looks for a run with up to so many faults that takes longest, one fault
// after the other where it makes the run longest: a longer one may be there.
// widest is that of all these runs that keeps most hosts away; still is the run
// without a fault.
func (r *runner) worst(ctx context.Context, still outcome, kinds []explore.Kind, faults int) (longest, widest extreme, err error) {
	longest, widest = extreme{still, nil}, extreme{still, nil}
	for range min(faults, mostStruck) {
		from := longest
		places := from.begun * len(kinds)
		for n := 0; n < places && ctx.Err() == nil; n += max(1, places/mostTries) {
			acts := append(slices.Clone(from.acts), act{n / len(kinds), kinds[n%len(kinds)]})
			o, err := r.run(acts)
			if err != nil {
				return longest, widest, err
			}
			if o.away > widest.away {
				widest = extreme{o, acts}
			}
			if o.took > longest.took {
				longest = extreme{o, acts}
			}
		}
		if len(longest.acts) == len(from.acts) {
			break
		}
	}
	return longest, widest, nil
}
