package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What can be seen of aliases, task sets and the one target of a Lambda or ECS
// deployment.

// Events are the lifecycle events that occur on a target, in order.
func (s *Service) Events(t uint32) (list []events.LifecycleEvent) {
	if c := s.targets[t].course; c.Shifting() {
		return c.events()
	}
	for _, e := range s.shape.order[:events.LifecycleEvents] {
		if s.Occurs(t, e) {
			list = append(list, e)
		}
	}
	return list
}

// AliasInfo is an alias at present.
type AliasInfo struct {
	Function int32 // of Setup.Functions
	Alias
}

// Aliases are all aliases at present.
func (s *Service) Aliases() (list []AliasInfo) {
	for _, a := range s.aliases {
		list = append(list, AliasInfo{a.function, a.Alias})
	}
	return list
}

// LambdaInfo is what a Lambda deployment moves: an alias from a version to
// another. Alias is None if there is nothing to move.
type LambdaInfo struct {
	Alias    int32 // among Aliases
	From, To int64
}

// LambdaInfo is what deployment n moves.
func (s *Service) LambdaInfo(n int32) LambdaInfo {
	x := &s.deployments[n].shift
	return LambdaInfo{x.alias, x.from, x.to}
}

// TaskSetInfo is a task set at present.
type TaskSetInfo struct {
	Index    int32
	Service  int32 // of Setup.ECSServices
	Revision int32 // or None: from before time 0, and nobody knows which
	Group    int   // which of the two target groups
	Desired  int
	Running  int
	Healthy  int // of those that run
	Weight   int // per cent of the production traffic
	Primary  bool
	Gone     bool // drained
}

// TaskSet is the task set of an index.
func (s *Service) TaskSet(i int32) TaskSetInfo {
	x := &s.taskSets[i]
	out := TaskSetInfo{Index: i, Service: x.service, Revision: x.revision, Group: x.group, Desired: x.desired,
		Weight: x.weight, Primary: x.primary, Gone: x.gone}
	if x.gone {
		out.Desired = 0
		return out
	}
	out.Running, out.Healthy = standing(x.desired, x.runsAt, s.k.Now()), standing(x.desired, x.healthyAt, s.k.Now())
	return out
}

// standing is how many tasks have come by now.
func standing(desired int, at, now kernel.Time) int {
	if at < 0 || at > now {
		return 0
	}
	return desired
}

// TaskSets are the task sets of a service, gone ones included, oldest first.
func (s *Service) TaskSets(service int32) (list []TaskSetInfo) {
	for i := range s.taskSets {
		if s.taskSets[i].service == service {
			list = append(list, s.TaskSet(int32(i)))
		}
	}
	return list
}

// ECSInfo is what an ECS deployment moves traffic between, None for what is not
// there.
type ECSInfo struct {
	Service               int32 // of Setup.ECSServices
	Original, Replacement int32 // task sets
}

// ECSInfo is what deployment n moves traffic between.
func (s *Service) ECSInfo(n int32) ECSInfo {
	x := &s.deployments[n].shift
	return ECSInfo{x.service, x.original, x.replacement}
}
