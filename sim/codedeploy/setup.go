package codedeploy

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Setup is what CodeDeploy knows at time 0. It is read once and never changed.
// Things refer to one another by index; None stands for absent.
type Setup struct {
	Agents       []AgentSetup // one for each fleet group
	Applications []Application
	Groups       []Group
	Configs      []Config // Predefined comes first
	Revisions    []Revision
	History      []Past
	Health       []HostHealth // what hosts start with, after History
	Quotas       Quotas
	Functions    []Function // Lambda
	ECSServices  []ECSService
	Shuffle      bool // ties of the target order are drawn from the seed (CD-2.15)
}

// None is the index of nothing.
const None int32 = -1

// GroupNamed is the index of the deployment group that is called so, as
// application/group; None if there is none.
func (s *Setup) GroupNamed(name string) int32 {
	for i := range s.Groups {
		g := &s.Groups[i]
		rest, of := strings.CutPrefix(name, s.Applications[g.Application].Name)
		if rest, ok := strings.CutPrefix(rest, "/"); of && ok && rest == g.Name {
			return int32(i)
		}
	}
	return None
}

// AgentState says whether the agent of a host runs.
type AgentState uint8

// The states of an agent.
const (
	AgentRunning AgentState = iota
	AgentStopped
	AgentMissing
)

var agentNames = []string{"running", "stopped", "missing"}

// String is the state's word in a scenario.
func (s AgentState) String() string { return agentNames[s] }

// AgentStateNames are the states of an agent.
func AgentStateNames() []string { return agentNames }

// AgentSetup is the agent of the hosts of one fleet group.
type AgentSetup struct {
	PickupDelay  kernel.Time // from an event being due to its start (CD-8.1)
	MaxRevisions int         // archives kept, this one included (CD-8.9); at least 1
	State        AgentState
	Windows      bool // it runs on Windows, and takes only AppSpecs for that (CD-9.2)
}

// Application is one application (CD-1.1).
type Application struct {
	Name     string
	Platform Platform
}

// Group is a deployment group (CD-1.2).
type Group struct {
	Name        string
	Application int32
	Settings    Settings
}

// Settings are what UpdateDeploymentGroup can change and a deployment copies
// when it is created (CD-1.14). A service never changes them: who has others gets
// another pointer.
type Settings struct {
	Config         int32               // index of the configuration; None: OneAtATime (CD-2.17)
	EC2Tags        [][]fleet.TagFilter // an instance must match a filter of every set (CD-10.1)
	OnPremisesTags [][]fleet.TagFilter
	TrafficControl bool    // deploymentOption WITH_TRAFFIC_CONTROL (CD-4.1)
	LoadBalancers  []int32 // fleet load balancers
	Rollback       AutoRollback
	Alarms         *AlarmConfig // nil: none
	Role           Role
	BlueGreenType  bool       // deploymentType BLUE_GREEN, on instances
	BlueGreen      *BlueGreen // nil: no blueGreenDeploymentConfiguration

	AutoScalingGroups []int32 // of the fleet (CD-10.2)
	TerminationHook   bool    // terminationHookEnabled (CD-6.11)
	LeaveOutdated     bool    // outdatedInstancesStrategy IGNORE (CD-6.9)

	Triggers []Trigger // read live (CD-1.14)

	ECSServices []int32           // ECS: at most one
	Pairs       []TargetGroupPair // ECS: at most one
}

// inStyle are the settings with BlueGreenType as given.
func (s *Settings) inStyle(blueGreen bool) *Settings {
	if s.BlueGreenType == blueGreen {
		return s
	}
	other := *s
	other.BlueGreenType = blueGreen
	return &other
}

// BlueGreen is a blueGreenDeploymentConfiguration (CD-3.2, CD-3.6, CD-3.9).
type BlueGreen struct {
	CopiesGroup     bool        // COPY_AUTO_SCALING_GROUP, else DISCOVER_EXISTING
	StopsWhenReady  bool        // STOP_DEPLOYMENT, else CONTINUE_DEPLOYMENT
	ReadyWait       kernel.Time // until ContinueDeployment comes too late, 0 to 48 h
	Terminates      bool        // TERMINATE, else KEEP_ALIVE
	TerminationWait kernel.Time // 0 to 2,880 min
}

// SettingsUpdate is what UpdateDeploymentGroup changes; what is absent stays.
type SettingsUpdate struct {
	Config         int32               // None: absent
	EC2Tags        [][]fleet.TagFilter // nil: absent; empty: none
	OnPremisesTags [][]fleet.TagFilter
	TrafficControl *bool
	LoadBalancers  []int32 // nil: absent; empty: none
	Rollback       *AutoRollback
	Alarms         *AlarmConfig
	Role           *Role
	BlueGreenType  *bool
	BlueGreen      *BlueGreen // nil: absent

	AutoScalingGroups []int32 // nil: absent; empty: none
	TerminationHook   *bool
	LeaveOutdated     *bool

	Triggers []Trigger // nil: absent; empty: none

	ECSServices []int32           // nil: absent; empty: none
	Pairs       []TargetGroupPair // nil: absent; empty: none
}

// Apply changes s. CD-1.14
func (u *SettingsUpdate) Apply(s *Settings) {
	if u.Config != None {
		s.Config = u.Config
	}
	if u.EC2Tags != nil {
		s.EC2Tags = u.EC2Tags
	}
	if u.OnPremisesTags != nil {
		s.OnPremisesTags = u.OnPremisesTags
	}
	if u.TrafficControl != nil {
		s.TrafficControl = *u.TrafficControl
	}
	if u.LoadBalancers != nil {
		s.LoadBalancers = u.LoadBalancers
	}
	if u.Rollback != nil {
		s.Rollback = *u.Rollback
	}
	if u.Alarms != nil {
		s.Alarms = u.Alarms
	}
	if u.Role != nil {
		s.Role = *u.Role
	}
	if u.BlueGreenType != nil {
		s.BlueGreenType = *u.BlueGreenType
	}
	if u.BlueGreen != nil {
		s.BlueGreen = u.BlueGreen
	}
	if u.AutoScalingGroups != nil {
		s.AutoScalingGroups = u.AutoScalingGroups
	}
	if u.TerminationHook != nil {
		s.TerminationHook = *u.TerminationHook
	}
	if u.LeaveOutdated != nil {
		s.LeaveOutdated = *u.LeaveOutdated
	}
	if u.Triggers != nil {
		s.Triggers = u.Triggers
	}
	if u.ECSServices != nil {
		s.ECSServices = u.ECSServices
	}
	if u.Pairs != nil {
		s.Pairs = u.Pairs
	}
}

// Role says whether the service role can do its work (CD-8.7).
type Role uint8

// The states of a service role.
const (
	RoleFine Role = iota
	RoleMissing
	RoleWeak
	RoleManaged // one of AWS's, which may call CodeDeployHook_… alone (CD-9.6)
)

// AutoRollback is an autoRollbackConfiguration (CD-5.2).
type AutoRollback struct {
	Enabled                    bool
	OnFailure, OnStop, OnAlarm bool
}

// MinimumType is how a configuration states its minimum of healthy hosts.
type MinimumType uint8

// The minimum types (CD-2.1, CD-2.2).
const (
	HostCount MinimumType = iota
	FleetPercent
	MostConcurrency // OneAtATime alone
)

// Minimum is a minimum of healthy hosts: a count, a percentage 0 to 99, or the
// number at once.
type Minimum struct {
	Type  MinimumType
	Value int
}

// Config is a deployment configuration (CD-2.1, CD-2.24, CD-9.10).
type Config struct {
	Name     string
	Platform Platform
	Min      Minimum // Server
	Zonal    *Zonal  // nil: not zonal
	Old      bool    // a custom configuration made before June 2023: 8 h instead of 12 (CD-2.18)
	Routing  Routing // Lambda, ECS
}

// Zonal is a zonal configuration (CD-2.25 to CD-2.29).
type Zonal struct {
	Min          Minimum     // per zone
	FirstMonitor kernel.Time // wait after the first zone
	Monitor      kernel.Time // wait after every other zone but the last
}

// serverConfigs are the three configurations of CD-2.1.
var serverConfigs = []Config{
	{Name: "CodeDeployDefault.OneAtATime", Min: Minimum{MostConcurrency, 1}},
	{Name: "CodeDeployDefault.HalfAtATime", Min: Minimum{FleetPercent, 50}},
	{Name: "CodeDeployDefault.AllAtOnce", Min: Minimum{HostCount, 0}},
}

// FileExists is what Install does with a destination that is already there.
type FileExists uint8

// The behaviours of CD-4.15. Unset defers to the next in line: AppSpec,
// deployment, DISALLOW.
const (
	FileExistsUnset FileExists = iota
	Disallow
	Overwrite
	Retain
)

// Revision is one version of the application as the agents meet it.
type Revision struct {
	Name string
	// Missing: the revision is gone when the deployment starts (CD-1.15).
	Missing bool
	AppSpec AppSpec
	// Refused, if not empty, is why the agent refuses the AppSpec: the target
	// fails in BeforeInstall (CD-8.8).
	Refused string
	// Bundle lists the files of the revision, slash-separated, sorted; nil for
	// an inline AppSpec, whose scripts and sources are taken to exist.
	Bundle []BundleFile
	Inline bool
	// Scripts say what scripts do, by location; a script that no entry fits
	// takes 1 s and exits 0.
	Scripts []ScriptBehaviour
	// Events say how the events without scripts go: DownloadBundle, Install,
	// BlockTraffic, AllowTraffic.
	Events []EventBehaviour
	// ErrorRate is the per cent of requests that fail on a host that has it, and
	// Latency how long its answers take.
	ErrorRate int
	Latency   kernel.Time
	// Lambda and ECS: the AppSpec for that platform with its hooks, and why a
	// deployment fails for it, if it does (CD-9.14).
	Lambda    *LambdaSpec
	ECS       *ECSSpec
	Functions []FunctionHook
	Invalid   string
}

// BundleFile is a file of a revision.
type BundleFile struct {
	Path string
	Size int64
}

// AppSpec is a checked AppSpec for EC2/on-premises (CD-9.2).
type AppSpec struct {
	OS          string
	FileExists  FileExists
	Files       []FileMapping
	Permissions []Permission
	Hooks       [events.LifecycleEvents][]Script
}

// FileMapping copies what is at Source in the bundle to the directory
// Destination.
type FileMapping struct{ Source, Destination string }

// Permission is an entry of the permissions section, as far as it decides
// whether Install fails (CD-4.14, CD-4.17).
type Permission struct {
	Object       string
	Pattern      string // a name, with * for any text; "**" for everything below
	Except       []string
	Owner, Group string
	Files        bool // type includes file
	Directories  bool // type includes directory
	DefaultACL   bool // acls has a default entry, which only directories take
}

// Script is one script of a lifecycle event.
type Script struct {
	Location string
	Timeout  int64 // seconds, after cutting to an integer (CD-4.7)
	RunAs    string
}

// Who selects hosts and deployments: nil Hosts fits every host, Deployment 0
// every deployment.
type Who struct {
	Hosts      []uint32 // references to instances (fleet.Ref), sorted
	Deployment int      // number of the deployment, 1 …
}

// ScriptBehaviour is what a script does on some hosts in some deployments; the
// first that fits counts.
type ScriptBehaviour struct {
	Who
	Location      string
	Only          uint16      // events in which it counts, a bit each; 0: all
	TakesLo       kernel.Time // drawn from TakesLo to TakesHi for each host
	TakesHi       kernel.Time
	Exit          int64
	Prints        string   // end of its output (CD-1.9)
	Writes        []string // files it leaves, absolute
	HoldsOutput   bool     // leaves a child that keeps stdout open (CD-4.9)
	IgnoresTerm   bool     // does not end at TERM (CD-4.7)
	NotExecutable bool     // and can not be made so (CD-4.6)
	RestartsAgent bool     // restarts the agent while it runs (CD-8.5)
	NeedsPassword bool     // runas user needs a password (CD-4.12)
}

// EventBehaviour is how an event without scripts goes.
type EventBehaviour struct {
	Who
	Event   events.LifecycleEvent
	TakesLo kernel.Time
	TakesHi kernel.Time
	Fails   bool
	Error   string // message when it fails
}

// Past is a deployment that ended before time 0.
type Past struct {
	Group      int32
	Revision   int32
	Failed     []uint32 // instances on which it failed, sorted
	FileExists FileExists
}

// Call is one call of the CodeDeploy API. Only the part for Op is read.
type Call struct {
	Op          Op
	Create      CreateDeployment
	Stop        StopDeployment
	Group       int32 // UpdateDeploymentGroup, DeleteDeploymentGroup
	Update      SettingsUpdate
	Application int32 // DeleteApplication
	Config      int32 // DeleteDeploymentConfig
	Continue    ContinueDeployment
	Instance    uint32 // RegisterOnPremisesInstance, DeregisterOnPremisesInstance
	Alarm       int32  // SetAlarmState of CloudWatch: an alarm of the fleet
	AlarmState  events.AlarmState
	Hook        HookStatus
	Alias       AliasUpdate
}

// Op is the operation of a Call.
type Op uint8

// The operations that a timeline can call.
const (
	OpCreateDeployment Op = iota
	OpStopDeployment
	OpContinueDeployment
	OpUpdateDeploymentGroup
	OpDeleteDeploymentGroup
	OpDeleteApplication
	OpDeleteDeploymentConfig
	OpRegisterOnPremisesInstance
	OpDeregisterOnPremisesInstance
	OpSetAlarmState // of CloudWatch
	OpPutLifecycleEventHookExecutionStatus
	OpUpdateAlias // of Lambda: somebody repairs it
)

// CreateDeployment is the request of the operation of that name.
type CreateDeployment struct {
	Group              int32
	Revision           int32 // None: absent
	Config             int32 // None: the group's
	Description        string
	IgnoreStopFailures bool // ignoreApplicationStopFailures (CD-4.10)
	FileExists         FileExists
	OutdatedOnly       bool             // updateOutdatedInstancesOnly (CD-10.4)
	Rollback           *AutoRollback    // overrides the group's (CD-5.2)
	Restart            bool             // deploymentMode RESTART (CD-1.13)
	Replacements       *TargetInstances // targetInstances; nil: absent (CD-3.2, CD-12.4)
	Alarms             *AlarmConfig     // overrideAlarmConfiguration (CD-6.2)
}

// TargetInstances names the replacements of a blue/green deployment (CD-3.2).
type TargetInstances struct {
	EC2Tags           [][]fleet.TagFilter // an instance must match a filter of every set
	AutoScalingGroups []int32             // of the fleet
}

// ContinueDeployment is the request of the operation of that name.
type ContinueDeployment struct {
	Deployment  int  // number of the deployment, 1 …
	Termination bool // TERMINATION_WAIT, else READY_WAIT
}

// StopDeployment is the request of the operation of that name.
type StopDeployment struct {
	Deployment int   // number of the deployment, 1 …
	Rollback   *bool // autoRollbackEnabled; nil: absent (CD-5.2)
}

// HostHealth overrides what History leaves on some hosts, in every group they
// belong to (CD-2.20).
type HostHealth struct {
	Hosts    []uint32 // instance indices, sorted
	Instance events.InstanceHealth
	Revision events.RevisionHealth
}

var opNames = [...]string{"CreateDeployment", "StopDeployment", "ContinueDeployment", "UpdateDeploymentGroup",
	"DeleteDeploymentGroup", "DeleteApplication", "DeleteDeploymentConfig", "RegisterOnPremisesInstance", "DeregisterOnPremisesInstance", "SetAlarmState",
	"PutLifecycleEventHookExecutionStatus", "UpdateAlias"}

// String is the operation's name in the API.
func (o Op) String() string { return opNames[o] }
