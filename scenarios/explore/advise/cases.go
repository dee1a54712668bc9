package advise

// The worst runs as scenarios that anybody can run.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// Case is a run with faults, as a scenario that shows it.
type Case struct {
	How      string // the faults in words
	Scenario *scenarios.Scenario
}

// see puts a run with faults into the row, as the scenario that has them in its
// timeline shows it; one that can not be written, as its hosts have no names yet,
// as it was.
func (j *judging) see(r *runner, x *extreme) error {
	if j.ctx.Err() != nil {
		return nil
	}
	if _, err := r.run(x.acts); err != nil {
		return err
	}
	s := j.group.under(&j.row.Settings)
	s.Timeline = slices.Clone(s.Timeline)
	for _, list := range [][]blow{r.delays, r.struck} {
		for i := range list {
			s.Timeline = append(s.Timeline, list[i].entry(r.world))
		}
	}
	c := &Case{toldOf(r.world, r.struck), s}
	o, shown, err := j.replay(s)
	if err != nil {
		return err
	}
	if !shown {
		c, o = nil, x.outcome
	}
	j.keepWorst(&o, c, len(r.delays) > 0)
	return nil
}

// replay runs a scenario, if it can be built.
func (j *judging) replay(s *scenarios.Scenario) (o outcome, ok bool, err error) {
	setup, _ := j.read.Build(s)
	if setup == nil {
		return o, false, nil
	}
	o, err = newRunner(sim.New(setup), j.group, j.group.balanced(&j.row.Settings)).run(nil)
	return o, true, err
}

// keepWorst keeps a run if it is longer than what was seen before under these
// settings, or leaves fewer hosts alone.
func (j *judging) keepWorst(o *outcome, c *Case, late bool) {
	row := j.row
	if !late && o.took > row.Worst {
		row.Worst, row.Longest = o.took, c
	}
	if o.took > row.AtLimits {
		row.AtLimits, row.Latest = o.took, c
	}
	row.Exceeds = row.Exceeds || o.over
	if kept := j.kept(o); kept < row.Kept && !late {
		row.Kept, row.Fewest = kept, c
	}
}

// Alone is a scenario with the AppSpecs of its bundles written into it, so that
// it can be read wherever it is, and with properties to ask of it.
func (r *Report) Alone(s *scenarios.Scenario, claims []Claim) *scenarios.Scenario {
	made, read := *s, scenarios.NewBuilder(r.options.Files)
	read.Build(s)
	made.Revisions, made.Properties = slices.Clone(s.Revisions), nil
	for i := range made.Revisions {
		rev := &made.Revisions[i]
		if spec := read.AppSpec(rev.Bundle.Text); !rev.Bundle.IsZero() && spec != nil {
			rev.Bundle, rev.AppSpec = scenarios.Name{}, scenarios.Document{Node: spec}
		}
	}
	for _, c := range claims {
		made.Properties = append(made.Properties, scenarios.Claim{Text: c.Text})
	}
	return &made
}
