package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// collector makes Data of a world, a record at a time.
type collector struct {
	w        *sim.World
	data     *Data
	series   *series
	rules    map[kernel.Rule]int
	whats    map[What]int
	subjects map[kernel.Subject]int
	last     kernel.Record // the record before
	subject  int           // of the record before
	failures []kernel.Record
}

// progressEvery is how many records pass between two calls of progress.
const progressEvery = 1 << 14

// Collect makes the data of a world that has run with its journal at level all.
// It calls progress, which may be nil, with how many more records are done.
func Collect(w *sim.World, title string, progress func(records int64)) *Data {
	c := &collector{
		w: w, series: newSeries(w), rules: map[kernel.Rule]int{}, whats: map[What]int{}, subjects: map[kernel.Subject]int{},
		data: &Data{
			Schema: "rehearse/page/1", Title: source.Escape(title), Seed: strconv.FormatUint(w.Seed(), 10),
			Fingerprint: w.Journal().Fingerprint().String(), End: int64(w.Ended()), Hosts: w.Fleet().Len(), Classes: classes,
			Lanes: []string{}, Deployments: []Deployment{}, Rules: []Rule{}, Whats: []What{}, Messages: []Message{},
		},
	}
	for i := range uint32(w.Fleet().Len()) {
		c.data.Lanes = append(c.data.Lanes, source.Escape(w.Fleet().Name(i)))
	}
	c.deployments()
	c.records(progress)
	c.pending()
	c.messages()
	c.data.Out, c.data.Traffic, c.data.Healthy = c.series.finish()
	c.data.Shifts = shifts(w)
	return c.data
}

// deployments tells what the view knows of them.
func (c *collector) deployments() {
	for _, d := range c.w.Deployments() {
		out := Deployment{
			Number: d.Number, ID: d.ID, Group: source.Escape(d.Application + "/" + d.GroupName), Revision: source.Escape(d.RevisionName),
			Config: source.Escape(d.ConfigName), Creator: d.Creator.String(), Status: d.Status.String(), Code: d.Code.String(),
			Created: int64(d.Created), Started: -1, Ended: -1, Targets: d.Targets, Hosts: d.Platform == codedeploy.Server, Planned: d.Planned, Minimum: d.Minimum,
			Succeeded: d.Succeeded, Failed: d.Failed, Skipped: d.Skipped, Ready: d.Ready,
			RollbackOf: c.number(d.RollbackOf), RolledBackBy: c.number(d.RolledBackBy), Note: source.Escape(c.w.DeploymentMessage(d)),
			Alarms: source.Escape(d.AlarmText()), Rollback: source.Escape(d.RollbackText()),
		}
		if d.Begun {
			out.Started = int64(d.Started)
		}
		if d.Status.Final() {
			out.Ended = int64(d.Ended)
		}
		c.data.Deployments = append(c.data.Deployments, out)
	}
}

// number is the number of the deployment with an index, 0 for none.
func (c *collector) number(index int32) int {
	if index == codedeploy.None {
		return 0
	}
	return c.w.DeploymentAt(index).Number
}

// records tells the journal.
func (c *collector) records(progress func(int64)) {
	rows := c.w.Journal().Records()
	out := &c.data.Records
	out.At, out.What = make([]int64, 0, len(rows)), make([]int, 0, len(rows))
	out.Subject, out.Back = make([]int, 0, len(rows)), make([]int, 0, len(rows))
	for n, r := range rows {
		c.record(out, r)
		if progress != nil && (n+1)%progressEvery == 0 {
			progress(progressEvery)
		}
	}
}

func (c *collector) record(out *Records, r kernel.Record) {
	subject, back := c.subjectOf(r), 0
	if r.Cause > 0 {
		back = int(r.No - r.Cause)
	}
	out.At = append(out.At, int64(r.At-c.last.At))
	out.What = append(out.What, c.whatOf(r))
	out.Subject = append(out.Subject, subject-c.subject)
	out.Back = append(out.Back, back)
	c.last, c.subject = r, subject
	c.series.observe(r, c.data.Subjects.Deployment[subject])
	switch d := c.data.Subjects.Deployment[subject]; {
	case r.Kind == events.DeploymentMade && d >= 0:
		c.data.Deployments[d].Record = int(r.No)
	case r.Kind == events.EventEnded && markOf(events.Record(r)) == Failure:
		c.failures = append(c.failures, r)
	}
}

// whatOf is the place of what a record says.
func (c *collector) whatOf(r kernel.Record) int {
	rec := events.Record(r)
	what := What{
		Kind: events.RecordName(r.Kind), Text: source.Escape(c.w.Describe(r)), Rule: c.ruleOf(r.Rule),
		Class: classOf(rec), Mark: markOf(rec),
	}
	if r.Kind == events.HostTerminated && c.byFault(r) {
		what.Mark = Trouble
	}
	if what.Text == "" {
		what.Text = what.Kind
	}
	if r.Kind == events.EventStarted {
		what.Event = rec.LifecycleEvent().String()
	}
	n, known := c.whats[what]
	if !known {
		n = len(c.data.Whats)
		c.whats[what] = n
		c.data.Whats = append(c.data.Whats, what)
	}
	return n
}

// byFault says whether a fault led to a record directly.
func (c *collector) byFault(r kernel.Record) bool {
	return r.Cause > 0 && c.w.Journal().Records()[r.Cause-1].Kind == events.FaultStruck
}

// ruleOf is the place of a rule.
func (c *collector) ruleOf(id kernel.Rule) int {
	rule, ok := rules.Lookup(id)
	if !ok {
		return -1
	}
	n, known := c.rules[id]
	if !known {
		n = len(c.data.Rules)
		c.rules[id] = n
		c.data.Rules = append(c.data.Rules, Rule{rules.String(id), rule.Statement, rule.Source, rule.Mark.String()})
	}
	return n
}

// subjectKinds are those that drawings tell apart; the others are other things.
var subjectKinds = map[events.SubjectKind]string{events.Instance: "host", events.Deployment: "deployment", events.Target: "target"}

// subjectOf is the place of what a record is about.
func (c *collector) subjectOf(r kernel.Record) int {
	n, known := c.subjects[r.Subject]
	if known {
		return n
	}
	kind, index := events.SubjectOf(r.Subject)
	lane, deployment, name, label := -1, -1, "", ""
	switch kind {
	case events.Instance:
		lane = int(index)
	case events.Target:
		info := c.w.CodeDeploy().Target(index)
		lane, deployment = c.laneOf(info, c.w.Subject(r)), int(info.Deployment-c.w.CodeDeploy().Past())
		label = info.Course.Label()
	case events.Deployment:
		deployment = int(int32(index) - c.w.CodeDeploy().Past())
		name = source.Escape(c.w.Subject(r))
	default:
		name = source.Escape(c.w.Subject(r))
	}
	what, known := subjectKinds[kind]
	if !known {
		what = "other"
	}
	out := &c.data.Subjects
	n = len(out.Kind)
	c.subjects[r.Subject] = n
	out.Kind, out.Lane, out.Label = append(out.Kind, what), append(out.Lane, lane), append(out.Label, label)
	out.Deployment, out.Name = append(out.Deployment, deployment), append(out.Name, name)
	return n
}

// laneOf is the lane of a target: its host's, or a new one.
func (c *collector) laneOf(t codedeploy.TargetInfo, name string) int {
	if int64(t.Instance) < int64(c.data.Hosts) {
		return int(t.Instance)
	}
	name = source.Escape(name)
	if at := slices.Index(c.data.Lanes[c.data.Hosts:], name); at >= 0 {
		return c.data.Hosts + at
	}
	c.data.Lanes = append(c.data.Lanes, name)
	return len(c.data.Lanes) - 1
}

// pending adds the targets of which there is no record yet, since the run was
// stopped before its end.
func (c *collector) pending() {
	for _, d := range c.w.Deployments() {
		for t := d.FirstTarget; d.Begun && d.Pending > 0 && t < d.FirstTarget+uint32(d.Targets); t++ {
			if subject := events.About(events.Target, t); c.w.CodeDeploy().Target(t).Status == events.TargetPending {
				c.subjectOf(kernel.Record{Subject: subject})
			}
		}
	}
}

// messages tells what AWS would say about each failure.
func (c *collector) messages() {
	if len(c.failures) == 0 {
		return
	}
	byEvent := map[[2]uint32]Message{}
	for _, d := range c.w.Deployments() {
		if d.Failed == 0 {
			continue
		}
		for _, t := range c.w.Targets(d) {
			for i := range t.Events {
				if e := &t.Events[i]; e.Status == events.LifecycleFailed {
					byEvent[[2]uint32{t.Index, uint32(e.Event)}] = Message{Text: source.Escape(c.w.Message(&t, e)), Log: lines(c.w.LogTail(e))}
				}
			}
		}
	}
	for _, r := range c.failures {
		rec := events.Record(r)
		if m, ok := byEvent[[2]uint32{rec.Index(), uint32(rec.LifecycleEvent())}]; ok {
			m.Record = int(r.No)
			c.data.Messages = append(c.data.Messages, m)
		}
	}
}

// lines escapes a text line by line.
func lines(text string) string {
	list := strings.Split(text, "\n")
	for n := range list {
		list[n] = source.Escape(list[n])
	}
	return strings.Join(list, "\n")
}
