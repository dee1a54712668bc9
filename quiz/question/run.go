package question

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// mostEvents is how many events a run may have: some beliefs lead to one that
// has no end, and then they have no answer.
const mostEvents = 4_000

// Run is a world that has run, with all its records.
type Run struct {
	*sim.World
	home        *Case
	decisions   *codedeploy.Decisions
	deployments []sim.Deployment
	targets     []sim.Target // of the deployment that is asked about
	read        bool
	pace        *sim.Pace
	taken       []timedStep
	ended       []string        // what can be told in the end, once it was asked
	told        map[string]bool // all that can be told, once it was asked
}

func bounded(s *sim.Setup) *sim.Setup {
	b := *s
	b.Limits.Events, b.Limits.Instant = mostEvents, mostEvents/4
	return &b
}

// play runs a setup under some decisions.
func play(s *sim.Setup, d *codedeploy.Decisions) (*Run, error) {
	w := sim.NewUnder(s, d)
	w.Journal().SetLevel(kernel.All)
	err := w.Run()
	return &Run{World: w, decisions: d, deployments: w.Deployments()}, err
}

// sameRun says whether a run goes as the one with a fingerprint.
func sameRun(s *sim.Setup, m *codedeploy.Mutant, print kernel.Fingerprint) bool {
	w := sim.NewUnder(s, m.Under())
	return w.Run() == nil && w.Journal().Fingerprint() == print
}

// first is deployment 1, about which questions are.
func (r *Run) first() (sim.Deployment, bool) {
	if len(r.deployments) == 0 {
		return sim.Deployment{}, false
	}
	return r.deployments[0], true
}

// theTargets are the targets of deployment 1 in the order of attempt.
func (r *Run) theTargets() []sim.Target {
	if d, ok := r.first(); ok && !r.read {
		r.targets, r.read = r.Targets(d), true
	}
	return r.targets
}

// target finds a target of deployment 1 by the name of its host.
func (r *Run) target(host string) *sim.Target {
	list := r.theTargets()
	for i := range list {
		if list[i].Name == host {
			return &list[i]
		}
	}
	return nil
}

// thePace is how deployment 1 went about its targets.
func (r *Run) thePace() *sim.Pace {
	if r.pace == nil {
		r.pace = r.Pace()
	}
	return r.pace
}

// members are the hosts of a group at present.
func members(w *sim.World, group int32) (list []uint32) {
	for i := range uint32(w.Fleet().Len()) {
		if w.CodeDeploy().Member(group, i) {
			list = append(list, i)
		}
	}
	return list
}
