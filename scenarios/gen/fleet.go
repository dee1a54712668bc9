package gen

import (
	"slices"
	"strconv"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Fleet draws hosts, and what the features put around them: a load balancer, a
// target group, an Auto Scaling group. The hosts that are deployed to have the
// tag Env: prod; those that replace them have Env: next.
func Fleet(options ...Option) *rapid.Generator[scenarios.Fleet] {
	s := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) scenarios.Fleet {
		has, _ := s.swarm(t)
		return s.fleet(t, has)
	})
}

func (s *space) fleet(t *rapid.T, has traits) (f scenarios.Fleet) {
	host := func(env string) *rapid.Generator[scenarios.Instance] {
		return rapid.Custom(func(t *rapid.T) scenarios.Instance { return instance(t, has, env) })
	}
	f.Instances = named("web", rapid.SliceOfN(host("prod"), 1, s.hosts).Draw(t, "hosts"))
	if has[BlueGreen] {
		f.Instances = append(f.Instances, named("new", rapid.SliceOfN(host("next"), 1, s.hosts).Draw(t, "replacements"))...)
	}
	if has[LoadBalancer] {
		balancers(t, has, &f)
	}
	if has[Scaling] {
		f.AutoScalingGroups = []scenarios.AutoScalingGroup{scalingGroup(t, has, &f)}
	}
	if has[Agents] {
		f.Agent = agent(t)
	}
	f.Order = rapid.SampledFrom([]string{"", "shuffle"}).Draw(t, "order")
	return f
}

// named gives hosts their names. Hosts that are all alike are one entry.
func named(name string, hosts []scenarios.Instance) []scenarios.Instance {
	if alike(hosts) {
		count := int64(len(hosts))
		hosts[0].Name, hosts[0].Count = scenarios.Named(name), &count
		return hosts[:1]
	}
	for i := range hosts {
		hosts[i].Name = scenarios.Named(hostName(name, i))
	}
	return hosts
}

func hostName(group string, i int) string { return group + "-" + strconv.Itoa(i+1) }

func instance(t *rapid.T, has traits, env string) scenarios.Instance {
	in := scenarios.Instance{Tags: scenarios.Tags{{Key: "Env", Value: env}}}
	if zone := rapid.SampledFrom(zones).Draw(t, "zone"); has[Zones] {
		in.Zone = zone
	}
	if has[Health] && rapid.Bool().Draw(t, "other health") {
		in.Health = &scenarios.Health{
			Instance: rapid.SampledFrom([]string{"Healthy", "Unhealthy"}).Draw(t, "instance health"),
			Revision: rapid.SampledFrom([]string{"Current", "Old", "Unknown"}).Draw(t, "revision health"),
		}
	}
	if has[Agents] && rapid.Bool().Draw(t, "own agent") {
		in.Agent = agent(t)
		in.InstanceProfile = seldom(t, "instance profile", "none")
		in.State = seldom(t, "state", "stopped")
	}
	if has[OnPremises] && env == "prod" && rapid.Bool().Draw(t, "on-premises") {
		registered := !oddly(t, "not registered")
		in.OnPremises, in.Registered, in.Zone = true, &registered, scenarios.Name{}
	}
	if has[Files] && rapid.Bool().Draw(t, "own files") {
		in.Files = []string{path(t)}
	}
	return in
}

var zones = scenarios.Names("us-east-1a", "us-east-1b", "us-east-1c")

// seldom draws a word or, mostly, nothing.
func seldom(t *rapid.T, label, word string) string {
	if oddly(t, label) {
		return word
	}
	return ""
}

func agent(t *rapid.T) *scenarios.Agent {
	delay := seconds(0, 60).Draw(t, "pickup delay")
	archives := rapid.Int64Range(1, 3).Draw(t, "archives")
	return &scenarios.Agent{PickupDelay: &delay, MaxRevisions: &archives,
		State: rapid.SampledFrom([]string{"", "", "", "", "stopped", "missing", "", ""}).Draw(t, "agent")}
}

// balancers draws a Classic load balancer, a target group, or both.
func balancers(t *rapid.T, has traits, f *scenarios.Fleet) {
	which := rapid.SampledFrom([]string{"elb", "tg", "both"}).Draw(t, "load balancers")
	if which != "tg" {
		interval, checks, wait := int64(10), int64(2), rapid.Int64Range(1, 300).Draw(t, "draining")
		f.LoadBalancers = []scenarios.LoadBalancer{{
			LoadBalancerName: scenarios.Named("shop"), NeverHealthy: some(t, has, f, "never healthy"), Unhealthy: some(t, has, f, "unhealthy"),
			HealthCheck:        &scenarios.HealthCheck{Interval: &interval, HealthyThreshold: &checks},
			ConnectionDraining: &scenarios.ConnectionDraining{Enabled: rapid.Bool().Draw(t, "drains"), Timeout: &wait},
		}}
	}
	if which != "elb" {
		delay := seconds(0, 300).Draw(t, "deregistration delay")
		f.TargetGroups = []scenarios.TargetGroup{{
			TargetGroupName: scenarios.Named("web"), DeregistrationDelay: &delay,
			Members: some(t, has, f, "members"), NeverHealthy: some(t, has, f, "never healthy"),
		}}
	}
}

// some draws a few hosts, often none, and none unless they may fail.
func some(t *rapid.T, has traits, f *scenarios.Fleet, label string) []scenarios.Name {
	if !has[Failures] {
		return nil
	}
	return scenarios.Names(rapid.SliceOfNDistinct(rapid.SampledFrom(Hosts(f)), 0, 2, rapid.ID).Draw(t, label)...)
}

// scalingGroup draws an Auto Scaling group of up to three hosts.
func scalingGroup(t *rapid.T, has traits, f *scenarios.Fleet) scenarios.AutoScalingGroup {
	desired, grace := rapid.SampledFrom([]int64{2, 1, 0, 3, 2}).Draw(t, "desired"), rapid.Int64Range(0, 300).Draw(t, "grace")
	takes := duration.Draw(t, "launch takes")
	a := scenarios.AutoScalingGroup{
		AutoScalingGroupName: scenarios.Named("auto"), MaxSize: 5, DesiredCapacity: &desired,
		HealthCheckType: rapid.SampledFrom([]string{"", "ELB"}).Draw(t, "health check"), HealthCheckGracePeriod: &grace, LaunchTakes: &takes,
	}
	if has[Zones] {
		a.AvailabilityZones = rapid.SliceOfNDistinct(rapid.SampledFrom(zones), 1, 3, rapid.ID).Draw(t, "zones")
	}
	if len(f.LoadBalancers) > 0 && rapid.Bool().Draw(t, "attached") {
		a.LoadBalancerNames = scenarios.Names("shop")
	}
	if rapid.Bool().Draw(t, "own hook") {
		a.LifecycleHookSpecificationList = []scenarios.LifecycleHook{{
			LifecycleHookName:   scenarios.Named("own"),
			LifecycleTransition: rapid.SampledFrom(transitions).Draw(t, "transition"),
			DefaultResult:       rapid.SampledFrom([]string{"ABANDON", "CONTINUE"}).Draw(t, "default result"),
		}}
	}
	return a
}

var transitions = []string{"autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"}

// Hosts are the names of the hosts of a fleet at time 0 and, of an Auto Scaling
// group, of three that it may launch.
func Hosts(f *scenarios.Fleet) (names []string) {
	names = f.Hosts()
	for i := range f.AutoScalingGroups {
		a := &f.AutoScalingGroups[i]
		name, count := a.Name, a.MinSize
		if name.IsZero() {
			name = a.AutoScalingGroupName
		}
		if a.DesiredCapacity != nil {
			count = *a.DesiredCapacity
		}
		for n := range int(count) + 3 {
			names = append(names, hostName(name.Text, n))
		}
	}
	return names
}

// zonesOf are the zones in which hosts of a fleet are.
func zonesOf(f *scenarios.Fleet) (list []scenarios.Name) {
	add := func(more ...scenarios.Name) {
		for _, zone := range more {
			if !zone.IsZero() && !slices.ContainsFunc(list, zone.Equal) {
				list = append(list, zone)
			}
		}
	}
	for i := range f.Instances {
		add(f.Instances[i].Zone)
		add(f.Instances[i].Zones...)
	}
	for i := range f.AutoScalingGroups {
		add(f.AutoScalingGroups[i].AvailabilityZones...)
	}
	return list
}
