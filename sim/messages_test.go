package sim_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// failed runs a setup and returns the first event that failed on the host.
func failed(t *testing.T, s *sim.Setup) (*sim.World, *sim.Target, *sim.LifecycleEvent) {
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	target := w.Targets(w.DeploymentAt(1))[0]
	for i := range target.Events {
		if target.Events[i].Status == events.LifecycleFailed {
			return w, &target, &target.Events[i]
		}
	}
	t.Fatal("nothing failed")
	return nil, nil, nil
}

// The log tail is the end of the output, at most 2,048 characters. CD-1.9
func TestLogTail(t *testing.T) {
	s := base()
	b := exits(3)
	b.Prints = strings.Repeat("é", 3000) + "the end"
	hook(s, 1, events.BeforeInstall, b)
	w, target, e := failed(t, s)
	tail := []rune(w.LogTail(e))
	if len(tail) != 2048 || !strings.HasSuffix(string(tail), "éthe end\n") {
		t.Errorf("%d characters, ending in %q", len(tail), string(tail[len(tail)-10:]))
	}
	if got := w.Message(target, e); got != "Script at specified location: BeforeInstall-0.sh failed with exit code 3" {
		t.Error(got)
	}
}

// Bundles lie under the ids of the group and the deployment. CD-4.13
func TestArchiveDirectory(t *testing.T) {
	s := base()
	hook(s, 1, events.BeforeInstall, exits(0))
	s.CodeDeploy.Revisions[1].Inline = false
	w, target, e := failed(t, s)
	d := w.DeploymentAt(1)
	want := "Script does not exist at specified location: /opt/codedeploy-agent/deployment-root/" +
		w.GroupID(0) + "/" + d.ID + "/deployment-archive/BeforeInstall-0.sh"
	if got := w.Message(target, e); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// su that asks for a password fails the script with 1. CD-4.12
func TestRunAsPassword(t *testing.T) {
	s := base()
	b := exits(0)
	b.NeedsPassword = true
	hook(s, 1, events.BeforeInstall, b)
	s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.BeforeInstall][0].RunAs = "deploy"
	w, target, e := failed(t, s)
	if got := w.Message(target, e); got != "Script at specified location: BeforeInstall-0.sh run as user deploy failed with exit code 1" || e.Outcome.Code != events.ScriptFailed {
		t.Errorf("%v: %s", e.Outcome.Code, got)
	}
}

// What fails without a script says what it was. CD-7.2, CD-9.2, CD-4.4
func TestMessagesWithoutScript(t *testing.T) {
	for _, row := range []struct {
		change func(s *sim.Setup)
		want   string
	}{
		{func(s *sim.Setup) { s.CodeDeploy.Revisions[1].AppSpec.OS = "windows" }, "The AppSpec is for windows, which is not the operating system of the instance."},
		{func(s *sim.Setup) { s.CodeDeploy.Revisions[1].Refused = "no hooks" }, "no hooks"},
		{func(s *sim.Setup) { s.CodeDeploy.Revisions[0].Refused = "no hooks" }, "The archive of the revision that was installed last is gone, or holds no AppSpec that the agent takes."},
		{func(s *sim.Setup) {
			s.CodeDeploy.Revisions[1].Events = []codedeploy.EventBehaviour{{Event: events.Install, Fails: true, Error: "chown: invalid user"}}
		}, "chown: invalid user"},
	} {
		s := base()
		row.change(s)
		w, target, e := failed(t, s)
		if got := w.Message(target, e); got != row.want {
			t.Errorf("%s\nwant %s", got, row.want)
		}
	}
}
