package misconceptions

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Line is one thing that can be told of a run that is over.
type Line struct{ Subject, Says string }

// Outcome is all that can be told of a run: calls, deployments with their codes,
// order, waves and events, hosts with their health, revisions and files, and
// traffic. A subject stands in it once.
type Outcome []Line

// mostEvents is how many events a run may have before it is given up: a belief
// can lead to a loop that has no end.
const mostEvents = 100_000

// play runs a setup under some decisions and tells how it ended.
func play(s *sim.Setup, d *codedeploy.Decisions) Outcome {
	bounded := *s
	bounded.Limits = kernel.Limits{Events: mostEvents}
	w := sim.NewUnder(&bounded, d)
	w.Journal().SetLevel(kernel.All)
	return Tell(w, w.Run())
}

// Tell is what can be told of a world that has run with all its records, and
// ended with an error or nil.
func Tell(w *sim.World, err error) (o Outcome) {
	if err != nil {
		o.say("the run", "%v", err)
	}
	o.calls(w)
	numbers := map[string]int{}
	for _, d := range w.Deployments() {
		o.deployment(w, d, numbers)
	}
	for i := range uint32(w.Fleet().Len()) {
		o.host(w.Instance(i), w)
	}
	o.terminations(w)
	o.traffic(w)
	o.events(w)
	return o
}

func (o *Outcome) say(subject, format string, args ...any) {
	*o = append(*o, Line{subject, fmt.Sprintf(format, args...)})
}

// calls tells what the calls of the timeline were answered.
func (o *Outcome) calls(w *sim.World) {
	for n := range w.Setup().Inputs {
		in := &w.Setup().Inputs[n]
		_, a, taken := w.Taken(n)
		switch {
		case in.Op() == "":
		case !taken:
			o.say(callName(n, in), "never made")
		case a.Exception != events.NoException:
			o.say(callName(n, in), "%v", a.Exception)
		default:
			o.say(callName(n, in), "accepted")
		}
	}
}

func callName(n int, in *sim.Input) string { return in.Op() + " (timeline[" + strconv.Itoa(n) + "])" }

// deployment tells of a deployment; numbers are those of the ids seen so far.
func (o *Outcome) deployment(w *sim.World, d sim.Deployment, numbers map[string]int) {
	name := "deployment " + strconv.Itoa(d.Number)
	o.say(name, "%s, %v", d.RevisionName, strings.TrimSpace(d.Status.String()+" "+d.Code.String()))
	o.say("style of "+name, "%s", style(d))
	o.say("creator of "+name, "%v", d.Creator)
	o.say("duration of "+name, "%v", max(0, d.Ended-d.Created))
	if first, known := numbers[d.ID]; known {
		o.say("id of "+name, "that of deployment %d", first)
	} else {
		numbers[d.ID] = d.Number
	}
	if d.RollbackOf != codedeploy.None {
		o.say("what "+name+" rolls back", "deployment %d", w.DeploymentAt(d.RollbackOf).Number)
	}
	if !d.Begun {
		return
	}
	if d.Platform == codedeploy.Server {
		o.pace(w, d, name)
	}
	for _, t := range w.Targets(d) {
		o.say(t.Name+" in "+name, "%v", t.Status)
	}
}

// events tells through which events the targets went.
func (o *Outcome) events(w *sim.World) {
	for _, d := range w.Deployments() {
		for _, t := range w.Targets(d) {
			o.say(fmt.Sprintf("events of deployment %d on %s", d.Number, t.Name), "%s", strings.Join(eventsOf(&t), ", "))
		}
	}
}

func style(d sim.Deployment) string {
	if d.BlueGreen || d.Settings.BlueGreenType {
		return "blue/green"
	}
	return "in place"
}

// pace tells how many must stay, and who goes when.
func (o *Outcome) pace(w *sim.World, d sim.Deployment, name string) {
	var order []string
	for _, i := range w.Pace().Order(d) {
		order = append(order, w.Fleet().Name(i))
	}
	o.say("minimum of "+name, "%d of %d", d.Minimum, d.Planned)
	o.say("order of "+name, "%s", strings.Join(order, " "))
	o.say("waves of "+name, "%s", strings.Trim(fmt.Sprint(w.Pace().Waves(d)), "[]"))
	o.say("overview of "+name, "%d succeeded, %d failed, %d skipped", d.Succeeded, d.Failed, d.Skipped)
}

// eventsOf are the events of a target that began, each with what is special
// about it: whose scripts ran, how often a function was called, how it failed.
func eventsOf(t *sim.Target) (list []string) {
	for _, e := range t.Events {
		if !e.Started {
			continue
		}
		text := e.Event.String()
		if n := len(e.Scripts); n > 0 {
			text += fmt.Sprintf(" (%d of %s)", n, e.Scripts[0].Revision)
		}
		if e.Calls > 0 {
			text += fmt.Sprintf(" (%d calls)", e.Calls)
		}
		if e.Status != events.LifecycleSucceeded {
			text += " " + strings.TrimSpace(e.Status.String()+" "+e.Outcome.Code.String())
		}
		list = append(list, text)
	}
	return list
}

// host tells how a host stands.
func (o *Outcome) host(in sim.Instance, w *sim.World) {
	words := []string{orNothing(in.Revision)}
	for _, g := range in.Groups {
		words = append(words, fmt.Sprintf("%v %v", g.InstanceHealth, g.RevisionHealth))
		o.say("archives of "+w.Setup().CodeDeploy.Groups[g.Group].Name+" on "+in.Name, "%d", len(g.Archives))
	}
	if in.State != fleet.Running {
		words = append(words, in.State.String())
	}
	if in.Lifecycle != fleet.NoLifecycle {
		words = append(words, in.Lifecycle.String())
	}
	if in.InService {
		words = append(words, "in service")
	}
	o.say(in.Name, "%s", strings.Join(words, ", "))
	var files []string
	for _, f := range in.Files {
		files = append(files, f.Path+" "+originOf(f, w))
	}
	o.say("files on "+in.Name, "%s", strings.Join(files, ", "))
}

// terminations tells when hosts were terminated.
func (o *Outcome) terminations(w *sim.World) {
	for _, r := range w.Journal().Records() {
		if r.Kind == events.HostTerminated {
			o.say("termination of "+w.Fleet().Name(events.Record(r).Index()), "at %v", r.At)
		}
	}
}

func orNothing(revision string) string {
	if revision == "" {
		return "nothing installed"
	}
	return revision
}

func originOf(f fleet.File, w *sim.World) string {
	switch f.From {
	case fleet.FromScenario:
		return "(there before)"
	case fleet.FromScript:
		return "(written by a script)"
	}
	return "(of " + w.Setup().CodeDeploy.Revisions[f.From].Name + ")"
}

// traffic tells when the traffic of functions and services moved, and where it
// goes in the end.
func (o *Outcome) traffic(w *sim.World) {
	var moves []string
	for _, m := range w.TrafficMoves() {
		moves = append(moves, fmt.Sprintf("%d%% at %v", m.Share, m.At))
	}
	if moves != nil {
		o.say("traffic of the replacement", "%s", strings.Join(moves, ", "))
	}
	for _, s := range w.Splits() {
		var shares []string
		for _, v := range s.Shares {
			shares = append(shares, fmt.Sprintf("%s %d%% (%d healthy)", v.Version, v.Share, v.Healthy))
		}
		o.say("traffic of "+s.What, "%s", strings.Join(shares, ", "))
	}
}

// Difference is what two outcomes say differently of one subject; one of them
// may say nothing.
type Difference struct{ Subject, Here, There string }

// differences are those of two outcomes, in the order of the first.
func differences(here, there Outcome) (list []Difference) {
	other := make(map[string]string, len(there))
	for _, l := range there {
		other[l.Subject] = l.Says
	}
	for _, l := range here {
		if says, known := other[l.Subject]; !known || says != l.Says {
			list = append(list, Difference{l.Subject, l.Says, says})
		}
		delete(other, l.Subject)
	}
	for _, l := range there {
		if says, left := other[l.Subject]; left {
			list = append(list, Difference{l.Subject, "", says})
		}
	}
	return list
}
