package oracle

import (
	"math"
	"slices"
)

// Deploy runs a deployment as the reference says.
func Deploy(in Input) Outcome { return Reference.Deploy(in) }

// run is a deployment under way.
type run struct {
	Rules
	in              Input
	minimum, budget int
	now             int64
	queue           []int // pending, the next one first
	counts          Counts
	out             Outcome
}

// Deploy runs a deployment under these rules.
func (rules Rules) Deploy(in Input) Outcome {
	n := len(in.Instances)
	r := &run{Rules: rules, in: in, counts: Counts{Pending: n}}
	r.out.Instances = make([]Result, n)
	r.queue = rules.order(in.Instances)
	if n == 0 {
		return r.end(Failed, "NO_INSTANCES")
	}
	r.minimum = rules.Count(n, in.Minimum)
	r.budget = rules.Budget(n, r.minimum)
	if !rules.Begins(n, r.minimum) {
		return r.end(Failed, "HEALTH_CONSTRAINTS_INVALID")
	}
	for !r.over() {
		r.start()
		r.out.Most = max(r.out.Most, r.counts.InProgress)
		r.settle(r.next())
	}
	return r.out
}

// order lists the instances as they will be attempted. CD-2.14, CD-2.15
func (rules Rules) order(instances []Instance) []int {
	queue := make([]int, len(instances))
	for i := range queue {
		queue[i] = i
	}
	slices.SortStableFunc(queue, func(a, b int) int { return rules.Rank(instances[a]) - rules.Rank(instances[b]) })
	return queue
}

// over gives the verdict, if there is one. CD-2.8, CD-2.9
func (r *run) over() bool {
	c := r.counts
	switch {
	case r.out.Status != Pending:
	case r.GivesUp(c, r.budget):
		r.end(Failed, "HEALTH_CONSTRAINTS")
	case c.Pending+c.InProgress > 0:
		return false
	case r.Succeeds(c, r.minimum):
		r.end(Succeeded, "")
	default:
		r.end(Failed, "HEALTH_CONSTRAINTS")
	}
	return true
}

// start attempts whom the budget allows now. CD-2.7, CD-2.12
func (r *run) start() {
	if !r.Opens(r.counts) {
		return
	}
	for len(r.queue) > 0 && r.MayStart(r.counts, r.budget) {
		i := r.queue[0]
		r.queue = r.queue[1:]
		in := r.in.Instances[i]
		r.out.Starts = append(r.out.Starts, Start{Instance: i, At: r.now})
		r.out.Instances[i] = Result{Status: InProgress, Ended: r.now + r.Takes(in, r.Ends(in, r.in.IgnoreStopFailures))}
		r.counts.Pending--
		r.counts.InProgress++
	}
}

// next is the instant when an instance in progress ends.
func (r *run) next() int64 {
	first := int64(math.MaxInt64)
	for _, res := range r.out.Instances {
		if res.Status == InProgress {
			first = min(first, res.Ended)
		}
	}
	return first
}

// settle applies all that ends at an instant, before anything new starts
// (CD-2.12), unless the deployment runs out of time by then (CD-2.18).
func (r *run) settle(at int64) {
	if at >= r.in.Limit {
		r.now = r.in.Limit
		r.end(Failed, "TIMEOUT")
		return
	}
	r.now = at
	for i, res := range r.out.Instances {
		if res.Status == InProgress && res.Ended == at {
			r.finish(i)
		}
	}
}

// finish records how an instance ended.
func (r *run) finish(i int) {
	in, res := r.in.Instances[i], &r.out.Instances[i]
	last := r.Ends(in, r.in.IgnoreStopFailures)
	res.Status = Failed
	if last == len(in.Events) {
		res.Status = Succeeded
		r.counts.Succeeded++
	} else {
		r.counts.Failed++
	}
	r.counts.InProgress--
	res.Events = eventsUntil(in, last)
}

// eventsUntil says how each event of an instance ended that stopped at one:
// what comes after the failure is Skipped. CD-1.8
func eventsUntil(in Instance, last int) []Status {
	events := make([]Status, len(in.Events))
	for i, e := range in.Events {
		switch {
		case i > last:
			events[i] = Skipped
		case e.Fails:
			events[i] = Failed
		default:
			events[i] = Succeeded
		}
	}
	return events
}

// end closes the deployment: whoever waits is skipped, whoever is in flight
// fails in the event that runs. CD-2.6, CD-2.8, CD-2.18
func (r *run) end(s Status, code string) Outcome {
	for i, in := range r.in.Instances {
		switch res := &r.out.Instances[i]; res.Status {
		case Pending:
			*res = Result{Status: Skipped, Events: eventsUntil(in, -1)}
		case InProgress:
			*res = Result{Status: Failed, Ended: r.now, Events: r.cut(i)}
		}
	}
	r.out.Status, r.out.ErrorCode, r.out.Ended = s, code, r.now
	return r.out
}

// cut says how the events of an instance stand that the limit meets: the one
// that runs fails, one that the agent has not picked up yet is skipped with
// the rest. CD-2.18
func (r *run) cut(i int) []Status {
	in, last := r.in.Instances[i], 0
	spent := r.now - r.started(i)
	for r.Takes(in, last) < spent {
		last++
	}
	events := eventsUntil(in, last)
	events[last] = Skipped
	if r.Takes(in, last)-in.Events[last].Takes < spent {
		events[last] = Failed
	}
	return events
}

// started is the instant when an instance was attempted.
func (r *run) started(i int) int64 {
	return r.out.Starts[slices.IndexFunc(r.out.Starts, func(s Start) bool { return s.Instance == i })].At
}
