package imports

// What lifecycle events did on the targets of a deployment becomes what the
// simulated scripts do.

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Up to so many different durations of an event are kept host by host; more
// become a range.
const mostDurations = 8

// observed is how one lifecycle event went on one host.
type observed struct {
	host   string // empty: all
	takes  int64  // milliseconds
	failed bool
	exit   int64
	says   string // the end of the output of a script, the message of another event
}

// behaviour is what was seen of the events of one deployment.
type behaviour struct {
	seen    [events.LifecycleEvents][]observed
	scripts [events.LifecycleEvents]string // the location, where a failure told it
	notes   []string
}

var exitCode = regexp.MustCompile(`exit code ([0-9]{1,3})\b`)

// observe reads the targets whose hosts are in the scenario.
func (a *account) observe(d *deployment) *behaviour {
	b := &behaviour{}
	for _, t := range d.targets {
		in := a.instance(t.instance)
		if t.platform != onServer {
			continue
		}
		if in == nil {
			a.Notef(t.node.Position, "", "%s was a target of %s and is not among the instances; what it did is left out", t.instance, d.id)
			continue
		}
		failed := false
		for _, e := range t.events {
			failed = b.event(in.host, e) || failed
		}
		if text(t.node, "status") == "Failed" && !failed {
			b.notes = append(b.notes, "Differs: "+in.host+" failed outside of its scripts, perhaps because its agent was silent; here it does not fail.")
		}
	}
	return b
}

// event reads one lifecycle event, and tells whether it failed.
func (b *behaviour) event(host string, n *source.Node) (failed bool) {
	event, known := events.ParseServerEvent(text(n, "lifecycleEventName"))
	status := text(n, "status")
	if !known || status != "Succeeded" && status != "Failed" {
		return false
	}
	o := observed{host: host, failed: status == "Failed"}
	takes, timed := span(n, "startTime", "endTime")
	if !timed && !o.failed {
		return false
	}
	o.takes = takes
	if o.failed {
		b.failure(event, &o, get(n, "diagnostics"))
	}
	b.seen[event] = append(b.seen[event], o)
	return o.failed
}

// failure reads why an event failed.
func (b *behaviour) failure(event events.LifecycleEvent, o *observed, why *source.Node) {
	message := text(why, "message")
	o.exit, o.says = 1, text(why, "logTail")
	if found := exitCode.FindStringSubmatch(message); found != nil {
		code, _ := strconv.ParseInt(found[1], 10, 64)
		o.exit = max(1, min(code, 255))
	}
	if !event.Scriptable() {
		o.says = message
	}
	if code := text(why, "errorCode"); code != "" && code != "ScriptFailed" && event.Scriptable() {
		b.notes = append(b.notes, fmt.Sprintf("Differs: %s failed on %s with %s (%s); here its script exits %d.", event, o.host, code, message, o.exit))
	}
	if location := text(why, "scriptName"); b.scripts[event] == "" && scriptLocation.MatchString(location) {
		b.scripts[event] = location
	}
}

// scriptLocation is a path that an AppSpec can have as it is.
var scriptLocation = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$`)

// plan is what happens on some hosts.
type plan struct {
	hosts []string // nil: all others
	takes scenarios.Range
	observed
}

// plans sums up what was seen of an event: failures first, then the successes,
// the most frequent duration last and for all hosts.
func plans(seen []observed) []plan {
	var failures, successes []plan
	for _, o := range seen {
		o, list := o, &successes
		if o.failed {
			list = &failures
		}
		host := o.host
		o.host = ""
		i := slices.IndexFunc(*list, func(p plan) bool { return p.observed == o })
		if i < 0 {
			i = len(*list)
			takes := kernel.Time(o.takes)
			*list = append(*list, plan{takes: scenarios.Range{Lo: takes, Hi: takes}, observed: o})
		}
		if host != "" {
			(*list)[i].hosts = append((*list)[i].hosts, host)
		}
	}
	if len(successes) > mostDurations {
		successes = []plan{ranged(successes)}
	}
	slices.SortStableFunc(successes, func(x, y plan) int { return cmp.Compare(len(x.hosts), len(y.hosts)) })
	if last := len(successes) - 1; last >= 0 {
		successes[last].hosts = nil
	}
	return append(failures, successes...)
}

// ranged is one plan instead of many: from the shortest to the longest.
func ranged(successes []plan) plan {
	sum := successes[0]
	for _, p := range successes {
		sum.takes.Lo, sum.takes.Hi = min(sum.takes.Lo, p.takes.Lo), max(sum.takes.Hi, p.takes.Hi)
	}
	return sum
}

func hostNodes(hosts []string) *source.Node {
	made := source.Seq()
	for _, host := range hosts {
		made.Items = append(made.Items, source.Str(host))
	}
	return made
}

// node is the plan as a scenario says it; of an event without scripts if
// scriptless.
func (p plan) node(scriptless bool) *source.Node {
	made := source.Map()
	add := func(key string, value *source.Node) {
		made.Entries = append(made.Entries, source.Pair(key, value))
	}
	if p.hosts != nil {
		add("on", hostNodes(p.hosts))
	}
	add("takes", source.Str(p.takes.String()))
	says := strings.ToValidUTF8(p.says, "?")
	switch {
	case !p.failed:
	case scriptless:
		add("fails", source.Bool(true))
		if says != "" {
			add("error", source.Str(says))
		}
	default:
		add("exit", source.Int(p.exit))
		if says != "" {
			add("prints", source.Str(says))
		}
	}
	return made
}

func planNodes(seen []observed, scriptless bool) *source.Node {
	made := source.Seq()
	for _, p := range plans(seen) {
		made.Items = append(made.Items, p.node(scriptless))
	}
	return made
}
