package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Hosts with the same disk take the same step once.

// diskStep is one step of DownloadBundle or Install on a content of a disk;
// hosts with the same content take it together.
type diskStep struct {
	disk       fleet.DiskID
	kept       uint32
	deployment int32
	event      events.LifecycleEvent
	maximum    int32 // archives kept
	fails      bool
	full       bool
}

// diskResult is what a diskStep leads to.
type diskResult struct {
	disk   fleet.DiskID
	kept   uint32
	detail events.Detail
}

// diskMemo remembers steps, the latest first.
type diskMemo struct {
	lastStep   diskStep
	lastResult diskResult
	valid      bool
	results    map[diskStep]diskResult
}

func (m *diskMemo) reset() {
	m.valid = false
	clear(m.results)
}

func (m *diskMemo) get(step diskStep) (diskResult, bool) {
	if m.valid && m.lastStep == step {
		return m.lastResult, true
	}
	r, ok := m.results[step]
	if ok {
		m.lastStep, m.lastResult, m.valid = step, r, true
	}
	return r, ok
}

func (m *diskMemo) put(step diskStep, r diskResult) {
	if m.results == nil {
		m.results = map[diskStep]diskResult{}
	}
	m.results[step] = r
	m.lastStep, m.lastResult, m.valid = step, r, true
}
