package imports

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What the comment above the timeline offers to expect comes true: a deployment
// of an account, with the durations and failures of its targets, ends here as
// it ended there (CD-2.8).
func TestFailedDeploymentFailsAgain(t *testing.T) {
	text, _ := yaml(t, inputsOf(t, "testdata/failed-deployment")...)
	_, offered, ok := strings.Cut(string(text), "add: ")
	offered, _, _ = strings.Cut(offered, "\n")
	if !ok {
		t.Fatalf("no expectation is offered:\n%s", text)
	}
	s, w := run(t, append(text, (offered+"\n")...))
	if v := scenarios.Check(s, w, w.Pace()); v.Passed == 0 || v.Failed > 0 {
		t.Errorf("%s: %+v", offered, v)
	}
	want := []kernel.Time{2400, 1250, 90, 3500, 100, 12750, 4200}
	var got []kernel.Time
	for _, e := range w.Targets(w.Deployments()[0])[0].Events {
		got = append(got, e.End-e.Start)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("durations on web-a:\n%s", diff)
	}
}

// How the deployment of each case ends.
func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		dir, rule, want string
	}{
		{"nine-unnamed", "CD-2.3", "Succeeded 9 0 0"},
		{"classic-load-balancer", "CD-7.3", "Succeeded 3 0 0"},
		{"auto-scaling", "CD-10.2", "Succeeded 5 0 0"},
		{"target-groups-and-alarms", "CD-6.1", "Stopped 0 0 3"}, // the alarm was active
		{"on-premises-unknown", "CD-10.2", "Failed 0 0 0"},
		{"on-premises", "CD-10.7", "Failed 0 0 1"},  // half of one is none
		{"states", "CD-2.11", "Succeeded 2 3 0"},    // two are stopped, one has no instance profile
		{"template-yaml", "CD-2.2", "Failed 0 0 2"}, // 75 % of two are two
		{"history", "CD-2.3", "Succeeded 2 0 0"},
	} {
		text, _ := yaml(t, inputsOf(t, "testdata/"+c.dir)...)
		_, w := run(t, text)
		if got := outcome(w); got != c.want {
			t.Errorf("%s (%s): %s, want %s", c.dir, c.rule, got, c.want)
		}
	}
}

// outcome is the status of the first deployment, and how many targets
// succeeded, failed and were skipped.
func outcome(w *sim.World) string {
	d := w.Deployments()[0]
	count := map[events.TargetStatus]int{}
	for _, target := range w.Targets(d) {
		count[target.Status]++
	}
	parts := []string{d.Status.String()}
	for _, s := range []events.TargetStatus{events.TargetSucceeded, events.TargetFailed, events.TargetSkipped} {
		parts = append(parts, number(count[s]))
	}
	return strings.Join(parts, " ")
}
