package shrink

// What is said of a counterexample: what it expects, what to ask about, and the
// text of its file.

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// mostExpected is of how many deployments a counterexample says how they end.
const mostExpected = 3

// expect writes down how the deployments of the run end, unless the scenario
// says already what is expected in vain, or AWS would decide it in another way, so
// that some of them can never exist.
func (r *Result) expect(files scenarios.Files) {
	if r.Property == nil || r.test != "" {
		return
	}
	made := *r.Scenario
	made.Timeline, made.Expect = answered(r.world, made.Timeline), nil
	for i, d := range r.world.Deployments() {
		if i == mostExpected {
			break
		}
		number := int64(d.Number)
		e := scenarios.Expectation{Deployment: &number, Status: d.Status.String()}
		if d.Code != events.NoError {
			e.ErrorCode = d.Code.String()
		}
		e.Overview = overview(&d)
		made.Expect = append(made.Expect, e)
	}
	if setup, _ := scenarios.Build(&made, files); setup != nil {
		r.Scenario = &made
	}
}

// answered are entries that expect to be refused if they are.
func answered(w *sim.World, entries []scenarios.Entry) []scenarios.Entry {
	list := slices.Clone(entries)
	for i := range list {
		list[i].Expect = nil
		if _, a, taken := w.Taken(i); taken && a.Exception != events.NoException {
			list[i].Expect = &scenarios.CallExpectation{Error: a.Exception.String()}
		}
	}
	return list
}

// overview is how many targets ended how; nil if there are none.
func overview(d *sim.Deployment) *scenarios.Overview {
	count := func(n int) *int64 {
		if n == 0 {
			return nil
		}
		return new(int64(n))
	}
	o := scenarios.Overview{Pending: count(d.Pending), InProgress: count(d.InProgress), Succeeded: count(d.Succeeded), Failed: count(d.Failed),
		Skipped: count(d.Skipped), Ready: count(d.Ready)}
	if o == (scenarios.Overview{}) {
		return nil
	}
	return &o
}

// subject is what `rehearse why` is to be asked about: the host or the
// deployment of which a breach speaks.
func subject(w *sim.World, b breach) string {
	for _, r := range w.Why(b.told) {
		switch kind, n := events.SubjectOf(r.Subject); kind {
		case events.Target:
			d := w.CodeDeploy().Info(w.CodeDeploy().Target(n).Deployment)
			return w.TargetName(n) + "@" + strconv.Itoa(d.Number)
		case events.Deployment:
			return strconv.Itoa(w.CodeDeploy().Info(int32(n)).Number)
		case events.Instance:
			return w.Fleet().Name(n)
		}
	}
	return ""
}

// Ask is the command that explains the counterexample, which will be at a path;
// empty if there is nothing to explain. A file that says its property needs no
// more; else it is the subject of the breach, until then if it broke under way.
func (r *Result) Ask(path string) string {
	switch {
	case len(r.Scenario.Properties) > 0:
		return "rehearse why " + path
	case r.Subject == "":
		return ""
	case r.AtEnd:
		return "rehearse why " + path + " " + r.Subject
	}
	return "rehearse why " + path + " " + r.Subject + " --until " + r.At.String()
}

// Text is the file of the counterexample, which will be at a path: a head that
// says what it breaks and how to replay it, and the scenario.
func (r *Result) Text(path string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", comment(r.Claim))
	by := ""
	if len(r.Chain.Rules) > 0 {
		by = ", by " + r.Chain.String()
	}
	fmt.Fprintf(&b, "# is broken at %s with seed %d%s.\n", r.At, r.Scenario.Seed, by)
	if ask := r.Ask(path); r.test != "" {
		fmt.Fprintf(&b, "# It is so under the planner of a Go test, which rehearse does not know:\n# %s\n", comment(r.test))
	} else {
		fmt.Fprintf(&b, "# rehearse run %s\n", comment(path))
		if ask != "" {
			fmt.Fprintf(&b, "# %s\n", comment(ask))
		}
	}
	text := scenarios.Encode(r.Scenario)
	for columns := 120; columns <= 280 && bytes.Count(b.Bytes(), newline)+bytes.Count(text, newline) > mostLines; columns += 40 {
		text = scenarios.EncodeShort(r.Scenario, columns)
	}
	b.Write(text)
	return b.Bytes()
}

// mostLines is how many lines the file of a counterexample is to have at most.
const mostLines = 30

var newline = []byte("\n")

// comment is a text that can stand in one line behind a #.
func comment(text string) string { return source.Escape(strings.Join(strings.Fields(text), " ")) }
