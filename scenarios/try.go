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

// Tries are faults that are tried on a scenario without a change of its text.
type Tries struct {
	// WHO@EVENT: a lifecycle event fails on hosts, or on so many of them.
	Fail []string
	// WHO@TIME: instances are terminated.
	Terminate []string
	// ZONE@TIME: an Availability Zone goes down for good.
	ZoneOutage []string
}

// Apply adds the faults to a setup that was built from a scenario. Hosts are
// called by their names, or by a number: the first so many of those that the
// timeline deploys to. An error says which of the faults can not be, and why;
// the setup is then of no use any more.
func (t Tries) Apply(setup *sim.Setup) error {
	a := trying{setup: setup, hosts: hostsOf(&setup.Fleet)}
	for _, try := range []struct {
		flag  string
		texts []string
		apply func(who, what string) error
	}{{"--fail", t.Fail, a.fail}, {"--terminate", t.Terminate, a.terminate}, {"--zone-outage", t.ZoneOutage, a.zoneOutage}} {
		for _, text := range try.texts {
			at := strings.LastIndexByte(text, '@')
			err := errors.New("there is no @ in it; write one such as web-3@ValidateService or web-3@90s")
			if at >= 0 {
				err = try.apply(text[:at], text[at+1:])
			}
			if err != nil {
				return errors.New(source.Escape(try.flag + " " + text + ": " + err.Error()))
			}
		}
	}
	return nil
}

// trying is one Apply under way.
type trying struct {
	setup *sim.Setup
	hosts hosts
}

// who resolves hosts, sorted.
func (a *trying) who(text string) ([]uint32, error) {
	if n, err := strconv.ParseUint(text, 10, 32); err == nil {
		members := a.members()
		if n == 0 || n > uint64(len(members)) {
			return nil, fmt.Errorf("the timeline deploys to %d hosts", len(members))
		}
		return members[:n:n], nil
	}
	spans, ok := a.hosts.some(text)
	if !ok {
		return nil, fmt.Errorf("no instance %q; %s", text, a.hosts.suggest(text))
	}
	return a.hosts.list(spans), nil
}

// members are the hosts that belong at time 0 to a group to which the timeline
// deploys.
func (a *trying) members() (list []uint32) {
	service := sim.New(a.setup).CodeDeploy()
	for i := range a.hosts.total {
		for _, c := range a.creates() {
			if service.Member(c.Group, i) {
				list = append(list, i)
				break
			}
		}
	}
	return list
}

// creates are the deployments that the timeline creates, one for each group
// and revision.
func (a *trying) creates() (list []*codedeploy.CreateDeployment) {
	for i := range a.setup.Inputs {
		call := a.setup.Inputs[i].Call
		if call == nil || call.Op != codedeploy.OpCreateDeployment {
			continue
		}
		if !slices.ContainsFunc(list, func(c *codedeploy.CreateDeployment) bool {
			return c.Group == call.Create.Group && c.Revision == call.Create.Revision
		}) {
			list = append(list, &call.Create)
		}
	}
	return list
}

// fail lets an event fail on hosts in every revision whose scripts it runs.
func (a *trying) fail(who, what string) error {
	hosts, err := a.who(who)
	if err != nil {
		return err
	}
	event, known := events.ParseLifecycleEvent(what)
	if !known {
		return fmt.Errorf("no lifecycle event %q; one is ValidateService", what)
	}
	members := a.members()
	if !slices.ContainsFunc(hosts, func(i uint32) bool { _, in := slices.BinarySearch(members, i); return in || fleet.IsFuture(i) }) {
		return errors.New("no deployment of the timeline goes there")
	}
	if !slices.ContainsFunc(a.creates(), func(c *codedeploy.CreateDeployment) bool { return a.occurs(event, c) }) {
		return fmt.Errorf("there is no %s without a load balancer and WITH_TRAFFIC_CONTROL", what)
	}
	found := false
	for _, r := range a.running(event) {
		found = failIn(&a.setup.CodeDeploy.Revisions[r], event, hosts) || found
	}
	if !found {
		return fmt.Errorf("no revision has a script that runs in %s and could fail", what)
	}
	return nil
}

// occurs says whether a deployment has an event, as its group is at time 0.
func (a *trying) occurs(event events.LifecycleEvent, c *codedeploy.CreateDeployment) bool {
	s := &a.setup.CodeDeploy.Groups[c.Group].Settings
	return codedeploy.AWS.Occurs(event, codedeploy.InPlace, codedeploy.AWS.HasTraffic(len(s.LoadBalancers), s.TrafficControl))
}

// running are the revisions whose scripts an event can run: what the timeline
// deploys, and for events of the revision before also what was deployed
// before time 0. CD-4.2
func (a *trying) running(event events.LifecycleEvent) (list []int32) {
	for _, c := range a.creates() {
		list = append(list, c.Revision)
	}
	if codedeploy.AWS.HookSource(event, false) != codedeploy.FromCurrent {
		for i := range a.setup.CodeDeploy.History {
			list = append(list, a.setup.CodeDeploy.History[i].Revision)
		}
	}
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

func (a *trying) terminate(who, what string) error {
	hosts, err := a.who(who)
	if err != nil {
		return err
	}
	return a.fault(what, fleet.Fault{Kind: fleet.Terminate, Instances: hosts, Factor: 1})
}

func (a *trying) zoneOutage(zone, what string) error {
	for i := range a.setup.Fleet.Groups {
		if slices.Contains(a.setup.Fleet.Groups[i].Zones, zone) {
			return a.fault(what, fleet.Fault{Kind: fleet.ZoneOutage, Zone: zone, Factor: 1})
		}
	}
	return fmt.Errorf("no host is in zone %q", zone)
}

// fault adds a fault at a time.
func (a *trying) fault(at string, f fleet.Fault) error {
	ms, err := source.ParseDuration(at)
	if err != nil {
		return fmt.Errorf("%q %w; write one such as 90s", at, err)
	}
	a.setup.Inputs = append(a.setup.Inputs, sim.Input{When: sim.When{Plus: kernel.Time(ms)}, Fault: &f})
	return nil
}
