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
}

// deploy chooses the deployment, and finds the revisions of it and of history.
// Without deployment groups there is none.
func (d *draft) deploy() *rehearsal {
	if len(d.ordered) == 0 {
		return nil
	}
	r := &rehearsal{group: d.ordered[0]}
	for _, g := range d.ordered {
		runs := d.runsOf[g]
		if len(runs) > 0 && (r.run == nil || runs[len(runs)-1].created > r.run.created) {
			r.group, r.run = g, runs[len(runs)-1]
		}
	}
	for _, g := range d.ordered {
		d.before(g, r)
	}
	if r.run == nil {
		r.revision = d.version(nil)
		return r
	}
	r.revision = d.version(get(r.run.node, "revision"))
	d.learn(r)
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
	p := past{group: g, revision: d.version(where)}
	p.notes = []string{"Unknown: what is on the hosts of " + g.String() + "; taken: " + p.revision.name + ", " + what + ", on all of them."}
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
	if run.status() != "Succeeded" && (run.status() != "Failed" || failed == nil) {
		d.Notef(run.node.Position, "`aws deploy batch-get-deployment-targets` prints where a deployment failed",
			"%s (%s) is left out of history: what it left on which hosts is not known", run.id, run.status())
		return
	}
	d.past = append(d.past, past{group: g, revision: d.version(get(run.node, "revision")), failed: failed, notes: run.summary()[:1]})
}

// learn lets scripts do what they did at AWS. Some events ran the scripts of
// the revision before (CD-4.2).
func (d *draft) learn(r *rehearsal) {
	if len(r.run.targets) == 0 {
		return
	}
	b := d.observe(r.run)
	seen := "Durations and failures are those of " + r.run.id + "."
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
	switch {
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
		if g != r.group {
			d.comment(path, "There is also "+g.String()+"; a second entry like this one deploys to it.")
		}
	}
	return []*source.Node{source.Map(source.Pair("at", source.Str("0s")), source.Pair("createDeployment", call.Node))}
}

// settingsOf are the settings of a deployment that differ from its group's.
func (d *draft) settingsOf(r *rehearsal) (kept []source.Entry) {
	for _, e := range r.run.left.take(r.run.node, createShape, "").Entries {
		own := get(r.group.settings, e.Key.Text)
		switch {
		case e.Key.Text == "overrideAlarmConfiguration" && get(r.group.settings, "alarmConfiguration") != nil: // be it none
		case own != nil && source.Equal(own, e.Value), own == nil && saysNothing(e.Value):
			continue
		case e.Key.Text == "deploymentConfigName":
			d.needConfig(e.Value)
		}
		kept = append(kept, e)
	}
	return kept
}
