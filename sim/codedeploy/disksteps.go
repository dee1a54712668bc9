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

// diskMemo remembers steps, and apart from all the others the latest of each
// kind, because hosts tend to take the same ones in turn.
type diskMemo struct {
	last    [5]diskMemory
	results map[diskStep]diskResult
}

type diskMemory struct {
	step   diskStep
	result diskResult
	valid  bool
}

func (m *diskMemo) reset() {
	m.last = [5]diskMemory{}
	clear(m.results)
}

// latest is the latest step of the same event.
func (m *diskMemo) latest(step diskStep) *diskMemory {
	n := 0
	switch step.event {
	case events.DownloadBundle:
		n = 1
	case events.Install:
		n = 2
	}
	if step.begins {
		n += 2
	}
	return &m.last[n]
}

func (m *diskMemo) get(step diskStep) (diskResult, bool) {
	last := m.latest(step)
	if last.valid && last.step == step {
		return last.result, true
	}
	r, ok := m.results[step]
	if ok {
		last.step, last.result, last.valid = step, r, true
	}
	return r, ok
}

func (m *diskMemo) put(step diskStep, r diskResult) {
	if m.results == nil {
		m.results = map[diskStep]diskResult{}
	}
	m.results[step] = r
	last := m.latest(step)
	last.step, last.result, last.valid = step, r, true
}
