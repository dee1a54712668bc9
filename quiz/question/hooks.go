package question

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// What happens on one instance: kinds 17 to 20.

const hooksFamily = "which lifecycle events there are, and whose scripts they run"

var hookSequence = &Kind{
	Number: 17, Name: "hook-sequence", Form: Order, Family: hooksFamily, Open: true,
	Subjects: targetsWith(begun),
	Ask: func(_ *Case, s Subject) string {
		return "Which lifecycle events of deployment 1 begin on " + s.Host + ", and in which order?"
	},
	Domain: func(*Case, Subject) []string { return events.LifecycleEventNames()[:events.LifecycleEvents] },
	Rank:   func(_ *Case, event string) int { e, _ := events.ParseLifecycleEvent(event); return int(e) },
	Answer: func(r *Run, s Subject) Answer {
		t := r.target(s.Host)
		if t == nil {
			return nil
		}
		a := Answer{}
		for i := range t.Events {
			if e := &t.Events[i]; e.Started {
				a = append(a, e.Event.String())
			}
		}
		return a
	},
}

var hookStop = &Kind{
	Number: 18, Name: "hook-stop", Form: Word, Family: hooksFamily,
	Tells:    true,
	Subjects: targetsWith(func(t *sim.Target) bool { return t.Status == events.TargetFailed && failedAt(t) != "none" }),
	Ask: func(_ *Case, s Subject) string {
		return "Which lifecycle event of deployment 1 is the first to fail on " + s.Host + "?"
	},
	Domain: func(*Case, Subject) []string {
		return append(events.LifecycleEventNames()[:events.LifecycleEvents:events.LifecycleEvents], "none")
	},
	Answer: func(r *Run, s Subject) Answer {
		if t := r.target(s.Host); t != nil {
			return Answer{failedAt(t)}
		}
		return nil
	},
}

// begun says whether a lifecycle event of a target began.
func begun(t *sim.Target) bool {
	for i := range t.Events {
		if t.Events[i].Started {
			return true
		}
	}
	return false
}

// failedAt is the first lifecycle event of a target that failed.
func failedAt(t *sim.Target) string {
	for i := range t.Events {
		if e := &t.Events[i]; e.Status == events.LifecycleFailed {
			return e.Event.String()
		}
	}
	return "none"
}

var scriptOrigin = &Kind{
	Number: 19, Name: "script-origin", Form: Word, Family: hooksFamily,
	Subjects: func(c *Case) (list []Subject) {
		for _, s := range hookSequence.Subjects(c) {
			for e := range events.LifecycleEvents {
				if hasScript(c, e) {
					list = append(list, Subject{Host: s.Host, Event: e})
				}
			}
		}
		return list
	},
	Ask: func(_ *Case, s Subject) string {
		return "From which revision is the script that " + s.Event.String() + " runs on " + s.Host + " in deployment 1?"
	},
	Facts:  func(c *Case, _ Subject) []string { return scriptFacts(c) },
	Domain: func(c *Case, _ Subject) []string { return append(revisionNames(c), "not run") },
	Answer: func(r *Run, s Subject) Answer {
		t := r.target(s.Host)
		if t == nil {
			return nil
		}
		for i := range t.Events {
			if e := &t.Events[i]; e.Event == s.Event && len(e.Scripts) > 0 {
				return Answer{e.Scripts[0].Revision}
			}
		}
		return Answer{"not run"}
	},
}

var ranOrNot = &Kind{
	Number: 20, Name: "ran-or-not", Form: Set, Family: hooksFamily, Open: true,
	Subjects: func(c *Case) []Subject {
		if len(scriptsInPlay(c)) < 2 {
			return nil
		}
		return hookSequence.Subjects(c)
	},
	Ask: func(_ *Case, s Subject) string {
		return "Which of these scripts does deployment 1 start on " + s.Host + "?"
	},
	Domain: func(c *Case, _ Subject) []string { return scriptsInPlay(c) },
	Answer: func(r *Run, s Subject) Answer {
		t := r.target(s.Host)
		if t == nil {
			return nil
		}
		a := Answer{}
		for i := range t.Events {
			for _, script := range t.Events[i].Scripts {
				a = append(a, t.Events[i].Event.String()+" "+script.Location+" of "+script.Revision)
			}
		}
		return a
	},
}

// scriptsInPlay are the scripts that deployment 1 could start.
func scriptsInPlay(c *Case) (list []string) {
	for e := range events.LifecycleEvents {
		for _, i := range c.inPlay() {
			rev := &c.Setup.CodeDeploy.Revisions[i]
			for _, script := range rev.AppSpec.Hooks[e] {
				list = append(list, e.String()+" "+script.Location+" of "+rev.Name)
			}
		}
	}
	return list
}

// targetsWith are the hosts of deployment 1 for which something holds.
func targetsWith(holds func(*sim.Target) bool) func(*Case) []Subject {
	return func(c *Case) (list []Subject) {
		if d := c.asked(); !over(c) || d.Platform != codedeploy.Server || !d.Begun {
			return nil
		}
		for _, name := range hosts(c.Truth, holds) {
			list = append(list, Subject{Host: name})
		}
		return list
	}
}

// inPlay are the revisions whose scripts deployment 1 may meet: its own, and
// what is on its hosts before.
func (c *Case) inPlay() (list []int32) {
	own := c.asked().Revision
	for i := range c.Setup.CodeDeploy.Revisions {
		if rev := &c.Setup.CodeDeploy.Revisions[i]; int32(i) == own || c.before(rev.Name) {
			list = append(list, int32(i))
		}
	}
	return list
}

// before says whether a revision lies on some host at time 0.
func (c *Case) before(revision string) bool {
	for i := range uint32(c.start.Fleet().Len()) {
		if c.start.RevisionOn(i) == revision {
			return true
		}
	}
	return false
}

// hasScript says whether an event finds a script in some revision.
func hasScript(c *Case, e events.LifecycleEvent) bool {
	for _, i := range c.inPlay() {
		if len(c.Setup.CodeDeploy.Revisions[i].AppSpec.Hooks[e]) > 0 {
			return true
		}
	}
	return false
}

func revisionNames(c *Case) (list []string) {
	for _, i := range c.inPlay() {
		list = append(list, c.Setup.CodeDeploy.Revisions[i].Name)
	}
	return list
}
