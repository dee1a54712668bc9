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
	marks    []mark                   // by place; only if shared
}

// mark is equal for what agents keep alike, whatever other branches have come to
// before.
type mark struct {
	all       uint64
	installed uint64 // all but what archives there are
	files     uint64 // what the next Install does with files (CD-4.14), 0 for nothing
}

// put gives what an agent keeps a place.
func (t *keptTable) put(k *kept) uint32 {
	place := uint32(len(t.list))
	if t.ids != nil {
		sum := t.digest(k)
		if old, ok := t.ids[sum]; ok {
			return old
		}
		t.ids[sum] = place
		t.marks = append(t.marks, markOf(k, sum))
	}
	t.list = append(t.list, *k)
	return place
}

// share makes t ready to be shared, and returns it.
func (t *keptTable) share() *keptTable {
	if t.ids == nil {
		t.ids = map[kernel.Digest]uint32{}
		for place := range t.list {
			t.marks = append(t.marks, markOf(&t.list[place], t.digest(&t.list[place])))
		}
		for place := len(t.list) - 1; place > 0; place-- {
			t.ids[t.digest(&t.list[place])] = uint32(place)
		}
	}
	return t
}

// adopt gives what an agent keeps in another table a place.
func (t *keptTable) adopt(other *keptTable, place uint32) uint32 {
	k := other.list[place]
	from := uint32(len(t.archives))
	t.archives = append(t.archives, other.archives[k.archives.from:k.archives.to]...)
	k.archives = archives{from, uint32(len(t.archives))}
	return t.put(&k)
}

// markOf is the mark of what is kept, whose digest is all.
func markOf(k *kept, all kernel.Digest) (m mark) {
	m.all = kernel.Mix(all.Hi, all.Lo)
	if k.files != nil {
		var files kernel.Digest
		k.files.digest(&files)
		m.files = kernel.Mix(files.Hi, files.Lo)
	}
	m.installed = kernel.Mix(uint64(k.lastInstall), m.files)
	return m
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

// digest is one of all that is kept.
func (t *keptTable) digest(k *kept) (sum kernel.Digest) {
	sum.Add(pair(k.lastInstall, k.mostRecent))
	sum.Add(uint64(k.archives.to - k.archives.from))
	for _, n := range t.archives[k.archives.from:k.archives.to] {
		sum.Add(uint64(n))
	}
	if k.files != nil {
		k.files.digest(&sum)
	}
	return sum
}

// digest adds what was brought.
func (b *brought) digest(sum *kernel.Digest) {
	sum.Add(uint64(len(b.cleanup)))
	for _, path := range b.cleanup {
		sum.Add(kernel.HashString(path))
	}
	for _, f := range b.covered {
		sum.Add(kernel.HashString(f.Path))
		sum.Add(uint64(f.Size))
		sum.Add(uint64(f.From))
	}
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
