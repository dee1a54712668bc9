package codedeploy

// Triggers of a deployment group: what is told to SNS topics. They are read
// when something happens, so UpdateDeploymentGroup changes them for what runs.
// CD-1.14, CD-11.2

// MaxTriggers is how many triggers a group can have.
const MaxTriggers = 10

// Trigger is an entry of triggerConfigurations.
type Trigger struct {
	Name   string
	Target string // ARN of the topic
	Events []TriggerEvent
}

// TriggerEvent is what a trigger can wait for.
type TriggerEvent uint8

// The events of CD-11.2. The Ready pair belongs to blue/green.
const (
	DeploymentStart TriggerEvent = iota
	DeploymentSuccess
	DeploymentFailure
	DeploymentStop
	DeploymentRollback
	DeploymentReady
	InstanceStart
	InstanceSuccess
	InstanceFailure
	InstanceReady
)

var triggerEventNames = []string{"DeploymentStart", "DeploymentSuccess", "DeploymentFailure", "DeploymentStop", "DeploymentRollback",
	"DeploymentReady", "InstanceStart", "InstanceSuccess", "InstanceFailure", "InstanceReady"}

// String is the event in the API.
func (e TriggerEvent) String() string { return triggerEventNames[e] }

// TriggerEventNames are the events, as the API spells them.
func TriggerEventNames() []string { return triggerEventNames }

// ParseTriggerEvent is the inverse of String.
func ParseTriggerEvent(name string) (TriggerEvent, bool) {
	for e, known := range triggerEventNames {
		if known == name {
			return TriggerEvent(e), true
		}
	}
	return 0, false
}
