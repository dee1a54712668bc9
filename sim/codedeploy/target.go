package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// A target from its first lifecycle event to its last: CD-1.6, CD-1.8, CD-4.1,
// CD-4.10.

// Course is the events that a target goes through: a column of CD-4.1.
type Course uint8

// The columns of CD-4.1.
const (
	InPlace         Course = iota // an instance that stays where it is
	AtLaunch                      // an instance that an Auto Scaling group launches
	AtTermination                 // an instance that an Auto Scaling group terminates
	Replacement                   // the green instances of a blue/green deployment
	Original                      // the blue ones
	OriginalBack                  // an original to which a rollback returns
	ReplacementGone               // a replacement that a rollback takes out
	courses
)

// LifecycleDecisions decide which events a target goes through.
type LifecycleDecisions struct {
	// Occurs says whether an event occurs at all.
	Occurs func(e events.LifecycleEvent, c Course, traffic bool) bool `rule:"CD-4.1"`
	// HasTraffic says whether a deployment has the traffic events.
	HasTraffic func(loadBalancers int, trafficControl bool) bool `rule:"CD-4.1"`
	// GoesOn says whether a target goes on after an event failed.
	GoesOn func(e events.LifecycleEvent, ignoreStopFailures bool) bool `rule:"CD-4.10"`
	// Place is the place of an event in the order of all thirteen, from 0.
	Place func(e events.LifecycleEvent) int `rule:"CD-4.1"`
}

var awsLifecycle = LifecycleDecisions{Occurs: occurs, HasTraffic: hasTraffic, GoesOn: goesOn, Place: place}

// place is that of the column. CD-4.1
func place(e events.LifecycleEvent) int { return int(e) }

// occurs: each course has its span of events, and the six traffic events need
// traffic control. CD-4.1
func occurs(e events.LifecycleEvent, c Course, traffic bool) bool {
	if e <= events.AfterBlockTraffic || e >= events.BeforeAllowTraffic {
		return traffic && within[c].first <= e && e <= within[c].last
	}
	return within[c].first <= e && e <= within[c].last
}

// within is the first and the last event of each course. CD-4.1
var within = [courses]struct{ first, last events.LifecycleEvent }{
	InPlace:         {events.BeforeBlockTraffic, events.AfterAllowTraffic},
	AtLaunch:        {events.ApplicationStop, events.AfterAllowTraffic},
	AtTermination:   {events.BeforeBlockTraffic, events.ApplicationStop},
	Replacement:     {events.ApplicationStop, events.AfterAllowTraffic},
	Original:        {events.BeforeBlockTraffic, events.AfterBlockTraffic},
	OriginalBack:    {events.BeforeAllowTraffic, events.AfterAllowTraffic},
	ReplacementGone: {events.BeforeBlockTraffic, events.AfterBlockTraffic},
}

// hasTraffic: a load balancer and WITH_TRAFFIC_CONTROL, both. CD-4.1
func hasTraffic(loadBalancers int, trafficControl bool) bool {
	return loadBalancers > 0 && trafficControl
}

// goesOn: ignoreApplicationStopFailures covers three events and no other.
// CD-4.10
func goesOn(e events.LifecycleEvent, ignoreStopFailures bool) bool {
	switch e {
	case events.ApplicationStop, events.BeforeBlockTraffic, events.AfterBlockTraffic:
		return ignoreStopFailures
	}
	return false
}

// seen says whether the target got as far as starting e.
func (s *Service) seen(row *target, e events.LifecycleEvent) bool {
	return s.behind(row.event, e) || row.event == e && (row.doing == inside || row.doing == lost)
}

// behind says whether an event comes later than another.
func (s *Service) behind(e, other events.LifecycleEvent) bool {
	return s.shape.place[e] > s.shape.place[other]
}

// schedule arranges for an event of a target in its present turn.
func (s *Service) schedule(t uint32, at kernel.Time, kind kernel.Kind) {
	s.k.Schedule(at, kernel.Settle, kind, t, uint32(s.targets[t].turn))
}

// startTarget sends a pending target on its way. CD-2.7
func (s *Service) startTarget(d *deployment, t uint32) {
	row := &s.targets[t]
	kind, rule, from := events.TargetStarted, rules.CD_2_7, s.shape.order[0]
	switch {
	case row.status == events.TargetReady:
		kind, rule, from = events.TargetResumed, rules.CD_3_7, events.BeforeAllowTraffic
	case row.course == Original:
		kind, rule = events.TargetResumed, rules.CD_3_8
	case row.course == OriginalBack || row.course == ReplacementGone:
		kind, rule = events.TargetResumed, rules.CD_3_13
	}
	row.status = events.TargetInProgress
	row.last = s.k.Record(kind, events.About(events.Target, t), d.last, rule, int64(row.class), 0)
	d.start()
	if len(d.zones) > 0 {
		d.zoneOf(t).start()
	}
	s.assign(d, t, s.shape.from[row.course][d.routes()][from])
}

// assign makes an event the target's next. It returns false if there is none
// left. The agent will poll for it, unless it polls so rarely that the event
// times out first. CD-8.1, CD-8.4
func (s *Service) assign(d *deployment, t uint32, e events.LifecycleEvent) bool {
	if e == events.LifecycleEvents {
		return false
	}
	row := &s.targets[t]
	row.event, row.doing, row.since = e, queued, s.k.Now()
	if !e.NeedsAgent() {
		s.startTraffic(d, t)
		return true
	}
	kind, at := events.AgentPolls, row.since+s.pickupDelay(row.instance)
	if by := s.startsBy(row); at >= by {
		row.doing, kind, at = waiting, events.StartTimesOut, by
	}
	s.schedule(t, at, kind)
	return true
}

// routes is which of two routes the targets take: 1 has the traffic events.
func (d *deployment) routes() int {
	if d.traffic {
		return 1
	}
	return 0
}

// StepTarget applies a step of a target, unless its turn has passed.
func (s *Service) StepTarget(e events.Event) {
	t := e.Target()
	row := &s.targets[t]
	if row.turn != e.Turn() || row.status != events.TargetInProgress {
		return
	}
	d := &s.deployments[row.deployment]
	switch e.Kind() {
	case events.AgentPolls:
		s.poll(d, t, row)
	case events.StartTimesOut:
		s.silent(d, t)
	case events.ScriptEnds:
		s.endScript(d, t, row)
	case events.ScriptTimesOut:
		s.leaveFiles(d, t)
		s.fail(d, t, events.ScriptTimedOut, events.NoDetail)
	case events.OutputTimesOut:
		s.leaveFiles(d, t)
		s.fail(d, t, events.UnknownError, events.OutputLeftOpen)
	case events.LifecycleTimesOut:
		s.hourPassed(d, t)
	case events.LifecycleEventEnds:
		s.endOwnEvent(d, t)
	}
}

// beginEvent records that the target's event runs, with the scripts of deployment
// source, or of none.
func (s *Service) beginEvent(t uint32, source int32, rule kernel.Rule) {
	row := &s.targets[t]
	row.doing, row.since, row.script, row.nth = inside, s.k.Now(), 0, s.count()
	s.inside++
	row.last = s.k.Record(events.EventStarted, events.About(events.Target, t), row.last, rule, int64(row.event), int64(source))
	if s.watch.Lifecycle>>(row.event&15)&1 != 0 {
		s.k.Schedule(s.k.Now(), kernel.Settle, events.LifecycleReached, t, uint32(row.event))
	}
}

// count counts an event that begins. Which of two began later must not hang on
// times, which a search moves.
func (s *Service) count() uint32 {
	if now := s.k.Now(); s.begun == 0 || now > s.latest {
		s.begun, s.latest = s.begun+1, now
	}
	return s.begun
}

// succeed ends the target's event well.
func (s *Service) succeed(d *deployment, t uint32, rule kernel.Rule) {
	s.finish(d, t, events.Outcome{Status: events.LifecycleSucceeded}, 0, rule)
}

// fail ends the target's event badly.
func (s *Service) fail(d *deployment, t uint32, code events.LifecycleErrorCode, detail events.Detail) {
	o := events.Outcome{Status: events.LifecycleFailed, Code: code, Detail: detail, Place: uint32(s.targets[t].script)}
	s.finish(d, t, o, 0, ruleOf(code, detail))
}

// finish ends the target's event and goes on to the next, or ends the target.
func (s *Service) finish(d *deployment, t uint32, o events.Outcome, exit int64, rule kernel.Rule) {
	row := &s.targets[t]
	row.turn++
	s.unspoil(t)
	s.inside++
	row.last = s.k.Record(events.EventEnded, events.About(events.Target, t), row.last, rule, o.Pack(row.event), exit)
	if len(s.active) > s.shape.agents.parallel {
		s.freeSlot(row.instance)
	}
	e := row.event
	next := s.shape.after[row.course][d.routes()][e]
	failed := o.Status == events.LifecycleFailed
	if failed {
		row.failed |= 1 << e
	}
	switch {
	case failed && !s.d.GoesOn(e, d.ignoreStop):
		s.endTarget(d, t, events.TargetFailed, int64(e), rules.CD_1_8)
	case d.cutsShort():
		row.event, row.doing = s.shape.order[s.shape.place[e]+1], queued
		if d.stopNo > 0 {
			row.last = d.stopNo
		}
		s.endTarget(d, t, events.TargetFailed, -1, d.stopRule)
	case d.stage == events.Installing && s.behind(next, events.ValidateService):
		s.makeReady(d, t)
	case !s.assign(d, t, next):
		s.endTarget(d, t, events.TargetSucceeded, -1, rules.CD_1_6)
	}
}

// endTarget ends a target that was in progress.
func (s *Service) endTarget(d *deployment, t uint32, status events.TargetStatus, event int64, rule kernel.Rule) {
	s.closeTarget(d, t, status, event, rule)
	if len(d.zones) > 0 {
		d.zoneOf(t).end(status == events.TargetSucceeded)
	}
	s.wake(s.targets[t].deployment)
}

// closeTarget records and counts the end of a target.
func (s *Service) closeTarget(d *deployment, t uint32, status events.TargetStatus, event int64, rule kernel.Rule) {
	row := &s.targets[t]
	row.turn++
	s.unspoil(t)
	row.status = status
	row.last = s.k.Record(events.TargetEnded, events.About(events.Target, t), row.last, rule, int64(status), event)
	d.last = row.last
	d.end(status == events.TargetSucceeded)
}

// ruleOf is the rule behind the failure of an event.
func ruleOf(code events.LifecycleErrorCode, detail events.Detail) kernel.Rule {
	if rule, ok := detailRules[detail]; ok {
		return rule
	}
	switch code {
	case events.ScriptMissing, events.ScriptNotExecutable, events.ScriptFailed:
		return rules.CD_4_6
	case events.ScriptTimedOut:
		return rules.CD_4_7
	}
	return 0
}

var detailRules = map[events.Detail]kernel.Rule{
	events.AgentSilent: rules.CD_8_4, events.AgentRestarted: rules.CD_8_5, events.EventTimedOut: rules.CD_4_8,
	events.OutputLeftOpen: rules.CD_4_9, events.AppSpecRefused: rules.CD_8_8, events.ArchiveGone: rules.CD_4_4,
	events.DownloadFailed: rules.CD_8_6, events.DiskFull: rules.CD_4_14, events.FileAlreadyThere: rules.CD_4_15,
	events.TwoSources: rules.CD_4_17, events.TwoPermissions: rules.CD_4_17, events.BadPermission: rules.CD_9_2, events.SourceMissing: rules.CD_4_14,
	events.InstallFailed: rules.CD_4_14, events.TrafficFailed: rules.CD_7_2, events.RunAsPassword: rules.CD_4_12, events.NotHealthyInTime: rules.CD_7_2,
	events.InstanceGone: rules.CD_8_4, events.DeploymentOver: rules.CD_2_18,
}
