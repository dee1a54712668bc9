package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The limits of a sweep.
const (
	MostCells  = 10_000
	MostShards = 1_000_000
	shardRuns  = 8192       // at most so many runs are a shard,
	shardHosts = 65_536     // and so many hosts; a twentieth of a second or so
	fewest     = 10_000_000 // events a run may have at least,
	eachHost   = 1000       // and for each host and input
)

// Plan is a spec with all that follows from it.
type Plan struct {
	Spec   *Spec
	Cells  []Cell
	Shards []Shard
}

// Cell is the scenario with one choice from each axis of the grid.
type Cell struct {
	Values     []string // one for each axis
	Setup      *sim.Setup
	Properties []*property.Property
}

// Shard is a part of the work: a cell under the seeds from From on.
type Shard struct {
	Cell       int
	From, Runs uint64
}

// New plans the sweep of a scenario. It completes the spec: its text and its
// bundles come from src. An error is usage, such as a grid too large, or the
// source.Diagnostics of the scenario; notes are diagnostics without an error.
func New(src *scenarios.Source, spec Spec) (p *Plan, notes source.Diagnostics, err error) {
	spec.Text, spec.Bundles = src.Text, map[string]*Bundle{}
	return plan(src.Name, src.Files, &spec)
}

// Plan plans a spec that came from elsewhere.
func (s *Spec) Plan() (*Plan, error) {
	p, _, err := plan("scenario", nil, s)
	return p, err
}

func plan(name string, from scenarios.Files, spec *Spec) (*Plan, source.Diagnostics, error) {
	p := &Plan{Spec: spec}
	cells := 1
	for _, a := range spec.Grid {
		if cells *= len(a.Values); cells > MostCells {
			return nil, nil, fmt.Errorf("the grid has more than %d cells; leave values out", MostCells)
		}
	}
	src := &scenarios.Source{Name: name, Text: spec.Text, Files: files{spec, from}, Claims: spec.Properties, Only: spec.Only}
	var notes source.Diagnostics
	for n := range cells {
		cell, found, err := spec.cell(src, n)
		if err != nil {
			return nil, nil, err
		}
		if n == 0 {
			notes = found
		}
		p.Cells = append(p.Cells, cell)
		if err := p.cut(n); err != nil {
			return nil, nil, err
		}
	}
	return p, notes, nil
}

// cell builds cell n; the last axis turns fastest.
func (s *Spec) cell(src *scenarios.Source, n int) (c Cell, notes source.Diagnostics, err error) {
	c.Values = make([]string, len(s.Grid))
	for i := len(s.Grid) - 1; i >= 0; i-- {
		values := s.Grid[i].Values
		c.Values[i], n = values[n%len(values)], n/len(values)
	}
	scenario, setup, notes := src.Compile(s.Changes(c)...)
	if setup == nil {
		return c, nil, s.blameGrid(c, notes)
	}
	if err := s.Tries.Apply(setup); err != nil {
		return c, nil, err
	}
	setup.Limits.Events = enough(setup)
	c.Setup = setup
	c.Properties, err = scenario.Claims()
	return c, notes, err
}

// blameGrid names --grid where diagnostics are about what it changes.
func (s *Spec) blameGrid(c Cell, found source.Diagnostics) source.Diagnostics {
	for i := range found {
		change, ok := strings.CutPrefix(found[i].File, "--set ")
		if ok && slices.Contains(s.Changes(c)[len(s.Set):], change) {
			found[i].File = "--grid " + change
		}
	}
	return found
}

// enough is how many events a run may have: many times what any has that ends. A
// run with more is counted as stopped, with its seed, after a second or so where
// hosts are few.
func enough(s *sim.Setup) uint64 {
	hosts := uint64(0)
	for _, g := range s.Fleet.Groups {
		hosts += uint64(g.Count)
	}
	for _, g := range s.Fleet.AutoScalingGroups {
		hosts += uint64(g.Max)
	}
	return min(fewest+eachHost*hosts*uint64(1+len(s.Inputs)), kernel.DefaultLimits.Events)
}

// Changes are all that a cell changes in the scenario, as --set takes it.
func (s *Spec) Changes(c Cell) []string {
	changes := append([]string{}, s.Set...)
	for i, value := range c.Values {
		changes = append(changes, s.Grid[i].Path+"="+value)
	}
	return changes
}

// cut adds the shards of cell n.
func (p *Plan) cut(n int) error {
	hosts := uint64(0)
	for _, g := range p.Cells[n].Setup.Fleet.Groups {
		hosts += uint64(g.Count)
	}
	size := max(1, min(shardRuns, shardHosts/max(hosts, 1)))
	if p.Spec.Seeds/size > MostShards-uint64(len(p.Shards)) {
		return errors.New("that is too much for one sweep; sweep fewer seeds, and those from another --from next")
	}
	for from := uint64(0); from < p.Spec.Seeds; from += size {
		p.Shards = append(p.Shards, Shard{n, p.Spec.From + from, min(size, p.Spec.Seeds-from)})
	}
	return nil
}

// Runs is how many runs there are in all.
func (p *Plan) Runs() uint64 { return p.Spec.Seeds * uint64(len(p.Cells)) }

// Alike are the cells in which nothing but ids is drawn from the seed, so that
// all runs go alike.
func (p *Plan) Alike() (list []int) {
	for n, c := range p.Cells {
		if !c.Setup.CodeDeploy.Draws() {
			list = append(list, n)
		}
	}
	return list
}
