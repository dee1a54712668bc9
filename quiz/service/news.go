package service

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// silent are the records that are no news: steps that the learner takes or sees
// by how targets stand, and what happens inside an event.
var silent = map[kernel.Kind]bool{
	events.CallAnswered: true, events.DeploymentBegun: true, events.TargetStarted: true, events.EventStarted: true,
	events.ScriptStarted: true, events.ScriptEnded: true, events.FunctionCalled: true, events.RevisionInstalled: true,
	events.HealthChanged: true, events.DeploymentEnded: true, events.DeploymentStopping: true, events.TargetPassedOver: true,
	events.TrafficShifted: true, events.TargetResumed: true,
}

// news is what has happened up to a place of the journal that the learner was
// not told yet.
func (g *Game) news(place int) (list []string) {
	fork := g.world.Fork()
	rows := g.upTo(fork, place)
	for _, r := range rows[min(g.told, len(rows)):] {
		if silent[r.Kind] || r.Kind == events.EventEnded && events.Record(r).Outcome().Status == events.LifecycleSucceeded {
			continue
		}
		if step, ok := question.StepOf(fork, r); ok && step[0] == question.StepRollback {
			continue
		}
		list = append(list, r.At.String()+" "+fork.Subject(r)+": "+fork.Describe(r))
	}
	g.told = max(g.told, place)
	return list
}

// upTo are the first records of the run, a fork having gone on to them.
func (g *Game) upTo(fork *sim.World, place int) []kernel.Record {
	for len(fork.Journal().Records()) < place {
		if more, err := fork.Step(); !more || err != nil {
			break
		}
	}
	rows := fork.Journal().Records()
	return rows[:min(place, len(rows))]
}

// standing is how the targets of the deployment under way stand, steps that were
// taken out of turn included.
func (g *Game) standing(place int) string {
	fork := g.world.Fork()
	rows := g.upTo(fork, place)
	all := fork.Journal().Records()
	for _, at := range g.taken {
		if at >= place && at < len(all) {
			rows = append(rows[:len(rows):len(rows)], all[at])
		}
	}
	d, ok := underWay(fork, rows)
	if !ok {
		return ""
	}
	text := "Deployment " + strconv.Itoa(d.Number) + " of " + d.RevisionName
	if d.RollbackOf >= 0 {
		text += ", a rollback"
	}
	if !begun(rows, d) {
		return text + ": Created."
	}
	return text + ": " + question.Standing(fork, d, rows) + "."
}

// underWay is the deployment that was made last by some records.
func underWay(w *sim.World, rows []kernel.Record) (d sim.Deployment, ok bool) {
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].Kind == events.DeploymentMade {
			return w.DeploymentAt(int32(events.Record(rows[i]).Index())), true
		}
	}
	return d, false
}

// begun says whether a deployment is in progress or over by some records.
func begun(rows []kernel.Record, d sim.Deployment) bool {
	return written(rows, d, events.DeploymentBegun) || ended(rows, d)
}

// ended says whether a deployment is over by some records.
func ended(rows []kernel.Record, d sim.Deployment) bool {
	return written(rows, d, events.DeploymentEnded)
}

func written(rows []kernel.Record, d sim.Deployment, kind kernel.Kind) bool {
	for _, r := range rows {
		if r.Kind == kind && int32(events.Record(r).Index()) == d.Index {
			return true
		}
	}
	return false
}
