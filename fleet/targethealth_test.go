package fleet_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// checked are two hosts behind a Classic load balancer, of which the second is
// behind a target group too; health checks fail after 20s and pass after 50s.
func checked() *fleet.Setup {
	lb := fleet.LoadBalancer{Fails: 20 * kernel.Second, Passes: 50 * kernel.Second}
	tg := lb
	tg.Members, tg.TargetGroup = []uint32{1}, true
	return &fleet.Setup{
		Groups:        []fleet.Group{{Name: "web", Count: 2, Numbered: true, InstanceProfile: true, DiskFree: -1}},
		LoadBalancers: []fleet.LoadBalancer{lb, tg},
	}
}

// story runs a fleet alone, with faults at times, and tells what its journal
// has: time, host, kind, load balancer, hosts in service.
func story(t *testing.T, s *fleet.Setup, faults map[kernel.Time]fleet.Fault) (*fleet.Fleet, []string) {
	k := kernel.New(1, kernel.Limits{})
	k.Journal().SetLevel(kernel.All)
	f := fleet.New(k, s)
	times := make([]kernel.Time, 0, len(faults))
	for at := range faults {
		times = append(times, at)
	}
	slices.Sort(times)
	for _, at := range append(times, kernel.Day) {
		drain(t, k, f, at)
		if fault, ok := faults[at]; ok {
			k.Schedule(at, kernel.Settle, events.InputDue, 0, 0)
			if _, ok, err := k.Next(); !ok || err != nil {
				t.Fatal(err)
			}
			f.Strike(k, &fault, 0)
		}
	}
	var lines []string
	for _, r := range k.Journal().Records() {
		n, _ := events.Record(r).InService()
		lines = append(lines, fmt.Sprintf("%v %s %s %d, %d serve", r.At, f.Name(events.Record(r).Index()), events.RecordName(r.Kind), r.A, n))
	}
	return f, lines
}

// drain lets everything happen before a time.
func drain(t *testing.T, k *kernel.Kernel, f *fleet.Fleet, before kernel.Time) {
	for {
		e, ok, err := k.NextBefore(before - 1)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return
		}
		f.Step(k, events.Event(e))
	}
}

// A host that stops is sent no more requests once its health checks have failed,
// and again once they pass; one that is back before is noticed by nobody.
func TestTargetHealth(t *testing.T) {
	_, got := story(t, checked(), map[kernel.Time]fleet.Fault{
		kernel.Second:      {Kind: fleet.Reboot, Instances: []uint32{1}, For: kernel.Minute},
		5 * kernel.Minute:  {Kind: fleet.CutNetwork, Instances: []uint32{0}, For: 10 * kernel.Second},
		10 * kernel.Minute: {Kind: fleet.Terminate, Instances: []uint32{0}},
	})
	want := []string{
		"1s web-2 HostStopped 0, 1 serve",
		"21s web-2 ChecksFailed 0, 1 serve",
		"21s web-2 ChecksFailed 1, 1 serve",
		"1m1s web-2 HostStarted 0, 1 serve",
		"1m51s web-2 ChecksPassed 0, 2 serve",
		"1m51s web-2 ChecksPassed 1, 2 serve",
		"5m0s web-1 NetworkCut 0, 1 serve",
		"5m10s web-1 NetworkRestored 0, 2 serve",
		"10m0s web-1 HostTerminated 0, 1 serve",
		"10m20s web-1 ChecksFailed 0, 1 serve",
	}
	if !slices.Equal(got, want) {
		t.Errorf("CD-7.6: got\n%q\nwant\n%q", got, want)
	}
}

// An outage that begins before the health checks pass starts their count anew.
func TestTargetHealthBeginsAnew(t *testing.T) {
	s := checked()
	s.LoadBalancers[1].NeverHealthy = []uint32{1}
	f, got := story(t, s, map[kernel.Time]fleet.Fault{
		kernel.Second:      {Kind: fleet.Reboot, Instances: []uint32{1}, For: kernel.Minute},
		80 * kernel.Second: {Kind: fleet.CutNetwork, Instances: []uint32{1}, For: kernel.Minute},
	})
	want := []string{
		"1s web-2 HostStopped 0, 1 serve",
		"21s web-2 ChecksFailed 0, 1 serve",
		"1m1s web-2 HostStarted 0, 1 serve",
		"1m20s web-2 NetworkCut 0, 1 serve",
		"2m20s web-2 NetworkRestored 0, 1 serve",
		"3m10s web-2 ChecksPassed 0, 2 serve",
	}
	if !slices.Equal(got, want) {
		t.Errorf("CD-7.6: got\n%q\nwant\n%q", got, want)
	}
	if f.Receives(1, 1) || !f.Behind(1, 1) {
		t.Error("CD-7.2: a host that never gets healthy is sent traffic")
	}
	if least, of, at := f.LeastServing(); least != 1 || of != 2 || at != kernel.Second {
		t.Errorf("at least %d of %d at %v", least, of, at)
	}
}

// What changes within one instant does not count, and a fork counts for itself.
func TestLeastServing(t *testing.T) {
	k := kernel.New(1, kernel.Limits{})
	f := fleet.New(k, checked())
	f.Deregister(k, 0, 0, 0, 0)
	f.Register(k, 0, 0, 0, 0)
	if least, of, _ := f.LeastServing(); least != 2 || of != 2 {
		t.Errorf("at least %d of %d", least, of)
	}
	k.Schedule(kernel.Second, kernel.Settle, events.InputDue, 0, 0)
	_, _, _ = k.Next()
	fork := new(fleet.Fleet)
	fork.CopyFrom(f)
	f.Deregister(k, 0, 1, 0, 0)
	if !f.InService(1) {
		t.Error("CD-7.1: web-2 is still behind the target group")
	}
	f.Deregister(k, 1, 1, 0, 0)
	if least, of, at := f.LeastServing(); least != 1 || of != 2 || at != kernel.Second || f.Serving() != 1 {
		t.Errorf("at least %d of %d at %v", least, of, at)
	}
	if least, _, _ := fork.LeastServing(); least != 2 || fork.Serving() != 2 {
		t.Error("a fork counts what the original does")
	}
}

// A host that is unhealthy at time 0 is sent no traffic until it is registered
// anew.
func TestUnhealthyAtTimeZero(t *testing.T) {
	s := checked()
	s.LoadBalancers = s.LoadBalancers[:1]
	s.LoadBalancers[0].Unhealthy = []uint32{0}
	k := kernel.New(1, kernel.Limits{})
	k.Journal().SetLevel(kernel.All)
	f := fleet.New(k, s)
	if f.InService(0) || f.Serving() != 1 || !f.GetsHealthy(0, 0) {
		t.Error("CD-7.6: an unhealthy host is sent traffic, or can not get healthy")
	}
	f.Register(k, 0, 0, 0, 0)
	if r := k.Journal().Records()[0]; !f.InService(0) || f.Serving() != 2 || r.Kind != events.ChecksPassed {
		t.Error("CD-7.6: a host that was registered anew is sent no traffic")
	}
}

// A stopped host has been so for long, so that its load balancers know.
func TestStoppedBeforeTimeZero(t *testing.T) {
	s := checked()
	s.Groups[0].Stopped = true
	k := kernel.New(1, kernel.Limits{})
	f := fleet.New(k, s)
	if f.Receives(0, 0) || !f.Behind(0, 0) || f.Serving() != 0 {
		t.Error("CD-7.6: a stopped host is sent traffic")
	}
}
