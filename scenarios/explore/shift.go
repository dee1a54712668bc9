package explore

// Faults of Lambda and ECS deployments, which have no hosts: their hooks, and
// Install of ECS, fail, hang or are late (CD-9.6, CD-9.7).

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// hostless says whether no fault of a host can strike anything in a setup.
func hostless(s *sim.Setup, instances int) bool {
	return instances == 0 && len(s.Fleet.AutoScalingGroups) == 0
}

// Striking are those of some kinds that can strike anything in a setup with so many
// instances: where there are no hosts, and never will be, those of hosts can not.
func Striking(list []Kind, s *sim.Setup, instances int) []Kind {
	if !hostless(s, instances) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), Kind.ofHost)
}

// shiftFault is what a fault of a deployment's event is in a scenario.
func (s *Step) shiftFault() *scenarios.Fault {
	kind, _ := parseKind(s.What)
	f := &scenarios.Fault{Deployment: int64(s.When.Deployment), Event: kind.Word()}
	if kind == Late {
		f.For = &s.by
	}
	return f
}

// shiftWork adds what may become of the work of a Lambda or ECS deployment: it ends, if
// it may, and it fails or hangs. Tasks that fail are started again until their time is
// up, as if they hung. CD-9.6, CD-9.7, CD-9.12
func (s *space) shiftWork(x *state, n int, t uint32, over bool) {
	if over {
		s.choices = append(s.choices, choice{what: ends, event: n, target: t, host: codedeploy.NoInstance})
	}
	tasks := x.event(n).Kind() == events.TaskSetStands
	for _, k := range s.kinds {
		c := choice{what: strikes, kind: k, event: n, target: t, host: codedeploy.NoInstance, lasts: k == Fail && tasks}
		if k == Hang || k == Fail && over && !tasks || c.lasts && !slices.Contains(s.kinds, Hang) {
			s.choices = append(s.choices, c)
		}
	}
}
