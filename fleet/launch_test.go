package fleet_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
)

func TestLaunch(t *testing.T) {
	_, f := three(1)
	i := f.Launch(0, "c")
	if f.Name(i) != "web-3" || f.Zone(i) != "c" || f.GroupOf(i) != 0 || f.State(i) != fleet.Pending || f.InService(i) {
		t.Errorf("launched %s in %s, %v", f.Name(i), f.Zone(i), f.State(i))
	}
	if f.Key(i) == f.Key(0) || f.ID(i) == f.ID(1) {
		t.Error("a launched host is taken for another")
	}
	fork := new(fleet.Fleet)
	fork.CopyFrom(f)
	if f.Launch(0, "a"); fork.Len() != 5 || f.Len() != 6 {
		t.Error("a fork shares the hosts that are launched")
	}
}

// A scenario names web-4 before it is there.
func TestReferencesToTheFuture(t *testing.T) {
	_, f := three(1)
	ref, ok := fleet.FutureRef(0, 2, 4)
	if !ok {
		t.Fatal("web-4 can not be named")
	}
	f.Launch(0, "a")
	if _, there := f.Resolve(ref); there {
		t.Error("web-4 is there before it is launched")
	}
	i := f.Launch(0, "a")
	if got, there := f.Resolve(ref); !there || got != i || f.Ref(i) != ref || f.Ref(1) != 1 {
		t.Errorf("web-4 is %d (%v), want %d", got, there, i)
	}
	for _, no := range [][3]int{{0, 2, 2}, {1 << 11, 0, 1}, {0, 0, 1<<20 + 1}} {
		if _, ok := fleet.FutureRef(no[0], no[1], uint32(no[2])); ok {
			t.Errorf("a reference to %v", no)
		}
	}
}
