package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Hosts with the same disk take the same step once.

// diskStep is one step of DownloadBundle or Install on a content of a disk, or
// an event that makes a directory; hosts with the same content take it
// together.
type diskStep struct {
	disk       fleet.DiskID
	kept       uint32
	deployment int32
	event      events.LifecycleEvent
	maximum    int32 // archives kept
	revision   int32 // of the deployment
	exists     FileExists
	begins     bool // the event begins, and makes room
	fails      bool
	full       bool
}

// makesDirectory stands for any event whose scripts run before DownloadBundle.
const makesDirectory = events.ApplicationStop

// diskResult is what a diskStep leads to.
type diskResult struct {
	disk   fleet.DiskID
	kept   uint32
	detail events.Detail
	place  uint32 // of the file that it fails at
}

// diskKey is a step in three words, which compare fast; it is never zero.
type diskKey [3]uint64

func (step *diskStep) key() diskKey {
	flags := uint64(8)
	if step.begins {
		flags |= 1
	}
	if step.fails {
		flags |= 2
	}
	if step.full {
		flags |= 4
	}
	return diskKey{
		uint64(step.disk)<<32 | uint64(step.kept),
		uint64(uint32(step.deployment))<<32 | uint64(uint32(step.maximum)),
		uint64(uint32(step.revision))<<32 | uint64(step.exists)<<16 | uint64(step.event)<<4 | flags,
	}
}

// keptTable is what agents keep, and the steps that led there. Branches share
// it; from then on equal ones have equal places.
type keptTable struct {
	list     []kept
	archives []int32
	memo     diskMemo
	ids      map[kernel.Digest]uint32 // nil: not shared
	marks    []uint64                 // by place, equal for those that decide alike about later events; only if shared
	all      bool                     // archives decide too: see shape.looksBack
}

// put gives what an agent keeps a place.
func (t *keptTable) put(k *kept) uint32 {
	place := uint32(len(t.list))
	if t.ids != nil {
		sum := t.digest(k, true)
		if old, ok := t.ids[sum]; ok {
			return old
		}
		t.ids[sum] = place
		t.note(t.digest(k, t.all))
	}
	t.list = append(t.list, *k)
	return place
}

// share makes t ready to be shared, and returns it.
func (t *keptTable) share(all bool) *keptTable {
	if t.ids == nil {
		t.ids, t.all = map[kernel.Digest]uint32{}, all
		t.marks = []uint64{0} // the first of all means that the host was never met
		for place := 1; place < len(t.list); place++ {
			t.note(t.digest(&t.list[place], all))
		}
		for place := len(t.list) - 1; place > 0; place-- {
			t.ids[t.digest(&t.list[place], true)] = uint32(place)
		}
	}
	return t
}

// note notes how the one at the next place decides.
func (t *keptTable) note(sum kernel.Digest) { t.marks = append(t.marks, kernel.Mix(sum.Hi, sum.Lo)) }

// mark is equal for what decides alike, whatever other branches have come to
// before.
func (t *keptTable) mark(place uint32) uint64 {
	if t.ids == nil {
		return uint64(place)
	}
	return t.marks[place]
}

// copyInto copies t into old, or into a new table if old is shared.
func (t *keptTable) copyInto(old *keptTable) *keptTable {
	if old == nil || old.ids != nil {
		old = new(keptTable)
	}
	old.list = append(old.list[:0], t.list...)
	old.archives = append(old.archives[:0], t.archives...)
	old.memo.reset()
	return old
}

// digest is one of what is kept, with or without what the scripts of earlier
// deployments need.
func (t *keptTable) digest(k *kept, archives bool) (sum kernel.Digest) {
	sum.Add(uint64(k.lastInstall))
	if archives {
		sum.Add(uint64(k.mostRecent))
		sum.Add(uint64(k.archives.to - k.archives.from))
		for _, n := range t.archives[k.archives.from:k.archives.to] {
			sum.Add(uint64(n))
		}
	}
	if k.files == nil {
		return sum
	}
	sum.Add(uint64(len(k.files.cleanup)))
	for _, path := range k.files.cleanup {
		sum.Add(kernel.HashString(path))
	}
	for _, f := range k.files.covered {
		sum.Add(kernel.HashString(f.Path))
		sum.Add(uint64(f.Size))
		sum.Add(uint64(f.From))
	}
	return sum
}

// diskMemo remembers steps; most runs have a few only.
type diskMemo struct {
	few  []diskMemory           // the first of them
	more map[diskKey]diskResult // the others
	past diskMemory             // the latest install of a past deployment
}

type diskMemory struct {
	key    diskKey
	result diskResult
}

// fewSteps are looked through one after the other, which takes less than a map
// does.
const fewSteps = 16

func (m *diskMemo) reset() {
	m.few, m.past = m.few[:0], diskMemory{}
	clear(m.more)
}

func (m *diskMemo) get(key *diskKey) (diskResult, bool) {
	for i := range m.few {
		if memory := &m.few[i]; memory.key == *key {
			return memory.result, true
		}
	}
	r, ok := m.more[*key]
	return r, ok
}

func (m *diskMemo) put(key *diskKey, r diskResult) {
	if len(m.few) < fewSteps {
		m.few = append(m.few, diskMemory{*key, r})
		return
	}
	if m.more == nil {
		m.more = map[diskKey]diskResult{}
	}
	m.more[*key] = r
}
