package imports

// What is rehearsed: the last deployment that the documents show, or else a
// first one; and what came before it.

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// rehearsal is the one deployment of the timeline.
type rehearsal struct {
	group    *group
	run      *deployment // nil: none that is known
	revision *revision

	named       *source.Node // targetInstances of a blue/green deployment, or nil
	blue, green []*instance  // that are known to be replaced, and to replace
	notes       []string     // comments of ours
}

// choose takes the last deployment of all. Without deployment groups there is
// none.
func (d *draft) choose() {
	if len(d.ordered) == 0 {
		return
	}
	r := &rehearsal{group: d.ordered[0]}
	for _, g := range d.ordered {
		runs := d.runsOf[g]
		if len(runs) > 0 && (r.run == nil || runs[len(runs)-1].created > r.run.created) {
			r.group, r.run = g, runs[len(runs)-1]
		}
	}
	d.rehearsed = r
}

// deploy finds the revisions of what is rehearsed and of history.
func (d *draft) deploy() *rehearsal {
	r := d.rehearsed
	if r == nil {
		return nil
	}
	for _, g := range d.ordered {
		d.before(g, r)
	}
	var where *source.Node
	if r.run != nil {
		where = get(r.run.node, "revision")
	}
	r.revision = d.version(where, r.group)
	if r.run != nil && !r.group.shifts() {
		d.learn(r)
	}
	for _, g := range d.ordered {
		d.shift(g, r)
	}
	return r
}

// before adds to history what a group deployed before.
func (d *draft) before(g *group, r *rehearsal) {
	runs, found := d.runsOf[g], len(d.past)
	if g == r.group && len(runs) > 0 {
		runs = runs[:len(runs)-1]
	}
	for _, run := range runs {
		d.ended(g, run)
	}
	last := get(g.node, "lastSuccessfulDeployment")
	switch {
	case len(d.past) > found:
	case g == r.group && r.run != nil && r.run.node != nil:
		if previous := get(r.run.node, "previousRevision"); previous != nil {
			d.add(g, previous, "the previous revision of "+r.run.id)
		}
	case last != nil && !saysNothing(last):
		d.add(g, get(g.node, "targetRevision"), "what "+text(last, "deploymentId")+" deployed, which succeeded last")
	}
}

// add lets a revision be everywhere before time 0.
func (d *draft) add(g *group, where *source.Node, what string) {
	p := past{group: g, revision: d.version(where, g)}
	p.notes = []string{"Unknown: what is on the hosts of " + g.String() + "; taken: " + p.revision.name + ", " + what + ", on all of them."}
	if g.shifts() {
		p.notes = []string{"Taken: " + p.revision.name + ", " + what + "."}
	}
	d.past = append(d.past, p)
}

// ended adds a deployment that ended before.
func (d *draft) ended(g *group, run *deployment) {
	var failed []string
	for _, t := range run.targets {
		if in := d.instance(t.instance); in != nil && text(t.node, "status") == "Failed" {
			failed = append(failed, in.host)
		}
	}
	if g.shifts() && run.status() != "Succeeded" {
		d.Notef(run.node.Position, "", "%s (%s) is left out of history: a rollback goes back to what succeeded", run.id, run.status())
		return
	}
	if run.status() != "Succeeded" && (run.status() != "Failed" || failed == nil) {
		d.Notef(run.node.Position, "`aws deploy batch-get-deployment-targets` prints where a deployment failed",
			"%s (%s) is left out of history: what it left on which hosts is not known", run.id, run.status())
		return
	}
	d.past = append(d.past, past{group: g, revision: d.version(get(run.node, "revision"), g), failed: failed, notes: run.summary()[:1]})
}

// learn lets scripts do what they did at AWS. Some events ran the scripts of
// the revision before (CD-4.2).
func (d *draft) learn(r *rehearsal) {
	if len(r.run.targets) == 0 {
		return
	}
	b, seen := &behaviour{}, "Durations and failures are those of "+r.run.id+"."
	if r.group.copies() {
		b, seen = observeCopy(r.run), "Durations are the longest of "+r.run.id+", for all hosts."
	} else {
		b = d.observe(r.run)
	}
	r.revision.notes = append(append(r.revision.notes, seen), b.notes...)
	r.revision.take(b, func(e events.LifecycleEvent) bool { return !isOfPrevious(e) })
	for i := len(d.past) - 1; i >= 0; i-- {
		if d.past[i].group == r.group {
			d.past[i].revision.take(b, isOfPrevious)
			return
		}
	}
}

func (d *draft) history() (list []*source.Node) {
	for i, p := range d.past {
		d.comment([]string{"history", number(i)}, p.notes...)
		made := newBlock()
		made.add("deploymentGroup", at(p.group.name, p.group.String()))
		made.add("revision", source.Str(p.revision.name))
		if p.failed != nil {
			made.add("failed", hostNodes(p.failed))
		}
		list = append(list, made.Node)
	}
	return list
}

func (d *draft) timeline(r *rehearsal) []*source.Node {
	path := []string{"timeline", "0"}
	call := newBlock()
	call.add("applicationName", r.group.application)
	call.add("deploymentGroupName", r.group.name)
	call.add("revision", source.Str(r.revision.name))
	call.add("targetInstances", r.named)
	d.comment(path, r.notes...)
	switch {
	case r.run == nil && len(d.past) == 0 && r.group.shifts():
		d.comment(path, "Unknown: what was deployed before; a rollback has nothing to go back to. Under history it can be written.")
	case r.run == nil && len(d.past) == 0:
		d.comment(path, "Unknown: which revision is on the hosts; taken: none. Under history one can be put there.")
	case r.run == nil:
	case r.run.node == nil:
		d.comment(path, "As "+r.run.id+", of which only the targets are known.")
	default:
		call.Entries = append(call.Entries, d.settingsOf(r)...)
		d.comment(path, r.run.summary()...)
		d.comment(path, leftOver(r.run.left)...)
	}
	for _, g := range d.ordered {
		switch next := d.next[g]; {
		case g == r.group:
		case next != nil:
			d.comment(path, "There is also "+g.String()+"; to deploy to it: createDeployment: {applicationName: "+g.application.Text+
				", deploymentGroupName: "+g.name.Text+", revision: "+next.name+"}")
		default:
			d.comment(path, "There is also "+g.String()+"; a second entry like this one deploys to it.")
		}
	}
	return append([]*source.Node{source.Map(source.Pair("at", source.Str("0s")), source.Pair("createDeployment", call.Node))}, d.continuation(r)...)
}

// continuation is the call of somebody who lets a deployment go on that waits
// for it, unless nobody did.
func (d *draft) continuation(r *rehearsal) []*source.Node {
	if !r.group.waits() || r.run != nil && r.run.status() == "Stopped" {
		return nil
	}
	d.comment([]string{"timeline", "1"}, "Unknown: when somebody continues; taken: as soon as it is Ready. Without this entry it is stopped in the end.")
	after := source.Map(source.Pair("deployment", source.Int(1)), source.Pair("status", source.Str("Ready")))
	call := source.Map(source.Pair("deployment", source.Int(1)), source.Pair("deploymentWaitType", source.Str("READY_WAIT")))
	return []*source.Node{source.Map(source.Pair("after", after), source.Pair("continueDeployment", call))}
}

// settingsOf are the settings of a deployment that differ from its group's.
func (d *draft) settingsOf(r *rehearsal) (kept []source.Entry) {
	for _, e := range r.run.left.take(r.run.node, createShape, "").Entries {
		own := get(r.group.settings, e.Key.Text)
		switch {
		case e.Key.Text == "overrideAlarmConfiguration" && get(r.group.settings, "alarmConfiguration") != nil: // be it none
		case own != nil && source.Equal(own, e.Value), own == nil && saysNothing(e.Value):
			continue
		case r.group.shifts() && e.Key.Text == "fileExistsBehavior":
			continue
		case e.Key.Text == "deploymentConfigName":
			d.needConfig(e.Value)
		}
		kept = append(kept, e)
	}
	return kept
}
