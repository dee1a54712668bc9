package scenarios

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Verdict is how the expectations of a scenario came out. A call's own
// expectation counts as one, and so does a call that was refused unexpectedly.
type Verdict struct {
	Passed, Failed int
	Failures       []Failure // in the order of the scenario, timeline first
}

// Failure is one thing that came out otherwise.
type Failure struct {
	Pos  Pos    // of the expectation
	What string // what was looked at, such as "deployment 1: status"
	Want string
	Got  string
}

// String returns "file:line:column: deployment 1: status is Failed, expected
// Succeeded", safe to print.
func (f Failure) String() string {
	return source.Escape(fmt.Sprintf("%s: %s is %s, expected %s", f.Pos, f.What, f.Got, f.Want))
}

// JournalLevel returns which records the pace of a run must have seen so that
// Check can judge it: orders, waves and the most offline are of the past.
func (s *Scenario) JournalLevel() kernel.Level {
	for i := range s.Expect {
		if e := &s.Expect[i]; e.Order != nil || e.Waves != nil || e.MaxOffline != nil {
			return kernel.Decisions
		}
	}
	return kernel.Off
}

// Check compares what a scenario expects with a world that was built from it
// and has run, and with its pace.
func Check(s *Scenario, w *sim.World, pace *sim.Pace) Verdict {
	c := &checker{w: w, pace: pace}
	for i := range s.Timeline {
		e := &s.Timeline[i]
		if e.Fault == nil && (e.Expect != nil || c.isRefused(i)) {
			c.judge(e.Pos, func() { c.call(e, i) })
		}
	}
	for i := range s.Expect {
		e := &s.Expect[i]
		c.judge(e.Pos, func() { c.expectation(e) })
	}
	return c.verdict
}

// checker is one Check under way.
type checker struct {
	w       *sim.World
	pace    *sim.Pace
	verdict Verdict
	pos     Pos    // of what is being judged
	subject string // what it is about
	hosts   hosts
	last    []uint32 // the latest target on each host, plus 1; nil until it is asked for
}

// judge counts what look finds as one.
func (c *checker) judge(at Pos, look func()) {
	c.pos = at
	before := len(c.verdict.Failures)
	look()
	if len(c.verdict.Failures) > before {
		c.verdict.Failed++
	} else {
		c.verdict.Passed++
	}
}

// same notes a failure unless got is what is wanted. An empty want is not
// checked.
func (c *checker) same(what, got, want string) {
	if want == "" || got == want {
		return
	}
	if got == "" {
		got = "absent"
	}
	c.verdict.Failures = append(c.verdict.Failures, Failure{c.pos, c.subject + what, want, got})
}

// count is same for a number.
func (c *checker) count(what string, got int64, want *int64) {
	if want != nil {
		c.same(what, fmt.Sprint(got), fmt.Sprint(*want))
	}
}

func (c *checker) expectation(e *Expectation) {
	c.subject = ""
	switch {
	case !e.Instance.IsZero():
		c.instance(e)
	case e.Deployment != nil:
		c.deployment(e)
	case e.Deployments != nil:
		c.count("number of deployments", int64(len(c.w.Deployments())), e.Deployments)
	case e.Calls != nil:
		c.count("number of refused calls", c.refused(), e.Calls.Refused)
	case e.MinInService != nil:
		least, _, _ := c.w.Fleet().LeastServing()
		c.count("fewest hosts in service", int64(least), e.MinInService)
	case e.Instances != nil:
		c.instances(e.Instances)
	case !e.AutoScalingGroup.IsZero():
		c.scaling(e)
	case !e.Traffic.IsZero():
		c.traffic(e)
	}
}

func (c *checker) refused() (n int64) {
	for i := range c.w.Setup().Inputs {
		if c.isRefused(i) {
			n++
		}
	}
	return n
}

// isRefused tells whether entry i of the timeline is a call that ended in an
// exception.
func (c *checker) isRefused(i int) bool {
	_, answer, taken := c.w.Taken(i)
	return taken && answer.Exception != events.NoException
}

// call judges the answer to call number i of the timeline, which is refused or
// has an expectation.
func (c *checker) call(e *Entry, i int) {
	c.subject = "the answer to " + c.w.Setup().Inputs[i].Op()
	_, answer, taken := c.w.Taken(i)
	want := CallExpectation{}
	if e.Expect != nil {
		want = *e.Expect
	}
	got := answer.Exception.String()
	switch {
	case !taken:
		got = "none: it was never made"
	case got == "" && want.Error != "":
		got = "no exception"
	case got == "" && want.Status != "":
		got = "Pending"
		if answer.Stop == events.DeploymentSucceeded {
			got = "Succeeded"
		}
	}
	switch {
	case want.Error != "":
		c.same("", got, want.Error)
	case want.Status != "":
		c.same("", got, want.Status)
	case got != "":
		c.same("", got, "no exception")
	}
}
