package sim_test

import (
	"regexp"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// CD-6.6: scaling activities say what Auto Scaling says, for a launch that is
// abandoned by its deployment, for one that nobody answers, and for the others.
func TestActivities(t *testing.T) {
	s := base()
	only(s)
	scale(s, 1, func(a *fleet.AutoScalingGroup) {
		a.Hooks = []fleet.Hook{{Name: "mine", Heartbeat: 10 * kernel.Minute, Owner: fleet.NoGroup}}
	})
	failing := exits(1)
	failing.Hosts = []uint32{later(s, 2)}
	hook(s, 0, events.ApplicationStart, failing)
	desire(s, 0, 2)
	desire(s, 20*kernel.Minute, 0)
	terminate(s, 12*kernel.Minute, 0)
	w := sim.New(s)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`^Launching a new EC2 instance: i-0\w{16}\.  Status Reason: Instance failed to complete user's Lifecycle Action: Lifecycle Action with token [0-9a-f-]{36} was abandoned: Lifecycle Action Completed with ABANDON Result an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 1 to 2\.$`,
		`^Launching a new EC2 instance: i-0\w{16}\.  Status Reason: Instance failed to complete user's Lifecycle Action: Lifecycle Action with token [0-9a-f-]{36} was abandoned: Heartbeat Timeout `,
		`^Launching `,
		`^Terminating EC2 instance: i-0\w{16} an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped\.$`,
	}
	list := w.Activities()
	for n, form := range want {
		if n >= len(list) || !regexp.MustCompile(form).MatchString(list[n].Description+" "+list[n].Cause) {
			t.Errorf("activities\n%+v\nnumber %d is not %s", list, n, form)
		}
	}
}
