package fleet

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// Setup is what a fleet is made from. It is read once and never changed.
type Setup struct {
	Groups            []Group
	LoadBalancers     []LoadBalancer // Classic load balancers and target groups
	Alarms            []Alarm
	AutoScalingGroups []AutoScalingGroup
	// Start is the instant at whose end AtStart counts: 0 but for a search that begins
	// before its scenario.
	Start kernel.Time
}

// A Group is Count hosts that differ only in name and zone. A group that is
// not Numbered is one host with the group's own name.
type Group struct {
	Name     string
	Count    int      // at least 1, or 0 for the template of an Auto Scaling group
	Numbered bool     // hosts are Name-1 … Name-Count
	Zones    []string // Availability Zones, dealt round robin; may be empty
	Tags     []Tag

	OnPremises      bool // an on-premises host: its name is its instance id
	Registered      bool // an on-premises host is registered (CD-10.7); ignored for EC2
	InstanceProfile bool // false: the agent has no credentials (CD-8.7)
	Stopped         bool // the host is stopped at time 0
	// Fronted: the hosts take requests through load balancers alone, with which
	// they need not be registered yet.
	Fronted  bool
	Files    []string // absolute paths present before time 0
	DiskFree int64    // bytes left at time 0; negative: plenty
}

// A Tag is a key and a value of an instance.
type Tag struct{ Key, Value string }

// FilterType says what a tag filter compares (CD-10.1).
type FilterType uint8

// The filter types of the API.
const (
	KeyAndValue FilterType = iota
	KeyOnly
	ValueOnly
)

// A TagFilter matches hosts by one tag (CD-10.1).
type TagFilter struct {
	Key, Value string
	Type       FilterType
}

// A LoadBalancer is one Classic load balancer or target group as far as
// deployments see it.
type LoadBalancer struct {
	Name        string
	TargetGroup bool // of an Application or Network Load Balancer
	// Register is how long a host takes to become healthy after it is
	// registered: (healthy threshold + 1) × health-check interval (CD-7.3).
	Register kernel.Time
	// Deregister is the connection draining time, or the deregistration delay
	// (CD-7.3).
	Deregister kernel.Time
	// Fails is how long health checks fail until a host is sent no traffic, and
	// Passes how long they pass until it is again: a threshold × the interval
	// (CD-7.6).
	Fails, Passes kernel.Time
	// Members are the indices of instances registered at time 0; nil: all.
	Members []uint32
	// NeverHealthy are the indices of instances that never pass the health
	// check, so that AllowTraffic runs into its hour (CD-7.2).
	NeverHealthy []uint32
	// Unhealthy are the indices of instances that are registered at time 0, and
	// sent no traffic until they are registered anew or have been down (CD-7.6).
	Unhealthy []uint32
}

// FaultKind is what goes wrong.
type FaultKind uint8

// The faults. Those with a duration end by themselves after For.
const (
	Terminate    FaultKind = iota // the instance is gone for good
	Stop                          // the instance stops and stays stopped
	Reboot                        // the instance is down for For (default 60s) and its agent starts with it
	CrashAgent                    // the agent dies; it restarts after For, or never if For is 0
	CutNetwork                    // no traffic in or out for For, or for ever if For is 0
	FillDisk                      // the disk is full from now on
	Slow                          // scripts that begin from now on take Factor times as long
	ZoneOutage                    // every instance of the zone is down for For, or for ever if For is 0
	PutFile                       // a file appears at Path
	DeleteFile                    // the file at Path disappears
	LoseArchives                  // the bundles of earlier deployments disappear from the agent's directory
	FailEvent                     // the lifecycle event under way on the host fails when it would end
	HangEvent                     // the lifecycle event under way on the host does not end by itself
	DelayEvent                    // the lifecycle event under way on the host ends For later
)

// A Fault strikes instances or a zone.
type Fault struct {
	Kind      FaultKind
	Instances []uint32 // references (see Ref) to who is struck; empty for ZoneOutage
	// Deployment is the number of the deployment whose lifecycle events are struck, of a
	// fault that is OfEvent: those on Instances, or that of a Lambda or ECS deployment; 0:
	// all on Instances.
	Deployment int
	Zone       string
	For        kernel.Time
	Factor     int64 // Slow: 1 to 1,000,000
	Path       string
}

var faultNames = [...]string{"terminate", "stop", "reboot", "crashAgent", "cutNetwork", "fillDisk", "slow", "zoneOutage", "putFile", "deleteFile", "loseArchives",
	"fail", "hang", "delay"}

// OfEvent says whether it strikes a lifecycle event and not the host, so that
// it is for a service to act.
func (k FaultKind) OfEvent() bool { return k >= FailEvent }

// String is the fault's word in a scenario.
func (k FaultKind) String() string { return faultNames[k] }
