package oracle

// Kind is the type of a minimum of healthy hosts.
type Kind uint8

// The kinds of minimum. OneAtATime is the predefined configuration (CD-2.1).
const (
	HostCount Kind = iota
	FleetPercent
	OneAtATime
)

// Minimum is the minimumHealthyHosts of a deployment configuration.
type Minimum struct {
	Kind  Kind
	Value int
}

// Revision is the revision health of an instance before the deployment.
type Revision uint8

// The revision healths, in the order of CD-2.14.
const (
	Unknown Revision = iota
	Old
	Current
)

// Event is what one lifecycle event does on one instance.
type Event struct {
	Takes int64 // milliseconds, without the pickup
	Fails bool  // at its end
}

// Instance is a target before the deployment, and what will happen to it. Its
// first event is ApplicationStop.
type Instance struct {
	Unhealthy bool
	Revision  Revision
	Pickup    int64 // milliseconds until the agent has each event
	Events    []Event
}

// Input is a whole deployment.
type Input struct {
	Minimum            Minimum
	Instances          []Instance // in scenario order
	IgnoreStopFailures bool       // CD-4.10
	Limit              int64      // milliseconds, CD-2.18
}

// Status is that of a deployment, a target or a lifecycle event.
type Status uint8

// The statuses.
const (
	Pending Status = iota
	InProgress
	Succeeded
	Failed
	Skipped
)

var statusNames = [...]string{"Pending", "InProgress", "Succeeded", "Failed", "Skipped"}

func (s Status) String() string { return statusNames[s] }

// Start is the moment when a target is attempted.
type Start struct {
	Instance int // index into Input.Instances
	At       int64
}

// Result is how an instance ends.
type Result struct {
	Status Status
	Ended  int64 // 0 if it was never attempted
	Events []Status
}

// Outcome is all that a deployment comes to. Times count from its creation.
type Outcome struct {
	Status    Status
	ErrorCode string // empty if it succeeded
	Ended     int64
	Starts    []Start
	Instances []Result
	Most      int // instances in progress at once
}
