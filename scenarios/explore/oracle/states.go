package oracle

import (
	"fmt"
	"slices"
)

// Graph is what Explore found.
type Graph struct {
	States, Steps     int
	Final             int // states without a step
	Succeeded, Failed int // final states with this verdict
	Classes           int // states up to symmetry
	FinalClasses      int
	Orbits            int // sum of the sizes of the classes
	Unordered         int // pairs of ends that lead elsewhere in another order
	MostInProgress    int
	NeverBelow        int // fewest instances that were neither in progress nor failed

	seen, classes map[string]bool
}

// A state is the deployment, then its instances. A target in its event e of 1
// to E has inEvent+e.
type state []byte

const inEvent = byte(Skipped)

// space is the transition system of one size.
type space struct {
	minimum, events int
	anyOrder        bool
}

// Explore visits every state of a deployment to n instances, with a minimum as
// a count and so many events each, all of which may fail. With anyOrder
// whoever is pending may start next, else the first one does.
func Explore(n, minimum, events int, anyOrder bool) Graph {
	s := space{minimum: minimum, events: events, anyOrder: anyOrder}
	g := Graph{NeverBelow: n, seen: map[string]bool{}, classes: map[string]bool{}}
	frontier := s.settled(make(state, 1+n))
	for len(frontier) > 0 {
		at := frontier[0]
		frontier = frontier[1:]
		if !g.seen[string(at)] {
			g.seen[string(at)] = true
			frontier = append(frontier, g.visit(s, at)...)
		}
	}
	return g
}

// visit counts a state and returns those one step away.
func (g *Graph) visit(s space, at state) (next []state) {
	c := at.counts()
	g.States++
	g.MostInProgress = max(g.MostInProgress, c.InProgress)
	g.NeverBelow = min(g.NeverBelow, len(at)-1-c.InProgress-c.Failed)
	for i := 1; i < len(at); i++ {
		next = append(next, s.steps(at, i)...)
	}
	g.Steps += len(next)
	g.Unordered += s.unordered(at)
	g.classify(at, len(next) == 0)
	return next
}

// classify counts a state's class and, if nothing follows, its verdict.
func (g *Graph) classify(at state, final bool) {
	sorted := slices.Clone(at)
	slices.Sort(sorted[1:])
	fresh := !g.classes[string(sorted)]
	if fresh {
		g.classes[string(sorted)] = true
		g.Classes++
		g.Orbits += orbit(sorted)
	}
	if !final {
		return
	}
	g.Final++
	if fresh {
		g.FinalClasses++
	}
	if Status(at[0]) == Succeeded {
		g.Succeeded++
	} else {
		g.Failed++
	}
}

// Names lists the states in words, sorted; in which event an instance in
// progress is, they do not say.
func (g Graph) Names() (names []string) {
	for key := range g.seen {
		statuses := make([]Status, len(key)-1)
		for i := range statuses {
			statuses[i] = Status(key[1+i])
			if key[1+i] > inEvent {
				statuses[i] = InProgress
			}
		}
		names = append(names, fmt.Sprint(Status(key[0]), statuses))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// steps are the states after instance i ended its event.
func (s space) steps(at state, i int) (next []state) {
	if at[i] <= inEvent {
		return nil
	}
	then := at[i] + 1
	if at[i] == inEvent+byte(s.events) {
		then = byte(Succeeded)
	}
	return append(s.settled(at.with(i, then)), s.settled(at.with(i, byte(Failed)))...)
}

// settled are the states after all that follows at once: starts, or the
// verdict.
func (s space) settled(at state) (all []state) {
	n, c := len(at)-1, at.counts()
	budget := Reference.Budget(n, s.minimum)
	switch {
	case !Reference.Begins(n, s.minimum), Reference.GivesUp(c, budget):
		return []state{at.ended(Failed)}
	case c.Pending > 0 && Reference.MayStart(c, budget):
		return s.started(at)
	case c.Pending+c.InProgress > 0:
		return []state{at.with(0, byte(InProgress))}
	case Reference.Succeeds(c, s.minimum):
		return []state{at.ended(Succeeded)}
	}
	return []state{at.ended(Failed)}
}

// started are the states after one more start and all that follows.
func (s space) started(at state) (all []state) {
	for i := 1; i < len(at); i++ {
		if Status(at[i]) != Pending {
			continue
		}
		all = append(all, s.settled(at.with(i, inEvent+1))...)
		if !s.anyOrder {
			return all
		}
	}
	slices.SortFunc(all, slices.Compare)
	return slices.CompactFunc(all, slices.Equal)
}

// unordered counts pairs of instances in progress whose ends, applied in one order and in
// the other, lead to different states.
func (s space) unordered(at state) (pairs int) {
	for i := 1; i < len(at); i++ {
		for j := i + 1; j < len(at); j++ {
			if min(at[i], at[j]) > inEvent && !slices.Equal(s.after(at, i, j), s.after(at, j, i)) {
				pairs++
			}
		}
	}
	return pairs
}

// after lists, sorted, the states after i and then j ended.
func (s space) after(at state, i, j int) (keys []string) {
	for _, next := range s.steps(at, i) {
		for _, then := range s.steps(next, j) {
			keys = append(keys, string(then))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (at state) with(i int, what byte) state {
	next := slices.Clone(at)
	next[i] = what
	return next
}

// ended gives the verdict and skips whoever is pending.
func (at state) ended(s Status) state {
	next := at.with(0, byte(s))
	for i := range next[1:] {
		if Status(next[1+i]) == Pending {
			next[1+i] = byte(Skipped)
		}
	}
	return next
}

func (at state) counts() (c Counts) {
	for _, what := range at[1:] {
		switch {
		case what > inEvent:
			c.InProgress++
		case Status(what) == Pending:
			c.Pending++
		case Status(what) == Succeeded:
			c.Succeeded++
		case Status(what) == Failed:
			c.Failed++
		}
	}
	return c
}

// orbit is the number of ways to hand a sorted state out to its instances: N
// factorial by the factorials of how many are alike.
func orbit(sorted state) int {
	ways, alike := 1, 0
	for i := 1; i < len(sorted); i++ {
		alike++
		if i > 1 && sorted[i] != sorted[i-1] {
			alike = 1
		}
		ways = ways * i / alike
	}
	return ways
}
