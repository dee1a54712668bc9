package question

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What goes wrong with the revisions of a scenario, as stems tell it.

// longScript is from when on the time of a script is told: shorter ones decide
// nothing.
const longScript = kernel.Minute

// failureFacts tell what the revisions do that does not go well.
func failureFacts(c *Case) (facts []string) {
	all := 0
	for i := range c.Setup.CodeDeploy.Revisions {
		rev := &c.Setup.CodeDeploy.Revisions[i]
		var told []string
		for e := range events.LifecycleEvents {
			for _, script := range rev.AppSpec.Hooks[e] {
				told = append(told, scriptFailures(c, rev, e, script)...)
			}
		}
		for n := range rev.Events {
			if b := &rev.Events[n]; b.Fails {
				told = append(told, b.Event.String()+" fails"+where(c, b.Who))
			}
		}
		if all += len(told); len(told) > 0 {
			facts = append(facts, "Revision "+rev.Name+": "+strings.Join(told, "; ")+".")
		}
	}
	if all == 0 && c.asked().Platform == codedeploy.Server {
		return []string{"All scripts exit with 0."}
	}
	return facts
}

// scriptFailures tell what a script of an event does besides ending well and
// soon.
func scriptFailures(c *Case, rev *codedeploy.Revision, e events.LifecycleEvent, script codedeploy.Script) (told []string) {
	for i := range rev.Scripts {
		b := &rev.Scripts[i]
		if b.Location != script.Location {
			continue
		}
		var does []string
		if b.Exit != 0 {
			does = append(does, fmt.Sprintf("exits with %d", b.Exit))
		}
		if b.TakesHi >= longScript {
			does = append(does, fmt.Sprintf("takes %s (timeout %s)", b.TakesHi, kernel.Time(script.Timeout)*kernel.Second))
		}
		if b.HoldsOutput {
			does = append(does, "leaves a child that holds its output open")
		}
		if len(does) > 0 {
			told = append(told, "its "+e.String()+" script "+strings.Join(does, " and ")+where(c, b.Who))
		}
	}
	return told
}

// where says on which hosts and in which deployment something happens; nothing
// if in all.
func where(c *Case, who codedeploy.Who) (text string) {
	if who.Hosts != nil {
		var names []string
		for _, ref := range who.Hosts {
			names = append(names, c.start.Fleet().Name(ref))
		}
		text = " on " + spans(names)
	}
	if who.Deployment > 0 {
		text += fmt.Sprintf(" in deployment %d", who.Deployment)
	}
	return text
}

// scriptFacts tell which revision has scripts for which events.
func scriptFacts(c *Case) (facts []string) {
	for _, i := range c.inPlay() {
		rev := &c.Setup.CodeDeploy.Revisions[i]
		var list []string
		for e := range events.LifecycleEvents {
			if len(rev.AppSpec.Hooks[e]) > 0 {
				list = append(list, e.String())
			}
		}
		facts = append(facts, "Revision "+rev.Name+" has scripts for "+orNone(strings.Join(list, ", "))+".")
	}
	return facts
}
