package scenarios

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Function is a Lambda function: one that is deployed, or one that hooks call.
type Function struct {
	// Its name, without what an ARN has besides.
	Name Name `key:"*"`
	// The versions that are published.
	Versions []int64 `key:"versions" is:"one" range:"1..1000000000"`
	// Its aliases at time 0, as ListAliases prints them.
	Aliases []FunctionAlias `key:"aliases" is:"one"`
	// What it does when a hook calls it: the first entry that fits a deployment and an event counts, so a general one comes last. Calls that none fits take 1s and report Succeeded (CD-9.6).
	Calls []FunctionPlan `key:"calls" is:"one"`
}

// FunctionAlias is an alias of a function at time 0.
type FunctionAlias struct {
	_ struct{} `aws:"yes" ignored:"AliasArn Description RevisionId"`

	Pos Pos
	// Its name.
	Name Name `key:"Name" is:"required"`
	// The version that it points to.
	FunctionVersion int64 `key:"FunctionVersion" is:"required" range:"1..1000000000"`
	// Which part of the calls goes to another version; none if absent.
	RoutingConfig *AliasRouting `key:"RoutingConfig"`
}

// AliasRouting is the weights of an alias.
type AliasRouting struct {
	_ struct{} `aws:"yes"`

	// The other version with its weight, such as {2: 0.1}.
	AdditionalVersionWeights []VersionWeight `key:"AdditionalVersionWeights" is:"keyed"`
}

// VersionWeight is a version with its part of the calls.
type VersionWeight struct {
	// The version.
	Version Name `key:"*"`
	// Its part, from 0.01 to 0.99.
	Weight Weight `key:"=" schema:"weight"`
}

// Weight is a part of the calls in per cent, written as AWS does: 0.1 is 10.
type Weight int64

func (w *Weight) readNode(d *decoder, n *source.Node) {
	digits, ok := strings.CutPrefix(n.Text, "0.")
	if len(digits) == 1 {
		digits += "0"
	}
	number, err := strconv.ParseInt(digits, 10, 64)
	if n.Kind != source.Scalar || !ok || err != nil || len(digits) != 2 || number < 1 {
		d.Errorf(n.Position, "write two decimals at most, such as 0.1", "%q is not a weight within 0.01..0.99", n.Text)
		return
	}
	*w = Weight(number)
}

func (w *Weight) node() *source.Node {
	text := strings.TrimSuffix("0."+strconv.FormatInt(int64(*w)+100, 10)[1:], "0")
	return &source.Node{Kind: source.Scalar, Text: text}
}

// FunctionPlan is what a hook function does in some deployments and events.
type FunctionPlan struct {
	Pos Pos
	// The number of the deployment; all if absent.
	Deployment *int64 `key:"deployment" range:"1..1000000"`
	// The lifecycle events of which it is the hook; all if absent.
	Event []string `key:"event" is:"one" enum:"BeforeInstall AfterInstall AfterAllowTestTraffic BeforeAllowTraffic AfterAllowTraffic"`
	// How long it takes until it reports: 5s, or 20s..40s drawn for each call; 1s if absent.
	Takes *Range `key:"takes"`
	// What it reports with PutLifecycleEventHookExecutionStatus; nothing, when it never does (CD-9.6).
	Returns string `key:"returns" enum:"Succeeded Failed nothing"`
}

// Service is an ECS service whose deployments are CodeDeploy's. At time 0 it
// runs what its deployment group deployed last.
type Service struct {
	Pos Pos
	// The cluster.
	Cluster Name `key:"cluster" is:"required"`
	// The name of the service.
	ServiceName Name `key:"serviceName" is:"required"`
	// How many tasks a task set has; 1 if absent.
	DesiredCount *int64 `key:"desiredCount" range:"0..100000"`
	// What becomes of the tasks of a new task set: the first entry that fits a revision and a deployment counts. Others run after 10s and are healthy after 30s.
	Tasks []TaskPlan `key:"tasks" is:"one"`
}

// TaskPlan is what becomes of the tasks of some revision in some deployments.
// Times count from when the task set is made.
type TaskPlan struct {
	Pos Pos
	// The revision; all if absent.
	Revision Name `key:"revision"`
	// The number of the deployment; all if absent.
	Deployment *int64 `key:"deployment" range:"1..1000000"`
	// When all tasks run; 10s if absent.
	RunningAfter *kernel.Time `key:"runningAfter"`
	// When the load balancer finds all of them healthy: 30s, or 1m..5m drawn for each task set; 30s if absent.
	HealthyAfter *Range `key:"healthyAfter"`
	// Tasks that run and never pass the health check (CD-9.12).
	NeverHealthy bool `key:"neverHealthy"`
	// Tasks that never run at all.
	NeverRunning bool `key:"neverRunning"`
}

func (p *TaskPlan) validate(d *decoder, o object) {
	switch {
	case p.NeverHealthy && o.Has("healthyAfter"):
		d.Errorf(o.Key("healthyAfter"), "keep one of them", "healthyAfter says when, and neverHealthy that never")
	case p.NeverRunning && o.Has("runningAfter"):
		d.Errorf(o.Key("runningAfter"), "keep one of them", "runningAfter says when, and neverRunning that never")
	}
}
