package question_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// changed runs the text of a scenario with what a clause says; an empty one
// changes nothing.
func (w witness) changed(t *testing.T, clause string, d *codedeploy.Decisions) witness {
	scenario, _, _ := w.src.Compile()
	scenario.Expect = nil
	change(t, scenario, clause)
	setup, found := scenarios.Build(scenario, w.src.Files)
	if setup == nil {
		t.Fatalf("%s: %v", clause, found)
	}
	return played(t, w.src, scenario, setup, d)
}

// change changes a scenario as a clause says.
func change(t *testing.T, s *scenarios.Scenario, clause string) {
	group := &s.Applications[0].DeploymentGroups[0]
	if custom, ok := strings.CutPrefix(clause, "the configuration is a custom one, minimumHealthyHosts "); ok {
		kind, value, _ := strings.Cut(custom, " ")
		n, _ := strconv.ParseInt(value, 10, 64)
		s.DeploymentConfigs = append(s.DeploymentConfigs, scenarios.DeploymentConfig{DeploymentConfigName: scenarios.Named("other"), MinimumHealthyHosts: &scenarios.MinimumHealthyHosts{Type: kind, Value: n}})
		group.DeploymentConfigName = scenarios.Named("other")
		return
	}
	if name, ok := strings.CutPrefix(clause, "the configuration is "); ok {
		group.DeploymentConfigName = scenarios.Named(name)
		return
	}
	if host, ok := strings.CutPrefix(clause, "nothing fails on "); ok {
		for i := range s.Revisions {
			spareHost(s, &s.Revisions[i], host)
		}
		return
	}
	if rest, ok := strings.CutPrefix(clause, "Install fails on "); ok {
		host, _, _ := strings.Cut(rest, " ")
		failInstall(s, host)
		return
	}
	switch clause {
	case "":
	case "automatic rollback is not enabled":
		group.AutoRollbackConfiguration = nil
	case "automatic rollback is enabled for DEPLOYMENT_FAILURE":
		group.AutoRollbackConfiguration = &scenarios.AutoRollbackConfiguration{Enabled: true, Events: []string{"DEPLOYMENT_FAILURE"}}
	case "the call says ignoreApplicationStopFailures":
		s.Timeline[0].CreateDeployment.IgnoreApplicationStopFailures = true
	default:
		t.Fatalf("%q changes nothing", clause)
	}
}

// spareHost takes a host out of all that fails on it.
func spareHost(s *scenarios.Scenario, rev *scenarios.Revision, host string) {
	spared := func(on []scenarios.Name) (left []scenarios.Name, gone bool) {
		for _, n := range on {
			for _, name := range ranged(s, n.Text) {
				if name != host {
					left = append(left, scenarios.Named(name))
				}
			}
		}
		return left, len(on) > 0 && len(left) == 0
	}
	for i := range rev.Scripts {
		var plans []scenarios.ScriptPlan
		for _, p := range rev.Scripts[i].Plans {
			left, gone := spared(p.On)
			if p.On = left; !gone {
				plans = append(plans, p)
			}
		}
		rev.Scripts[i].Plans = plans
	}
	for i := range rev.Events {
		var plans []scenarios.EventOutcome
		for _, p := range rev.Events[i].Plans {
			left, gone := spared(p.On)
			if p.On = left; !gone {
				plans = append(plans, p)
			}
		}
		rev.Events[i].Plans = plans
	}
	rev.Scripts = slices.DeleteFunc(rev.Scripts, func(s scenarios.Script) bool { return len(s.Plans) == 0 })
	rev.Events = slices.DeleteFunc(rev.Events, func(e scenarios.EventPlan) bool { return len(e.Plans) == 0 })
}

// failInstall lets Install of deployment 1 fail on a host.
func failInstall(s *scenarios.Scenario, host string) {
	first := int64(1)
	plan := scenarios.EventOutcome{On: scenarios.Names(host), Deployment: &first, Fails: true}
	call := s.Timeline[0].CreateDeployment
	rev := &s.Revisions[slices.IndexFunc(s.Revisions, func(r scenarios.Revision) bool { return r.Name.Text == call.Revision.Text })]
	for i := range rev.Events {
		if rev.Events[i].Event == "Install" {
			rev.Events[i].Plans = append([]scenarios.EventOutcome{plan}, rev.Events[i].Plans...)
			return
		}
	}
	rev.Events = append(rev.Events, scenarios.EventPlan{Event: "Install", Plans: []scenarios.EventOutcome{plan}})
}

// ranged are the hosts of a group or of a range such as web-1..web-4, or the one
// that is named.
func ranged(s *scenarios.Scenario, text string) (names []string) {
	for i := range s.Fleet.Instances {
		if in := &s.Fleet.Instances[i]; in.Name.Text == text && in.Count != nil {
			text = fmt.Sprintf("%s-1..%s-%d", text, text, *in.Count)
		}
	}
	first, last, ok := strings.Cut(text, "..")
	if !ok {
		return []string{text}
	}
	stem := first[:strings.LastIndexByte(first, '-')+1]
	from, _ := strconv.Atoi(first[len(stem):])
	to, _ := strconv.Atoi(last[strings.LastIndexByte(last, '-')+1:])
	for n := from; n <= to; n++ {
		names = append(names, fmt.Sprintf("%s%d", stem, n))
	}
	return names
}
