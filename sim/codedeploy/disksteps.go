package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
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
	begins     bool  // the event begins, and makes room
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
		uint64(step.event)<<4 | flags,
	}
}

// diskMemo remembers steps, and apart from all the others the latest of each
// kind, because hosts tend to take the same ones in turn.
type diskMemo struct {
	last    [2 * events.LifecycleEvents]diskMemory // by event, and whether it begins
	past    diskMemory                             // the latest install of a past deployment
	results map[diskKey]diskResult
}

type diskMemory struct {
	key    diskKey
	result diskResult
}

func (m *diskMemo) reset() {
	m.last, m.past = [2 * events.LifecycleEvents]diskMemory{}, diskMemory{}
	clear(m.results)
}

// latest is the latest step of the same part of the same event.
func (m *diskMemo) latest(step *diskStep) *diskMemory {
	n := 2 * step.event
	if step.begins {
		n++
	}
	return &m.last[n]
}

func (m *diskMemo) get(step *diskStep) (diskResult, bool) {
	last, key := m.latest(step), step.key()
	if last.key == key {
		return last.result, true
	}
	r, ok := m.results[key]
	if ok {
		last.key, last.result = key, r
	}
	return r, ok
}

func (m *diskMemo) put(step *diskStep, r diskResult) {
	if m.results == nil {
		m.results = map[diskKey]diskResult{}
	}
	key := step.key()
	m.results[key] = r
	*m.latest(step) = diskMemory{key, r}
}
