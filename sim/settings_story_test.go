package sim_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func update(u codedeploy.SettingsUpdate) sim.Input {
	return sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: u}}
}

func strike(kind fleet.FaultKind) sim.Input {
	return sim.Input{Fault: &fleet.Fault{Kind: kind, Instances: []uint32{0}, Factor: 1}}
}

func init() {
	stories = append(stories, []story{
		{"an update changes what it names and nothing else (CD-1.14)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count = 2
			s.CodeDeploy.Groups[0].Settings.Config = 2
			at(s, kernel.Minute, update(codedeploy.SettingsUpdate{Config: none, Rollback: &codedeploy.AutoRollback{Enabled: true, OnFailure: true}}))
			at(s, 2*kernel.Minute, update(codedeploy.SettingsUpdate{Config: 0}))
			hook(s, 2, events.BeforeInstall, exits(1))
			deploy(s, kernel.Hour, 2, nil)
		}, `
1 prod v2 Succeeded waves [2] end 9s
2 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m5s; web-1 BeforeInstall ScriptFailed
3 prod v2 Succeeded waves [1 1] end 1h0m23s
web-1 v2 Healthy Current 4 archives
web-2 v2 Healthy Current 3 archives`},
		{"an update that comes too late does not touch what runs (CD-1.14)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count = 2
			s.CodeDeploy.Groups[0].Settings.Config = 0
			at(s, kernel.Second, update(codedeploy.SettingsUpdate{Config: 2}))
		}, `
1 prod v2 Succeeded waves [1 1] end 18s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives`},
		{"a host keeps its revision when it leaves the group (CD-4.3, CD-10.3)", "", func(s *sim.Setup) {
			at(s, kernel.Minute, update(codedeploy.SettingsUpdate{Config: none, EC2Tags: [][]fleet.TagFilter{}}))
		}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2`},
		{"ApplicationStop needs the archive of the last install (CD-4.4)", "", func(s *sim.Setup) {
			at(s, 0, strike(fleet.LoseArchives))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 0 archives`},
		{"an AppSpec for Windows is refused on Linux (CD-9.2, CD-8.8)", "", func(s *sim.Setup) {
			s.CodeDeploy.Revisions[1].AppSpec.OS = "windows"
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 4s; web-1 BeforeInstall UnknownError
web-1 v1 Unhealthy Current 2 archives`},
		{"an agent that polls too rarely is as good as none (CD-8.1, CD-8.4)", "", func(s *sim.Setup) {
			s.CodeDeploy.Agents[0].PickupDelay = 10 * kernel.Minute
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 1 archives`},
		{"hosts without a zone go first, together (CD-2.28)", "", func(s *sim.Setup) {
			more := s.Fleet.Groups[0]
			more.Name, more.Zones, more.Count = "zoned", []string{"a", "b"}, 2
			s.Fleet.Groups = append(s.Fleet.Groups, more)
			s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, s.CodeDeploy.Agents[0])
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "zonal", Zonal: &codedeploy.Zonal{Monitor: kernel.Minute}})
			s.CodeDeploy.Groups[0].Settings.Config = 3
		}, `
1 prod v2 Succeeded waves [1 1 1] end 1m27s
web-1 v2 Healthy Current 2 archives
zoned-1 v2 Healthy Current 2 archives
zoned-2 v2 Healthy Current 2 archives`},
		{"a group that is deleted takes no rollback (CD-1.14, CD-5.1)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(kernel.Minute))
			yes := true
			stop := codedeploy.StopDeployment{Deployment: 1, Rollback: &yes}
			at(s, 10*kernel.Second, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: stop}})
			at(s, 20*kernel.Second, deleteGroup)
		}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 1m4s
web-1 v1 Unhealthy Current 2 archives`},
		{"DownloadBundle makes room before it downloads (CD-8.9)", "", func(s *sim.Setup) {
			s.CodeDeploy.Revisions[1].Events = []codedeploy.EventBehaviour{{Event: events.DownloadBundle, TakesLo: kernel.Minute, TakesHi: kernel.Minute}}
			at(s, 10*kernel.Second, crash(20*kernel.Second))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 30s; web-1 DownloadBundle UnknownError
web-1 v1 Unhealthy Current 2 archives`},
		{"Install removes the old files before it copies (CD-4.14)", "", func(s *sim.Setup) {
			installs(s, 0, "a")
			s.CodeDeploy.Revisions[1].Events = []codedeploy.EventBehaviour{{Event: events.Install, TakesLo: kernel.Minute, TakesHi: kernel.Minute}}
			at(s, 10*kernel.Second, crash(20*kernel.Second))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 30s; web-1 Install UnknownError
web-1 v1 Unhealthy Unknown 2 archives`},
		{"a script that left its output open has written its files (CD-4.9)", "", func(s *sim.Setup) {
			b := takes(kernel.Second)
			b.HoldsOutput, b.Writes = true, []string{"/run/pid"}
			hook(s, 1, events.AfterInstall, b)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m7s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives /run/pid:-2`},
		{"a description is counted in characters (CD-12.4)", "", func(s *sim.Setup) {
			s.Inputs[0].Call.Create.Description = strings.Repeat("é", 256)
			deploy(s, kernel.Hour, 2, func(c *codedeploy.CreateDeployment) { c.Description = strings.Repeat("é", 257) })
		}, `
refused: DescriptionTooLongException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
	}...)
}

func crash(span kernel.Time) sim.Input {
	return sim.Input{Fault: &fleet.Fault{Kind: fleet.CrashAgent, Instances: []uint32{0}, For: span, Factor: 1}}
}

// What is drawn for a group's deployments does not depend on those of others.
func TestAnotherGroupShiftsNoDraw(t *testing.T) {
	outcome := func(another bool) (id string, end kernel.Time) {
		s := base()
		b := takes(kernel.Second)
		b.TakesHi = kernel.Hour
		hook(s, 1, events.BeforeInstall, b)
		if another {
			groups(s, 2)
			s.Inputs[0], s.Inputs[1] = s.Inputs[1], s.Inputs[0]
		}
		w := sim.New(s)
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		for _, d := range w.Deployments() {
			if d.GroupName == "prod" {
				return d.ID, d.Ended
			}
		}
		return "", 0
	}
	id, end := outcome(false)
	id2, end2 := outcome(true)
	if id != id2 || end != end2 {
		t.Errorf("%s ends at %v alone, %s at %v beside another", id, end, id2, end2)
	}
}

// One script that runs in two events is drawn twice.
func TestEventsDrawApart(t *testing.T) {
	s := base()
	r := &s.CodeDeploy.Revisions[1]
	for _, e := range []events.LifecycleEvent{events.BeforeInstall, events.AfterInstall} {
		r.AppSpec.Hooks[e] = []codedeploy.Script{{Location: "x.sh", Timeout: 3600}}
	}
	r.Scripts = []codedeploy.ScriptBehaviour{{Location: "x.sh", TakesLo: kernel.Second, TakesHi: kernel.Hour}}
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	var spans []kernel.Time
	for _, e := range w.Targets(w.DeploymentAt(1))[0].Events {
		for _, run := range e.Scripts {
			spans = append(spans, run.End-run.Start)
		}
	}
	if len(spans) != 2 || spans[0] == spans[1] {
		t.Errorf("the script takes %v", spans)
	}
}

// A collision names the file that was in the way when it failed. CD-4.15
func TestCollisionNamesItsFile(t *testing.T) {
	s := base()
	s.Fleet.Groups[0].Files = []string{"/srv/b"}
	for _, name := range []string{"a", "b"} {
		installs(s, 1, name)
	}
	at(s, kernel.Minute, sim.Input{Fault: &fleet.Fault{Kind: fleet.PutFile, Instances: []uint32{0}, Path: "/srv/a", Factor: 1}})
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	target := w.Targets(w.DeploymentAt(1))[0]
	for i := range target.Events {
		if e := &target.Events[i]; e.Event == events.Install {
			if got := w.Message(&target, e); got != "The deployment failed because a specified file already exists at this location: /srv/b" {
				t.Error(got)
			}
		}
	}
}
