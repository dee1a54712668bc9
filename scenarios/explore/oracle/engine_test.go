package oracle_test

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// lifecycle are the events of an instance without a load balancer. CD-4.1
var lifecycle = []events.LifecycleEvent{events.ApplicationStop, events.DownloadBundle, events.BeforeInstall, events.Install,
	events.AfterInstall, events.ApplicationStart, events.ValidateService}

// A drawn deployment is an input of the oracle and what only the simulator can
// tell apart.
type drawn struct {
	oracle.Input
	Created int64  // when, after time 0
	Silent  []bool // instances without an agent (CD-8.4)
}

const (
	scriptTimeout = 900 * second // a script that fails after so long has been cut off (CD-4.7)
	silence       = 300 * second // CD-8.4
	second        = 1000
	hour          = 3600 * second
)

// setup is the same deployment for the simulator: v1 is everywhere, v2 is
// deployed.
func (d *drawn) setup() *sim.Setup {
	s := &sim.Setup{Seed: 1, CodeDeploy: codedeploy.Setup{
		Applications: []codedeploy.Application{{Name: "shop"}},
		Configs:      append(append([]codedeploy.Config{}, codedeploy.Predefined...), d.config()),
		Revisions:    []codedeploy.Revision{{Name: "v1", Inline: true}, {Name: "v2", Inline: true}},
		History:      []codedeploy.Past{{Revision: 0}},
	}}
	s.CodeDeploy.Groups = []codedeploy.Group{{Name: "prod", Settings: codedeploy.Settings{
		Config: d.configIndex(), EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}}},
	}}}
	for i := range d.Instances {
		d.host(s, i)
	}
	for e, event := range lifecycle {
		d.event(s, e, event)
	}
	s.Inputs = []sim.Input{{When: sim.When{Plus: kernel.Time(d.Created)}, Call: &codedeploy.Call{Create: codedeploy.CreateDeployment{
		Revision: 1, Config: codedeploy.None, IgnoreStopFailures: d.IgnoreStopFailures,
	}}}}
	return s
}

func (d *drawn) config() codedeploy.Config {
	c := codedeploy.Config{Name: "own", Old: d.Limit == 8*hour}
	c.Min = codedeploy.Minimum{Type: codedeploy.HostCount, Value: d.Minimum.Value}
	if d.Minimum.Kind == oracle.FleetPercent {
		c.Min.Type = codedeploy.FleetPercent
	}
	return c
}

// configIndex takes a predefined configuration where one says the same.
func (d *drawn) configIndex() int32 {
	switch {
	case d.Minimum.Kind == oracle.OneAtATime:
		return 0
	case d.Minimum == oracle.Minimum{Kind: oracle.FleetPercent, Value: 50} && d.Limit == 12*hour:
		return 1
	case d.Minimum == oracle.Minimum{Kind: oracle.HostCount} && d.Limit == 12*hour:
		return 2
	}
	return int32(len(codedeploy.Predefined))
}

func (d *drawn) host(s *sim.Setup, i int) {
	in := d.Instances[i]
	s.Fleet.Groups = append(s.Fleet.Groups, fleet.Group{
		Name: "web-" + strconv.Itoa(i+1), Count: 1, InstanceProfile: true, DiskFree: -1, Tags: []fleet.Tag{{Key: "Env", Value: "prod"}},
	})
	agent := codedeploy.AgentSetup{PickupDelay: kernel.Time(in.Pickup), MaxRevisions: 5}
	if d.Silent[i] {
		agent.State = codedeploy.AgentMissing
	}
	s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, agent)
	health := codedeploy.HostHealth{Hosts: []uint32{uint32(i)}, Instance: events.Healthy, Revision: revisionHealth[in.Revision]}
	if in.Unhealthy {
		health.Instance = events.Unhealthy
	}
	s.CodeDeploy.Health = append(s.CodeDeploy.Health, health)
}

var revisionHealth = map[oracle.Revision]events.RevisionHealth{
	oracle.Unknown: events.Unknown, oracle.Old: events.Old, oracle.Current: events.Current,
}

// event writes down how the e-th lifecycle event goes on every instance. The
// scripts of ApplicationStop are those of the earlier revision (CD-4.2).
func (d *drawn) event(s *sim.Setup, e int, event events.LifecycleEvent) {
	r := &s.CodeDeploy.Revisions[1]
	if event == events.ApplicationStop {
		r = &s.CodeDeploy.Revisions[0]
	}
	scripted := event != events.DownloadBundle && event != events.Install
	location := event.String() + ".sh"
	if scripted {
		r.AppSpec.Hooks[event] = []codedeploy.Script{{Location: location, Timeout: scriptTimeout / second}}
	}
	for i, in := range d.Instances {
		who, does := codedeploy.Who{Hosts: []uint32{uint32(i)}}, in.Events[e]
		takes := kernel.Time(does.Takes)
		if !scripted {
			r.Events = append(r.Events, codedeploy.EventBehaviour{Who: who, Event: event, TakesLo: takes, TakesHi: takes, Fails: does.Fails})
			continue
		}
		b := codedeploy.ScriptBehaviour{Who: who, Location: location, TakesLo: takes, TakesHi: takes}
		switch {
		case does.Fails && does.Takes == scriptTimeout:
			b.TakesLo, b.TakesHi = 2*takes, 2*takes
		case does.Fails:
			b.Exit = 1
		}
		r.Scripts = append(r.Scripts, b)
	}
}

// fataler is a test, of rapid or not.
type fataler interface{ Fatal(args ...any) }

// simulate runs the deployment in the simulator and reads its outcome from view
// and journal.
func (d *drawn) simulate(t fataler) (out oracle.Outcome) {
	w := sim.New(d.setup())
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	info, ok := w.Deployment(1)
	if !ok {
		t.Fatal("no deployment")
	}
	out.Status, out.Ended = statuses[info.Status.String()], int64(info.Ended-info.Created)
	if info.Code != events.NoError {
		out.ErrorCode = info.Code.String()
	}
	out.Instances = make([]oracle.Result, len(d.Instances))
	host := map[uint32]int{} // by target
	for _, target := range w.Targets(info) {
		host[target.Index] = int(target.Instance)
		res := oracle.Result{Status: statuses[target.Status.String()]}
		for _, e := range target.Events {
			res.Events = append(res.Events, statuses[e.Status.String()])
		}
		out.Instances[target.Instance] = res
	}
	d.replay(w, host, &out)
	return out
}

// replay adds what only the journal knows: starts and ends, and how many were
// in progress at once.
func (d *drawn) replay(w *sim.World, host map[uint32]int, out *oracle.Outcome) {
	inProgress := 0
	for _, row := range w.Journal().Records() {
		r := events.Record(row)
		at := int64(r.At) - d.Created
		switch r.Kind {
		case events.TargetStarted:
			out.Starts = append(out.Starts, oracle.Start{Instance: host[r.Index()], At: at})
			inProgress++
		case events.TargetEnded:
			out.Instances[host[r.Index()]].Ended = at
			inProgress--
		}
		out.Most = max(out.Most, inProgress)
	}
}

var statuses = map[string]oracle.Status{
	"Pending": oracle.Pending, "InProgress": oracle.InProgress, "Succeeded": oracle.Succeeded, "Failed": oracle.Failed, "Skipped": oracle.Skipped,
}
