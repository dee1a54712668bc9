package queue

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

const (
	deaths  = 5  // so often a job is tried before it is taken for one that kills its workers
	parting = 16 // into so many pieces such a shard is cut
)

// split is about a job that has killed every worker: its shard is cut into pieces,
// most of which will go well, until the one run is found that does it. That run
// counts as crashed, and the sweep goes on.
func (c *coordinator) split(s sweep.Shard) {
	c.settle(task{again, s})
	if !c.open[task{result, s}] {
		return // it has a result, or was cut before
	}
	if s.Runs == 1 {
		c.crash(s)
	}
	size := (s.Runs + parting - 1) / parting
	for from := s.From; s.Runs > 1 && from < s.From+s.Runs; from += size {
		c.want(task{result, sweep.Shard{Cell: s.Cell, From: from, Runs: min(size, s.From+s.Runs-from)}})
	}
	c.settle(task{result, s})
}

// crash counts a run that kills whoever runs it.
func (c *coordinator) crash(s sweep.Shard) {
	t := sweep.Tally{Runs: 1, Durations: sweep.Counts{}, Claims: make([]sweep.Claim, len(c.plan.Cells[s.Cell].Properties))}
	t.Crashed = sweep.Trouble{Case: sweep.Case{Runs: 1, Seed: s.From}, Text: fmt.Sprintf("%d workers that ran it have died", deaths)}
	if added, err := c.sum.Add(&sweep.Part{Shard: s, Tally: t}); added && err == nil {
		c.progress(1)
	}
}
