package sim_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// starts makes as many hosts as there are healths, each starting with its own.
func starts(s *sim.Setup, healths ...codedeploy.HostHealth) {
	s.Fleet.Groups[0].Count = len(healths)
	for i, h := range healths {
		h.Hosts = []uint32{uint32(i)}
		s.CodeDeploy.Health = append(s.CodeDeploy.Health, h)
	}
}

func was(i events.InstanceHealth, r events.RevisionHealth) codedeploy.HostHealth {
	return codedeploy.HostHealth{Instance: i, Revision: r}
}

// Unhealthy hosts come first, then by what they run: Unknown, Old, Current.
func TestOrderOfTargets(t *testing.T) {
	s := base()
	starts(s, was(events.Healthy, events.Current), was(events.Healthy, events.Old), was(events.Unhealthy, events.Current),
		was(events.Healthy, events.Unknown), was(events.Unhealthy, events.Unknown), was(events.Healthy, events.Old))
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, target := range w.Targets(w.DeploymentAt(w.CodeDeploy().Past())) {
		order = append(order, target.Name)
	}
	if got, want := strings.Join(order, " "), "web-3 web-5 web-4 web-2 web-6 web-1"; got != want {
		t.Errorf("CD-2.14: order %s, want %s", got, want)
	}
}

func init() {
	stories = append(stories, []story{
		{"all but the Healthy and Current are outdated (CD-10.4, CD-2.21)", "X-CD-outdated", func(s *sim.Setup) {
			starts(s, was(events.Unhealthy, events.Current), was(events.Healthy, events.Old),
				was(events.Healthy, events.Unknown), was(events.Healthy, events.Current))
			s.Inputs[0].Call.Create.OutdatedOnly = true
		}, `
1 prod v2 Succeeded waves [3] end 9s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives
web-3 v2 Healthy Current 2 archives
web-4 v1 Healthy Old 1 archives`},
		{"the group's own revision makes nobody Old (CD-2.21)", "", func(s *sim.Setup) {
			starts(s, was(events.Unhealthy, events.Current), was(events.Healthy, events.Current))
			s.Inputs[0].Call.Create.Revision = 0
			s.Inputs[0].Call.Create.OutdatedOnly = true
		}, `
1 prod v1 Succeeded waves [1] end 9s
web-1 v1 Healthy Current 2 archives
web-2 v1 Healthy Current 1 archives`},
		{"a success leaves what failed Old or Unknown if it was, and Unknown if it was Current (CD-2.21)", "X-CD-after-success", func(s *sim.Setup) {
			starts(s, was(events.Healthy, events.Current), was(events.Healthy, events.Old),
				was(events.Healthy, events.Unknown), was(events.Healthy, events.Old))
			failsOn(s, events.BeforeInstall, 0, 1, 2)
		}, `
1 prod v2 Succeeded waves [4] end 10s; web-3 BeforeInstall ScriptFailed; web-2 BeforeInstall ScriptFailed; web-1 BeforeInstall ScriptFailed
web-1 v1 Unhealthy Unknown 2 archives
web-2 v1 Unhealthy Old 2 archives
web-3 v1 Unhealthy Unknown 2 archives
web-4 v2 Healthy Current 2 archives`},
		{"after a failure every attempted host is judged by its own result (CD-2.22)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count = 3
			s.CodeDeploy.Groups[0].Settings.Config = 0
			failsOn(s, events.AfterInstall, 1)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1 1] end 18s; web-2 AfterInstall ScriptFailed
web-1 v2 Healthy Old 2 archives
web-2 v2 Unhealthy Unknown 2 archives
web-3 v1 Healthy Current 1 archives`},
		{"after a failure to deploy the group's own revision what succeeded is Current (CD-2.22)", "", func(s *sim.Setup) {
			starts(s, was(events.Healthy, events.Old), was(events.Healthy, events.Old), was(events.Healthy, events.Old))
			s.CodeDeploy.Groups[0].Settings.Config = 0
			s.Inputs[0].Call.Create.Revision = 0
			b := exits(1)
			b.Hosts = []uint32{1}
			hook(s, 0, events.BeforeInstall, b)
		}, `
1 prod v1 Failed HEALTH_CONSTRAINTS waves [1 1] end 15s; web-2 BeforeInstall ScriptFailed
web-1 v1 Healthy Current 2 archives
web-2 v1 Unhealthy Old 2 archives
web-3 v1 Healthy Old 1 archives`},
		{"an Install that never began leaves the revision health as it was (CD-2.22, CD-8.4)", "", func(s *sim.Setup) {
			at(s, 4500, cut(kernel.Hour))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m4s; web-1 Install UnknownError
web-1 v1 Unhealthy Current 2 archives`},
		{"RESTART takes neither a revision nor the outdated only, and needs a success (CD-1.13)", "", func(s *sim.Setup) {
			s.CodeDeploy.History = nil
			s.Inputs = nil
			restart := func(c *codedeploy.CreateDeployment) { c.Restart = true }
			deploy(s, 0, none, restart)
			deploy(s, kernel.Minute, 1, nil)
			deploy(s, kernel.Hour, none, func(c *codedeploy.CreateDeployment) { c.Restart, c.OutdatedOnly = true, true })
			deploy(s, kernel.Hour, 1, restart)
			deploy(s, 2*kernel.Hour, none, restart)
		}, `
refused: RevisionRequiredException
refused: InvalidUpdateOutdatedInstancesOnlyValueException
refused: InvalidRevisionException
1 prod v2 Succeeded waves [1] end 1m9s
2 prod v2 Succeeded waves [1] end 2h0m9s
web-1 v2 Healthy Current 2 archives`},
		{"a description has at most 256 characters (CD-12.4)", "", func(s *sim.Setup) {
			s.Inputs[0].Call.Create.Description = strings.Repeat("x", 257)
			deploy(s, kernel.Hour, 1, func(c *codedeploy.CreateDeployment) { c.Description = strings.Repeat("x", 256) })
		}, `
refused: DescriptionTooLongException
1 prod v2 Succeeded waves [1] end 1h0m9s
web-1 v2 Healthy Current 2 archives`},
	}...)
}
