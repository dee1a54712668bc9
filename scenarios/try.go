package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Tries are trials as flags of the command line say them.
type Tries struct {
	// WHO@EVENT: a lifecycle event fails on hosts, or on so many of them; HOOK: the
	// function of that name, or of that event, reports Failed.
	Fail []string
	// WHO@TIME: instances are terminated.
	Terminate []string
	// WHO@TIME: instances stop and stay stopped.
	Stop []string
	// WHO@TIME: agents crash for good.
	CrashAgent []string
	// WHO@FACTOR: scripts take so many times as long, from time 0 on.
	Slow []string
	// ZONE@TIME: an Availability Zone goes down for good.
	ZoneOutage []string
	// NAME@TIME: an alarm takes the state ALARM.
	Alarm []string
}

// Flag is a flag with what was given for it.
type Flag struct {
	Name  string
	Texts []string
}

// Flags are the flags with what was given for each.
func (t Tries) Flags() []Flag {
	return []Flag{{"--fail", t.Fail}, {"--terminate", t.Terminate}, {"--stop", t.Stop}, {"--crash-agent", t.CrashAgent},
		{"--slow", t.Slow}, {"--zone-outage", t.ZoneOutage}, {"--alarm", t.Alarm}}
}

// Apply is Try for those who need no trials.
func (t Tries) Apply(setup *sim.Setup) error {
	_, err := t.Try(setup)
	return err
}

// Try adds the faults to a setup that was built from a scenario, and returns
// them as trials. Hosts are called by their names, or by a number: the first so
// many of those that the timeline deploys to. An error says which of the faults
// can not be, and why; the setup is then of no use any more.
func (t Tries) Try(setup *sim.Setup) (trials []Trial, err error) {
	a := newTrying(setup)
	for _, flag := range t.Flags() {
		for _, text := range flag.Texts {
			trial, err := a.trialOf(flag.Name, text)
			if err == nil {
				err = a.apply(&trial)
			}
			if err != nil {
				return nil, errors.New(source.Escape(flag.Name + " " + text + ": " + err.Error()))
			}
			trials = append(trials, trial)
		}
	}
	return trials, nil
}

var flagKinds = map[string]TrialKind{"--fail": TryFail, "--terminate": TryTerminate, "--stop": TryStop, "--crash-agent": TryCrashAgent,
	"--slow": TrySlow, "--zone-outage": TryZoneOutage, "--alarm": TryAlarm}

// flagExamples are what could be said for each flag.
var flagExamples = map[string]string{"--fail": "web-3@ValidateService", "--terminate": "web-3@90s", "--stop": "web-3@90s", "--crash-agent": "web-3@90s",
	"--slow": "web-3@10", "--zone-outage": "us-east-1a@2m", "--alarm": "api-errors@5m"}

// trialOf reads WHO@WHAT of a flag.
func (a *trying) trialOf(flag, text string) (t Trial, err error) {
	at := strings.LastIndexByte(text, '@')
	if at < 0 && flag == "--fail" && len(a.members()) == 0 {
		return Trial{Kind: TryFailHook, Name: text}, nil
	}
	if at < 0 {
		return t, errors.New("there is no @ in it; write one such as " + flagExamples[flag])
	}
	who, what := text[:at], text[at+1:]
	t = Trial{Kind: flagKinds[flag], Hosts: []Hosts{{Name: who}}}
	if n, err := strconv.ParseUint(who, 10, 32); err == nil {
		t.Hosts[0] = Hosts{Count: int64(n)}
	}
	switch t.Kind {
	case TryFail:
		t.Event = what
		return t, nil
	case TrySlow:
		t.At = new(kernel.Time)
		if t.Factor, err = strconv.ParseInt(what, 10, 64); err != nil || t.Factor < 1 || t.Factor > maxFactor {
			return t, fmt.Errorf("%q is not a factor; write one such as 3", what)
		}
		return t, nil
	case TryZoneOutage:
		t.Zone, t.Hosts = who, nil
	case TryAlarm:
		t.Name, t.Hosts = who, nil
	}
	ms, err := source.ParseDuration(what)
	if err != nil {
		return t, fmt.Errorf("%q %w; write one such as 90s", what, err)
	}
	t.At = (*kernel.Time)(&ms)
	return t, nil
}

// maxFactor is how many times as long scripts can take.
const maxFactor = 1_000_000

// fail lets an event fail on hosts in every revision whose scripts it runs.
func (a *trying) fail(hosts []uint32, what string) error {
	event, known := events.ParseServerEvent(what)
	if !known {
		if near, ok := source.Suggest(what, eventNames); ok {
			return fmt.Errorf("no lifecycle event %q; did you mean %s?", what, near)
		}
		return fmt.Errorf("no lifecycle event %q; one is ValidateService", what)
	}
	members := a.members()
	later := slices.DeleteFunc(slices.Clone(hosts), func(i uint32) bool { return !fleet.IsFuture(i) || contains(members, i) })
	if len(later) == 0 && !slices.ContainsFunc(hosts, func(i uint32) bool { return contains(members, i) }) {
		return a.notThere(members)
	}
	if !a.happens(event) {
		return a.noSuchEvent(what)
	}
	found := false
	for _, r := range a.running(event) {
		found = failIn(&a.setup.CodeDeploy.Revisions[r], event, hosts) || found
	}
	for _, r := range a.before() {
		if len(later) > 0 && a.launches(event) && !slices.Contains(a.running(event), r) {
			found = failIn(&a.setup.CodeDeploy.Revisions[r], event, later) || found
		}
	}
	if !found {
		return fmt.Errorf("no revision has a script that runs in %s and could fail", what)
	}
	return nil
}

// contains says whether a sorted list has a host in it.
func contains(list []uint32, i uint32) bool {
	_, in := slices.BinarySearch(list, i)
	return in
}

// happens says whether an event occurs in what the timeline deploys, or in a
// launch deployment.
func (a *trying) happens(event events.LifecycleEvent) bool {
	return a.launches(event) || slices.ContainsFunc(a.creates(), func(c *codedeploy.CreateDeployment) bool { return a.occurs(event, c) })
}

// launches says whether an event occurs in launch deployments, if there can be
// any. CD-6.6
func (a *trying) launches(event events.LifecycleEvent) bool {
	return slices.ContainsFunc(a.setup.CodeDeploy.Groups, func(g codedeploy.Group) bool {
		s := &g.Settings
		return len(s.AutoScalingGroups) > 0 && codedeploy.AWS.Occurs(event, codedeploy.AtLaunch, codedeploy.AWS.HasTraffic(len(s.LoadBalancers), s.TrafficControl))
	})
}

// running are the revisions whose scripts an event can run: what the timeline
// deploys, and for events of the revision before also what was deployed before
// time 0. What a rollback goes back to is not among them. CD-4.2
func (a *trying) running(event events.LifecycleEvent) (list []int32) {
	for _, c := range a.creates() {
		list = append(list, c.Revision)
	}
	if codedeploy.AWS.HookSource(event, false) != codedeploy.FromCurrent {
		list = append(list, a.before()...)
	}
	return revisions(list)
}

// before are the revisions that were deployed before time 0; hosts that are
// launched later get them too. CD-6.8
func (a *trying) before() (list []int32) {
	for i := range a.setup.CodeDeploy.History {
		list = append(list, a.setup.CodeDeploy.History[i].Revision)
	}
	return revisions(list)
}

// revisions are those of a list, each once.
func revisions(list []int32) []int32 {
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(r int32) bool { return r == codedeploy.None })
}

// failIn lets an event of a revision fail on hosts: the event itself if no
// script runs in it, or else its first script, which takes as long as on the
// host of which the scenario speaks first.
func failIn(r *codedeploy.Revision, event events.LifecycleEvent, hosts []uint32) bool {
	who := codedeploy.Who{Hosts: hosts}
	if !event.Scriptable() {
		b := codedeploy.EventBehaviour{Who: who, Event: event, TakesLo: kernel.Second, TakesHi: kernel.Second, Fails: true}
		r.Events = append([]codedeploy.EventBehaviour{b}, r.Events...)
		return true
	}
	if len(r.AppSpec.Hooks[event]) == 0 {
		return false
	}
	location := r.AppSpec.Hooks[event][0].Location
	b := codedeploy.ScriptBehaviour{TakesLo: kernel.Second, TakesHi: kernel.Second}
	for i := range r.Scripts {
		if r.Scripts[i].Location == location {
			b = r.Scripts[i]
			break
		}
	}
	b.Who, b.Location, b.Exit, b.Only = who, location, 1, 1<<event
	r.Scripts = append([]codedeploy.ScriptBehaviour{b}, r.Scripts...)
	return true
}
