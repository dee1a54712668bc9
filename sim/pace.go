package sim

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Pace is how deployments went about their targets: a projection of the
// journal that can be made while records pass, so that they need not be kept.
type Pace struct {
	w           *World
	deployments []pace // by number, from 1
}

type pace struct {
	order   []uint32
	waves   []int
	started kernel.Time // the latest wave
	at      kernel.Time // the latest change
	offline int
	most    int
	over    bool // traffic moves now, which is no matter of pace
}

// NewPace returns the pace of a world that has not run yet; let it observe
// the journal at level decisions or all.
func NewPace(w *World) *Pace { return &Pace{w: w} }

// Pace is the pace of a world that has run, from what its journal kept.
func (w *World) Pace() *Pace {
	p := NewPace(w)
	p.Observe(w.Journal().Records())
	return p
}

// Observe takes the records of a run in order, in any number of pieces.
func (p *Pace) Observe(rows []kernel.Record) {
	for _, r := range rows {
		rec := events.Record(r)
		if rec.SubjectKind() == events.Target && p.w.deploy.Target(rec.Index()).Instance == codedeploy.NoInstance {
			continue // it takes no host out of service
		}
		switch r.Kind {
		case events.TargetStarted:
			p.of(rec.Index()).start(r.At, p.w.deploy.Target(rec.Index()).Instance)
		case events.TargetReadied:
			p.of(rec.Index()).end(r.At, true)
		case events.TargetEnded:
			p.of(rec.Index()).end(r.At, rec.TargetStatus() == events.TargetSucceeded)
		case events.StageBegun:
			p.enter(int32(rec.Index()), events.Stage(rec.A))
		}
	}
}

// of is the pace of the deployment of target t.
func (p *Pace) of(t uint32) *pace {
	return p.at(p.w.deploy.Target(t).Deployment)
}

// at is the pace of the deployment with an index.
func (p *Pace) at(deployment int32) *pace {
	n := int(deployment - p.w.deploy.Past())
	for len(p.deployments) <= n {
		p.deployments = append(p.deployments, pace{started: -1})
	}
	return &p.deployments[n]
}

// enter notes that a stage of blue/green begins: pace is about installing.
func (p *Pace) enter(deployment int32, s events.Stage) {
	if s > events.Installing {
		p.at(deployment).over = true
	}
}

func (p *pace) start(at kernel.Time, instance uint32) {
	p.pass(at)
	p.offline++
	p.order = append(p.order, instance)
	if at != p.started {
		p.waves, p.started = append(p.waves, 0), at
	}
	p.waves[len(p.waves)-1]++
}

func (p *pace) end(at kernel.Time, well bool) {
	if p.over {
		return
	}
	p.pass(at)
	if well {
		p.offline--
	}
}

// pass ends an instant: what changes within one does not count.
func (p *pace) pass(at kernel.Time) {
	if at != p.at {
		p.at, p.most = at, max(p.most, p.offline)
	}
}

func (p *Pace) deployment(d Deployment) pace {
	if n := d.Number - 1; n >= 0 && n < len(p.deployments) {
		return p.deployments[n]
	}
	return pace{}
}

// MaxOffline is the largest number of targets of a deployment that were in
// progress or failed at the end of an instant.
func (p *Pace) MaxOffline(d Deployment) int {
	of := p.deployment(d)
	return max(of.most, of.offline)
}

// Order are the instances of a deployment that were attempted, in the order in
// which they started.
func (p *Pace) Order(d Deployment) []uint32 { return p.deployment(d).order }

// Waves are how many targets of a deployment started at each instant at which
// any did.
func (p *Pace) Waves(d Deployment) []int { return p.deployment(d).waves }
