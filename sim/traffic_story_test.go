package sim_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// behind puts the hosts behind load balancers, with traffic control.
func behind(s *sim.Setup, balancers ...fleet.LoadBalancer) {
	s.Fleet.LoadBalancers = balancers
	for l := range balancers {
		s.CodeDeploy.Groups[0].Settings.LoadBalancers = append(s.CodeDeploy.Groups[0].Settings.LoadBalancers, int32(l))
	}
	s.CodeDeploy.Groups[0].Settings.TrafficControl = true
}

// three are load balancers: the slowest to let go, the slowest to let in, and
// one that is neither.
func three() []fleet.LoadBalancer {
	return []fleet.LoadBalancer{
		{Name: "slow to let go", Register: 30 * kernel.Second, Deregister: 3 * kernel.Minute},
		{Name: "slow to let in", Register: 2 * kernel.Minute, Deregister: 20 * kernel.Second},
		{Name: "neither", Register: 10 * kernel.Second, Deregister: 10 * kernel.Second},
	}
}

func befalls(kind fleet.FaultKind, span kernel.Time) sim.Input {
	return sim.Input{Fault: &fleet.Fault{Kind: kind, Instances: []uint32{0}, For: span, Factor: 1}}
}

// A host leaves all load balancers at the start of BlockTraffic and is back in
// all of them at the end of AllowTraffic, those included where it was not.
func TestEveryLoadBalancer(t *testing.T) {
	s := base()
	balancers := three()
	balancers[1].Members = []uint32{}
	behind(s, balancers...)
	w := sim.New(s)
	for _, step := range []struct {
		at   kernel.Time
		want [3]bool
	}{
		{999, [3]bool{true, false, true}},
		{kernel.Second, [3]bool{}},
		{kernel.Minute, [3]bool{}},
		{3*kernel.Minute + 11*kernel.Second, [3]bool{}},
		{kernel.Hour, [3]bool{true, true, true}},
	} {
		if err := w.RunUntil(step.at); err != nil {
			t.Fatal(err)
		}
		for l, want := range step.want {
			if got := w.Fleet().Behind(int32(l), 0); got != want {
				t.Errorf("CD-7.1, CD-7.5: at %v %s: registered %v, want %v", step.at, balancers[l].Name, got, want)
			}
		}
	}
}

func init() {
	stories = append(stories, []story{
		{"the slowest of several load balancers decides, each way (CD-7.1, CD-7.2, CD-7.3)", "X-CD-drains-one-after-another X-CD-joins-one-after-another X-CD-blocks-by-health-checks", func(s *sim.Setup) {
			behind(s, three()...)
		}, `
1 prod v2 Succeeded waves [1] end 5m13s
web-1 v2 Healthy Current 2 archives`},
		{"only load balancers where a host is registered hold it up (CD-7.5)", "X-CD-drains-strangers", func(s *sim.Setup) {
			balancers := three()
			balancers[0].Members = []uint32{}
			behind(s, balancers...)
			deploy(s, kernel.Hour, 1, nil)
		}, `
1 prod v2 Succeeded waves [1] end 2m33s
2 prod v2 Succeeded waves [1] end 1h5m13s
web-1 v2 Healthy Current 3 archives`},
		{"a host must be healthy in every load balancer, within the hour (CD-7.1, CD-7.2)", "X-CD-any-load-balancer", func(s *sim.Setup) {
			balancers := three()
			balancers[1].NeverHealthy = []uint32{0}
			behind(s, balancers...)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h3m12s; web-1 AllowTraffic UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
		{"a host that gets healthy after exactly an hour is in time, a second later it is not (CD-7.2)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count = 2
			behind(s, fleet.LoadBalancer{Name: "lb", Register: kernel.Hour})
			s.CodeDeploy.Revisions[1].Events = []codedeploy.EventBehaviour{{
				Who: codedeploy.Who{Hosts: []uint32{1}}, Event: events.AllowTraffic, TakesLo: kernel.Hour + kernel.Second, TakesHi: kernel.Hour + kernel.Second}}
		}, `
1 prod v2 Succeeded waves [2] end 1h0m13s; web-2 AllowTraffic UnknownError
web-1 v2 Healthy Current 2 archives
web-2 v2 Unhealthy Unknown 2 archives`},
		{"on a host terminated meanwhile BlockTraffic succeeds at once (CD-8.4)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 10*kernel.Second, befalls(fleet.Terminate, 0))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m10s; web-1 AfterBlockTraffic UnknownError
web-1 v1`},
		{"on a host terminated before BlockTraffic succeeds at once (CD-8.4, CD-4.10)", "", func(s *sim.Setup) {
			behind(s, three()...)
			s.Inputs[0].Call.Create.IgnoreStopFailures = true
			at(s, 500, befalls(fleet.Terminate, 0))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 20m0s; web-1 BeforeBlockTraffic UnknownError; web-1 AfterBlockTraffic UnknownError; web-1 ApplicationStop UnknownError; web-1 DownloadBundle UnknownError
web-1 v1`},
		{"on a host terminated meanwhile AllowTraffic fails at once (CD-8.4)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 4*kernel.Minute, befalls(fleet.Terminate, 0))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 4m0s; web-1 AllowTraffic UnknownError
web-1 v2`},
		{"a host that is terminated at the instant at which it gets healthy is not registered (CD-8.4)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 5*kernel.Minute+12*kernel.Second, befalls(fleet.Terminate, 0))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m12s; web-1 AllowTraffic UnknownError
web-1 v2`},
		{"BlockTraffic needs neither the host nor its network (CD-8.4)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 10*kernel.Second, befalls(fleet.Reboot, kernel.Minute))
			at(s, 80*kernel.Second, cut(kernel.Minute))
		}, `
1 prod v2 Succeeded waves [1] end 5m13s
web-1 v2 Healthy Current 2 archives`},
		{"AllowTraffic waits for a host that reboots (CD-7.2)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 4*kernel.Minute, befalls(fleet.Reboot, kernel.Minute))
		}, `
1 prod v2 Succeeded waves [1] end 7m1s
web-1 v2 Healthy Current 2 archives`},
		{"AllowTraffic waits through one outage after another (CD-7.2)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 4*kernel.Minute, cut(kernel.Minute))
			at(s, 6*kernel.Minute, cut(kernel.Minute))
		}, `
1 prod v2 Succeeded waves [1] end 9m1s
web-1 v2 Healthy Current 2 archives`},
		{"a host that is back too late for its health checks fails at the hour (CD-7.2)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 4*kernel.Minute, cut(57*kernel.Minute+13*kernel.Second))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h3m12s; web-1 AllowTraffic UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
		{"a host that is back in time for its health checks does not (CD-7.2)", "", func(s *sim.Setup) {
			behind(s, three()...)
			at(s, 4*kernel.Minute, cut(57*kernel.Minute+12*kernel.Second))
		}, `
1 prod v2 Succeeded waves [1] end 1h3m13s
web-1 v2 Healthy Current 2 archives`},
		{"a group takes ten Classic load balancers and ten target groups, and no eleventh of either (CD-7.1)", "X-CD-one-list-of-ten", func(s *sim.Setup) {
			for l := range 22 {
				s.Fleet.LoadBalancers = append(s.Fleet.LoadBalancers, fleet.LoadBalancer{Name: "lb", TargetGroup: l >= 11})
			}
			for _, list := range [][]int32{
				{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20},
				{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
				{0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21},
			} {
				at(s, 0, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup,
					Update: codedeploy.SettingsUpdate{Config: none, LoadBalancers: list}}})
			}
		}, `
refused: InvalidLoadBalancerInfoException
refused: InvalidLoadBalancerInfoException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
		{"no return makes a host healthy that never gets healthy (CD-7.2)", "", func(s *sim.Setup) {
			balancers := three()
			balancers[0].NeverHealthy = []uint32{0}
			behind(s, balancers...)
			at(s, 4*kernel.Minute, cut(kernel.Minute))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h3m12s; web-1 AllowTraffic UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
	}...)
}
