package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// A story is a small world whose outcome is known, and the mutants that it
// tells from the truth.
type story struct {
	name    string // cites its rules
	mutants string
	world   func(s *sim.Setup)
	want    string
}

const none = codedeploy.None

// base is one host with v1, to which v2 is deployed all at once.
func base() *sim.Setup {
	s := fleetOf(1)
	s.CodeDeploy.Groups[0].Settings.Config = 2
	s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{}
	for i := range s.CodeDeploy.Revisions {
		s.CodeDeploy.Revisions[i].AppSpec.Hooks = [events.LifecycleEvents][]codedeploy.Script{}
	}
	s.CodeDeploy.Revisions = append(s.CodeDeploy.Revisions, codedeploy.Revision{Name: "v3", Inline: true})
	return s
}

func hook(s *sim.Setup, revision int, e events.LifecycleEvent, b codedeploy.ScriptBehaviour) {
	r := &s.CodeDeploy.Revisions[revision]
	b.Location = fmt.Sprintf("%v-%d.sh", e, len(r.AppSpec.Hooks[e]))
	r.AppSpec.Hooks[e] = append(r.AppSpec.Hooks[e], codedeploy.Script{Location: b.Location, Timeout: 3600})
	r.Scripts = append(r.Scripts, b)
}

func takes(t kernel.Time) codedeploy.ScriptBehaviour {
	return codedeploy.ScriptBehaviour{TakesLo: t, TakesHi: t}
}

func exits(code int64) codedeploy.ScriptBehaviour {
	b := takes(kernel.Second)
	b.Exit = code
	return b
}

func installs(s *sim.Setup, revision int, path string) {
	r := &s.CodeDeploy.Revisions[revision]
	r.AppSpec.Files = append(r.AppSpec.Files, codedeploy.FileMapping{Source: path, Destination: "/srv"})
}

// deploy adds CreateDeployment of a revision at a time.
func deploy(s *sim.Setup, at kernel.Time, revision int32, change func(c *codedeploy.CreateDeployment)) {
	c := codedeploy.CreateDeployment{Revision: revision, Config: none}
	if change != nil {
		change(&c)
	}
	s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Call: &codedeploy.Call{Create: c}})
}

// summary tells how a run ended, in a line for each deployment and host.
func summary(w *sim.World) string {
	var b strings.Builder
	for n := range w.Setup().Inputs {
		if _, a, _ := w.Taken(n); a.Exception != events.NoException {
			fmt.Fprintf(&b, "refused: %v\n", a.Exception)
		}
	}
	ids, blueGreen := map[string]bool{}, false
	for _, d := range w.Deployments() {
		fmt.Fprintf(&b, "%d %s %s %v", d.Number, d.GroupName, d.RevisionName, d.Status)
		if d.Code != events.NoError {
			fmt.Fprintf(&b, " %v", d.Code)
		}
		if d.Platform != codedeploy.Server {
			b.WriteString(shiftSummary(w, d))
			continue
		}
		fmt.Fprintf(&b, " waves %v end %v", w.Pace().Waves(d), d.Ended)
		if d.Settings.BlueGreenType {
			blueGreen = true
			b.WriteString(counted(d))
		}
		if ids[d.ID] {
			b.WriteString(" same id")
		}
		ids[d.ID] = true
		for _, t := range w.Targets(d) {
			for _, e := range t.Events {
				if e.Status == events.LifecycleFailed {
					fmt.Fprintf(&b, "; %s %v %v", t.Name, e.Event, e.Outcome.Code)
				}
			}
		}
		b.WriteString("\n")
	}
	for i := range uint32(w.Fleet().Len()) {
		in := w.Instance(i)
		fmt.Fprintf(&b, "%s %s", in.Name, in.Revision)
		if state := w.Fleet().Lifecycle(i); state != fleet.NoLifecycle {
			fmt.Fprintf(&b, " %v", state)
		}
		for _, g := range in.Groups {
			fmt.Fprintf(&b, " %v %v %d archives", g.InstanceHealth, g.RevisionHealth, len(g.Archives))
		}
		if blueGreen {
			b.WriteString(where(in))
		}
		for _, f := range in.Files {
			fmt.Fprintf(&b, " %s:%d", f.Path, f.From)
		}
		b.WriteString("\n")
	}
	b.WriteString(standings(w))
	return b.String()
}

func runStory(tb testing.TB, st *story, d *codedeploy.Decisions) string {
	s := base()
	st.world(s)
	s.Limits = kernel.Limits{Events: 100_000}
	w := sim.NewUnder(s, d)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		return err.Error()
	}
	return summary(w)
}

func TestStories(t *testing.T) {
	for _, st := range stories {
		t.Run(st.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimSpace(st.want), strings.TrimSpace(runStory(t, &st, &codedeploy.AWS))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Every mutant that has no witness in the short notation is told from AWS by a
// story that names it.
func TestStoriesTellMutants(t *testing.T) {
	for _, m := range codedeploy.Mutants {
		told := m.Witness != ""
		for _, st := range stories {
			if !strings.Contains(" "+st.mutants+" ", " "+m.ID+" ") {
				continue
			}
			told = true
			if strings.TrimSpace(runStory(t, &st, m.Under())) == strings.TrimSpace(st.want) {
				t.Errorf("%s: %q can not tell it from AWS", m.ID, st.name)
			}
		}
		if !told {
			t.Errorf("%s: no witness and no story", m.ID)
		}
	}
}

var overriddenRollback = codedeploy.AutoRollback{}

var stories = slices.Concat(inPlaceStories, beliefStories, blueGreenStories)

var inPlaceStories = []story{
	{"ApplicationStop is the earlier revision's, and makes a directory (CD-4.2, CD-8.9)", "M-CD-30", func(s *sim.Setup) {
		hook(s, 0, events.ApplicationStop, exits(1))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 2s; web-1 ApplicationStop ScriptFailed
web-1 v1 Unhealthy Current 2 archives`},
	{"the first deployment runs no ApplicationStop (CD-4.2)", "M-CD-31", func(s *sim.Setup) {
		s.CodeDeploy.History = nil
		hook(s, 1, events.ApplicationStop, exits(1))
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 1 archives`},
	{"ignoreApplicationStopFailures lets the target go on (CD-4.10)", "M-CD-32", func(s *sim.Setup) {
		hook(s, 0, events.ApplicationStop, exits(1))
		s.Inputs[0].Call.Create.IgnoreStopFailures = true
	}, `
1 prod v2 Succeeded waves [1] end 10s; web-1 ApplicationStop ScriptFailed
web-1 v2 Healthy Current 2 archives`},
	{"a load balancer without traffic control adds no event (CD-4.1)", "M-CD-35 X-CD-always-thirteen", func(s *sim.Setup) {
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: kernel.Minute, Deregister: kernel.Minute}}
		s.CodeDeploy.Groups[0].Settings.LoadBalancers = []int32{0}
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
	{"with both there are thirteen events (CD-4.1, CD-7.3)", "", func(s *sim.Setup) {
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: kernel.Minute, Deregister: kernel.Minute}}
		s.CodeDeploy.Groups[0].Settings.LoadBalancers = []int32{0}
		s.CodeDeploy.Groups[0].Settings.TrafficControl = true
	}, `
1 prod v2 Succeeded waves [1] end 2m13s
web-1 v2 Healthy Current 2 archives`},
	{"output left open holds the event until the timeout (CD-4.9)", "M-CD-40", func(s *sim.Setup) {
		b := takes(kernel.Second)
		b.HoldsOutput = true
		hook(s, 1, events.AfterInstall, b)
		s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.AfterInstall][0].Timeout = 60
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1m7s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	{"the hour is for all scripts of an event (CD-4.8)", "M-CD-39", func(s *sim.Setup) {
		hook(s, 1, events.AfterInstall, takes(2000*kernel.Second))
		hook(s, 1, events.AfterInstall, takes(2000*kernel.Second))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m7s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	{"a silent agent has five minutes (CD-8.4)", "X-CD-hour-to-start", func(s *sim.Setup) {
		s.CodeDeploy.Agents[0].State = codedeploy.AgentMissing
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 1 archives`},
	{"an existing file fails Install (CD-4.15)", "M-CD-43", func(s *sim.Setup) {
		s.Fleet.Groups[0].Files = []string{"/srv/a"}
		installs(s, 1, "a")
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError
web-1 v1 Unhealthy Unknown 2 archives /srv/a:-1`},
	{"the AppSpec beats the deployment's option, and what is retained stays (CD-4.15, CD-4.16)", "M-CD-44 X-CD-retained-listed", func(s *sim.Setup) {
		s.Fleet.Groups[0].Files = []string{"/srv/a"}
		installs(s, 1, "a")
		s.CodeDeploy.Revisions[1].AppSpec.FileExists = codedeploy.Retain
		s.Inputs[0].Call.Create.FileExists = codedeploy.Overwrite
		deploy(s, kernel.Hour, 2, nil)
	}, `
1 prod v2 Succeeded waves [1] end 9s
2 prod v3 Succeeded waves [1] end 1h0m9s
web-1 v3 Healthy Current 3 archives /srv/a:-1`},
	{"Install removes what the last one brought (CD-4.14)", "X-CD-no-cleanup", func(s *sim.Setup) {
		installs(s, 0, "a")
		installs(s, 1, "a")
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives /srv/a:1`},
	{"five archives are kept, this one included (CD-8.9)", "M-CD-48 X-CD-five-and-current", func(s *sim.Setup) {
		for n := range kernel.Time(6) {
			deploy(s, (n+1)*kernel.Hour, 1, nil)
		}
	}, `
1 prod v2 Succeeded waves [1] end 9s
2 prod v2 Succeeded waves [1] end 1h0m9s
3 prod v2 Succeeded waves [1] end 2h0m9s
4 prod v2 Succeeded waves [1] end 3h0m9s
5 prod v2 Succeeded waves [1] end 4h0m9s
6 prod v2 Succeeded waves [1] end 5h0m9s
7 prod v2 Succeeded waves [1] end 6h0m9s
web-1 v2 Healthy Current 5 archives`},
	{"the last installed archive is never deleted (CD-8.9)", "X-CD-not-spared", func(s *sim.Setup) {
		s.CodeDeploy.Agents[0].MaxRevisions = 1
		hook(s, 1, events.BeforeInstall, exits(1))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
web-1 v1 Unhealthy Current 2 archives`},
	{"one deployment at a time for a group (CD-1.12)", "M-CD-24", func(s *sim.Setup) {
		deploy(s, kernel.Second, 2, nil)
	}, `
refused: DeploymentLimitExceededException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
	{"without a configuration it is one at a time (CD-2.17)", "M-CD-20", func(s *sim.Setup) {
		s.Fleet.Groups[0].Count = 2
		s.CodeDeploy.Groups[0].Settings.Config = none
	}, `
1 prod v2 Succeeded waves [1 1] end 18s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives`},
	{"a deployment's rollback setting replaces the group's (CD-5.2)", "M-CD-74", func(s *sim.Setup) {
		hook(s, 1, events.BeforeInstall, exits(1))
		s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
		s.Inputs[0].Call.Create.Rollback = &overriddenRollback
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
web-1 v1 Unhealthy Current 2 archives`},
	{"a rollback is a new deployment with a new id (CD-1.4, CD-5.1)", "M-CD-60", func(s *sim.Setup) {
		hook(s, 1, events.BeforeInstall, exits(1))
		s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
2 prod v1 Succeeded waves [1] end 14s
web-1 v1 Healthy Current 3 archives`},
	{"a rollback goes to the last success, not to the deployment before (CD-5.3)", "M-CD-63", func(s *sim.Setup) {
		hook(s, 1, events.BeforeInstall, exits(1))
		hook(s, 2, events.BeforeInstall, exits(1))
		deploy(s, kernel.Hour, 2, func(c *codedeploy.CreateDeployment) {
			c.Rollback = &codedeploy.AutoRollback{Enabled: true, OnFailure: true}
		})
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
2 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m5s; web-1 BeforeInstall ScriptFailed
3 prod v1 Succeeded waves [1] end 1h0m14s
web-1 v1 Healthy Current 4 archives`},
	{"a rollback uses the configuration of what failed (CD-5.6)", "X-CD-group-config", func(s *sim.Setup) {
		s.Fleet.Groups[0].Count = 2
		hook(s, 1, events.BeforeInstall, exits(1))
		s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
		s.Inputs[0].Call.Create.Config = 0
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
2 prod v1 Succeeded waves [1 1] end 23s
web-1 v1 Healthy Current 3 archives
web-2 v1 Healthy Current 2 archives`},
	{"an old custom configuration has eight hours (CD-2.18)", "X-CD-time-limit", func(s *sim.Setup) {
		s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "old", Old: true})
		s.CodeDeploy.Groups[0].Settings.Config = 3
		for e := events.AfterInstall; e <= events.ValidateService; e++ {
			hook(s, 1, e, takes(kernel.Hour))
		}
		hook(s, 1, events.BeforeInstall, takes(kernel.Hour))
		hook(s, 0, events.ApplicationStop, takes(kernel.Hour))
		s.CodeDeploy.Revisions[1].Events = []codedeploy.EventBehaviour{
			{Event: events.Install, TakesLo: kernel.Hour, TakesHi: kernel.Hour}, {Event: events.DownloadBundle, TakesLo: kernel.Hour, TakesHi: kernel.Hour}}
		s.CodeDeploy.Agents[0].PickupDelay = 290 * kernel.Second
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: kernel.Hour, Deregister: kernel.Hour}}
		s.CodeDeploy.Groups[0].Settings.LoadBalancers = []int32{0}
		s.CodeDeploy.Groups[0].Settings.TrafficControl = true
	}, `
1 prod v2 Failed TIMEOUT waves [1] end 8h0m0s; web-1 ValidateService UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	{"any filter of a set is enough (CD-10.1)", "M-CD-80", func(s *sim.Setup) {
		s.CodeDeploy.Groups[0].Settings.EC2Tags = [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}, {Key: "Env", Value: "beta"}}}
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
	{"every set must match (CD-10.1)", "M-CD-81", func(s *sim.Setup) {
		s.CodeDeploy.Groups[0].Settings.EC2Tags = [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}}, {{Key: "Role", Value: "web"}}}
		s.CodeDeploy.History = nil
	}, `
1 prod v2 Failed NO_INSTANCES waves [] end 0s
web-1 `},
	{"what failed is Unhealthy, and Unknown once Install has begun (CD-2.22)", "M-CD-19", func(s *sim.Setup) {
		hook(s, 1, events.ValidateService, exits(1))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 10s; web-1 ValidateService ScriptFailed
web-1 v2 Unhealthy Unknown 2 archives`},
	{"a success leaves the target that failed Unhealthy (CD-2.21)", "X-CD-after-success", func(s *sim.Setup) {
		s.Fleet.Groups[0].Count = 2
		b := exits(1)
		b.Hosts = []uint32{1}
		hook(s, 1, events.ValidateService, b)
	}, `
1 prod v2 Succeeded waves [2] end 10s; web-2 ValidateService ScriptFailed
web-1 v2 Healthy Current 2 archives
web-2 v2 Unhealthy Unknown 2 archives`},
	{"a member that was no target is Old afterwards (CD-2.21)", "X-CD-left-out", func(s *sim.Setup) {
		s.Fleet.Groups[0].Count = 2
		s.CodeDeploy.Health = []codedeploy.HostHealth{{Hosts: []uint32{0}, Instance: events.Unhealthy, Revision: events.Old}}
		s.Inputs[0].Call.Create.OutdatedOnly = true
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives
web-2 v1 Healthy Old 1 archives`},
	{"a pause after the first zone, none after the last (CD-2.27)", "X-CD-zone-wait", func(s *sim.Setup) {
		zonal(s)
	}, `
1 prod v2 Succeeded waves [1 1] end 1m18s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives`},
	{"a rollback knows no zones (CD-2.29)", "X-CD-zone-rollback", func(s *sim.Setup) {
		zonal(s)
		b := exits(1)
		b.Hosts = []uint32{0}
		hook(s, 1, events.BeforeInstall, b)
		s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
2 prod v1 Succeeded waves [2] end 14s
web-1 v1 Healthy Current 3 archives
web-2 v1 Healthy Current 2 archives`},
	{"commands of different deployments run side by side (CD-8.3)", "X-CD-one-command", func(s *sim.Setup) {
		second := s.CodeDeploy.Groups[0]
		second.Name = "other"
		s.CodeDeploy.Groups = append(s.CodeDeploy.Groups, second)
		hook(s, 1, events.BeforeInstall, takes(10*kernel.Second))
		deploy(s, 0, 1, func(c *codedeploy.CreateDeployment) { c.Group = 1 })
	}, `
1 prod v2 Succeeded waves [1] end 19s
2 other v2 Succeeded waves [1] end 19s
web-1 v2 Healthy Current 2 archives Healthy Current 1 archives`},
	{"RESTART deploys the last successful revision again (CD-1.13, CD-5.10)", "", func(s *sim.Setup) {
		s.Inputs[0].Call.Create = codedeploy.CreateDeployment{Revision: none, Config: none, Restart: true}
		deploy(s, kernel.Hour, 1, func(c *codedeploy.CreateDeployment) { c.Restart = true })
	}, `
refused: InvalidRevisionException
1 prod v1 Succeeded waves [1] end 9s
web-1 v1 Healthy Current 2 archives`},
	{"a group deleted while it runs: what is in flight ends, nothing new starts, no rollback (CD-1.14)", "", func(s *sim.Setup) {
		s.Fleet.Groups[0].Count = 2
		s.CodeDeploy.Groups[0].Settings.Config = 0
		s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: 4500}, Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup}})
		deploy(s, kernel.Minute, 1, nil)
	}, `
refused: DeploymentGroupDoesNotExistException
1 prod v2 Failed DEPLOYMENT_GROUP_MISSING waves [1] end 9s
web-1 v2 Healthy Old 2 archives
web-2 v1 Healthy Current 1 archives`},
	{"a configuration in use can not be deleted, nor a predefined one (CD-2.24)", "", func(s *sim.Setup) {
		s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "own"})
		s.CodeDeploy.Groups[0].Settings.Config = 3
		s.Inputs = append(s.Inputs,
			sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentConfig, Config: 3}},
			sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentConfig, Config: 1}})
	}, `
refused: DeploymentConfigInUseException
refused: InvalidOperationException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
	{"two groups on one host meet each other's files (CD-4.18)", "", func(s *sim.Setup) {
		second := s.CodeDeploy.Groups[0]
		second.Name = "other"
		s.CodeDeploy.Groups = append(s.CodeDeploy.Groups, second)
		installs(s, 0, "a")
		installs(s, 1, "a")
		deploy(s, kernel.Hour, 1, func(c *codedeploy.CreateDeployment) { c.Group = 1 })
	}, `
1 prod v2 Succeeded waves [1] end 9s
2 other v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m6s; web-1 Install UnknownError
web-1 v2 Healthy Current 2 archives Unhealthy Unknown 1 archives /srv/a:1`},
	{"a host that is not registered passes BlockTraffic at once and is registered all the same (CD-7.1, CD-7.4, CD-7.5)", "", func(s *sim.Setup) {
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: kernel.Minute, Deregister: kernel.Hour, Members: []uint32{}}}
		s.CodeDeploy.Groups[0].Settings.LoadBalancers = []int32{0}
		s.CodeDeploy.Groups[0].Settings.TrafficControl = true
	}, `
1 prod v2 Succeeded waves [1] end 1m13s
web-1 v2 Healthy Current 2 archives`},
	{"without an instance profile the agent can not poll (CD-8.7)", "M-CD-85", func(s *sim.Setup) {
		s.Fleet.Groups[0].InstanceProfile = false
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 1 archives`},
	{"without its service role a deployment touches nobody (CD-8.7, CD-1.15)", "", func(s *sim.Setup) {
		s.CodeDeploy.Groups[0].Settings.Role = codedeploy.RoleMissing
		s.CodeDeploy.Revisions[1].Missing = true
	}, `
1 prod v2 Failed IAM_ROLE_MISSING waves [] end 0s
web-1 v1 Healthy Current 1 archives`},
	{"a revision that is gone fails the deployment before any event (CD-1.3, CD-1.15)", "", func(s *sim.Setup) {
		s.CodeDeploy.Revisions[1].Missing = true
	}, `
1 prod v2 Failed REVISION_MISSING waves [] end 0s
web-1 v1 Healthy Current 1 archives`},
	{"an agent that restarts fails the event it was at (CD-8.5)", "", func(s *sim.Setup) {
		hook(s, 1, events.AfterInstall, takes(100*kernel.Second))
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: 30 * kernel.Second}, Fault: &fleet.Fault{
			Kind: fleet.CrashAgent, Instances: []uint32{0}, For: 20 * kernel.Second}})
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 50s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	{"a network cut inside a script loses its result, and the hour passes (CD-8.4)", "", func(s *sim.Setup) {
		hook(s, 1, events.AfterInstall, takes(10*kernel.Second))
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Trigger: sim.AtLifecycle, Event: events.AfterInstall, Plus: kernel.Second},
			Fault: &fleet.Fault{Kind: fleet.CutNetwork, Instances: []uint32{0}, For: kernel.Minute}})
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m7s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	{"a host that goes down as the deployment is created is known when it goes down again (CD-8.4)", "", func(s *sim.Setup) {
		hook(s, 1, events.AfterInstall, takes(100*kernel.Second))
		for _, at := range []kernel.Time{0, 200 * kernel.Second} {
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Fault: &fleet.Fault{
				Kind: fleet.Reboot, Instances: []uint32{0}, For: 150 * kernel.Second}})
		}
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m50s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	{"a full disk fails DownloadBundle (CD-8.6)", "", func(s *sim.Setup) {
		s.Inputs = append([]sim.Input{{Fault: &fleet.Fault{Kind: fleet.FillDisk, Instances: []uint32{0}}}}, s.Inputs...)
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 3s; web-1 DownloadBundle UnknownError
web-1 v1 Unhealthy Current 2 archives`},
	{"a zone that goes away for a while fails what ran there (CD-8.4, CD-8.5)", "", func(s *sim.Setup) {
		s.Fleet.Groups[0].Count, s.Fleet.Groups[0].Zones = 2, []string{"a", "b"}
		hook(s, 1, events.AfterInstall, takes(100*kernel.Second))
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: 30 * kernel.Second}, Fault: &fleet.Fault{
			Kind: fleet.ZoneOutage, Zone: "a", For: kernel.Minute}})
	}, `
1 prod v2 Succeeded waves [2] end 1m49s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives
web-2 v2 Healthy Current 2 archives`},
	{"targets are resolved once, at the start (CD-10.3), and a slow host takes longer", "", func(s *sim.Setup) {
		hook(s, 1, events.AfterInstall, takes(10*kernel.Second))
		s.Inputs = append(s.Inputs, sim.Input{Fault: &fleet.Fault{Kind: fleet.Slow, Instances: []uint32{0}, Factor: 3}})
	}, `
1 prod v2 Succeeded waves [1] end 43s
web-1 v2 Healthy Current 2 archives`},
}

// zonal spreads two hosts over two zones, with a minute between them.
func zonal(s *sim.Setup) {
	s.Fleet.Groups[0].Count, s.Fleet.Groups[0].Zones = 2, []string{"us-east-1a", "us-east-1b"}
	s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "zonal", Zonal: &codedeploy.Zonal{
		FirstMonitor: kernel.Minute, Monitor: kernel.Hour}})
	s.CodeDeploy.Groups[0].Settings.Config = 3
}
