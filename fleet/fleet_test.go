package fleet_test

import (
	"regexp"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func TestTagFilters(t *testing.T) {
	tags := []fleet.Tag{{Key: "Env", Value: "prod"}, {Key: "Role", Value: "web"}}
	for _, c := range []struct {
		rule   string
		filter fleet.TagFilter
		want   bool
	}{
		{"CD-10.1 both", fleet.TagFilter{Key: "Env", Value: "prod"}, true},
		{"CD-10.1 the value of another key", fleet.TagFilter{Key: "Env", Value: "web"}, false},
		{"CD-10.1 key only", fleet.TagFilter{Key: "Env", Value: "x", Type: fleet.KeyOnly}, true},
		{"CD-10.1 no such key", fleet.TagFilter{Key: "Zone", Type: fleet.KeyOnly}, false},
		{"CD-10.1 value only", fleet.TagFilter{Key: "x", Value: "web", Type: fleet.ValueOnly}, true},
		{"CD-10.1 case counts", fleet.TagFilter{Key: "env", Value: "prod"}, false},
	} {
		if got := c.filter.Matches(tags); got != c.want {
			t.Errorf("%s: %v", c.rule, got)
		}
	}
}

// three is a group of two, a host of its own, and one on premises.
func three(seed uint64) (*kernel.Kernel, *fleet.Fleet) {
	k := kernel.New(seed, kernel.Limits{})
	return k, fleet.New(k, &fleet.Setup{
		Groups: []fleet.Group{
			{Name: "web", Count: 2, Numbered: true, Zones: []string{"a", "b"}, InstanceProfile: true, DiskFree: 10},
			{Name: "db", Count: 1, InstanceProfile: true, DiskFree: -1, Files: []string{"/b", "/a"}},
			{Name: "rack", Count: 1, OnPremises: true, InstanceProfile: true, DiskFree: -1},
		},
		LoadBalancers: []fleet.LoadBalancer{{Name: "lb", Members: []uint32{0, 1}}},
	})
}

func TestNamesAndIDs(t *testing.T) {
	_, f := three(1)
	_, other := three(2)
	want := []string{"web-1", "web-2", "db", "rack"}
	form := regexp.MustCompile(`^i-0[0-9a-f]{16}$`)
	for i, name := range want {
		if got := f.Name(uint32(i)); got != name {
			t.Errorf("host %d is %s, want %s", i, got, name)
		}
		id := f.ID(uint32(i))
		if onPremises := name == "rack"; onPremises && id != name || !onPremises && !form.MatchString(id) {
			t.Errorf("%s has the id %s", name, id)
		}
		if name != "rack" && id == other.ID(uint32(i)) {
			t.Errorf("%s has the same id under another seed", name)
		}
	}
	if f.Zone(0) != "a" || f.Zone(1) != "b" || f.Zone(2) != "" {
		t.Error("zones are not dealt round robin")
	}
	if f.IsTarget(3) {
		t.Error("an on-premises host is a target without being registered (CD-10.7)")
	}
}

func TestDisk(t *testing.T) {
	_, f := three(1)
	e := f.Edit(f.Disk(0))
	if !e.Put(fleet.File{Path: "/x", Size: 8}) || e.Put(fleet.File{Path: "/y", Size: 3}) {
		t.Error("ten bytes hold eight and not eleven")
	}
	if !e.Put(fleet.File{Path: "/x", Size: 10}) {
		t.Error("a file can not be replaced by a larger one that fits")
	}
	e.Delete("/x")
	e.Delete("/never")
	if !e.Put(fleet.File{Path: "/y", Size: 10}) {
		t.Error("a deleted file still takes room")
	}
	if id := e.Done(); f.Has(f.Disk(0), "/y") || !f.Has(id, "/y") {
		t.Error("an edit changes the content it began with")
	}
	if files := f.Files(f.Disk(2)); len(files) != 2 || files[0].Path != "/a" {
		t.Error("files are not in order of path")
	}
}

// run applies the fleet's own events until t.
func run(k *kernel.Kernel, f *fleet.Fleet, t kernel.Time) {
	for {
		e, ok, _ := k.NextBefore(t)
		if !ok {
			return
		}
		f.Step(k, events.Event(e))
	}
}

func TestOutages(t *testing.T) {
	k, f := three(1)
	f.Strike(k, &fleet.Fault{Kind: fleet.CutNetwork, Instances: []uint32{0}, For: 10}, 0)
	f.Strike(k, &fleet.Fault{Kind: fleet.CutNetwork, Instances: []uint32{0}, For: 30}, 0)
	f.Strike(k, &fleet.Fault{Kind: fleet.ZoneOutage, Zone: "b", For: 20}, 0)
	run(k, f, 15)
	if f.Reachable(0) || f.Up(1) || f.State(1) != fleet.Stopped {
		t.Error("an outage ends before the longest of those that overlap")
	}
	run(k, f, 40)
	if !f.Reachable(0) || !f.Up(1) {
		t.Error("an outage does not end")
	}
	f.Strike(k, &fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{1}}, 0)
	f.Strike(k, &fleet.Fault{Kind: fleet.Reboot, Instances: []uint32{1}, For: 5}, 0)
	run(k, f, 100)
	if f.State(1) != fleet.Terminated || f.InService(1) {
		t.Error("a terminated instance comes back")
	}
}

func TestInService(t *testing.T) {
	k, f := three(1)
	if !f.InService(0) || !f.InService(2) {
		t.Error("a registered host and one without a load balancer take requests (CD-7.4)")
	}
	f.Deregister(k, 0, 0, 0, 0)
	if f.InService(0) {
		t.Error("a deregistered host takes requests (CD-7.1)")
	}
	fork := new(fleet.Fleet)
	fork.CopyFrom(f)
	f.Register(k, 0, 0, 0, 0)
	if !f.InService(0) || fork.InService(0) {
		t.Error("a fork shares who is registered")
	}
}
