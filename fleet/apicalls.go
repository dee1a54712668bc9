package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Op is an operation of the Auto Scaling or the EC2 API.
type Op uint8

// The operations that a timeline can call.
const (
	SetDesiredCapacity Op = iota
	UpdateAutoScalingGroup
	TerminateInstanceInAutoScalingGroup
	SuspendProcesses
	ResumeProcesses
	CompleteLifecycleAction
	RecordLifecycleActionHeartbeat
	CreateTags
	DeleteTags
)

var opNames = [...]string{"SetDesiredCapacity", "UpdateAutoScalingGroup", "TerminateInstanceInAutoScalingGroup",
	"SuspendProcesses", "ResumeProcesses", "CompleteLifecycleAction", "RecordLifecycleActionHeartbeat", "CreateTags", "DeleteTags"}

// String is the operation's name in the API.
func (o Op) String() string { return opNames[o] }

// Call is one call of the Auto Scaling or the EC2 API. Only the part for Op is
// read.
type Call struct {
	Op        Op
	Group     int32 // Auto Scaling group
	Desired   int   // SetDesiredCapacity
	Update    AutoScalingUpdate
	Instances []uint32 // references (see Ref); one for all but the tags
	Decrement bool     // ShouldDecrementDesiredCapacity
	Processes Processes
	Hook      string // LifecycleHookName
	Result    Result
	Tags      []Tag
}

// Call takes a call; cause is the record that it was made. It returns false if
// the call is refused.
func (f *Fleet) Call(k *kernel.Kernel, c *Call, cause kernel.RecordNo) bool {
	switch c.Op {
	case SetDesiredCapacity:
		return f.SetDesiredCapacity(k, c.Group, c.Desired, cause, 0)
	case UpdateAutoScalingGroup:
		return f.UpdateAutoScalingGroup(k, c.Group, &c.Update, cause, 0)
	case SuspendProcesses:
		f.SuspendProcesses(k, c.Group, c.Processes, cause, 0)
		return true
	case ResumeProcesses:
		f.ResumeProcesses(k, c.Group, c.Processes, cause, 0)
		return true
	}
	hosts := f.resolveAll(c.Instances)
	if len(hosts) < len(c.Instances) {
		return false
	}
	switch c.Op {
	case TerminateInstanceInAutoScalingGroup:
		return f.TerminateInAutoScalingGroup(k, hosts[0], c.Decrement, cause, 0)
	case CreateTags, DeleteTags:
		return f.changeTags(k, c, hosts, cause)
	}
	n, found := f.ActionOf(hosts[0], c.Hook)
	if !found {
		return false
	}
	if c.Op == RecordLifecycleActionHeartbeat {
		return f.RecordHeartbeat(k, n, cause, rules.CD_6_6)
	}
	return f.Complete(k, n, c.Result, cause, rules.CD_6_6)
}

// resolveAll are the hosts that references mean, but for those not launched
// yet.
func (f *Fleet) resolveAll(refs []uint32) (hosts []uint32) {
	for _, ref := range refs {
		if i, ok := f.Resolve(ref); ok {
			hosts = append(hosts, i)
		}
	}
	return hosts
}

// changeTags changes the tags of all hosts, or of none if one of them is gone.
func (f *Fleet) changeTags(k *kernel.Kernel, c *Call, hosts []uint32, cause kernel.RecordNo) bool {
	if slices.ContainsFunc(hosts, f.Gone) {
		return false
	}
	for _, i := range hosts {
		if c.Op == CreateTags {
			f.CreateTags(k, i, c.Tags, cause, rules.CD_10_3)
		} else {
			f.DeleteTags(k, i, c.Tags, cause, rules.CD_10_3)
		}
	}
	return true
}
