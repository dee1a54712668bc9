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

// see puts a run with faults into the row, as long as the scenario that has them
// in its timeline shows it.
func (j *judging) see(r *runner, x *extreme) error {
	if len(x.acts) == 0 || j.ctx.Err() != nil {
		return nil
	}
	if _, err := r.run(x.acts); err != nil {
		return err
	}
	s := j.group.under(&j.row.Settings)
	s.Timeline = slices.Clone(s.Timeline)
	for i := range r.struck {
		s.Timeline = append(s.Timeline, r.struck[i].entry(r.world))
	}
	return j.replay(toldOf(r.world, r.struck), s)
}

// replay runs a scenario, and keeps it if it is longer than what was seen before
// under these settings, or leaves fewer hosts alone. One that can not be written,
// as its hosts have no names yet, is left out.
func (j *judging) replay(how string, s *scenarios.Scenario) error {
	setup, _ := j.read.Build(s)
	if setup == nil {
		return nil
	}
	o, err := newRunner(sim.New(setup), j.group.name(), j.group.balanced(&j.row.Settings)).run(nil)
	if err != nil {
		return err
	}
	if o.took > j.row.Worst {
		j.row.Worst, j.row.Longest = o.took, &Case{how, s}
	}
	if kept := j.kept(&o); kept < j.row.Kept {
		j.row.Kept, j.row.Fewest = kept, &Case{how, s}
	}
	return nil
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
