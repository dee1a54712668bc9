package scenarios_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Each host that is struck is a fault, and a delay is one only to a search that lets
// events end late.
func TestFaultsIn(t *testing.T) {
	two := scenarios.Names("web-1", "web-2")
	for _, c := range []struct {
		fault        *scenarios.Fault
		word         string
		faults, late int
	}{
		{nil, "", 0, 0},
		{&scenarios.Fault{Fail: two[:1]}, "fail", 1, 1},
		{&scenarios.Fault{Terminate: two}, "terminate", 2, 2},
		{&scenarios.Fault{Stop: two}, "stop", 2, 2},
		{&scenarios.Fault{ZoneOutage: scenarios.Named("a")}, "zoneOutage", 1, 1},
		{&scenarios.Fault{Event: "hang", Deployment: 1}, "hang", 1, 1},
		{&scenarios.Fault{Delay: two}, "delay", 0, 2},
		{&scenarios.Fault{Event: "delay", Deployment: 1}, "delay", 0, 1},
	} {
		list := []scenarios.Entry{{Fault: c.fault}}
		if n, late := scenarios.FaultsIn(list, false), scenarios.FaultsIn(list, true); n != c.faults || late != c.late {
			t.Errorf("%s: %d, late %d", c.word, n, late)
		}
		if c.fault != nil && c.fault.Word() != c.word {
			t.Errorf("%s: %s", c.word, c.fault.Word())
		}
	}
}
