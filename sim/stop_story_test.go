package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

var yes, no = true, false

// stop is StopDeployment of the deployment with a number.
func stop(number int, rollback *bool) sim.Input {
	return sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: number, Rollback: rollback}}}
}

// What StopDeployment answers, and that only the first one counts.
func TestStopAnswers(t *testing.T) {
	s := base()
	hook(s, 1, events.BeforeInstall, takes(kernel.Minute))
	at(s, 10*kernel.Second, stop(1, &yes))
	at(s, 20*kernel.Second, stop(1, &no))
	at(s, 63*kernel.Second, stop(1, nil))
	at(s, 65*kernel.Second, stop(1, &no))
	at(s, kernel.Hour, stop(2, nil))
	at(s, kernel.Hour, stop(3, nil))
	deploy(s, 2*kernel.Hour, 1, nil)
	at(s, 2*kernel.Hour+3500, stop(3, nil)) // between two events
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for n, in := range s.Inputs {
		if in.Call.Op == codedeploy.OpStopDeployment {
			when, a, _ := w.Taken(n)
			if a.Exception == events.NoException {
				fmt.Fprintf(&got, "%v: %v\n", when, a.Stop)
			}
		}
	}
	got.WriteString(summary(w))
	want := `
10s: InProgress
20s: InProgress
1m3s: InProgress
1m5s: Succeeded
2h0m3.5s: Succeeded
refused: DeploymentAlreadyCompletedException
refused: DeploymentDoesNotExistException
1 prod v2 Stopped MANUAL_STOP waves [1] end 1m4s
2 prod v1 Succeeded waves [1] end 1m13s
3 prod v2 Stopped MANUAL_STOP waves [1] end 2h0m3.5s
web-1 v1 Unhealthy Current 4 archives`
	if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got.String())); diff != "" {
		t.Errorf("CD-6.4, CD-6.5, CD-5.2: -want +got\n%s", diff)
	}
}

// rollsBack lets every failure of the group be rolled back.
func rollsBack(s *sim.Setup) {
	s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
}

// overwrites lets v1 bring a file that v2 writes by a script before it fails.
func overwrites(s *sim.Setup, success, failure codedeploy.FileExists) {
	rollsBack(s)
	installs(s, 0, "a")
	b := exits(1)
	b.Writes = []string{"/srv/a"}
	hook(s, 1, events.AfterInstall, b)
	s.CodeDeploy.History[0].FileExists = success
	s.Inputs[0].Call.Create.FileExists = failure
}

func init() {
	stories = append(stories, []story{
		{"a stop that rolls nothing back is not turned into one that does (CD-6.4, CD-5.2)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(kernel.Minute))
			at(s, 10*kernel.Second, stop(1, &no))
			at(s, 20*kernel.Second, stop(1, &yes))
		}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 1m4s
web-1 v1 Unhealthy Current 2 archives`},
		{"a rollback brings files as the last success did (CD-5.3, CD-2.19)", "", func(s *sim.Setup) {
			overwrites(s, codedeploy.Overwrite, codedeploy.Retain)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 8s; web-1 AfterInstall ScriptFailed
2 prod v1 Succeeded waves [1] end 17s
web-1 v1 Healthy Current 3 archives /srv/a:0`},
		{"a rollback does not bring files as what failed did (CD-5.3, CD-2.19)", "", func(s *sim.Setup) {
			overwrites(s, codedeploy.FileExistsUnset, codedeploy.Overwrite)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 8s; web-1 AfterInstall ScriptFailed
2 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 14s; web-1 Install UnknownError
web-1 v2 Unhealthy Unknown 3 archives /srv/a:-2`},
		{"a rollback ignores no failure of ApplicationStop (CD-2.19, CD-5.9)", "M-CD-30", func(s *sim.Setup) {
			rollsBack(s)
			hook(s, 1, events.ApplicationStop, exits(1))
			hook(s, 1, events.AfterInstall, exits(1))
			s.Inputs[0].Call.Create.IgnoreStopFailures = true
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 8s; web-1 AfterInstall ScriptFailed
2 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 10s; web-1 ApplicationStop ScriptFailed
web-1 v2 Unhealthy Unknown 3 archives`},
		{"a rollback leaves out nobody, though what failed did (CD-5.6)", "", func(s *sim.Setup) {
			rollsBack(s)
			starts(s, was(events.Healthy, events.Old), was(events.Healthy, events.Current))
			failsOn(s, events.BeforeInstall, 0)
			s.Inputs[0].Call.Create.OutdatedOnly = true
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
2 prod v1 Succeeded waves [2] end 14s
web-1 v1 Healthy Current 3 archives
web-2 v1 Healthy Current 2 archives`},
		{"a configuration that a deployment uses can not be deleted until it is over (CD-2.24, CD-12.4)", "", func(s *sim.Setup) {
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "own"})
			s.Inputs[0].Call.Create.Config = 3
			own := func(c *codedeploy.CreateDeployment) { c.Config = 3 }
			gone := sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentConfig, Config: 3}}
			at(s, 0, gone)
			at(s, 8*kernel.Second, gone)
			at(s, 10*kernel.Second, gone)
			at(s, 11*kernel.Second, gone)
			deploy(s, kernel.Minute, 1, own)
		}, `
refused: DeploymentConfigInUseException
refused: DeploymentConfigInUseException
refused: DeploymentConfigDoesNotExistException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
		{"an agent that is back takes up what waits for it within five minutes (CD-8.4)", "", func(s *sim.Setup) {
			at(s, 0, cut(298*kernel.Second))
		}, `
1 prod v2 Succeeded waves [1] end 5m7s
web-1 v2 Healthy Current 2 archives`},
		{"an agent that is back too late does not (CD-8.4)", "X-CD-hour-to-start", func(s *sim.Setup) {
			at(s, 0, cut(299500))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 1 archives`},
		{"the five minutes begin anew for every event (CD-8.4)", "", func(s *sim.Setup) {
			at(s, 0, cut(200*kernel.Second))
			at(s, 203500, cut(298*kernel.Second))
		}, `
1 prod v2 Succeeded waves [1] end 8m27.5s
web-1 v2 Healthy Current 2 archives`},
		{"a restart fails the newest event, here of the newer deployment (CD-8.5)", "", func(s *sim.Setup) {
			twoCommands(s, 0, 5*kernel.Second)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m4s; web-1 BeforeInstall UnknownError
2 other v2 Failed HEALTH_CONSTRAINTS waves [1] end 1m0s; web-1 BeforeInstall UnknownError
web-1 v1 Unhealthy Current 2 archives Unhealthy Unknown 1 archives`},
		{"a restart fails the newest event, here of the older deployment (CD-8.5)", "", func(s *sim.Setup) {
			twoCommands(s, 20*kernel.Second, 5*kernel.Second)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1m0s; web-1 AfterInstall UnknownError
2 other v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m9s; web-1 BeforeInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives Unhealthy Unknown 1 archives`},
		{"a reboot starts an agent that was stopped (CD-8.4, CD-8.5)", "", func(s *sim.Setup) {
			s.CodeDeploy.Agents[0].State = codedeploy.AgentStopped
			at(s, kernel.Second, befalls(fleet.Reboot, kernel.Minute))
		}, `
1 prod v2 Succeeded waves [1] end 1m10s
web-1 v2 Healthy Current 2 archives`},
		{"a reboot starts an agent that crashed, which fails what it was at (CD-8.5)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(10*kernel.Minute))
			at(s, 10*kernel.Second, befalls(fleet.CrashAgent, 0))
			at(s, kernel.Minute, befalls(fleet.Reboot, kernel.Minute))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 2m0s; web-1 BeforeInstall UnknownError
web-1 v1 Unhealthy Current 2 archives`},
		{"no reboot starts an agent that is missing (CD-8.4)", "", func(s *sim.Setup) {
			s.CodeDeploy.Agents[0].State = codedeploy.AgentMissing
			at(s, kernel.Second, befalls(fleet.Reboot, kernel.Minute))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 1 archives`},
	}...)
}

// twoCommands deploys v2 to two groups of the host, to the second one later,
// and lets the agent crash at 40 s for 20 s. If first is not 0 the first
// deployment's BeforeInstall takes it, and its AfterInstall runs at the crash;
// else its BeforeInstall does.
func twoCommands(s *sim.Setup, first, later kernel.Time) {
	more := s.CodeDeploy.Groups[0]
	more.Name = "other"
	s.CodeDeploy.Groups = append(s.CodeDeploy.Groups, more)
	deploy(s, later, 1, func(c *codedeploy.CreateDeployment) { c.Group = 1 })
	b := takes(first)
	b.Deployment = 1
	if first == 0 {
		b.TakesLo, b.TakesHi = kernel.Hour, kernel.Hour
	}
	hook(s, 1, events.BeforeInstall, b)
	long := takes(kernel.Hour)
	long.Location = "BeforeInstall-0.sh"
	s.CodeDeploy.Revisions[1].Scripts = append(s.CodeDeploy.Revisions[1].Scripts, long)
	hook(s, 1, events.AfterInstall, takes(kernel.Hour))
	at(s, 40*kernel.Second, befalls(fleet.CrashAgent, 20*kernel.Second))
}
