package sim_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// After every step of a run, traffic as the journal tells it is what the fleet
// says (CD-7.4).
func TestTrafficFollowsTheFleet(t *testing.T) {
	for name, change := range map[string]func(s *sim.Setup){
		"no load balancer": func(*sim.Setup) {},
		"three of them":    func(s *sim.Setup) { behind(s, three()...) },
		"one for a single host": func(s *sim.Setup) {
			behind(s, fleet.LoadBalancer{Name: "small", Register: kernel.Second, Members: []uint32{2}})
		},
		"hosts of an Auto Scaling group": func(s *sim.Setup) {
			scale(s, 4, nil)
			desire(s, 10*kernel.Second, 6)
			desire(s, 5*kernel.Minute, 5)
		},
		"and of one behind a load balancer": func(s *sim.Setup) {
			behind(s, fleet.LoadBalancer{Name: "front", Register: kernel.Second, Members: []uint32{}})
			scale(s, 4, func(a *fleet.AutoScalingGroup) { a.LoadBalancers = []int32{0} })
			desire(s, 10*kernel.Second, 6)
		},
		"stops, a reboot and an end": func(s *sim.Setup) {
			behind(s, three()...)
			for i, kind := range []fleet.FaultKind{fleet.Stop, fleet.Reboot, fleet.Terminate} {
				f := befalls(kind, kernel.Minute)
				f.When.Plus, f.Fault.Instances = kernel.Time(i+1)*20*kernel.Second, []uint32{uint32(i)}
				s.Inputs = append(s.Inputs, f)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := fleetOf(4)
			change(s)
			follow(t, sim.New(s))
		})
	}
}

func follow(t *testing.T, w *sim.World) {
	w.Journal().SetLevel(kernel.All)
	traffic, seen, serving := sim.NewTraffic(w), 0, 0
	for more := true; more; {
		var err error
		if more, err = w.Step(); err != nil {
			t.Fatal(err)
		}
		for _, r := range w.Journal().Records()[seen:] {
			traffic.Observe(r)
			seen++
		}
		serving = 0
		for i := range uint32(w.Fleet().Len()) {
			if got, want := traffic.Serves(i), w.Fleet().InService(i); got != want {
				t.Fatalf("CD-7.4: at %v %s serves %v, want %v", w.Now(), w.Fleet().Name(i), got, want)
			}
			if traffic.Serves(i) {
				serving++
			}
		}
		if traffic.InService() != serving {
			t.Fatalf("at %v %d are in service, want %d", w.Now(), traffic.InService(), serving)
		}
	}
	if v1, v2 := traffic.Serving(0), traffic.Serving(1); v1+v2 != serving || v2 == 0 {
		t.Errorf("%d serve v1 and %d v2 of %d", v1, v2, serving)
	}
}
