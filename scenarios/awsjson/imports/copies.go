package imports

// What was seen of a copied Auto Scaling group. The run makes a copy of its
// own, whose hosts are others, so what happened holds for all of them. CD-3.3

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// observeCopy reads the targets of a deployment without telling them apart.
func observeCopy(d *deployment) *behaviour {
	b := &behaviour{}
	for _, t := range d.targets {
		for _, e := range t.events {
			b.event("", e)
		}
	}
	for event := range events.LifecycleEvents {
		b.seen[event] = b.anywhere(event)
	}
	return b
}

// anywhere is what all hosts do in an event: the longest success, or a failure
// if there was nothing else.
func (b *behaviour) anywhere(event events.LifecycleEvent) []observed {
	seen := b.seen[event]
	failed := slices.DeleteFunc(slices.Clone(seen), func(o observed) bool { return !o.failed })
	succeeded := slices.DeleteFunc(slices.Clone(seen), func(o observed) bool { return o.failed })
	switch {
	case len(seen) == 0:
		return nil
	case len(succeeded) == 0:
		return failed[:1]
	case len(failed) > 0:
		b.notes = append(b.notes, fmt.Sprintf("Differs: %s failed on %d of %d; which hosts the copy has is not known before the run, and here none fails.", event, len(failed), len(seen)))
	}
	return []observed{slices.MaxFunc(succeeded, func(x, y observed) int { return cmp.Compare(x.takes, y.takes) })}
}
