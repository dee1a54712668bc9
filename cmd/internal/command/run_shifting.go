package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// What run shows of Lambda and ECS deployments.

// barWidth is how many columns the traffic of an alias or a service has.
const barWidth = 20

// showTraffic draws who got how much of the traffic of each alias and service,
// with a row for each moment at which it moved.
func showTraffic(io *term.IO, w *sim.World) {
	start := w.SplitsAtStart()
	if len(start) == 0 {
		return
	}
	moves := w.TrafficMoves()
	for _, x := range start {
		t := &term.Table{Header: []string{"from", "traffic", "share"}}
		var s signs
		t.Row("before", s.bar(x.Shares), s.words(x.Shares))
		for _, m := range moves {
			if m.Split.What == x.What {
				t.Row(m.At.String(), s.bar(m.Split.Shares), s.words(m.Split.Shares))
			}
		}
		io.Printf("\ntraffic of %s\n", x.What)
		io.Table(t)
	}
}

// signs are the versions in the order in which they appear; each has a sign in
// the bars.
type signs []string

const barSigns = ".#=+*o"

// of is the place of a version.
func (s *signs) of(version string) int {
	if i := slices.Index(*s, version); i >= 0 {
		return i
	}
	*s = append(*s, version)
	return len(*s) - 1
}

// sorted puts versions in the order in which they appeared, and leaves out
// those without a share.
func (s *signs) sorted(list []sim.VersionShare) []sim.VersionShare {
	for _, v := range list {
		s.of(v.Version)
	}
	list = slices.DeleteFunc(slices.Clone(list), func(v sim.VersionShare) bool { return v.Share == 0 })
	slices.SortStableFunc(list, func(a, b sim.VersionShare) int { return s.of(a.Version) - s.of(b.Version) })
	return list
}

// bar gives every version its part of the width.
func (s *signs) bar(list []sim.VersionShare) string {
	var b strings.Builder
	sum := 0
	for _, v := range s.sorted(list) {
		sum += v.Share
		b.WriteString(strings.Repeat(s.sign(v.Version), (sum*barWidth+50)/100-b.Len()))
	}
	return b.String()
}

func (s *signs) sign(version string) string {
	return barSigns[s.of(version)%len(barSigns):][:1]
}

// words names the versions with their signs and parts.
func (s *signs) words(list []sim.VersionShare) string {
	var words []string
	for _, v := range s.sorted(list) {
		words = append(words, fmt.Sprintf("%s %s %d%%", s.sign(v.Version), v.Version, v.Share))
	}
	return strings.Join(words, ", ")
}

// shiftGist is how far a Lambda or ECS deployment got.
func shiftGist(w *sim.World, d sim.Deployment) string {
	for _, t := range w.Targets(d) {
		switch {
		case t.Status == events.TargetSkipped:
			return w.DeploymentMessage(d)
		case t.Lambda != nil:
			return fmt.Sprintf("%d%% of the traffic of %s:%s on version %d, before %d", d.Share, t.Lambda.Function, t.Lambda.Alias, t.Lambda.Target, t.Lambda.Current)
		case t.ECS != nil:
			return fmt.Sprintf("%d%% of the traffic of %s on the task set of %s", d.Share, t.Name, d.RevisionName)
		}
	}
	return "nothing began"
}

// showEvents prints what happened in the lifecycle events of a Lambda or ECS
// deployment, and the task sets that it knows.
func showEvents(io *term.IO, w *sim.World, d sim.Deployment) {
	for _, target := range w.Targets(d) {
		if len(target.Events) == 0 {
			continue
		}
		t := &term.Table{Whole: true, Prose: true, Header: []string{"event", "status", "from", "to", "calls", "what failed"}}
		for i := range target.Events {
			e := &target.Events[i]
			from, to, failed := "", "", ""
			if e.Started {
				from = e.Start.String()
			}
			if e.Status == events.LifecycleSucceeded || e.Status == events.LifecycleFailed {
				to = e.End.String()
			}
			if e.Status == events.LifecycleFailed {
				failed = w.Message(&target, e)
			}
			t.Row(e.Event.String(), status(e.Status.String()), from, to, e.Function, failed)
		}
		io.Printf("\nevents of %s on %s\n", d.ID, target.Name)
		io.Table(t)
		showTaskSets(io, target.ECS)
	}
}

func showTaskSets(io *term.IO, target *sim.ECSTarget) {
	if target == nil || len(target.TaskSets) == 0 {
		return
	}
	t := &term.Table{Header: []string{"task set", "revision", "status", "target group", "traffic", "running", "healthy", "desired"}}
	for i := range target.TaskSets {
		x := &target.TaskSets[i]
		revision := x.RevisionName
		if x.Revision == codedeploy.None {
			revision = "original"
		}
		t.Row(x.ID, revision, x.Status(), x.TargetGroup, fmt.Sprintf("%d%%", x.Weight), x.Running, x.Healthy, x.Desired)
	}
	io.Printf("\nits task sets in the end\n")
	io.Table(t)
}
