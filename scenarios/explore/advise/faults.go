package advise

// Which faults break something, in one line.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
)

// howOf tells the faults of a counterexample: those of its steps, or those that
// a timeline has behind its own entries.
func howOf(x *explore.Result, own int) string {
	var list []string
	for i := range x.Steps {
		if s := &x.Steps[i]; slices.ContainsFunc(explore.Kinds(), func(k explore.Kind) bool { return k.String() == s.What }) {
			list = append(list, blow(s.Host, s.What, s.When.Event.String(), int64(s.When.Deployment)))
		}
	}
	if x.Steps == nil && x.Scenario != nil {
		for _, e := range x.Scenario.Timeline[own:] {
			word, host := struckBy(e.Fault)
			switch {
			case word == "":
			case e.When != nil && e.When.Deployment != nil:
				list = append(list, blow(host, word, e.When.LifecycleEvent, *e.When.Deployment))
			default:
				list = append(list, word+" "+host)
			}
		}
	}
	if len(list) == 0 {
		return "without a fault"
	}
	return strings.Join(list, ", ")
}

// blow is a fault in words, such as fail web-3@Install; deployments behind the
// first are numbered.
func blow(host, what, event string, deployment int64) string {
	text := what + " " + host + "@" + event
	if deployment > 1 {
		text += fmt.Sprintf(" of deployment %d", deployment)
	}
	return text
}

// struckBy is the word of a fault and the host that it strikes; none for a delay,
// which only brings about an order.
func struckBy(f *scenarios.Fault) (word, host string) {
	for _, of := range []struct {
		kind  explore.Kind
		hosts []scenarios.Name
	}{
		{explore.Fail, f.Fail}, {explore.Hang, f.Hang}, {explore.Terminate, f.Terminate},
		{explore.CrashAgent, f.CrashAgent}, {explore.CutNetwork, f.CutNetwork}, {explore.Reboot, f.Reboot},
	} {
		if len(of.hosts) > 0 {
			return of.kind.String(), of.hosts[0].Text
		}
	}
	return "", ""
}
