package property

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Where a number is too large or too small, the hosts that make it so are told, each
// with the record since which it does.
func TestHostsThatCount(t *testing.T) {
	dead := setup(terminating(5*kernel.Second, 5), terminating(9*kernel.Second, 1))
	for _, c := range []struct {
		setup *sim.Setup
		claim string
		all   int
		want  string // the hosts, and what the last record says
	}{
		{dead, "always inService >= 5", 2, "web-2 web-6 terminated"},
		{dead, "min-in-service=80%", 2, "web-2 web-6 terminated"},
		{dead, "never count(instances, inService) < 5", 2, "web-2 web-6 terminated"},
		{dead, "always inServiceAtStart - inService < 2", 2, "web-2 web-6 terminated"},
		{dead, "always hosts == hostsAtStart or hosts == 5", 2, "web-2 web-6 terminated"},
		{setup(), "max-offline=2", 3, "web-1 web-2 started"},
		{setup(), "always all(deployments, 6 - offline > 3)", 3, "web-1 web-2 started"},
		{setup(), "never zonesInProgress >= 3 and hosts == 6", 3, "web-1 web-2 started"},
		{setup(failing(0, 1, 2)), "always none(deployments, failed >= 2)", 2, "web-1 web-2 Failed"},
		{setup(failing(0, 1, 2)), `atEnd count(deployments, status == "Failed") == 0`, 0, ""},
		{setup(failing(1, 4)), `atEnd count(instances, health == "Unhealthy") == 0`, 2, "web-2 web-5 Unhealthy"},
		{setup(), "always running == 0", 0, ""},
	} {
		fresh := func() *sim.World {
			w := sim.New(c.setup)
			w.Journal().SetLevel(kernel.All)
			return w
		}
		list, all, err := ask(t, c.claim).Counted(fresh, 2)
		if err != nil || all != c.all {
			t.Errorf("%s: %d count, %v; want %d", c.claim, all, err, c.all)
			continue
		}
		w := fresh()
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		got, said := "", ""
		for _, x := range list {
			if x.Since == 0 {
				t.Errorf("%s: %s counts from the start", c.claim, w.Fleet().Name(x.Host))
				continue
			}
			r := w.Why(x.Since)[0]
			got, said = got+w.Fleet().Name(x.Host)+" ", fmt.Sprint(w.Subject(r), " ", w.Describe(r))
			if name, _, _ := strings.Cut(said, " "); name != w.Fleet().Name(x.Host) {
				t.Errorf("%s: %s is told by %s", c.claim, w.Fleet().Name(x.Host), said)
			}
		}
		if hosts, word := cutLast(c.want); got != hosts || !strings.Contains(said, word) {
			t.Errorf("%s: %s, %s; want %s", c.claim, got, said, c.want)
		}
	}
}

// cutLast parts the last word from a text.
func cutLast(text string) (before, last string) {
	at := strings.LastIndexByte(text, ' ') + 1
	return text[:at], text[at:]
}
