package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Service is CodeDeploy in one world. Make one with New; CopyFrom forks it.
type Service struct {
	k     *kernel.Kernel
	fleet *fleet.Fleet
	d     *Decisions
	setup *Setup
	shape *shape

	past        int32 // deployments that ended before time 0
	groups      []group
	appsGone    []int32 // applications that were deleted, in order of their index
	configsGone []int32 // deployment configurations, likewise
	deployments []deployment
	targets     []target
	active      []int32 // deployments that are not over
	agents      []AgentState
	kept        *keptTable
	aliases     []alias
	taskSets    []taskSet
	delays      []delay // of targets whose event is spoiled

	inside kernel.RecordNo // records of what goes on inside lifecycle events
	begun  uint32          // events that began, those of one instant being one
	latest kernel.Time     // when the last of them did

	watch   Watch
	classes []uint8       // by instance, of the deployment that is lining up
	ranks   []uint8       // by instance, who goes first among equals; nil: in the order of instances
	ids     kernel.Stream // from which the id of a deployment is drawn
	room    room
}

// Watch says what the world wants to be told of.
type Watch struct {
	Statuses  bool   // StatusReached
	Lifecycle uint16 // LifecycleReached, a bit for each event
}

// group is the state of a deployment group.
type group struct {
	settings       *Settings
	members        *members // of the latest deployment that selected any
	deleted        bool
	revision       int32 // of the last successful deployment, or None
	lastSuccessful int32 // deployment, or None
	lastAttempted  int32
	active         int32
	made           int32    // deployments of the run, or while the past is remembered of that
	health         []Health // by instance
	kept           []uint32 // by instance: what its agent keeps of this group
}

// deployment is the state of a deployment.
type deployment struct {
	id       uint64 // nine digits of base 36 (CD-1.4)
	group    int32
	revision int32
	bundle   *revisionShape // of its revision
	config   int32
	status   events.DeploymentStatus
	code     events.ErrorCode
	creator  events.Creator

	settings     *Settings // as they were at creation (CD-1.14)
	description  string
	rollback     AutoRollback
	fileExists   FileExists
	ignoreStop   bool
	outdatedOnly bool
	restart      bool
	nth          int32 // 1 for the first of the run in its group; below 1 before time 0
	rollbackOf   int32 // the deployment that this one rolls back, or None
	action       int32 // the lifecycle action that it answers, + 1; 0: it is for the fleet
	after        int32 // the deployment that it follows up, + 1; 0: none
	rolledBackBy int32
	hookless     bool // its scripts do not run
	powerless    bool // it goes on without a service role, so that its agents get no bundle
	denied       bool // it should have been rolled back, but there was nothing to go back to

	created, started, ended kernel.Time
	begun                   bool
	last                    kernel.RecordNo // latest record, the cause of what the deployment decides

	members *members // set when it starts
	first   uint32   // of its rows in the table of targets
	count   uint32
	line
	skipped int
	planned Budget // of the first line, as it was planned

	stage        events.Stage
	replacements *TargetInstances
	copies       bool // the replacements are a copy of an Auto Scaling group
	terminating  bool // the wait before the originals are terminated has begun

	zones    []zone
	zone     int32
	waiting  bool             // between zones
	deciding bool             // DeploymentDecides is scheduled
	stopping events.ErrorCode // what it will end with once nothing runs, or NoError
	stopRule kernel.Rule
	stopNo   kernel.RecordNo // the record of that, or 0
	onStop   *bool           // autoRollbackEnabled of StopDeployment
	traffic  bool            // it has the traffic events
	shift    shifting        // Lambda, ECS

	alarms    *AlarmConfig // overrides the group's, or nil
	activated []Activated  // alarms that stopped it
	polling   bool         // AlarmsPolled is scheduled

	byInstance []uint32 // instance → its target + 1, made when a fault first asks
}

// line is the targets that a deployment works through at present, under one
// budget.
type line struct {
	Budget
	cursor uint32 // the first of its rows that was neither started nor passed over
}

// target is the state of a target; it is kept small because there can be
// millions.
type target struct {
	last       kernel.RecordNo // its latest record, the cause of the next
	since      kernel.Time     // when its event was assigned, or started if inside
	began      kernel.Time     // when its latest script was started
	nth        uint32          // the how-manieth event that began: see Service.count
	instance   uint32
	deployment int32
	turn       uint16 // events of another turn are stale
	script     uint16 // place of the running script
	failed     uint16 // events that failed, a bit each
	exited     uint16 // events of which a script failed
	event      events.LifecycleEvent
	status     events.TargetStatus
	class      uint8
	doing      doing
	course     Course
	unseen     bool // its agent was never seen on the instance (CD-8.4)
	plain      bool // the script that runs is the only one, and ends well without a trace
	spoil      spoil
}

// doing says what an in-progress target is at.
type doing uint8

const (
	queued  doing = iota // its event is assigned and will be polled for
	waiting              // nobody took it up
	inside               // its event runs
	lost                 // its event runs, but the agent will never report it
)

// New makes the service of a setup at time 0, with its history.
func New(k *kernel.Kernel, f *fleet.Fleet, set *Setup, d *Decisions) *Service {
	s := &Service{k: k, fleet: f, d: d, setup: set, shape: newShape(set, d), kept: &keptTable{list: []kept{noneKept}}}
	for i := range set.Groups {
		s.groups = append(s.groups, group{
			settings: &set.Groups[i].Settings, revision: None, lastSuccessful: None, lastAttempted: None, active: None,
			health: make([]Health, f.Len()), kept: make([]uint32, f.Len()),
		})
	}
	if !d.NeedsProfile() {
		f.LendProfiles()
	}
	s.agents = make([]AgentState, f.Len())
	for g := range set.Agents {
		from, to := f.Span(g)
		for i := from; i < to; i++ {
			s.agents[i] = set.Agents[g].State
		}
	}
	for i := range set.History {
		s.remember(&set.History[i])
	}
	for i := range set.Health {
		s.overrideHealth(&set.Health[i])
	}
	s.aliases = aliasesOf(set)
	s.firstTaskSets()
	s.past = int32(len(s.deployments))
	for g := range s.groups {
		s.groups[g].made = 0
		s.syncHooks(int32(g), 0)
	}
	return s
}

// overrideHealth sets what hosts start with, in every group.
func (s *Service) overrideHealth(h *HostHealth) {
	for _, i := range h.Hosts {
		for g := range s.groups {
			s.groups[g].health[i] = NewHealth(h.Instance, h.Revision)
		}
	}
}

// Watch is what the world is told of.
func (s *Service) Watch() Watch { return s.watch }

// SetWatch says what to tell the world of from now on.
func (s *Service) SetWatch(w Watch) { s.watch = w }

// CopyFrom makes s a fork of src, in the memory s has, on its own kernel and
// fleet.
func (s *Service) CopyFrom(src *Service, k *kernel.Kernel, f *fleet.Fleet) {
	s.copyFrom(src, k, f)
	s.kept = src.kept.copyInto(s.kept)
}

// BranchFrom is CopyFrom for services of one goroutine, which share what they
// know of disks.
func (s *Service) BranchFrom(src *Service, k *kernel.Kernel, f *fleet.Fleet) {
	s.copyFrom(src, k, f)
	s.kept = src.kept.share()
}

// Join lets s share what is known of disks with another service, as its branches
// do.
func (s *Service) Join(other *Service) {
	table := other.kept.share()
	for g := range s.groups {
		for i, place := range s.groups[g].kept {
			if place > 0 { // something is kept
				s.groups[g].kept[i] = table.adopt(s.kept, place)
			}
		}
	}
	s.kept = table
}

// copyFrom copies all but what is known of disks.
func (s *Service) copyFrom(src *Service, k *kernel.Kernel, f *fleet.Fleet) {
	if s.k == nil {
		s.moveIn()
	}
	s.k, s.fleet = k, f
	s.d, s.setup, s.shape, s.past, s.watch = src.d, src.setup, src.shape, src.past, src.watch
	s.ranks, s.inside, s.begun, s.latest = src.ranks, src.inside, src.begun, src.latest
	s.appsGone = append(s.appsGone[:0], src.appsGone...)
	s.configsGone = append(s.configsGone[:0], src.configsGone...)
	s.deployments = append(s.deployments[:0], src.deployments...)
	for i := range s.deployments {
		s.deployments[i].zones = append([]zone(nil), src.deployments[i].zones...)
	}
	s.targets = append(s.targets[:0], src.targets...)
	s.active = append(s.active[:0], src.active...)
	s.agents = append(s.agents[:0], src.agents...)
	s.aliases = append(s.aliases[:0], src.aliases...)
	s.taskSets = append(s.taskSets[:0], src.taskSets...)
	s.delays = append(s.delays[:0], src.delays...)
	s.copyGroups(src)
}

func (s *Service) copyGroups(src *Service) {
	if n := len(src.groups); n > cap(s.groups) {
		s.groups = append(s.groups[:cap(s.groups)], make([]group, n-cap(s.groups))...)
	}
	s.groups = s.groups[:len(src.groups)]
	for i := range s.groups {
		mine, theirs := &s.groups[i], &src.groups[i]
		health, kept := mine.health, mine.kept
		*mine = *theirs
		mine.health = append(health[:0], theirs.health...)
		mine.kept = append(kept[:0], theirs.kept...)
	}
}

// Admit makes room for hosts that were launched since it was last called.
func (s *Service) Admit() {
	for i := len(s.agents); i < s.fleet.Len(); i++ {
		s.agents = append(s.agents, s.setup.Agents[s.fleet.GroupOf(uint32(i))].State)
	}
	for g := range s.groups {
		more := len(s.agents) - len(s.groups[g].health)
		s.groups[g].health = append(s.groups[g].health, make([]Health, more)...)
		s.groups[g].kept = append(s.groups[g].kept, make([]uint32, more)...)
	}
}

// Step applies an event that is due, those of StepTarget aside.
func (s *Service) Step(e events.Event) {
	switch e.Kind() {
	case events.FunctionReturns, events.FunctionTimesOut, events.TrafficShifts, events.TaskSetStands,
		events.TaskSetTimesOut, events.ShiftWaitEnds:
		if t := e.Target(); s.targets[t].turn == e.Turn() {
			s.stepShift(t, e.Kind())
		}
	case events.DeploymentStarts:
		s.start(e.Deployment())
	case events.DeploymentDecides:
		s.deployments[e.Deployment()].deciding = false
		s.decide(e.Deployment())
	case events.ZoneWaitEnds:
		s.deployments[e.Deployment()].waiting = false
		s.decide(e.Deployment())
	case events.AlarmsPolled:
		s.pollAlarms(e.Deployment())
	case events.DeploymentTimesOut:
		s.timeOut(e.Deployment())
	case events.CapacityReached:
		s.capacityReached(e.AutoScalingGroup())
	case events.StageWaitEnds:
		s.endStageWait(e.Deployment(), e.Stage())
	case events.HeartbeatDue:
		s.beat(e.Deployment())
	case events.LifecycleActionDue:
		s.takeAction(e.LifecycleAction())
	default:
		s.stepHost(e)
	}
}

func (s *Service) config(d *deployment) *Config { return &s.setup.Configs[d.config] }
