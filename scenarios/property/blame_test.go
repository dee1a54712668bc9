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

// It is told by the same record where the journal keeps those of decisions alone.
func TestTheEndIsToldByDecisions(t *testing.T) {
	for _, fails := range [][]uint32{{4}, {5}, {2, 4}} {
		var told [2]kernel.RecordNo
		for n, level := range []kernel.Level{kernel.All, kernel.Decisions} {
			w := sim.New(setup(failing(fails...)))
			w.Journal().SetLevel(level)
			x, verdicts, err := Run(w, []*Property{ask(t, `atEnd all(instances, health == "Healthy" and name != "web-1")`)})
			if err != nil || verdicts[0] != Violated {
				t.Fatalf("%v, %v", verdicts, err)
			}
			told[n] = x.Violations[0].Record
		}
		if told[0] != told[1] {
			t.Errorf("%v fail: record %d, and %d of decisions", fails, told[0], told[1])
		}
	}
}
