package property

// Which hosts and deployments make a claim false, of which it is told then.

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// culprit is a host or a deployment that makes a claim false.
type culprit struct {
	of *collection
	at int64
}

// culprits are those of a condition that is not as it should be; it has none if it is,
// or asks for nothing of single hosts or deployments.
type culprits func(w *sim.World, s scope) []culprit

// blame finds the culprits of a claim.
func blame(src string, claim *node) func(w *sim.World) []culprit {
	c := &compiler{src: src}
	find := c.blame(claim, true)
	return func(w *sim.World) []culprit {
		return find(w, scope{memory: c.remembers()})
	}
}

// blame finds the culprits of a condition that should hold, or should not.
func (c *compiler) blame(n *node, should bool) culprits {
	switch n.op {
	case "not":
		return c.blame(n.kids[0], !should)
	case "and", "or":
		left, right := c.blame(n.kids[0], should), c.blame(n.kids[1], should)
		return func(w *sim.World, s scope) []culprit { return append(left(w, s), right(w, s)...) }
	case "all", "any", "none":
		return c.blameOne(n, should)
	}
	return func(*sim.World, scope) []culprit { return nil }
}

// blameOne finds the elements of which a call says what it should not.
func (c *compiler) blameOne(n *node, should bool) culprits {
	of := collectionOf(n)
	call, culpable := c.condition(n), should == (n.op == "none")
	holds, _ := c.within(of, n.kids[0])
	return func(w *sim.World, s scope) (list []culprit) {
		if yes, bad := call(w, s); yes == should || bad != nil {
			return nil
		}
		from, to := of.bounds(w)
		for i := from; i < to; i++ {
			if yes, bad := holds(w, of.at(s, i)); bad == nil && yes == culpable {
				list = append(list, culprit{of, i})
			}
		}
		return list
	}
}

// outcome is the record that tells of a run in which a claim broke at its end: what became
// of the first culprit that failed, or else of the first, or of the run.
func (p *Property) outcome(w *sim.World) kernel.RecordNo {
	if p.blame == nil {
		return Outcome(w)
	}
	most, told := -1, kernel.RecordNo(0)
	for _, c := range p.blame(w) {
		no := c.latest(w)
		if says := tells(w, no); no > 0 && says > most {
			most, told = says, no
		}
	}
	if told == 0 {
		return Outcome(w)
	}
	return told
}

// latest is the record of what became of a culprit; 0 if nothing did. Of a deployment that
// succeeded it is that of its last target that failed, if there is one.
func (c culprit) latest(w *sim.World) kernel.RecordNo {
	if c.of == &instances {
		return w.Latest(0, uint32(c.at), true)
	}
	return became(w, int32(c.at))
}

// tells is how much a record tells of what went wrong: most if something failed, and
// nothing if the journal does not keep it.
func tells(w *sim.World, no kernel.RecordNo) int {
	rows := w.Journal().Records()
	at, kept := slices.BinarySearchFunc(rows, no, func(r kernel.Record, no kernel.RecordNo) int { return cmp.Compare(r.No, no) })
	if !kept {
		return 0
	}
	switch r := rows[at]; {
	case r.Kind == events.TargetEnded && events.Record(r).TargetStatus() == events.TargetFailed, r.Kind == events.LifecycleStateChanged:
		return 2
	case r.Kind == events.DeploymentEnded:
		return 1
	}
	return 0
}
