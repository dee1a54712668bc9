package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Deployments to one host that an Auto Scaling group launches or terminates:
// CD-2.19, CD-6.6 to 6.8, CD-6.11, CD-6.14.

// LaunchDecisions decide about launch and termination deployments.
type LaunchDecisions struct {
	// LaunchSource is the deployment whose revision a new host gets, or None.
	LaunchSource func(lastSuccessful, active int32) int32 `rule:"CD-6.8"`
	// WithoutSuccess answers the hook if nothing was deployed successfully
	// yet.
	WithoutSuccess func() fleet.Result `rule:"CD-6.7"`
	// LaunchResult answers the hook after a launch deployment, while others
	// of other groups may still deploy to the host.
	LaunchResult func(succeeded bool, others int) fleet.Result `rule:"CD-6.6"`
	// LaunchFits says whether a launch or termination deployment is made,
	// while so many deployments of the account are not over.
	LaunchFits func(active, quota int) bool `rule:"CD-6.15"`
	// Heartbeat is how often the service keeps the hook waiting.
	Heartbeat func() kernel.Time `rule:"CD-6.6"`
	// LoneMinimum are the minimum healthy hosts of a deployment to one host
	// that an Auto Scaling group launches or terminates.
	LoneMinimum func(minimum int) int `rule:"CD-2.19"`
	// ForFleet says whether a deployment is one of the group's, which has one
	// at a time and remembers the last of them.
	ForFleet func(c events.Creator) bool `rule:"CD-2.19"`
}

var awsLaunch = LaunchDecisions{
	LaunchSource:   func(lastSuccessful, _ int32) int32 { return lastSuccessful },
	WithoutSuccess: func() fleet.Result { return fleet.Continue },
	LaunchResult:   launchResult,
	LaunchFits:     launchFits,
	Heartbeat:      func() kernel.Time { return 5 * kernel.Minute },
	LoneMinimum:    func(int) int { return 0 },
	ForFleet:       forFleet,
}

// launchResult: what failed is terminated, whoever else deploys to it. CD-6.6,
// CD-6.14
func launchResult(succeeded bool, _ int) fleet.Result {
	if succeeded {
		return fleet.Continue
	}
	return fleet.Abandon
}

// launchFits: what would exceed the account's quota is not made, nor does it
// wait. CD-6.15
func launchFits(active, quota int) bool { return quota == 0 || active < quota }

// forFleet: all but launches and terminations. CD-2.19, CD-1.12
func forFleet(c events.Creator) bool {
	return c != events.ByAutoscaling && c != events.ByAutoscalingTermination
}

// takeAction deploys to a host that a hook of a deployment group holds. A hook
// whose group is gone, or has given up the Auto Scaling group, gets no answer.
// CD-6.6 to 6.8, CD-6.11, CD-6.14
func (s *Service) takeAction(n int32) {
	action, hook := s.fleet.LifecycleAction(n), s.fleet.HookOf(n)
	g := &s.groups[hook.Owner]
	if action.Done || g.deleted || !slices.Contains(g.settings.AutoScalingGroups, action.Group) {
		return
	}
	source := s.d.LaunchSource(g.lastSuccessful, g.active)
	if source == None {
		s.fleet.Complete(s.k, n, s.d.WithoutSuccess(), s.fleet.LastRecord(n), rules.CD_6_7)
		return
	}
	if active := len(s.active); !s.d.LaunchFits(active, s.setup.Quotas.ConcurrentDeployments) {
		no := s.k.Record(events.LaunchNotMade, events.About(events.Instance, action.Instance), s.fleet.LastRecord(n), rules.CD_6_15,
			events.PackHook(action.Group, action.Hook), int64(active))
		s.fleet.Blame(n, no)
		return
	}
	creator := events.ByAutoscaling
	if hook.Transition == fleet.TerminatingTransition {
		creator = events.ByAutoscalingTermination
	}
	made := s.create(&deployment{
		group: hook.Owner, revision: s.deployments[source].revision, creator: creator, action: n + 1,
		config: s.d.ChooseConfig(None, g.settings.Config), fileExists: s.deployments[source].fileExists,
		rollback: g.settings.Rollback, rollbackOf: None,
	}, s.fleet.LastRecord(n), hookRules[hook.Transition])
	s.k.Schedule(s.k.Now()+s.d.Heartbeat(), kernel.Decide, events.HeartbeatDue, uint32(made), 0)
}

// beat keeps the hook of a deployment waiting, unless the deployment ends at
// this instant. CD-6.6
func (s *Service) beat(n int32) {
	d := &s.deployments[n]
	if d.status.Final() || d.begun && d.InProgress == 0 {
		return
	}
	if s.fleet.RecordHeartbeat(s.k, d.action-1, d.last, hookRules[s.fleet.HookOf(d.action-1).Transition]) {
		s.k.Schedule(s.k.Now()+s.d.Heartbeat(), kernel.Decide, events.HeartbeatDue, uint32(n), 0)
	}
}

// lineUpLone makes the one target of a launch or termination deployment.
// CD-2.19
func (s *Service) lineUpLone(n int32) {
	d := &s.deployments[n]
	t := target{instance: s.fleet.LifecycleAction(d.action - 1).Instance, deployment: n, course: AtLaunch}
	if d.creator == events.ByAutoscalingTermination {
		t.course = AtTermination
	}
	t.class = s.classOf(d, t.instance)
	t.unseen = t.course == AtLaunch && !s.listens(t.instance)
	d.first, d.count = uint32(len(s.targets)), 1
	s.targets = append(s.targets, t)
}

// answerHook lets the host of a deployment that is over go on. CD-6.6, CD-6.11
func (s *Service) answerHook(n int32) {
	d := &s.deployments[n]
	if d.action == 0 {
		return
	}
	result := fleet.Continue // a host that leaves does, whatever the result
	if d.creator == events.ByAutoscaling {
		result = s.d.LaunchResult(d.status == events.DeploymentSucceeded, s.othersOn(d))
	}
	s.fleet.Complete(s.k, d.action-1, result, d.last, hookRules[s.fleet.HookOf(d.action-1).Transition])
}

// othersOn is how many other launch deployments the host of a launch deployment
// has that are not over. CD-6.14
func (s *Service) othersOn(d *deployment) (others int) {
	i := s.fleet.LifecycleAction(d.action - 1).Instance
	for _, n := range s.active {
		if o := &s.deployments[n]; o.action > 0 && o.action != d.action && s.fleet.LifecycleAction(o.action-1).Instance == i {
			others++
		}
	}
	return others
}

// settleLone is the health after a launch deployment; the group's records stay
// as they are. CD-2.19
func (s *Service) settleLone(n int32) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	if d.creator != events.ByAutoscaling || row.status == events.TargetSkipped {
		return
	}
	g := &s.groups[d.group]
	now := s.d.AfterFailure(g.health[row.instance], row.status == events.TargetSucceeded, s.seen(row, events.Install), g.revision == d.revision)
	s.setHealth(d, row.instance, now, row.last, rules.CD_2_19)
}
