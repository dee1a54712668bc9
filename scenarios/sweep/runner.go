package sweep

import (
	"errors"
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Part is the result of a shard, or of a piece of one.
type Part struct {
	Shard
	Tally Tally
}

// Runner runs shards of a plan one after another, in worlds that it keeps. It
// belongs to one goroutine.
type Runner struct {
	plan  *Plan
	cell  int
	start *sim.World // of the cell
	world *sim.World
	watch property.Watch // under its properties
}

// NewRunner returns a runner of the shards of a plan.
func NewRunner(p *Plan) *Runner { return &Runner{plan: p} }

// Run runs a shard.
func (r *Runner) Run(s Shard) *Part {
	if r.start == nil || r.cell != s.Cell {
		cell := &r.plan.Cells[s.Cell]
		r.cell, r.start, r.world, r.watch = s.Cell, sim.New(cell.Setup), new(sim.World), property.Watch{Properties: cell.Properties}
	}
	p := &Part{Shard: s, Tally: Tally{Durations: Counts{}}}
	p.Tally.Claims = make([]Claim, len(r.plan.Cells[s.Cell].Properties))
	for seed := s.From; seed < s.From+s.Runs; seed++ {
		r.one(seed, &p.Tally)
	}
	return p
}

// one makes one run and counts it. A run over which the engine breaks down is
// counted as that, and its world is not used again.
func (r *Runner) one(seed uint64, t *Tally) {
	defer func() {
		if fault := recover(); fault != nil {
			r.world = new(sim.World)
			t.Crashed.once(seed, fmt.Sprint(fault))
		}
	}()
	t.Runs++
	w := r.world
	w.Restart(r.start, seed)
	if err := r.play(); err != nil {
		t.cut(seed, err)
		return
	}
	t.claims(seed, r.watch.States)
	t.count(seed, w)
}

// cut counts a run that did not come to its end.
func (t *Tally) cut(seed uint64, err error) {
	var limit *kernel.LimitError
	if errors.As(err, &limit) {
		t.Limited.once(seed, limit.Error())
	} else {
		t.Unanswered.once(seed, err.Error())
	}
}

// play runs the world, under the properties of the cell if there are any.
func (r *Runner) play() error {
	if len(r.watch.Properties) == 0 {
		return r.world.Run()
	}
	_, err := r.watch.Run(r.world)
	return err
}

// claims counts what a run said about properties.
func (t *Tally) claims(seed uint64, states []property.State) {
	for n, state := range states {
		t.Claims[n].State |= state
		if state.Violated() {
			t.Claims[n].Broken.once(seed)
		}
	}
}

// count counts a run that is over.
func (t *Tally) count(seed uint64, w *sim.World) {
	print := w.Journal().Fingerprint()
	t.Print[0] += kernel.Mix(seed, print.Hi)
	t.Print[1] += kernel.Mix(seed, print.Lo)
	ended, failed := kernel.Time(0), false
	service := w.CodeDeploy()
	for n := service.Past(); n < service.Deployments(); n++ {
		status, since := service.Standing(n)
		ended, failed = max(ended, since), failed || status == events.DeploymentFailed
		t.ending(int(n-service.Past()), status)
	}
	if failed {
		t.Failed.once(seed)
	}
	t.Durations[ended]++
	if t.Shortest == nil || ended < t.Shortest.Value {
		t.Shortest = &Instance[kernel.Time]{ended, seed}
	}
	if t.Longest == nil || ended > t.Longest.Value {
		t.Longest = &Instance[kernel.Time]{ended, seed}
	}
	least, of, _ := w.Fleet().LeastServing()
	if s := (Serving{least, of}); of > 0 && (t.Worst == nil || s.worse(t.Worst.Value)) {
		t.Worst = &Instance[Serving]{s, seed}
	}
}

// ending counts how the nth deployment of a run, from 0, stands in the end.
func (t *Tally) ending(n int, status events.DeploymentStatus) {
	n = min(n, numbered-1)
	for len(t.Deployments) <= n {
		t.Deployments = append(t.Deployments, Endings{})
	}
	t.Deployments[n][status]++
}
