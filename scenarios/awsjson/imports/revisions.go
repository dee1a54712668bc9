package imports

// Revisions: what AWS says of them is where they are kept, not what is in
// them. The usual hooks stand in, with the durations and failures that were
// seen of them.

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// revision is a version of an application.
type revision struct {
	name     string
	where    *source.Node // what AWS says of it, or nil
	platform string
	spec     *shiftSpec // for Lambda and ECS
	seen     [events.LifecycleEvents][]observed
	scripts  [events.LifecycleEvents]string
	notes    []string
}

// usualScripts are the scripts of hooks of which no document tells.
var usualScripts = [events.LifecycleEvents]string{
	events.BeforeBlockTraffic: "before_block_traffic", events.AfterBlockTraffic: "after_block_traffic", events.ApplicationStop: "stop",
	events.BeforeInstall: "before_install", events.AfterInstall: "after_install", events.ApplicationStart: "start",
	events.ValidateService: "validate", events.BeforeAllowTraffic: "before_allow_traffic", events.AfterAllowTraffic: "after_allow_traffic",
}

// guess is how long a script takes of which nothing is known.
const guess = "10s"

// version returns the revision that AWS describes so, which may be known.
func (d *draft) version(where *source.Node, g *group) *revision {
	for _, r := range d.versions {
		if r.platform == g.platform && where != nil && r.where != nil && source.Equal(r.where, where) {
			return r
		}
	}
	r := &revision{name: "v" + number(len(d.versions)+1), where: where, platform: g.platform}
	d.versions = append(d.versions, r)
	return r
}

// place tells where a revision is kept.
func (r *revision) place() []string {
	s3, github := get(r.where, "s3Location"), get(r.where, "gitHubLocation")
	switch {
	case s3 != nil:
		address := "s3://" + text(s3, "bucket") + "/" + text(s3, "key")
		return []string{r.name + " is " + address + " (" + text(s3, "bundleType") + "); fetch it, and write `bundle: PATH` instead of appspec."}
	case github != nil:
		return []string{r.name + " is commit " + text(github, "commitId") + " of " + text(github, "repository") + " at GitHub; fetch it, and write `bundle: PATH` instead of appspec."}
	case r.where != nil:
		return []string{r.name + " is " + compact(r.where)}
	}
	return []string{"Unknown: where " + r.name + " is kept."}
}

// take gives the revision what was seen of some events.
func (r *revision) take(b *behaviour, belongs func(events.LifecycleEvent) bool) {
	for event := range events.LifecycleEvents {
		if !belongs(event) {
			continue
		}
		r.seen[event] = b.seen[event]
		if !slices.Contains(r.scripts[:], b.scripts[event]) {
			r.scripts[event] = b.scripts[event]
		}
	}
}

// isOfPrevious tells whether the scripts of an event are those of the
// revision installed before (CD-4.2).
func isOfPrevious(event events.LifecycleEvent) bool {
	return event == events.ApplicationStop || event == events.BeforeBlockTraffic || event == events.AfterBlockTraffic
}

// revisions makes the entries of all of them.
func (d *draft) revisions(deployed *rehearsal) *source.Node {
	all := newBlock()
	if slices.ContainsFunc(d.versions, func(r *revision) bool { return r.platform == onServer }) {
		d.comment([]string{"revisions"}, "Unknown: what is in the bundles. The usual hooks stand in; `bundle: PATH` takes the real one.",
			"Unknown, unless it says otherwise: how long scripts take; "+guess+" each is a guess. `exit: 1` lets one fail.")
	}
	for _, r := range d.versions {
		path := []string{"revisions", r.name}
		if r.platform != onServer {
			d.comment(path, r.notes...)
			all.add(r.name, source.Map(source.Pair("appspec", r.appSpec())))
			continue
		}
		d.comment(path, r.place()...)
		d.comment(path, r.notes...)
		all.add(r.name, d.revision(r, deployed.group.traffic))
	}
	return all.Node
}

func (d *draft) revision(r *revision, traffic bool) *source.Node {
	hooks, scripts, others := newBlock(), newBlock(), newBlock()
	for event := range events.LifecycleEvents {
		seen := r.seen[event]
		switch {
		case !event.Scriptable() && len(seen) > 0:
			others.add(event.String(), planNodes(seen, true))
		case !event.Scriptable() || len(seen) == 0 && !traffic && strings.HasSuffix(event.String(), "Traffic"):
		default:
			location := r.location(event, d.onWindows())
			hooks.add(event.String(), source.Inline(source.Seq(source.Map(source.Pair("location", source.Str(location))))))
			plan := source.Map(source.Pair("takes", source.Str(guess)))
			if len(seen) > 0 {
				plan = planNodes(seen, false)
			}
			scripts.add(location, plan)
		}
	}
	system := "linux"
	if d.onWindows() {
		system = "windows"
	}
	spec, made := newBlock(), newBlock()
	spec.add("version", &source.Node{Kind: source.Scalar, Text: "0.0"})
	spec.add("os", source.Str(system))
	spec.add("hooks", hooks.Node)
	made.add("appspec", spec.Node)
	made.add("scripts", scripts.Node)
	if len(others.Entries) > 0 {
		made.add("events", others.Node)
	}
	return made.Node
}

// location is the path of the script of an event: the one that AWS named, or
// else a usual one.
func (r *revision) location(event events.LifecycleEvent, windows bool) string {
	if r.scripts[event] != "" {
		return r.scripts[event]
	}
	ending := ".sh"
	if windows {
		ending = ".bat"
	}
	location := "scripts/" + usualScripts[event] + ending
	for slices.Contains(r.scripts[:], location) {
		location = "usual/" + location
	}
	return location
}

// onWindows tells whether all hosts of which something is known run Windows.
func (d *draft) onWindows() bool {
	return len(d.instances) > 0 && !slices.ContainsFunc(d.instances, func(in *instance) bool { return !in.windows })
}
