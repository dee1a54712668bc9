package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What Lambda and ECS deployments are made from: CD-1.1, CD-9.3, CD-9.4,
// CD-9.10.

// Platform is the compute platform of an application (CD-1.1).
type Platform uint8

// The platforms of CD-1.1.
const (
	Server Platform = iota
	Lambda
	ECS
)

var platformNames = [...]string{"Server", "Lambda", "ECS"}

// String is the platform's name in the API.
func (p Platform) String() string { return platformNames[p] }

// NoInstance stands in the one target of a Lambda or ECS deployment, behind
// which there is no host (CD-9.12).
const NoInstance = ^uint32(0)

// RoutingType is how traffic moves to the replacement (CD-9.9).
type RoutingType uint8

// The routing types of CD-9.9.
const (
	AllAtOnce RoutingType = iota
	TimeBasedCanary
	TimeBasedLinear
)

var routingNames = [...]string{"AllAtOnce", "TimeBasedCanary", "TimeBasedLinear"}

// String is the type's name in the API.
func (t RoutingType) String() string { return routingNames[t] }

// Routing is a trafficRoutingConfig (CD-9.9, CD-9.11).
type Routing struct {
	Type       RoutingType
	Percentage int         // 1 to 99; 0 for AllAtOnce
	Interval   kernel.Time // between two shifts
}

// Predefined are the 17 configurations that are always there: three for
// instances (CD-2.1), nine for Lambda, five for ECS (CD-9.10). Every Setup's
// Configs begins with them.
var Predefined = slices.Concat(serverConfigs, lambdaConfigs, ecsConfigs)

var lambdaConfigs = []Config{
	atOnce("LambdaAllAtOnce", Lambda),
	shifts("LambdaCanary10Percent5Minutes", Lambda, TimeBasedCanary, 5),
	shifts("LambdaCanary10Percent10Minutes", Lambda, TimeBasedCanary, 10),
	shifts("LambdaCanary10Percent15Minutes", Lambda, TimeBasedCanary, 15),
	shifts("LambdaCanary10Percent30Minutes", Lambda, TimeBasedCanary, 30),
	shifts("LambdaLinear10PercentEvery1Minute", Lambda, TimeBasedLinear, 1),
	shifts("LambdaLinear10PercentEvery2Minutes", Lambda, TimeBasedLinear, 2),
	shifts("LambdaLinear10PercentEvery3Minutes", Lambda, TimeBasedLinear, 3),
	shifts("LambdaLinear10PercentEvery10Minutes", Lambda, TimeBasedLinear, 10),
}

var ecsConfigs = []Config{
	atOnce("ECSAllAtOnce", ECS),
	shifts("ECSCanary10Percent5Minutes", ECS, TimeBasedCanary, 5),
	shifts("ECSCanary10Percent15Minutes", ECS, TimeBasedCanary, 15),
	shifts("ECSLinear10PercentEvery1Minutes", ECS, TimeBasedLinear, 1),
	shifts("ECSLinear10PercentEvery3Minutes", ECS, TimeBasedLinear, 3),
}

// AtOnce is the configuration of Lambda or ECS that moves everything at once,
// which a group has that names none; None for Server.
func AtOnce(p Platform) int32 {
	switch p {
	case Lambda:
		return int32(len(serverConfigs))
	case ECS:
		return int32(len(serverConfigs) + len(lambdaConfigs))
	}
	return None
}

func atOnce(name string, p Platform) Config {
	return Config{Name: "CodeDeployDefault." + name, Platform: p}
}

func shifts(name string, p Platform, t RoutingType, minutes kernel.Time) Config {
	return Config{Name: "CodeDeployDefault." + name, Platform: p, Routing: Routing{t, 10, minutes * kernel.Minute}}
}

// LambdaSpec is a checked AppSpec for Lambda (CD-9.3).
type LambdaSpec struct {
	Function        int32 // of Setup.Functions, or None if there is no such function
	Name, Alias     string
	Current, Target int64 // versions
}

// ECSSpec is a checked AppSpec for ECS (CD-9.4).
type ECSSpec struct {
	TaskDefinition string
	Container      string
	Port           int64
}

// FunctionHook is the Lambda function that a lifecycle event calls (CD-9.6).
type FunctionHook struct {
	Event    events.LifecycleEvent
	Name     string // without what an ARN has besides
	Function int32  // of Setup.Functions, or None: it takes 1 s and reports Succeeded
}

// Function is a Lambda function: one that is deployed, or one that hooks call.
type Function struct {
	Name     string
	Versions []int64
	Aliases  []Alias
	Plans    []FunctionPlan
}

// Alias is an alias of a function with its weights: Other gets Share per cent
// of the calls and Version the rest; Other 0 is none.
type Alias struct {
	Name           string
	Version, Other int64
	Share          int
}

// Report is what a hook function tells of its event (CD-9.6).
type Report uint8

// The reports of a function. NoReport is that it never calls
// PutLifecycleEventHookExecutionStatus; OtherReport is a status that this
// operation does not take.
const (
	ReportSucceeded Report = iota
	ReportFailed
	NoReport
	OtherReport
)

var reportNames = [...]string{"Succeeded", "Failed", "nothing", "another status"}

// String is the status as PutLifecycleEventHookExecutionStatus takes it.
func (r Report) String() string { return reportNames[r] }

// FunctionPlan is what a hook function does in some deployments and events;
// the first that fits counts.
type FunctionPlan struct {
	Deployment int    // number, 1 …; 0: all
	Events     uint16 // a bit each; 0: all
	TakesLo    kernel.Time
	TakesHi    kernel.Time
	Returns    Report
}

// ECSService is a service whose deployments are CodeDeploy's.
type ECSService struct {
	Cluster, Name string
	Desired       int
	Plans         []TaskPlan
}

// TaskPlan is what becomes of the tasks of a revision; the first that fits
// counts. Times count from when the task set is made.
type TaskPlan struct {
	Revision     int32 // None: any
	Deployment   int   // number, 1 …; 0: all
	RunsAfter    kernel.Time
	HealthyLo    kernel.Time
	HealthyHi    kernel.Time
	NeverRuns    bool
	NeverHealthy bool
}

// TargetGroupPair is a targetGroupPairInfo: two target groups, and the
// listeners that reach them (CD-7.1).
type TargetGroupPair struct {
	Groups                     [2]string // the original's at time 0 first
	ProdListener, TestListener string    // an empty test listener is none
	Network                    bool      // behind a Network Load Balancer (CD-9.11)
}

// HookStatus is the request of PutLifecycleEventHookExecutionStatus: the
// deployment and its event stand for the id that AWS gives the function.
type HookStatus struct {
	Deployment int // number of the deployment, 1 …
	Event      events.LifecycleEvent
	Status     Report
}

// AliasUpdate is the request of Lambda's UpdateAlias: all calls go to a
// version.
type AliasUpdate struct {
	Function int32
	Name     string
	Version  int64
}

// platform is that of a deployment's application.
func (s *Service) platform(d *deployment) Platform { return s.groupPlatform(d.group) }

// shifts says whether a deployment moves traffic instead of reaching hosts.
func (s *Service) shifts(d *deployment) bool { return s.platform(d) != Server }

func (s *Service) groupPlatform(g int32) Platform { return s.shape.groups[g].platform }
