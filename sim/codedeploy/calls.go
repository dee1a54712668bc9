package codedeploy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The calls of the API and what is refused: CD-1.12 to 1.14, CD-2.17, CD-2.24,
// CD-12.4.

// RequestDecisions decide about requests.
type RequestDecisions struct {
	// Busy says whether a group takes no further deployment.
	Busy func(active int32) bool `rule:"CD-1.12"`
	// ChooseConfig is the configuration of a deployment.
	ChooseConfig func(request, group int32) int32 `rule:"CD-2.17"`
	// ChooseRollback are the rollback settings of a deployment.
	ChooseRollback func(request *AutoRollback, group AutoRollback) AutoRollback `rule:"CD-5.2"`
	// TimeLimit is how long a deployment may take.
	TimeLimit func(old, blueGreen bool) kernel.Time `rule:"CD-2.18"`
}

var awsRequests = RequestDecisions{
	Busy:           func(active int32) bool { return active != None },
	ChooseConfig:   chooseConfig,
	ChooseRollback: chooseRollback,
	TimeLimit:      timeLimit,
}

// chooseConfig: the request's, else the group's, else OneAtATime. CD-2.17
func chooseConfig(request, group int32) int32 {
	switch {
	case request != None:
		return request
	case group != None:
		return group
	}
	return 0
}

// chooseRollback: a deployment's own setting replaces the group's. CD-5.2
func chooseRollback(request *AutoRollback, group AutoRollback) AutoRollback {
	if request != nil {
		return *request
	}
	return group
}

// Answer is what a call got: an exception, or what its operation answers.
type Answer struct {
	Exception  events.Exception
	Deployment int32                   // CreateDeployment: the deployment made
	Stop       events.DeploymentStatus // StopDeployment: Succeeded, or InProgress for Pending
	HooksLeft  []HookLeft              // UpdateDeploymentGroup, DeleteDeploymentGroup: hooksNotCleanedUp
}

// Call takes a call of the API; cause is the record that it was made.
func (s *Service) Call(c *Call, cause kernel.RecordNo) Answer {
	switch c.Op {
	case OpCreateDeployment:
		return s.createDeployment(&c.Create, cause)
	case OpStopDeployment:
		return s.stopDeployment(&c.Stop, cause)
	case OpContinueDeployment:
		return s.continueDeployment(&c.Continue, cause)
	case OpUpdateDeploymentGroup:
		return s.updateGroup(c, cause)
	case OpDeleteDeploymentGroup:
		return s.deleteGroup(c.Group, events.DeploymentGroupMissing, events.GroupDeleted, cause)
	case OpDeleteApplication:
		return s.deleteApplication(c.Application, cause)
	case OpDeleteDeploymentConfig:
		return s.deleteConfig(c.Config)
	case OpSetAlarmState:
		return s.setAlarmState(c, cause)
	case OpPutLifecycleEventHookExecutionStatus:
		return s.putHookStatus(&c.Hook, cause)
	case OpUpdateAlias:
		return s.updateAlias(&c.Alias, cause)
	}
	s.fleet.SetRegistered(s.k, c.Instance, c.Op == OpRegisterOnPremisesInstance, cause, rules.CD_10_7)
	return Answer{Deployment: None}
}

// refused is the answer with an exception.
func refused(e events.Exception) Answer { return Answer{Exception: e, Deployment: None} }

// createDeployment is CreateDeployment.
func (s *Service) createDeployment(c *CreateDeployment, cause kernel.RecordNo) Answer {
	if e := s.refuseCreate(c); e != events.NoException {
		return refused(e)
	}
	g := &s.groups[c.Group]
	revision := c.Revision
	if c.Restart {
		revision = g.revision
	}
	n := s.create(&deployment{
		group: c.Group, revision: revision, creator: events.ByUser,
		config:       s.d.ChooseConfig(c.Config, g.settings.Config),
		rollback:     s.d.ChooseRollback(c.Rollback, g.settings.Rollback),
		fileExists:   c.FileExists,
		description:  c.Description,
		ignoreStop:   c.IgnoreStopFailures,
		outdatedOnly: c.OutdatedOnly,
		restart:      c.Restart,
		replacements: c.Replacements,
		alarms:       c.Alarms,
		rollbackOf:   None,
	}, cause, rules.CD_1_5)
	return Answer{Deployment: n}
}

// refuseCreate is why CreateDeployment is refused, if it is.
func (s *Service) refuseCreate(c *CreateDeployment) events.Exception {
	g := &s.groups[c.Group]
	switch {
	case slices.Contains(s.appsGone, s.setup.Groups[c.Group].Application):
		return events.ApplicationDoesNotExist
	case g.deleted:
		return events.DeploymentGroupDoesNotExist
	case slices.Contains(s.configsGone, c.Config):
		return events.DeploymentConfigDoesNotExist
	case utf8.RuneCountInString(c.Description) > 256:
		return events.DescriptionTooLong
	case c.Replacements != nil && !s.takesReplacements(g, c.Replacements):
		return events.InvalidTargetInstances
	case c.Restart && c.Revision != None:
		return events.InvalidRevision
	case c.Restart && c.OutdatedOnly:
		return events.InvalidUpdateOutdatedInstancesOnlyValue
	case c.Restart && g.revision == None, !c.Restart && c.Revision == None:
		return events.RevisionRequired
	case c.Alarms != nil && s.d.RefuseAlarms(c.Alarms) != events.NoException:
		return s.d.RefuseAlarms(c.Alarms)
	case s.d.Busy(g.active):
		return events.DeploymentLimitExceeded
	}
	return s.refuseConfig(c.Group, c.Config, g.settings)
}

// create makes a deployment; it will be started at this instant. CD-1.4, 1.5
func (s *Service) create(d *deployment, cause kernel.RecordNo, rule kernel.Rule) int32 {
	n := int32(len(s.deployments))
	g := &s.groups[d.group]
	g.made++
	d.bundle, d.nth = &s.shape.revisions[d.revision], g.made
	d.id = s.nextID(d)
	d.status, d.created, d.rolledBackBy = events.DeploymentCreated, s.k.Now(), None
	d.settings, d.shift = g.settings, unaimed
	if d.action > 0 || d.after > 0 {
		d.settings = d.settings.inStyle(false) // these go in place (CD-6.6, CD-6.9)
	}
	if s.d.ForFleet(d.creator) {
		g.active, g.lastAttempted = n, n
	}
	d.last = s.k.Record(events.DeploymentMade, events.About(events.Deployment, uint32(n)), cause, rule, int64(d.id), int64(d.creator))
	s.deployments = append(s.deployments, *d)
	s.active = append(s.active, n)
	s.tell(n)
	s.k.Schedule(s.k.Now(), kernel.Decide, events.DeploymentStarts, uint32(n), 0)
	return n
}

// find is the index of the deployment of a number.
func (s *Service) find(number int) (int32, bool) {
	n := s.past + int32(number) - 1
	return n, number >= 1 && int(n) < len(s.deployments)
}

// updateGroup is UpdateDeploymentGroup; what runs is not touched. CD-1.14,
// CD-12.4
func (s *Service) updateGroup(c *Call, cause kernel.RecordNo) Answer {
	if e := s.refuseUpdate(c); e != events.NoException {
		return refused(e)
	}
	g := &s.groups[c.Group]
	after := *g.settings
	c.Update.Apply(&after)
	if e := s.refuseSettings(c.Group, &after); e != events.NoException {
		return refused(e)
	}
	g.settings = &after
	s.leave(c.Group)
	no := s.k.Record(events.GroupUpdated, events.About(events.Group, uint32(c.Group)), cause, rules.CD_1_14, 0, 0)
	for _, n := range s.active {
		if s.deployments[n].group == c.Group {
			s.watchAlarms(n)
		}
	}
	return Answer{Deployment: None, HooksLeft: s.syncHooks(c.Group, no)}
}

// refuseUpdate is why UpdateDeploymentGroup is refused, if it is.
func (s *Service) refuseUpdate(c *Call) events.Exception {
	u := &c.Update
	switch {
	case s.groups[c.Group].deleted:
		return events.DeploymentGroupDoesNotExist
	case slices.Contains(s.configsGone, u.Config):
		return events.DeploymentConfigDoesNotExist
	case len(u.Triggers) > MaxTriggers:
		return events.TriggerTargetsLimitExceeded
	case s.refuseBalancers(u.LoadBalancers):
		return events.InvalidLoadBalancerInfo
	case u.copiesOther(*s.groups[c.Group].settings):
		return events.InvalidBlueGreenDeploymentConfiguration
	case u.Alarms != nil:
		return s.d.RefuseAlarms(u.Alarms)
	}
	return events.NoException
}

// deleteGroup is DeleteDeploymentGroup; to delete what is gone succeeds. A
// deployment that runs lets its targets in flight finish, unless it was being
// stopped already. CD-1.14, CD-12.4
func (s *Service) deleteGroup(g int32, code events.ErrorCode, kind kernel.Kind, cause kernel.RecordNo) Answer {
	group := &s.groups[g]
	if group.deleted {
		return Answer{Deployment: None}
	}
	group.deleted = true
	s.leave(g)
	no := s.k.Record(kind, events.About(events.Group, uint32(g)), cause, rules.CD_1_14, 0, 0)
	for _, n := range s.active {
		if d := &s.deployments[n]; d.group == g && d.stopping == events.NoError {
			d.stopping, d.stopRule, d.stopNo = code, rules.CD_1_14, no
			s.wake(n)
		}
	}
	if kind == events.ApplicationGone {
		return Answer{Deployment: None} // its hooks stay, and nobody says so (CD-6.14)
	}
	return Answer{Deployment: None, HooksLeft: s.syncHooks(g, no)}
}

// deleteApplication is DeleteApplication.
func (s *Service) deleteApplication(a int32, cause kernel.RecordNo) Answer {
	s.appsGone = with(s.appsGone, a)
	for g := range s.groups {
		if s.setup.Groups[g].Application == a {
			s.deleteGroup(int32(g), events.ApplicationMissing, events.ApplicationGone, cause)
		}
	}
	return Answer{Deployment: None}
}

// with is a list in order with x in it.
func with(list []int32, x int32) []int32 {
	at, there := slices.BinarySearch(list, x)
	if there {
		return list
	}
	return slices.Insert(list, at, x)
}

// deleteConfig is DeleteDeploymentConfig. CD-2.24
func (s *Service) deleteConfig(c int32) Answer {
	if strings.HasPrefix(s.setup.Configs[c].Name, "CodeDeployDefault.") {
		return refused(events.InvalidOperation)
	}
	for g := range s.groups {
		if !s.groups[g].deleted && s.groups[g].settings.Config == c {
			return refused(events.DeploymentConfigInUse)
		}
	}
	for _, n := range s.active {
		if s.deployments[n].config == c {
			return refused(events.DeploymentConfigInUse)
		}
	}
	s.configsGone = with(s.configsGone, c)
	return Answer{Deployment: None}
}
