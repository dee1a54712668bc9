package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The rollback of a blue/green deployment on instances: CD-3.13.

// Back is what the rollback of a blue/green deployment does.
type Back uint8

// The ways back of CD-3.13.
const (
	NothingMoves   Back = iota // it succeeds without any event
	TrafficReturns             // the originals get traffic, then the replacements lose it
	InstallsAgain              // the older revision is installed on the replacements
)

// back: before rerouting there is nothing to undo, from then on traffic
// returns. CD-3.13
func back(from events.Stage) Back {
	if from < events.Rerouting {
		return NothingMoves
	}
	return TrafficReturns
}

// returnsTraffic says whether a deployment moves traffic back and installs
// nothing.
func (d *deployment) returnsTraffic() bool {
	return d.creator == events.ByRollback && d.settings.BlueGreenType
}

// startBack is the service picking up a rollback.
func (s *Service) startBack(n int32) {
	d := &s.deployments[n]
	failed := &s.deployments[d.rollbackOf]
	d.first = uint32(len(s.targets))
	switch s.d.Back(failed.stage) {
	case TrafficReturns:
		s.returnTraffic(n)
	case InstallsAgain:
		s.appendRows(n, Replacement, InPlace, 0)
		s.startLine(n, InPlace, events.NoStage)
	default:
		s.begin(n)
		s.end(n, events.DeploymentSucceeded, events.NoError, rules.CD_3_13)
	}
}

// returnTraffic lines up the originals, and behind them the replacements whose
// rerouting had begun.
func (s *Service) returnTraffic(n int32) {
	s.appendRows(n, Original, OriginalBack, 0)
	s.appendRows(n, Replacement, ReplacementGone, events.BeforeAllowTraffic)
	s.startLine(n, OriginalBack, events.ReturningTraffic)
}

// appendRows adds the hosts that were on a course in the deployment that is
// rolled back, to go on another, if they got as far as an event.
func (s *Service) appendRows(n int32, was, now Course, reached events.LifecycleEvent) {
	d := &s.deployments[n]
	failed := &s.deployments[d.rollbackOf]
	for t := failed.first; t < failed.first+failed.count; t++ {
		row := s.targets[t]
		if row.course == was && (reached == 0 || s.seen(&row, reached)) && !s.fleet.Gone(row.instance) {
			s.targets = append(s.targets, target{instance: row.instance, deployment: n, course: now})
			d.count++
		}
	}
}

// startLine begins a rollback with the rows of a course, which come first, under
// the configuration of what failed; it can be refused like any deployment.
// CD-1.15
func (s *Service) startLine(n int32, course Course, stage events.Stage) {
	d := &s.deployments[n]
	size := s.countRows(d, func(row *target) bool { return row.course == course })
	s.plan(d, size, s.d.RerouteMinimum(size, s.d.MinHealthy(size, s.config(d).Min)))
	if s.refusesStart(n) {
		return
	}
	s.begin(n)
	s.enter(n, stage, rules.CD_3_13)
	s.decide(n)
}

// removeReplacements takes the traffic from the replacements, all at once.
func (s *Service) removeReplacements(n int32) {
	d := &s.deployments[n]
	returned := uint32(d.Targets)
	s.work(d, int(d.count-returned), 0)
	d.cursor = d.first + returned
	s.enter(n, events.RemovingReplacements, rules.CD_3_13)
	s.decide(n)
}
