package codedeploy

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Hooks of Lambda and ECS deployments are functions that report: CD-9.6.

// FunctionDecisions decide about hook functions.
type FunctionDecisions struct {
	// HookLimit is how long the service waits for the report.
	HookLimit func() kernel.Time `rule:"CD-9.6"`
	// Reported is what counts as the report of a function.
	Reported func(r Report) Report `rule:"CD-9.6"`
	// Callable says whether a role may call a function.
	Callable func(r Role, name string) bool `rule:"CD-9.6"`
	// Calls is how often the hook of an event is called.
	Calls func(tasks int) int `rule:"CD-9.5"`
}

var awsFunctions = FunctionDecisions{
	HookLimit: func() kernel.Time { return kernel.Hour },
	Reported:  func(r Report) Report { return r },
	Callable:  callable,
	Calls:     func(int) int { return 1 },
}

// callable: AWS's managed policies allow functions of one name alone. CD-9.6
func callable(r Role, name string) bool {
	return r != RoleManaged || strings.HasPrefix(name, "CodeDeployHook_")
}

// functionOf is the place of the hook of an event among those of a deployment's
// revision, or None. A rollback has none, and neither has the test traffic that
// does not flow. CD-9.5
func (s *Service) functionOf(n int32, e events.LifecycleEvent) int32 {
	d := &s.deployments[n]
	if d.rollbackOf != None || e == events.AfterAllowTestTraffic && !testListener(d.settings) {
		return None
	}
	hooks := s.setup.Revisions[d.revision].Functions
	for i := range hooks {
		if hooks[i].Event == e {
			return int32(i)
		}
	}
	return None
}

// callHook calls the function of the target's event, or passes over an event
// that has none. CD-9.6
func (s *Service) callHook(n int32, rule kernel.Rule) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	place := s.functionOf(n, row.event)
	if place == None {
		s.succeedEvent(n, rule)
		return
	}
	hook := &s.setup.Revisions[d.revision].Functions[place]
	if !s.d.Callable(d.settings.Role, hook.Name) {
		s.failEvent(n, events.HookForbidden, events.IAMRolePermissions, rules.CD_9_6)
		return
	}
	for range s.d.Calls(s.tasks(d)) {
		row.last = s.k.Record(events.FunctionCalled, events.About(events.Target, d.first), row.last, rules.CD_9_6, int64(row.event), int64(place))
	}
	d.shift.called |= 1 << row.event
	plan := s.planOf(n)
	takes, limit := s.functionTakes(d, row.event, &plan), s.d.HookLimit()
	if plan.Returns == NoReport || takes > limit {
		s.schedule(d.first, row.since+limit, events.FunctionTimesOut)
		return
	}
	s.schedule(d.first, row.since+takes, events.FunctionReturns)
}

// tasks is how many tasks the service of a deployment wants.
func (s *Service) tasks(d *deployment) int {
	if d.shift.service == None {
		return 1
	}
	return s.setup.ECSServices[d.shift.service].Desired
}

// planOf is what the function of the target's event does.
func (s *Service) planOf(n int32) FunctionPlan {
	d := &s.deployments[n]
	e := s.targets[d.first].event
	plan := FunctionPlan{TakesLo: kernel.Second, TakesHi: kernel.Second}
	hook := s.setup.Revisions[d.revision].Functions[s.functionOf(n, e)]
	if hook.Function != None {
		list := s.setup.Functions[hook.Function].Plans
		for i := range list {
			if list[i].fits(s.number(n), e) {
				plan = list[i]
				break
			}
		}
	}
	plan.Returns = s.d.Reported(plan.Returns)
	return plan
}

// reportOf is what the function of the target's event reports: Failed if a
// fault struck it. CD-9.6
func (s *Service) reportOf(n int32) Report {
	if s.targets[s.deployments[n].first].spoil&spoilFails != 0 {
		return ReportFailed
	}
	return s.planOf(n).Returns
}

func (p *FunctionPlan) fits(number int, e events.LifecycleEvent) bool {
	return (p.Deployment == 0 || p.Deployment == number) && (p.Events == 0 || p.Events>>e&1 != 0)
}

const purposeFunction = 0xf0c

// functionTakes draws how long a function runs, anew for each call.
func (s *Service) functionTakes(d *deployment, e events.LifecycleEvent, p *FunctionPlan) kernel.Time {
	draw := kernel.NewStream(s.k.Seed(), d.id, kernel.Mix(purposeFunction, uint64(e)))
	return draw.Between(p.TakesLo, p.TakesHi)
}

// takeReport takes the report of the function of the target's event. CD-9.6
func (s *Service) takeReport(n int32, r Report, cause kernel.RecordNo) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	row.last = s.k.Record(events.FunctionReported, events.About(events.Target, d.first), cause, rules.CD_9_6, int64(row.event), int64(r))
	if r == ReportFailed {
		s.failEvent(n, events.HookFailed, events.HookExecutionFailure, rules.CD_9_6)
		return
	}
	s.succeedEvent(n, rules.CD_9_6)
}

// putHookStatus is PutLifecycleEventHookExecutionStatus: it counts once, while
// the event of the function runs. CD-9.6, CD-9.13
func (s *Service) putHookStatus(c *HookStatus, cause kernel.RecordNo) Answer {
	n, ok := s.find(c.Deployment)
	if !ok {
		return refused(events.DeploymentDoesNotExist)
	}
	d := &s.deployments[n]
	switch {
	case !s.shifts(d):
		return refused(events.UnsupportedActionForDeploymentType)
	case c.Status > ReportFailed:
		return refused(events.InvalidLifecycleEventHookExecutionStatus)
	case d.shift.called>>c.Event&1 == 0:
		return refused(events.InvalidLifecycleEventHookExecutionID)
	case s.targets[d.first].event != c.Event || s.targets[d.first].doing != inside:
		return refused(events.LifecycleEventAlreadyCompleted)
	}
	s.takeReport(n, c.Status, cause)
	return Answer{Deployment: None}
}
