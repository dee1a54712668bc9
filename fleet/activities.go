package fleet

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// Why is what a scaling activity answers.
type Why uint8

// The reasons of scaling activities.
const (
	ForCapacity Why = iota // the desired capacity is another than the actual one
	FailsCheck             // an EC2 health check failed
	FailsELBCheck
	ByRequest // TerminateInstanceInAutoScalingGroup
	GroupGone // the group is deleted with its instances
)

// ActivityStatus is how a scaling activity stands.
type ActivityStatus uint8

// The statuses of an activity that occur.
const (
	Underway ActivityStatus = iota
	MidLifecycleAction
	Successful
	Cancelled
)

var activityStatusNames = []string{"InProgress", "MidLifecycleAction", "Successful", "Cancelled"}

// String is the status in the API.
func (s ActivityStatus) String() string { return activityStatusNames[s] }

// Reason says why an activity was cancelled.
type Reason uint8

// The reasons of a cancellation.
const (
	NoReason        Reason = iota
	AbandonSaid            // CompleteLifecycleAction with ABANDON
	AbandonTimed           // a heartbeat timeout
	BecameUnhealthy        // before it entered service
)

var cancellations = [...]Reason{Completed: AbandonSaid, HeartbeatTimeout: AbandonTimed}

// Activity is a scaling activity: the launch or the end of one host.
type Activity struct {
	Group      int32
	Instance   uint32
	Why        Why
	From, To   int // the capacity before and after
	Start, End kernel.Time
	Status     ActivityStatus
	Reason     Reason
}

// Launches says whether the activity is a launch.
func (a *Activity) Launches() bool { return a.To > a.From }

// Activities are the scaling activities of all groups so far, in order; they
// must not be changed.
func (f *Fleet) Activities() []Activity { return f.activities }

// begin opens the activity of a host.
func (f *Fleet) begin(k *kernel.Kernel, i uint32, a Activity) {
	a.Start = k.Now()
	f.activities = append(f.activities, a)
	f.scaled[i].activity = int32(len(f.activities))
}

// end closes the activity of a host, if it is open.
func (f *Fleet) end(k *kernel.Kernel, i uint32, status ActivityStatus, why Reason) {
	if n := f.scaled[i].activity; n > 0 && f.activities[n-1].Status < Successful {
		a := &f.activities[n-1]
		a.End, a.Status, a.Reason = k.Now(), status, why
	}
}
