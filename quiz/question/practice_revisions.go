package question

import (
	"fmt"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// practiceHooks are the events that drawn AppSpecs have scripts for: always the
// first three, sometimes the others.
var practiceHooks = []struct{ event, script string }{
	{"ApplicationStop", "scripts/stop.sh"}, {"ApplicationStart", "scripts/start.sh"}, {"ValidateService", "scripts/check.sh"},
	{"BeforeInstall", "scripts/before.sh"}, {"AfterInstall", "scripts/after.sh"},
	{"BeforeBlockTraffic", "scripts/leave.sh"}, {"AfterAllowTraffic", "scripts/joined.sh"},
}

// appSpecs are the AppSpecs made so far, by their events and files, a bit each.
var appSpecs sync.Map

// practiceAppSpec is the AppSpec with scripts for the events of a set, and with
// its files.
func practiceAppSpec(set int) scenarios.Document {
	if made, ok := appSpecs.Load(set); ok {
		return scenarios.Document{Node: made.(*source.Node)}
	}
	text := "version: 0.0\nos: linux\nhooks:\n"
	for i, h := range practiceHooks {
		if set>>i&1 != 0 {
			text += fmt.Sprintf("  %s:\n    - location: %s\n      timeout: 300\n", h.event, h.script)
		}
	}
	text += practiceFileSection(set >> len(practiceHooks))
	node, found := source.Parse("appspec", []byte(text), source.Options{})
	if node == nil {
		panic("question: an AppSpec of ours: " + found.Error())
	}
	appSpecs.Store(set, node)
	return scenarios.Document{Node: node}
}

// practiceSet draws the events that have scripts, and the files.
func practiceSet(d *drawing, traffic, newest bool) int {
	set := 1<<0 | 1<<1 | 1<<2 | d.fileSet(newest)<<len(practiceHooks)
	for i := 3; i < len(practiceHooks); i++ {
		if (i < 5 || traffic) && d.chance(40) {
			set |= 1 << i
		}
	}
	return set
}

// practiceRevisions draws revisions up to the one that is deployed, and what
// fails in it.
func practiceRevisions(s *scenarios.Scenario, d *drawing, n, last int, traffic bool) {
	for i := 1; i <= last; i++ {
		rev := scenarios.Revision{Name: d.revision(i), AppSpec: practiceAppSpec(practiceSet(d, traffic, i == last))}
		rev.Scripts = []scenarios.Script{{Location: scenarios.Named("scripts/start.sh"), Plans: []scenarios.ScriptPlan{{Takes: lasting(20)}}}}
		s.Revisions = append(s.Revisions, rev)
	}
	old, now := &s.Revisions[0], &s.Revisions[last-1]
	if last > 1 && d.chance(10) {
		failing := d.some(1+d.below(n), n)
		old.Scripts = append(old.Scripts, scenarios.Script{Location: scenarios.Named("scripts/stop.sh"), Plans: []scenarios.ScriptPlan{{On: d.hostsNamed(failing), Deployment: pointer(int64(1)), Exit: 1}}})
		return
	}
	practiceFailures(d, now, n)
}

// practiceFailures draws what fails on some hosts: usually a script, sometimes
// an event without scripts, or time runs out.
func practiceFailures(d *drawing, now *scenarios.Revision, n int) {
	failing := d.some(one(d, 0, 0, 1, 1, 1, 2, 2, 3, n), n)
	if len(failing) == 0 {
		return
	}
	on := d.hostsNamed(failing)
	if len(failing) == n {
		on = nil
	}
	switch d.below(8) {
	case 0:
		now.Events = []scenarios.EventPlan{{Event: "Install", Plans: []scenarios.EventOutcome{{On: on, Fails: true}}}}
	case 1:
		now.Events = []scenarios.EventPlan{{Event: "DownloadBundle", Plans: []scenarios.EventOutcome{{On: on, Fails: true}}}}
	case 2:
		now.Scripts[0].Plans = []scenarios.ScriptPlan{{On: on, Takes: lasting(20), Exit: 1}, {Takes: lasting(20)}}
	case 3:
		now.Scripts = append(now.Scripts, scenarios.Script{Location: scenarios.Named("scripts/check.sh"), Plans: []scenarios.ScriptPlan{{On: on, Takes: lasting(400)}}})
	default:
		now.Scripts = append(now.Scripts, scenarios.Script{Location: scenarios.Named("scripts/check.sh"), Plans: []scenarios.ScriptPlan{{On: on, Takes: lasting(5), Exit: 1}, {Takes: lasting(5)}}})
	}
}

// lasting is a number of seconds.
func lasting(seconds int) *scenarios.Range {
	t := kernel.Time(seconds) * kernel.Second
	return &scenarios.Range{Lo: t, Hi: t}
}
