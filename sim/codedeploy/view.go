package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What can be seen of the service from outside.

// DeploymentInfo is a deployment at present. Deployments, groups, revisions
// and configurations are indices; None stands for absent.
type DeploymentInfo struct {
	Number                   int // 1 for the first of the run; below 1 before time 0
	ID                       string
	Group, Revision, Config  int32
	Status                   events.DeploymentStatus
	Code                     events.ErrorCode
	Creator                  events.Creator
	Description              string
	Created, Started, Ended  kernel.Time // Started counts if Begun, Ended if Status is final
	Begun                    bool
	RollbackOf, RolledBackBy int32
	Root                     int32 // what a follow-up completes (CD-6.9)
	Lone                     bool  // a launch or termination deployment (CD-2.19)
	RollbackDenied           bool
	Targets                  int // listed; in blue/green originals and replacements (CD-3.14)
	Planned, Minimum         int // N and M (CD-2.2, CD-3.5)
	Tally
	Stage                                     events.Stage
	Terminating                               bool // instanceTerminationWaitTimeStarted (CD-3.9)
	Replacements                              *TargetInstances
	FirstTarget                               uint32
	Traffic                                   bool // it has the traffic events (CD-4.1)
	IgnoreStopFailures, OutdatedOnly, Restart bool
	FileExists                                FileExists
	Rollback                                  AutoRollback
	OnStop                                    *bool        // autoRollbackEnabled of its StopDeployment, nil if it said nothing (CD-5.2)
	Activated                                 []Activated  // alarms that stopped it (CD-6.1)
	Alarms                                    *AlarmConfig // that overrides the group's (CD-6.2), or nil
	Settings                                  *Settings
	Platform                                  Platform
	BlueGreen                                 bool // it is one whatever its style says (CD-9.12)
	Share                                     int  // of its replacement in the traffic that it moved, in per cent
	Settled                                   bool // it ended in a way that is not rolled back (CD-5.4)
}

// Deployments is how many deployments there are, those before time 0 included.
func (s *Service) Deployments() int32 { return int32(len(s.deployments)) }

// Deploying says whether some group has a fleet deployment that is not over.
func (s *Service) Deploying() bool {
	for g := range s.groups {
		if s.groups[g].active != None {
			return true
		}
	}
	return false
}

// Past is how many of them ended before time 0.
func (s *Service) Past() int32 { return s.past }

// Info is deployment n at present.
func (s *Service) Info(n int32) DeploymentInfo {
	d := &s.deployments[n]
	return DeploymentInfo{
		Number: s.number(n), ID: FormatID(d.id), Group: d.group, Revision: d.revision, Config: d.config,
		Status: d.status, Code: d.code, Creator: d.creator, Description: d.description, Created: d.created, Started: d.started, Ended: d.ended,
		Begun: d.begun, RollbackOf: d.rollbackOf, RolledBackBy: d.rolledBackBy, RollbackDenied: d.denied,
		Root: s.root(n), Lone: d.action > 0,
		Targets: int(d.count), Planned: d.planned.Targets, Minimum: d.planned.Minimum, Tally: s.tally(d),
		Stage: d.stage, Terminating: d.terminating, Replacements: d.replacements,
		FirstTarget: d.first, Traffic: d.traffic,
		IgnoreStopFailures: d.ignoreStop, OutdatedOnly: d.outdatedOnly, Restart: d.restart, FileExists: d.fileExists,
		Rollback: d.rollback, OnStop: d.onStop, Settings: d.settings, Activated: d.activated, Alarms: d.alarms,
		Platform: s.platform(d), BlueGreen: s.d.BlueGreen(s.platform(d)),
		Share: d.shift.share, Settled: d.shift.settled,
	}
}

// Standing is how a deployment stands, and since when: when it was over, begun or
// made. It is what of Info a count of many runs needs.
func (s *Service) Standing(n int32) (events.DeploymentStatus, kernel.Time) {
	d := &s.deployments[n]
	return d.status, max(d.created, d.started, d.ended)
}

// Find is the index of the deployment with a number.
func (s *Service) Find(number int) (int32, bool) { return s.find(number) }

// TargetInfo is a target at present.
type TargetInfo struct {
	Deployment int32
	Instance   uint32
	Status     events.TargetStatus
	Class      int
	Course     Course
	Last       kernel.RecordNo // its latest record
}

// Target is the target with an index.
func (s *Service) Target(t uint32) TargetInfo {
	row := &s.targets[t]
	return TargetInfo{s.targets[t].deployment, row.instance, row.status, int(row.class), row.course, row.last}
}

// Label is Blue for the originals of a blue/green deployment, Green for its
// replacements, and empty in place (CD-3.14).
func (c Course) Label() string {
	switch c {
	case Original, OriginalBack:
		return "Blue"
	case Replacement, ReplacementGone:
		return "Green"
	}
	return ""
}

// Occurs says whether a lifecycle event occurs on a target.
func (s *Service) Occurs(t uint32, e events.LifecycleEvent) bool {
	row := &s.targets[t]
	if row.course.Shifting() {
		return row.course.placeOf(e) >= 0
	}
	return s.d.Occurs(e, row.course, s.deployments[row.deployment].traffic)
}

// EventStatus is the status of a lifecycle event that occurs, on a target.
// CD-1.8
func (s *Service) EventStatus(t uint32, e events.LifecycleEvent) events.LifecycleStatus {
	row := &s.targets[t]
	if row.course.Shifting() {
		return s.shiftStatus(t, e)
	}
	over := row.status != events.TargetInProgress && row.status != events.TargetReady
	switch {
	case row.status == events.TargetPending:
		return events.LifecyclePending
	case row.status == events.TargetSkipped && !s.behind(row.event, e):
		return events.LifecycleSkipped
	case row.failed>>e&1 != 0:
		return events.LifecycleFailed
	case s.behind(row.event, e), row.status == events.TargetSucceeded:
		return events.LifecycleSucceeded
	case over:
		return events.LifecycleSkipped
	case e == row.event && row.doing != queued && row.doing != waiting:
		return events.LifecycleInProgress
	}
	return events.LifecyclePending
}

// GroupInfo is a deployment group at present.
type GroupInfo struct {
	Revision, LastSuccessful, LastAttempted int32
	Deleted                                 bool
	Settings                                *Settings
	BlueGreen                               bool // its deployments are so whatever its style says (CD-9.12)
}

// Group is deployment group g at present.
func (s *Service) Group(g int32) GroupInfo {
	x := &s.groups[g]
	return GroupInfo{x.revision, x.lastSuccessful, x.lastAttempted, x.deleted, x.settings, s.d.BlueGreen(s.groupPlatform(g))}
}

// Health is what group g remembers of instance i (CD-2.20).
func (s *Service) Health(g int32, i uint32) (events.InstanceHealth, events.RevisionHealth) {
	h := s.groups[g].health[i]
	return h.instance(), h.revision()
}

// Installed is the deployment whose Install last succeeded for group g on
// instance i, or None (CD-4.3).
func (s *Service) Installed(g int32, i uint32) int32 {
	return s.kept.list[s.groups[g].kept[i]].lastInstall
}

// Archives are the deployments whose bundles the agent of instance i keeps for
// group g, oldest first (CD-8.9).
func (s *Service) Archives(g int32, i uint32) []int32 { return s.archivesOf(s.groups[g].kept[i]) }

// AgentState is the state of the agent of instance i.
func (s *Service) AgentState(i uint32) AgentState { return s.agents[i] }

// Setup is what the service was made from.
func (s *Service) Setup() *Setup { return s.setup }

// Fleet are the hosts that the service deploys to.
func (s *Service) Fleet() *fleet.Fleet { return s.fleet }

// ScriptBehaviour is what a script of an event does on the target's host:
// place counts from 0, source is the deployment whose scripts run.
func (s *Service) ScriptBehaviour(t uint32, source int32, e events.LifecycleEvent, place int) *ScriptBehaviour {
	sh := &s.deployments[source].bundle.scripts[e][place]
	return s.behaviour(sh, s.targets[t].instance, s.targets[t].deployment)
}

// OwnEvent is how the scenario wants an event without scripts to go on the
// target's host, or nil.
func (s *Service) OwnEvent(t uint32, e events.LifecycleEvent) *EventBehaviour {
	row := &s.targets[t]
	return s.ownEvent(&s.deployments[row.deployment], row, e)
}
