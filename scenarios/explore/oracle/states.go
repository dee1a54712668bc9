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

// Space is all that one deployment can come to, and its rollback.
type Space struct {
	Instances int
	Minimum   int  // healthy hosts, as a count
	Events    int  // of each instance; each may fail
	AnyOrder  bool // whoever of the first class is pending may start next, else the first one does: CD-2.15
	Rollback  bool // if it fails: CD-5.2
}

// A state is the deployment, then its instances. A target in its event e of 1
// to E has inEvent+e, one that is pending its class; see again.
type state []byte

const (
	inEvent  = byte(Skipped)
	rollback = 0x10 // the deployment is one
	class    = 0x10 // of a pending instance, times 0 to 2: lower ones go first
)

// Explore visits every state.
func (s Space) Explore() Graph {
	g := Graph{NeverBelow: s.Instances, classes: map[string]bool{}}
	g.seen = s.reach(func(at state, next []state) { g.visit(s, at, next) })
	return g
}

// Count visits every state too, and counts states and steps alone.
func (s Space) Count() (states, steps int) {
	seen := s.reach(func(_ state, next []state) { steps += len(next) })
	return len(seen), steps
}

// reach calls visit with every state, and with those one step away from it.
func (s Space) reach(visit func(at state, next []state)) (seen map[string]bool) {
	seen = map[string]bool{}
	open := s.settled(make(state, 1+s.Instances))
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[string(at)] {
			continue
		}
		seen[string(at)] = true
		first := len(open)
		for i := 1; i < len(at); i++ {
			open = append(open, s.steps(at, i)...)
		}
		visit(at, open[first:])
	}
	return seen
}

// visit counts a state.
func (g *Graph) visit(s Space, at state, next []state) {
	c := at.counts()
	g.States++
	g.Steps += len(next)
	g.MostInProgress = max(g.MostInProgress, c.InProgress)
	g.NeverBelow = min(g.NeverBelow, len(at)-1-c.InProgress-c.Failed)
	g.Unordered += s.unordered(at)
	g.classify(at, len(next) == 0)
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
	if at.deployment() == Succeeded {
		g.Succeeded++
	} else {
		g.Failed++
	}
}

// Names lists the states in words, sorted; in which event an instance in
// progress is, and whether it is the rollback, they do not say.
func (g Graph) Names() (names []string) {
	for key := range g.seen {
		at := state(key)
		statuses := make([]Status, len(at)-1)
		for i := range statuses {
			statuses[i] = at.status(1 + i)
		}
		names = append(names, fmt.Sprint(at.deployment(), statuses))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// steps are the states after instance i ended its event.
func (s Space) steps(at state, i int) (next []state) {
	if at.status(i) != InProgress {
		return nil
	}
	then := at[i] + 1
	if at[i] == inEvent+byte(s.Events) {
		then = byte(Succeeded)
	}
	return append(s.settled(at.with(i, then)), s.settled(at.with(i, byte(Failed)))...)
}

// settled are the states after all that follows at once: starts, or the
// verdict.
func (s Space) settled(at state) (all []state) {
	n, c := len(at)-1, at.counts()
	budget := Reference.Budget(n, s.Minimum)
	switch {
	case !Reference.Begins(n, s.Minimum), Reference.GivesUp(c, budget):
		return s.failed(at)
	case c.Pending > 0 && Reference.MayStart(c, budget):
		return s.started(at)
	case c.Pending+c.InProgress > 0:
		return []state{at.with(0, at[0]&rollback|byte(InProgress))}
	case Reference.Succeeds(c, s.Minimum):
		return []state{at.ended(Succeeded)}
	}
	return s.failed(at)
}

// failed are the states after a deployment failed: there its rollback begins,
// if it has one and is none. CD-5.2, CD-5.7
func (s Space) failed(at state) []state {
	at = at.ended(Failed)
	if s.Rollback && at[0]&rollback == 0 {
		return s.settled(at.again())
	}
	return []state{at}
}

// started are the states after one more start and all that follows.
func (s Space) started(at state) (all []state) {
	first := at.firstClass()
	for i := 1; i < len(at); i++ {
		if at[i] != first {
			continue
		}
		all = append(all, s.settled(at.with(i, inEvent+1))...)
		if !s.AnyOrder {
			return all
		}
	}
	slices.SortFunc(all, slices.Compare)
	return slices.CompactFunc(all, slices.Equal)
}

// unordered counts pairs of instances in progress whose ends, applied in one order and in
// the other, lead to different states.
func (s Space) unordered(at state) (pairs int) {
	for i := 1; i < len(at); i++ {
		for j := i + 1; j < len(at); j++ {
			if at.status(i) == InProgress && at.status(j) == InProgress && !slices.Equal(s.after(at, i, j), s.after(at, j, i)) {
				pairs++
			}
		}
	}
	return pairs
}

// after lists, sorted, the states after i and then j ended.
func (s Space) after(at state, i, j int) (keys []string) {
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
	next := at.with(0, at[0]&rollback|byte(s))
	for i := range next[1:] {
		if next.status(1+i) == Pending {
			next[1+i] = byte(Skipped)
		}
	}
	return next
}

// again is the rollback of what failed, to all instances: first those that
// failed and are Unhealthy, then those that succeeded and are Old, then those
// that were skipped and are Current. CD-2.14, CD-2.22, CD-5.6
func (at state) again() state {
	next := at.with(0, rollback)
	for i := range next[1:] {
		switch Status(next[1+i]) {
		case Failed:
			next[1+i] = 0
		case Succeeded:
			next[1+i] = class
		case Skipped:
			next[1+i] = 2 * class
		}
	}
	return next
}

func (at state) deployment() Status { return Status(at[0] % rollback) }

func (at state) status(i int) Status {
	if what := at[i] % class; what <= inEvent {
		return Status(what)
	}
	return InProgress
}

// firstClass is what the pending instances are that go first.
func (at state) firstClass() byte {
	first := byte(3 * class)
	for i := 1; i < len(at); i++ {
		if at.status(i) == Pending {
			first = min(first, at[i])
		}
	}
	return first
}

func (at state) counts() (c Counts) {
	for i := 1; i < len(at); i++ {
		switch at.status(i) {
		case Pending:
			c.Pending++
		case InProgress:
			c.InProgress++
		case Succeeded:
			c.Succeeded++
		case Failed:
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
