package explore

// The order in which equals start (CD-2.15), of which a scenario can say that its
// seed draws it: hosts that are alike may change places.

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

const (
	mostDrawn = 50_000 // hosts that are put in order, of all seeds that are tried
	mostTries = 10     // of the seeds that draw the order of the first deployment
)

// inOrder is a scenario in which the steps of a course break a claim, with a seed
// that draws the order of equals that they ask for, or nil if none is found. The one
// that the scenario has was tried. The steps are then about the hosts of the scenario.
func (r *replayer) inOrder(steps []Step, way *course, claim *property.Property) (*scenarios.Scenario, error) {
	setup, err := r.build(r.scenario)
	if err != nil {
		return nil, err
	}
	start := r.world(setup)
	own, err := firstLine(r.world(setup))
	if err != nil || len(way.lines) == 1 && slices.Equal(own, way.lines[0]) {
		return nil, err
	}
	classes := alike(start, []*property.Property{claim})
	made, drawn, shuffled, tries := *r.scenario, *setup, *r, 0
	made.Fleet.Order, drawn.CodeDeploy.Shuffle, shuffled.scenario = "shuffle", true, &made
	for seed := 0; seed*len(way.lines[0]) < mostDrawn && tries < mostTries; seed++ {
		made.Seed, drawn.Seed = int64(seed), uint64(seed)
		first, err := firstLine(r.world(&drawn))
		if err != nil {
			return nil, err
		}
		names, fits := inPlaceOf(start, way.lines[0], first, classes)
		if !fits {
			continue
		}
		tries++
		made := renamed(steps, names)
		if s, err := shuffled.timed(made, way.renamed(names), claim); s != nil || err != nil {
			copy(steps, made)
			return s, err
		}
	}
	return nil, nil
}

// inPlaceOf says which host has the place of which in another line, false if two of
// them are not alike.
func inPlaceOf(w *sim.World, line, other []uint32, classes []uint64) (map[string]string, bool) {
	if len(line) != len(other) {
		return nil, false
	}
	names := map[string]string{}
	for n, i := range line {
		if j := other[n]; i != j && (classes == nil || classes[i] != classes[j]) {
			return nil, false
		}
		names[w.Fleet().Name(i)] = w.Fleet().Name(other[n])
	}
	return names, true
}

// renamed are steps on other hosts.
func renamed(steps []Step, names map[string]string) []Step {
	steps = slices.Clone(steps)
	for n := range steps {
		s := &steps[n]
		s.Host, s.When.Host = cmp.Or(names[s.Host], s.Host), cmp.Or(names[s.When.Host], s.When.Host)
	}
	return steps
}

// renamed is the course of steps on other hosts.
func (v *course) renamed(names map[string]string) *course {
	made := *v
	made.works = map[Work]start{}
	for at, began := range v.works {
		at.Host = cmp.Or(names[at.Host], at.Host)
		made.works[at] = began
	}
	return &made
}

// firstLine runs a world until somebody has a place in line, and returns the first
// line.
func firstLine(w *sim.World) ([]uint32, error) {
	for more, err := true, error(nil); more; {
		if lines := linesOf(w); len(lines) > 0 {
			return lines[0], nil
		}
		if more, err = w.Step(); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// linesOf are the hosts of the deployments of a world in the order in which they
// start, of all deployments since time 0 that have some.
func linesOf(w *sim.World) (lines [][]uint32) {
	s := w.CodeDeploy()
	for n := s.Past(); n < s.Deployments(); n++ {
		var line []uint32
		d := s.Info(n)
		for t := d.FirstTarget; t < d.FirstTarget+uint32(d.Targets); t++ {
			line = append(line, s.Target(t).Instance)
		}
		if len(line) > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}
