package events

// LifecycleEvent is an event of a deployment on an instance, in the order of
// CD-4.1.
type LifecycleEvent uint8

// The thirteen events of the Server platform (CD-4.1).
const (
	BeforeBlockTraffic LifecycleEvent = iota
	BlockTraffic
	AfterBlockTraffic
	ApplicationStop
	DownloadBundle
	BeforeInstall
	Install
	AfterInstall
	ApplicationStart
	ValidateService
	BeforeAllowTraffic
	AllowTraffic
	AfterAllowTraffic
	LifecycleEvents // how many there are
)

// What an ECS deployment has besides (CD-9.5). They come behind, so that no
// order follows from their numbers, and what is kept for the thirteen has no
// room for them.
const (
	AllowTestTraffic LifecycleEvent = LifecycleEvents + iota
	AfterAllowTestTraffic
	allEvents
)

var lifecycleEventNames = [allEvents]string{
	"BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic", "ApplicationStop",
	"DownloadBundle", "BeforeInstall", "Install", "AfterInstall", "ApplicationStart",
	"ValidateService", "BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic",
	"AllowTestTraffic", "AfterAllowTestTraffic",
}

// String is the event's name in the API.
func (e LifecycleEvent) String() string { return lifecycleEventNames[e] }

// LifecycleEventNames are the names of all events, those of ECS alone behind.
func LifecycleEventNames() []string { return lifecycleEventNames[:] }

// ParseLifecycleEvent is the inverse of String. It knows the events of every
// platform; Server has those below LifecycleEvents.
func ParseLifecycleEvent(name string) (LifecycleEvent, bool) {
	return parse[LifecycleEvent](lifecycleEventNames[:], name)
}

// ParseServerEvent is ParseLifecycleEvent for the thirteen events of the Server
// platform.
func ParseServerEvent(name string) (LifecycleEvent, bool) {
	return parse[LifecycleEvent](lifecycleEventNames[:LifecycleEvents], name)
}

// Scriptable says whether an AppSpec may give the event scripts: all but the
// agent's and the service's own four (CD-4.1).
func (e LifecycleEvent) Scriptable() bool {
	switch e {
	case BlockTraffic, DownloadBundle, Install, AllowTraffic:
		return false
	}
	return true
}

// NeedsAgent says whether an agent has to take the event up: all but the two
// that are the load balancer's work (CD-8.4).
func (e LifecycleEvent) NeedsAgent() bool { return e != BlockTraffic && e != AllowTraffic }
