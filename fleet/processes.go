package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Processes is a set of processes of an Auto Scaling group, a bit each.
type Processes uint16

// The processes that can be suspended. Those that are not named in the
// comments have nothing to do in this simulator.
const (
	LaunchProcess     Processes = 1 << iota // launches hosts
	TerminateProcess                        // terminates hosts
	AddToLoadBalancer                       // registers hosts that enter service
	AlarmNotification
	AZRebalance
	HealthCheckProcess // notices unhealthy hosts
	InstanceRefresh
	ReplaceUnhealthy // terminates unhealthy hosts
	ScheduledActions
	allProcesses Processes = 1<<iota - 1
)

var processNames = []string{"Launch", "Terminate", "AddToLoadBalancer", "AlarmNotification", "AZRebalance",
	"HealthCheck", "InstanceRefresh", "ReplaceUnhealthy", "ScheduledActions"}

// ProcessNames are the processes, as the API spells them.
func ProcessNames() []string { return processNames }

// ParseProcesses is the set of the named processes, or of all if there are no
// names. It returns false if there is no such process.
func ParseProcesses(names []string) (set Processes, ok bool) {
	if len(names) == 0 {
		return allProcesses, true
	}
	for _, name := range names {
		n := slices.Index(processNames, name)
		if n < 0 {
			return 0, false
		}
		set |= 1 << n
	}
	return set, true
}

// Names are the processes of the set in the order of ProcessNames.
func (p Processes) Names() (names []string) {
	for n, name := range processNames {
		if p>>n&1 != 0 {
			names = append(names, name)
		}
	}
	return names
}

// SuspendProcesses suspends processes of Auto Scaling group g.
func (f *Fleet) SuspendProcesses(k *kernel.Kernel, g int32, set Processes, cause kernel.RecordNo, rule kernel.Rule) {
	a := &f.scaling[g]
	if a.Suspended|set == a.Suspended {
		return
	}
	a.Suspended |= set
	k.Record(events.ProcessesSuspended, events.About(events.ScalingGroup, uint32(g)), cause, rule, int64(a.Suspended), 0)
}

// ResumeProcesses resumes processes of Auto Scaling group g, which catches up
// on what it left undone, but registers nobody who entered service meanwhile.
func (f *Fleet) ResumeProcesses(k *kernel.Kernel, g int32, set Processes, cause kernel.RecordNo, rule kernel.Rule) {
	a := &f.scaling[g]
	if a.Suspended&set == 0 {
		return
	}
	a.Suspended &^= set
	no := k.Record(events.ProcessesResumed, events.About(events.ScalingGroup, uint32(g)), cause, rule, int64(a.Suspended), 0)
	a.failed, a.givenUp = 0, a.givenUp && a.Suspended&LaunchProcess != 0
	f.wantScaling(k, g, no, rule)
	for _, i := range a.hosts {
		f.watchHealth(k, i)
	}
}
