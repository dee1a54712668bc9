package advise

// Which faults break something, in one line.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// place is a lifecycle event of a run.
type place struct {
	deployment int64
	host       uint32
	event      events.LifecycleEvent
}

// placeOf is the event that is under way on a target.
func (r *runner) placeOf(t uint32) place {
	service := r.world.CodeDeploy()
	info := service.Target(t)
	event, _ := service.Running(t)
	return place{int64(service.Facts(info.Deployment).Number), info.Instance, event}
}

// blow is a fault that strikes a lifecycle event.
type blow struct {
	place
	kind explore.Kind
	plus kernel.Time // how long after the event began
	by   kernel.Time // how long it lasts, or how much later the event ends
}

// entry is the blow as a timeline has it. It speaks of a copy of its own.
func (b blow) entry(w *sim.World) scenarios.Entry {
	host, f := scenarios.Names(w.Fleet().Name(b.host)), &scenarios.Fault{}
	*b.kind.Hosts(f) = host
	if b.kind == explore.Late {
		f.For = &b.by
	}
	return scenarios.Entry{When: &scenarios.When{Instance: host[0], Deployment: &b.deployment, LifecycleEvent: b.event.String(), Plus: b.plus}, Fault: f}
}

// toldOf tells blows in words.
func toldOf(w *sim.World, list []blow) string {
	var words []string
	for _, b := range list {
		words = append(words, told(w.Fleet().Name(b.host), b.kind.String(), b.event.String(), b.deployment))
	}
	return joined(words)
}

// howOf tells what befalls a scenario in a counterexample: the faults that its
// timeline has behind the scenario's own entries, and the order of equals, if a seed
// draws one that the scenario does not have (CD-2.15).
func howOf(found, s *scenarios.Scenario) string {
	var list []string
	for _, e := range found.Timeline[len(s.Timeline):] {
		word, host := struckBy(&e)
		switch {
		case word == "":
		case e.When == nil:
			list = append(list, word+" "+host)
		case e.When.Instance.Text != host:
			list = append(list, told(host+" after "+e.When.Instance.Text, word, e.When.LifecycleEvent, *e.When.Deployment)+" begins")
		default:
			list = append(list, told(host, word, e.When.LifecycleEvent, *e.When.Deployment))
		}
	}
	how := joined(list)
	if found.Fleet.Order != s.Fleet.Order || found.Seed != s.Seed {
		how += fmt.Sprintf(", equals in the order of seed %d", found.Seed)
	}
	return how
}

// delayed says whether some of the faults of a timeline are delays.
func delayed(list []scenarios.Entry) bool {
	return slices.ContainsFunc(list, func(e scenarios.Entry) bool { return e.Fault.Delay != nil })
}

func joined(faults []string) string {
	if len(faults) == 0 {
		return "without a fault"
	}
	return strings.Join(faults, ", ")
}

// told is a fault in words, such as fail web-3@Install; deployments behind the
// first are numbered.
func told(host, what, event string, deployment int64) string {
	text := what + " " + host + "@" + event
	if deployment > 1 {
		text += fmt.Sprintf(" of deployment %d", deployment)
	}
	return text
}

// struckBy is the word of a fault and the host that it strikes; none for a delay,
// which only brings about an order.
func struckBy(e *scenarios.Entry) (word, host string) {
	on := e.Fault.Hosts()
	if !e.IsFault(false) || len(on) == 0 {
		return "", ""
	}
	return e.Fault.Word(), on[0].Text
}
