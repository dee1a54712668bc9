package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Questions are examples of all that can be asked about a scenario, in its own
// names; each can be asked.
func Questions(setup *sim.Setup) (list []string) {
	a := &asking{trying: newTrying(setup)}
	if len(setup.Fleet.Groups) == 0 {
		return append(a.shiftQuestions(), "stop at 30s with rollback")
	}
	host := a.example()
	if members := a.trying.members(); len(members) > 0 {
		host = a.trying.nameOf(members[0])
		list = append(list, "1 host fails "+a.failing(), "half of the hosts fail "+a.failing(), "20% of the hosts are 3 times as slow")
	}
	list = append(list, host+" fails "+a.failing(), host+" is terminated at 10s", host+" is stopped at 10s", host+" is rebooted at 10s for 2m",
		host+" is terminated during "+events.Install.String(), "the agent on "+host+" crashes at 10s", host+" is cut off at 10s for 5m",
		"the disk of "+host+" is full at 1s", host+" is slow")
	if zone, ok := a.firstZone(); ok {
		list = append(list, fmt.Sprintf("zone %s is out at 10s", zone))
	}
	return append(append(list, a.alarmQuestions()...), "stop at 30s with rollback")
}

// shiftQuestions are those of deployments to Lambda and ECS.
func (a *asking) shiftQuestions() (list []string) {
	for _, r := range a.trying.running(events.Install) {
		for _, h := range a.trying.setup.CodeDeploy.Revisions[r].Functions {
			if q := h.Event.String() + " fails"; !slices.Contains(list, q) {
				list = append(list, q)
			}
		}
	}
	return append(list, a.alarmQuestions()...)
}

// alarmQuestions are those of the alarms.
func (a *asking) alarmQuestions() (list []string) {
	for i := range a.trying.setup.Fleet.Alarms {
		if name := a.trying.setup.Fleet.Alarms[i].Name; !strings.ContainsAny(name, " ,;?!:'\"`") {
			list = append(list, "alarm "+name+" at 30s")
		}
	}
	return list
}

// failing is an event that can fail: the last with a script, or Install.
func (a *asking) failing() string {
	for e := events.LifecycleEvents - 1; e > 0; e-- {
		for _, c := range a.trying.creates() {
			if c.Revision != codedeploy.None && a.trying.occurs(e, c) && len(a.trying.setup.CodeDeploy.Revisions[c.Revision].AppSpec.Hooks[e]) > 0 {
				return e.String()
			}
		}
	}
	return events.Install.String()
}

func (a *asking) firstZone() (string, bool) {
	for i := range a.trying.setup.Fleet.Groups {
		if zones := a.trying.setup.Fleet.Groups[i].Zones; len(zones) > 0 {
			return zones[0], true
		}
	}
	return "", false
}
