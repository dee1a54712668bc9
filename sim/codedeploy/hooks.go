package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Whose scripts an event runs: CD-4.2 to 4.5.

// Source says where the agent takes AppSpec and scripts from.
type Source uint8

// The sources of CD-4.2.
const (
	FromCurrent Source = iota
	FromLastInstall
	FromMostRecent
	sources
)

// HookDecisions decide about hooks and scripts.
type HookDecisions struct {
	// HookSource says whose scripts an event runs; back says that the
	// deployment is a rollback of the blue/green kind.
	HookSource func(e events.LifecycleEvent, back bool) Source `rule:"CD-4.2"`
	// NoRecord says what runs if there is no earlier installation: nothing
	// (false), or the current revision's own scripts (true).
	NoRecord func() bool `rule:"CD-4.2"`
	// Scriptable says whether an event runs the scripts that the AppSpec gives it.
	Scriptable func(e events.LifecycleEvent) bool `rule:"CD-4.1"`
	// NeedsHook says whether an event fails that the AppSpec gives no script.
	NeedsHook func() bool `rule:"CD-4.5"`
	// RunsHooks says whether the scripts of a deployment run at all.
	RunsHooks func(c events.Creator) bool `rule:"CD-5.6"`
	// AfterScript says what follows when a script has ended: failed says that it
	// or one before it did not exit with 0, more that the event has further ones.
	AfterScript func(e events.LifecycleEvent, failed, more bool) Following `rule:"CD-4.6"`
	// FailsByTimeout says whether a script is still running at its timeout.
	FailsByTimeout func(takes, timeout kernel.Time) bool `rule:"CD-4.7"`
	// Holds says whether output left open keeps the event running.
	Holds func(holdsOutput bool) bool `rule:"CD-4.9"`
}

// Following is what follows a script.
type Following uint8

// The ways an event can go on.
const (
	EventFails Following = iota
	EventSucceeds
	NextScript
)

var awsHooks = HookDecisions{
	HookSource:     hookSource,
	NoRecord:       func() bool { return false },
	Scriptable:     events.LifecycleEvent.Scriptable,
	NeedsHook:      func() bool { return false },
	RunsHooks:      func(events.Creator) bool { return true },
	AfterScript:    afterScript,
	FailsByTimeout: func(takes, timeout kernel.Time) bool { return takes > timeout },
	Holds:          func(holdsOutput bool) bool { return holdsOutput },
}

// afterScript: the first failure ends the event. CD-4.6
func afterScript(_ events.LifecycleEvent, failed, more bool) Following {
	switch {
	case failed:
		return EventFails
	case more:
		return NextScript
	}
	return EventSucceeds
}

// hookSource: what leaves traffic and stops the application belongs to the
// last install; the rest to the deployment itself. A blue/green rollback
// installs nothing, so that its traffic events belong to earlier ones. CD-4.2
func hookSource(e events.LifecycleEvent, back bool) Source {
	switch e {
	case events.BeforeBlockTraffic, events.AfterBlockTraffic:
		if back {
			return FromMostRecent
		}
		return FromLastInstall
	case events.BeforeAllowTraffic, events.AfterAllowTraffic:
		if back {
			return FromLastInstall
		}
	case events.ApplicationStop:
		return FromLastInstall
	}
	return FromCurrent
}

// shape is what is worked out once from the setup and the decisions, and shared
// by all forks.
type shape struct {
	revisions []revisionShape
	from      [courses][2]route                                 // the first event that occurs, that one or behind it
	after     [courses][2]route                                 // the first behind it; the second is with traffic events
	order     [events.LifecycleEvents + 1]events.LifecycleEvent // all of them
	place     [events.LifecycleEvents + 1]uint8                 // of each in that order
	source    [courses][events.LifecycleEvents]Source
	following [events.LifecycleEvents][2][2]Following // by failed and more
	class     [healths]uint8                          // by Health, of the target order
	needsHook bool
	groups    []groupShape
	agents    agentShape
}

// route is for each event another one, or LifecycleEvents if there is none.
type route [events.LifecycleEvents + 1]events.LifecycleEvent

// groupShape is what never changes of a deployment group.
type groupShape struct {
	hash     uint64 // of its name
	platform Platform
}

// revisionShape is a revision as events meet it.
type revisionShape struct {
	refused []bool // by fleet group: whether its agents refuse the AppSpec; nil if none do
	scripts [events.LifecycleEvents][]scriptShape
	own     [events.LifecycleEvents][]*EventBehaviour // of events without scripts
	size    int64                                     // bytes of the bundle
	plan    *installPlan
}

// scriptShape is a script of an event with what it does.
type scriptShape struct {
	timeout    kernel.Time
	missing    bool
	purpose    uint64 // of its draws
	behaviours []*ScriptBehaviour
}

func newShape(set *Setup, d *Decisions) *shape {
	sh := &shape{revisions: make([]revisionShape, len(set.Revisions)), needsHook: d.NeedsHook(), agents: newAgentShape(set, d)}
	sh.lay(d)
	for r := events.Unknown; r <= events.Current; r++ {
		sh.class[NewHealth(events.Unhealthy, r)] = uint8(d.Class(events.Unhealthy, r))
		sh.class[NewHealth(events.Healthy, r)] = uint8(d.Class(events.Healthy, r))
	}
	for e := range events.LifecycleEvents {
		for c := range courses {
			sh.source[c][e] = d.HookSource(e, c == OriginalBack || c == ReplacementGone)
		}
		for failed := range 2 {
			for more := range 2 {
				sh.following[e][failed][more] = d.AfterScript(e, failed == 1, more == 1)
			}
		}
	}
	for i := range set.Groups {
		g := &set.Groups[i]
		of := &set.Applications[g.Application]
		sh.groups = append(sh.groups, groupShape{kernel.HashString(of.Name + "\x00" + g.Name), of.Platform})
	}
	for i := range set.Revisions {
		sh.revisions[i] = newRevisionShape(&set.Revisions[i], set.Agents, d)
	}
	return sh
}

// lay works out the routes. CD-4.1
func (sh *shape) lay(d *Decisions) {
	sh.order[events.LifecycleEvents], sh.place[events.LifecycleEvents] = events.LifecycleEvents, uint8(events.LifecycleEvents)
	for e := range events.LifecycleEvents {
		sh.place[e] = uint8(d.Place(e))
		sh.order[sh.place[e]] = e
	}
	for c := range courses {
		for traffic := range 2 {
			next := events.LifecycleEvents
			for p := int(events.LifecycleEvents) - 1; p >= 0; p-- {
				e := sh.order[p]
				sh.after[c][traffic][e] = next
				if d.Occurs(e, c, traffic == 1) {
					next = e
				}
				sh.from[c][traffic][e] = next
			}
		}
	}
}

func newRevisionShape(r *Revision, agents []AgentSetup, d *Decisions) revisionShape {
	out := revisionShape{}
	if slices.ContainsFunc(agents, r.refusedBy) {
		for _, a := range agents {
			out.refused = append(out.refused, r.refusedBy(a))
		}
	}
	for i := range r.Events {
		b := &r.Events[i]
		out.own[b.Event] = append(out.own[b.Event], b)
	}
	bundle := map[string]bool{}
	for _, f := range r.Bundle {
		bundle[f.Path] = true
		out.size += f.Size
	}
	for e := range r.AppSpec.Hooks {
		if !d.Scriptable(events.LifecycleEvent(e)) {
			continue
		}
		for place, script := range r.AppSpec.Hooks[e] {
			sh := scriptShape{
				timeout: kernel.Time(script.Timeout) * kernel.Second,
				missing: !r.Inline && !bundle[inBundle(r.AppSpec.OS, script.Location)],
				purpose: kernel.Mix(kernel.HashString(r.Name+"\x00"+script.Location), uint64(e)<<16|uint64(place)),
			}
			for b := range r.Scripts {
				if r.Scripts[b].isFor(script.Location, events.LifecycleEvent(e)) {
					sh.behaviours = append(sh.behaviours, &r.Scripts[b])
				}
			}
			out.scripts[e] = append(out.scripts[e], sh)
		}
	}
	out.plan = planInstall(r)
	return out
}

// refusedBy says whether an agent refuses the AppSpec of a revision: for what
// is in it, or because it is for another system. CD-8.8, CD-9.2
func (r *Revision) refusedBy(a AgentSetup) bool {
	return r.Refused != "" || r.AppSpec.OS != "" && a.Windows != (r.AppSpec.OS == "windows")
}

// startEvent lets the agent begin the target's event. CD-4.1, CD-4.5
func (s *Service) startEvent(d *deployment, t uint32) {
	row := &s.targets[t]
	if row.event == events.DownloadBundle || row.event == events.Install {
		s.startOwnEvent(d, t)
		return
	}
	source := s.scriptsOf(d, row)
	rule := rules.CD_4_1
	if source != row.deployment {
		rule = rules.CD_4_2
	}
	s.beginEvent(t, source, rule)
	if source == None {
		s.succeed(d, t, rules.CD_4_2)
		return
	}
	r := s.deployments[source].bundle
	refused, scripts := r.refused != nil && r.refused[s.fleet.GroupOf(row.instance)], r.scripts[row.event]
	switch {
	case source != row.deployment && (refused || !s.archived(d, row.instance, source)):
		s.fail(d, t, events.UnknownError, events.ArchiveGone)
	case refused:
		s.fail(d, t, events.UnknownError, events.AppSpecRefused)
	case len(scripts) == 0 && s.shape.needsHook:
		s.fail(d, t, events.ScriptMissing, events.NoDetail)
	case len(scripts) == 0 || d.hookless:
		s.succeed(d, t, rules.CD_4_5)
	default:
		s.runScript(d, t, source, scripts)
	}
}

// scriptsOf is the deployment whose scripts the target's event runs, or None.
// CD-4.2
func (s *Service) scriptsOf(d *deployment, row *target) int32 {
	if s.shape.source[row.course][row.event] != FromCurrent {
		return s.earlier(d, row)
	}
	return row.deployment
}

// earlier is the earlier deployment whose scripts the target's event runs, or
// None. CD-4.2
func (s *Service) earlier(d *deployment, row *target) int32 {
	kept := &s.kept.list[s.groups[d.group].kept[row.instance]]
	n := kept.lastInstall
	if s.shape.source[row.course][row.event] == FromMostRecent {
		n = kept.mostRecent
	}
	if n == None && s.d.NoRecord() {
		return row.deployment
	}
	return n
}
