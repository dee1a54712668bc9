package property

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Of a claim about the end it is told by what became of a host or a deployment that makes
// it false, and of a success with failed targets by one of these (CD-2.10): so the causes
// lead to the script that failed.
func TestTheEndIsTold(t *testing.T) {
	for _, c := range []struct {
		claim string
		fails []uint32
		want  string // the host that is told of; empty for a deployment
	}{
		{"healthy-at-end", []uint32{1}, "web-2"},
		{"healthy-at-end", []uint32{5}, "web-6"},
		{`atEnd all(deployments, failed == 0)`, []uint32{4}, "web-5"},
		{`atEnd not any(instances, health == "Unhealthy")`, []uint32{4}, "web-5"},
		{`atEnd none(instances, health == "Unhealthy") and running == 0`, []uint32{4}, "web-5"},
		{`atEnd count(instances, health == "Unhealthy") == 0`, []uint32{4}, "web-5"},
		{`eventually running == 0 and count(deployments) > 0 and all(instances, health == "Healthy")`, []uint32{2}, "web-3"},
		{"succeeds", []uint32{0, 1, 2, 3}, ""},
	} {
		s := setup(failing(c.fails...))
		w := sim.New(s)
		w.Journal().SetLevel(kernel.All)
		x, verdicts, err := Run(w, []*Property{ask(t, c.claim)})
		if err != nil || verdicts[0] != Violated {
			t.Fatalf("%s: %v, %v", c.claim, verdicts, err)
		}
		chain, failed := w.Why(x.Violations[0].Record), false
		for _, r := range chain {
			failed = failed || r.Kind == events.ScriptEnded && r.B != 0
		}
		got := ""
		if kind, n := events.SubjectOf(chain[0].Subject); kind == events.Target {
			got = w.TargetName(n)
		}
		if got != c.want || !failed {
			t.Errorf("%s: told by %s of %q", c.claim, w.Describe(chain[0]), got)
		}
	}
}
