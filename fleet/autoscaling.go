package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// An AutoScalingGroup keeps as many hosts as it is told to. It launches hosts
// like those of its Template.
type AutoScalingGroup struct {
	Name              string
	Min, Max, Desired int
	Template          int      // fleet group; the hosts it has at time 0 are in service
	Zones             []string // its Availability Zones; may be empty
	HealthCheck       HealthCheck
	Grace             kernel.Time // HealthCheckGracePeriod
	LaunchTakes       kernel.Time // from a launch to a running host
	LoadBalancers     []int32     // with which its hosts are registered when they enter service
	Suspended         Processes
	Hooks             []Hook // of the scenario's own; services put theirs
	WarmPool          bool   // hosts enter a warm pool first, where they meet no hook
}

// HealthCheck is what an Auto Scaling group looks at to call a host unhealthy.
type HealthCheck uint8

// The health check types.
const (
	EC2Check HealthCheck = iota // whether the host runs
	ELBCheck                    // and whether its load balancers call it healthy
)

var healthCheckNames = []string{"EC2", "ELB"}

// String is the health check type in the API.
func (h HealthCheck) String() string { return healthCheckNames[h] }

// LifecycleState is where a host of an Auto Scaling group stands in its life.
type LifecycleState uint8

// The lifecycle states; NoLifecycle is that of every other host.
const (
	NoLifecycle LifecycleState = iota
	PendingLaunch
	PendingWait
	PendingProceed
	InServiceState
	Terminating
	TerminatingWait
	TerminatingProceed
	TerminatedState
	Detached
)

var lifecycleStateNames = []string{"", "Pending", "Pending:Wait", "Pending:Proceed", "InService",
	"Terminating", "Terminating:Wait", "Terminating:Proceed", "Terminated", "Detached"}

// String is the state's name in the API.
func (s LifecycleState) String() string { return lifecycleStateNames[s] }

// LifecycleStateNames are the states, as the API spells them.
func LifecycleStateNames() []string { return lifecycleStateNames[1:] }

// Counts says whether a host in the state counts towards the desired capacity.
func (s LifecycleState) Counts() bool { return s >= PendingLaunch && s <= InServiceState }

// Over says whether the host has left its group.
func (s LifecycleState) Over() bool { return s == TerminatedState || s == Detached }

// scalingGroup is the state of an Auto Scaling group.
type scalingGroup struct {
	AutoScalingGroup
	hosts    []uint32 // that have not left, in order of launch
	deleted  bool
	deciding bool            // ScalingDue is scheduled
	cause    kernel.RecordNo // the record of the latest reason to launch or terminate
	rule     kernel.Rule     // behind it
	failed   int             // launches abandoned in a row
	failing  kernel.Time     // when the first of them was
	givenUp  bool            // launches are suspended because of that
}

// scaled is what is known of a host of an Auto Scaling group.
type scaled struct {
	group    int32 // + 1, so that 0 is none
	waits    int32 // lifecycle actions that are not completed
	activity int32 // the latest scaling activity about it, + 1
	state    LifecycleState
	since    kernel.Time // of the state
}

// NoGroup is the index of no Auto Scaling group.
const NoGroup int32 = -1

// gather makes the Auto Scaling groups of a setup at time 0.
func (f *Fleet) gather() {
	for g := range f.setup.AutoScalingGroups {
		set := f.setup.AutoScalingGroups[g]
		set.Hooks = slices.Clone(set.Hooks)
		a := scalingGroup{AutoScalingGroup: set}
		f.scaled = column(f.scaled, f.Len())
		from, to := f.Span(set.Template)
		for i := from; i < to; i++ {
			f.scaled[i] = scaled{group: int32(g) + 1, state: InServiceState}
			a.hosts = append(a.hosts, i)
			for _, l := range set.LoadBalancers {
				f.join(f.behind[l], i)
			}
		}
		f.scaling = append(f.scaling, a)
	}
}

// AutoScalingGroups is how many Auto Scaling groups there have been so far.
func (f *Fleet) AutoScalingGroups() int32 { return int32(len(f.scaling)) }

// AutoScalingGroup is Auto Scaling group g at present; it must not be changed.
func (f *Fleet) AutoScalingGroup(g int32) *AutoScalingGroup { return &f.scaling[g].AutoScalingGroup }

// FindAutoScalingGroup is the index of the group of a name that was not
// deleted.
func (f *Fleet) FindAutoScalingGroup(name string) (int32, bool) {
	g := slices.IndexFunc(f.scaling, func(a scalingGroup) bool { return a.Name == name && !a.deleted })
	return int32(g), g >= 0
}

// AutoScalingGroupDeleted says whether group g was deleted.
func (f *Fleet) AutoScalingGroupDeleted(g int32) bool { return f.scaling[g].deleted }

// AutoScalingGroupOf is the Auto Scaling group of instance i, NoGroup for none;
// a host that has left belongs to it still.
func (f *Fleet) AutoScalingGroupOf(i uint32) int32 {
	if int(i) >= len(f.scaled) {
		return NoGroup
	}
	return f.scaled[i].group - 1
}

// Lifecycle is the lifecycle state of instance i in its Auto Scaling group.
func (f *Fleet) Lifecycle(i uint32) LifecycleState {
	if int(i) >= len(f.scaled) {
		return NoLifecycle
	}
	return f.scaled[i].state
}

// Hosts are the instances of Auto Scaling group g that have not left it, in
// order of launch; they must not be changed.
func (f *Fleet) Hosts(g int32) []uint32 { return f.scaling[g].hosts }

// InServiceCount is how many instances of Auto Scaling group g are in service.
func (f *Fleet) InServiceCount(g int32) int {
	return f.countHosts(g, func(s LifecycleState) bool { return s == InServiceState })
}

func (f *Fleet) countHosts(g int32, in func(s LifecycleState) bool) (n int) {
	for _, i := range f.scaling[g].hosts {
		if in(f.scaled[i].state) {
			n++
		}
	}
	return n
}

// moveTo gives a host of an Auto Scaling group a lifecycle state.
func (f *Fleet) moveTo(k *kernel.Kernel, i uint32, to LifecycleState, cause kernel.RecordNo, rule kernel.Rule) kernel.RecordNo {
	m := &f.scaled[i]
	serves := f.InService(i)
	m.state, m.since = to, k.Now()
	f.moved(k, i, serves)
	return k.Record(events.LifecycleStateChanged, events.About(events.Instance, i), cause, rule, int64(to)|int64(f.serving)<<8, int64(m.group-1))
}
