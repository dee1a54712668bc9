package property

// Of which hosts a claim counts too many or too few where it breaks.

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Counted is a host that makes a number of a claim too large or too small.
type Counted struct {
	Host  uint32
	Since kernel.RecordNo // the record with which it began to; 0 if it did from the start
}

// Counted finds the hosts that make numbers of a claim too large, by counting, or too
// small, by not counting, where a run breaks it: the first of them, at most so many, and
// how many there are. It makes the run twice: fresh is its world before the first step,
// whose journal keeps all records. The error is one of Run.
func (p *Property) Counted(fresh func() *sim.World, most int) (first []Counted, all int, err error) {
	w := fresh()
	broken, err := p.follow(w, func() {})
	if err != nil || !broken || p.numbers == nil {
		return nil, 0, err
	}
	counts := p.numbers(w)
	for i := range uint32(w.Fleet().Len()) {
		if !counts(w, i) {
			continue
		}
		if all++; all <= most {
			first = append(first, Counted{Host: i})
		}
	}
	w = fresh()
	seen, was := kernel.RecordNo(0), make([]bool, len(first))
	_, err = p.follow(w, func() {
		for n := range first {
			is := int(first[n].Host) < w.Fleet().Len() && counts(w, first[n].Host)
			if is && !was[n] {
				first[n].Since = about(w, seen, first[n].Host)
			}
			was[n] = is
		}
		seen = w.Journal().Len()
	})
	return first, all, err
}

// follow runs a world until it breaks the claim, or to its end, and looks at it before
// its first step and behind each.
func (p *Property) follow(w *sim.World, look func()) (broken bool, err error) {
	x, err := Start(w, []*Property{p})
	for more := true; err == nil; {
		if look(); len(x.Violations) > 0 || !more {
			break
		}
		if more, err = w.Step(); err == nil {
			err = x.Step(w)
		}
	}
	if err == nil && len(x.Violations) == 0 {
		_, err = x.End(w)
	}
	return len(x.Violations) > 0, err
}

// about is the record after seen that says most of a host, or else of the run; 0 if
// there is none.
func about(w *sim.World, seen kernel.RecordNo, host uint32) (no kernel.RecordNo) {
	if seen == w.Journal().Len() {
		return 0
	}
	most := -1
	for _, r := range w.Journal().Records()[seen:] {
		kind, n := events.SubjectOf(r.Subject)
		if kind == events.Target {
			n = w.CodeDeploy().Target(n).Instance
		}
		if says := weight(r); (kind == events.Target || kind == events.Instance) && n == host && says >= most {
			no, most = r.No, says
		}
	}
	return cmp.Or(no, told(w, seen))
}

// counts says whether a host makes a number too large or too small in a world.
type counts func(w *sim.World, host uint32) bool

// miscounted are what makes numbers of a condition too large or too small that is not as
// it should be; it has none if it is.
type miscounted func(w *sim.World, s scope) []counts

// numbers finds what a claim counts wrong in a world.
func numbers(src string, claim *node, should bool, w *sim.World) counts {
	c := &compiler{src: src}
	find := c.miscounted(claim, should)
	list := find(w, scope{memory: c.remembers()})
	return func(w *sim.World, host uint32) bool {
		return slices.ContainsFunc(list, func(is counts) bool { return is(w, host) })
	}
}

// remembers is the memory of one evaluation.
func (c *compiler) remembers() *memory {
	return &memory{looks: mostInside, kept: make([]reply, c.kept)}
}

// miscounted finds the numbers of a condition that should hold, or should not.
func (c *compiler) miscounted(n *node, should bool) miscounted {
	switch n.op {
	case "not":
		return c.miscounted(n.kids[0], !should)
	case "and", "or":
		left, right := c.miscounted(n.kids[0], should), c.miscounted(n.kids[1], should)
		return func(w *sim.World, s scope) []counts { return append(left(w, s), right(w, s)...) }
	case "all", "any", "none":
		return c.miscountedOf(n, should)
	case "==", "!=", "<", "<=", ">", ">=":
		if n.kids[0].leaf != aText && n.kids[1].leaf != aText {
			return c.compared(n, should)
		}
	}
	return func(*sim.World, scope) []counts { return nil }
}

// miscountedOf goes through the elements of which a call says what it should not: hosts
// are what makes it so themselves, deployments count some.
func (c *compiler) miscountedOf(n *node, should bool) miscounted {
	of := collectionOf(n)
	call, culpable := c.condition(n), should == (n.op == "none")
	holds, _ := c.within(of, n.kids[0])
	if of == &instances {
		return func(w *sim.World, s scope) []counts {
			if yes, bad := call(w, s); yes == should || bad != nil {
				return nil
			}
			return []counts{c.answers(holds, s, culpable)}
		}
	}
	c.inside = append(c.inside, level{of: of})
	inner := c.miscounted(n.kids[0], !culpable)
	c.inside = c.inside[:len(c.inside)-1]
	return func(w *sim.World, s scope) (list []counts) {
		from, to := of.bounds(w)
		for d := from; d < to; d++ {
			s := of.at(s, d)
			if yes, bad := holds(w, s); bad != nil || yes != culpable {
				continue
			}
			for _, is := range inner(w, s) {
				list = append(list, func(w *sim.World, host uint32) bool {
					return d < int64(w.CodeDeploy().Deployments()) && is(w, host)
				})
			}
		}
		return list
	}
}

// collectionOf is what a call goes through.
func collectionOf(call *node) *collection {
	if call.text == deployments.name {
		return &deployments
	}
	return &instances
}

// answers are the hosts for which a condition holds, or those for which it does not.
func (c *compiler) answers(holds truthAt, s scope, yes bool) counts {
	return func(w *sim.World, host uint32) bool {
		s.host, s.memory = host, c.remembers()
		is, bad := holds(w, s)
		return bad == nil && is == yes
	}
}

// compared tells which side of a comparison is too large, if it is not as it should be.
func (c *compiler) compared(n *node, should bool) miscounted {
	left, right, holds := c.compile(n.kids[0]), c.compile(n.kids[1]), c.condition(n)
	first, second := c.number(n.kids[0]), c.number(n.kids[1])
	return func(w *sim.World, s scope) []counts {
		if yes, bad := holds(w, s); yes == should || bad != nil || left.number == nil || right.number == nil {
			return nil
		}
		a, _ := left.number(w, s)
		b, _ := right.number(w, s)
		larger := a > b
		if (n.op == "==" || n.op == "!=") && a == b { // neither is too large
			return nil
		}
		switch n.op {
		case "<", "<=":
			larger = should
		case ">", ">=":
			larger = !should
		}
		return append(first(s, larger), second(s, !larger)...)
	}
}

// number finds what makes a number too large, or too small.
func (c *compiler) number(n *node) func(s scope, large bool) []counts {
	switch n.op {
	case "+", "-", "*", "/":
		left, right := c.number(n.kids[0]), c.number(n.kids[1])
		return func(s scope, large bool) []counts {
			return append(left(s, large), right(s, large == (n.op == "+" || n.op == "*"))...)
		}
	case "neg":
		kid := c.number(n.kids[0])
		return func(s scope, large bool) []counts { return kid(s, !large) }
	case "count":
		if len(n.kids) > 0 && collectionOf(n) == &instances {
			holds, _ := c.within(&instances, n.kids[0])
			return func(s scope, large bool) []counts { return []counts{c.answers(holds, s, large)} }
		}
	case "":
		if n.leaf == aWord {
			return c.counter(n.text)
		}
	}
	return func(scope, bool) []counts { return nil }
}

// counter finds the hosts that a field counts.
func (c *compiler) counter(field string) func(s scope, large bool) []counts {
	status, ofDeployment := statuses[field]
	ofDeployment = ofDeployment && slices.ContainsFunc(c.inside, func(l level) bool { return l.of == &deployments })
	is := hostsOf[field]
	return func(s scope, large bool) []counts {
		switch {
		case ofDeployment:
			return []counts{func(w *sim.World, host uint32) bool {
				row, ok := targetOf(w, s.deployment, host)
				return ok && slices.Contains(status, row) == large
			}}
		case is != nil:
			return []counts{func(w *sim.World, host uint32) bool { return is(w, host) == large }}
		}
		return nil
	}
}

// statuses are those that the fields of a deployment count.
var statuses = map[string][]events.TargetStatus{
	"pending": {events.TargetPending}, "inProgress": {events.TargetInProgress}, "succeeded": {events.TargetSucceeded}, "failed": {events.TargetFailed},
	"skipped": {events.TargetSkipped}, "ready": {events.TargetReady}, "offline": {events.TargetInProgress, events.TargetFailed},
}

// hostsOf are the hosts that the fields of the world count.
var hostsOf = map[string]func(w *sim.World, host uint32) bool{
	"hosts":        func(w *sim.World, host uint32) bool { return !w.Fleet().Gone(host) },
	"inService":    func(w *sim.World, host uint32) bool { return w.Fleet().InService(host) },
	"outOfService": func(w *sim.World, host uint32) bool { return !w.Fleet().Gone(host) && !w.Fleet().InService(host) },
	"healthy": func(w *sim.World, host uint32) bool {
		return !w.Fleet().Gone(host) && healthOf(w, scope{host: host}) == int64(events.Healthy)
	},
	"zonesInProgress": func(w *sim.World, host uint32) bool { return deploying(w, scope{host: host}) },
	"offline": func(w *sim.World, host uint32) bool {
		return slices.ContainsFunc(w.CodeDeploy().Active(), func(d int32) bool {
			row, ok := targetOf(w, d, host)
			return ok && slices.Contains(statuses["offline"], row)
		})
	},
}

// targetOf is the status of a host in a deployment, if it is one of its targets.
func targetOf(w *sim.World, d int32, host uint32) (status events.TargetStatus, ok bool) {
	from, to := w.CodeDeploy().Rows(d)
	for t := from; t < to; t++ {
		if row := w.CodeDeploy().Target(t); row.Instance == host {
			return row.Status, true
		}
	}
	return status, false
}
