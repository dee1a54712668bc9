package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The hooks that deployment groups have on Auto Scaling groups: CD-6.6, CD-6.11,
// CD-6.13, CD-6.14.

// ScalingDecisions decide about hooks and processes of Auto Scaling groups.
type ScalingDecisions struct {
	// HoldsTermination says whether hosts that leave are held for a
	// deployment.
	HoldsTermination func(enabled bool) bool `rule:"CD-6.11"`
	// Suspends are the processes that an in-place deployment suspends.
	Suspends func() fleet.Processes `rule:"CD-6.13"`
	// Detaches says whether an update takes the hooks off a group that it
	// does not name any more.
	Detaches func(named bool) bool `rule:"CD-6.14"`
}

var awsScaling = ScalingDecisions{
	HoldsTermination: func(enabled bool) bool { return enabled },
	Suspends:         func() fleet.Processes { return 0 },
	Detaches:         func(named bool) bool { return !named },
}

// Both hooks wait so long for a heartbeat, and abandon a launch without one.
// CD-6.6
const hookHeartbeat = 600 * kernel.Second

var hookNames = [...]string{
	fleet.Launching:             "CodeDeploy-managed-automatic-launch-deployment-hook-",
	fleet.TerminatingTransition: "CodeDeploy-managed-automatic-termination-deployment-hook-",
}

const purposeHook = 0x40c

// hookOf is the hook of a deployment group for a transition. CD-6.6, CD-6.11
func (s *Service) hookOf(g int32, place int, at fleet.Transition) fleet.Hook {
	draw := kernel.NewStream(s.k.Seed(), s.shape.groups[g].hash, kernel.Mix(purposeHook, uint64(place)))
	return fleet.Hook{
		Name:       hookNames[at] + s.setup.Groups[g].Name + "-" + UUID(draw),
		Transition: at, Heartbeat: hookHeartbeat, Default: defaults[at], Owner: g,
	}
}

var defaults = [...]fleet.Result{fleet.Launching: fleet.Abandon, fleet.TerminatingTransition: fleet.Continue}

// HookLeft is a hook that could not be cleaned up.
type HookLeft struct {
	Group int32 // Auto Scaling group
	Hook  int   // its place among the group's hooks
}

// wants says whether a deployment group is to have a hook on an Auto Scaling
// group.
func (s *Service) wants(g, a int32, at fleet.Transition) bool {
	set := s.groups[g].settings
	if s.groups[g].deleted || s.fleet.AutoScalingGroupDeleted(a) || s.d.Detaches(slices.Contains(set.AutoScalingGroups, a)) {
		return false
	}
	return at == fleet.Launching || s.d.HoldsTermination(set.TerminationHook)
}

// syncHooks puts the hooks that a deployment group lacks and deletes those that
// it does not want any more; a service role without the right leaves them.
// CD-6.6, CD-6.11, CD-6.14
func (s *Service) syncHooks(g int32, cause kernel.RecordNo) (left []HookLeft) {
	for a := range s.fleet.AutoScalingGroups() {
		hooks := s.fleet.AutoScalingGroup(a).Hooks
		has := [2]bool{}
		for place := range hooks {
			h := hooks[place]
			switch {
			case h.Owner != g || h.Deleted:
			case s.wants(g, a, h.Transition):
				has[h.Transition] = true
			case s.groups[g].settings.Role != RoleFine:
				s.k.Record(events.HookLeft, events.About(events.ScalingGroup, uint32(a)), cause, rules.CD_6_14, int64(place), int64(g))
				left = append(left, HookLeft{a, place})
			default:
				s.fleet.DeleteHook(s.k, a, place, cause, rules.CD_6_14)
			}
		}
		for at, there := range has {
			if slices.Contains(s.groups[g].settings.AutoScalingGroups, a) && !there && s.wants(g, a, fleet.Transition(at)) {
				s.fleet.PutHook(s.k, a, s.hookOf(g, len(hooks), fleet.Transition(at)), cause, hookRules[at])
				hooks = s.fleet.AutoScalingGroup(a).Hooks
			}
		}
	}
	return left
}

var hookRules = [...]kernel.Rule{fleet.Launching: rules.CD_6_6, fleet.TerminatingTransition: rules.CD_6_11}

// moveProcesses suspends or resumes what a deployment in place suspends, which
// is nothing. CD-6.13
func (s *Service) moveProcesses(d *deployment, to func(*kernel.Kernel, int32, fleet.Processes, kernel.RecordNo, kernel.Rule)) {
	if set := s.d.Suspends(); set != 0 && d.action == 0 {
		for _, a := range d.settings.AutoScalingGroups {
			to(s.k, a, set, d.last, rules.CD_6_13)
		}
	}
}
