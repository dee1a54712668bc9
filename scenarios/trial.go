package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// TrialKind is what is tried on a scenario.
type TrialKind uint8

// The trials. From TryTerminate to TryZoneOutage they are faults of the fleet.
const (
	TryFail TrialKind = iota
	TryTerminate
	TryStop
	TryReboot
	TryCrashAgent
	TryCutNetwork
	TryFillDisk
	TrySlow
	TryZoneOutage
	TryStopDeployment
	TryAlarm
	TryFailHook
)

var trialNames = [...]string{"fail", "terminate", "stop", "reboot", "crashAgent", "cutNetwork", "fillDisk", "slow", "zoneOutage", "stopDeployment", "alarm", "failHook"}

// String is the word that scenarios use.
func (k TrialKind) String() string { return trialNames[k] }

// Trial is one thing that is tried on a scenario without a change of its text.
type Trial struct {
	Kind       TrialKind
	Hosts      []Hosts
	Zone       string
	Name       string       // TryAlarm: the alarm; TryFailHook: a function, or the event that calls one
	Event      string       // what fails, or during what it happens
	At         *kernel.Time // nil: during Event
	For        kernel.Time  // 0: for good, or as long as is usual
	Factor     int64        // TrySlow
	Deployment int64        // TryStopDeployment: its number
	Rollback   *bool        // TryStopDeployment: as asked for, or nil
}

// Hosts are some of the hosts: a name, a range, a group or an id; or so many,
// or a share, of those that the timeline deploys to.
type Hosts struct {
	Name  string
	Count int64
	Of    int64 // Count of every Of hosts, rounded up; 0: Count itself
	Last  bool  // the last ones instead of the first
}

// Try makes trials part of a setup that was built from a scenario. An error
// says which can not be and why; the setup is then of no use any more.
func Try(setup *sim.Setup, trials []Trial) error {
	a := newTrying(setup)
	for i := range trials {
		if err := a.apply(&trials[i]); err != nil {
			return fmt.Errorf("%s: %w", trials[i].String(), err)
		}
	}
	return nil
}

// trying is a setup on which something is tried.
type trying struct {
	setup *sim.Setup
	hosts hosts
	world *sim.World // at time 0, made when asked for
}

func newTrying(setup *sim.Setup) *trying {
	return &trying{setup: setup, hosts: hostsOf(&setup.Fleet)}
}

// start is the world at time 0.
func (a *trying) start() *sim.World {
	if a.world == nil {
		a.world = sim.New(a.setup)
	}
	return a.world
}

func (a *trying) apply(t *Trial) error {
	switch t.Kind {
	case TryAlarm:
		return a.alarm(t)
	case TryFailHook:
		return a.failHook(t.Name)
	case TryStopDeployment:
		call := &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: int(t.Deployment), Rollback: t.Rollback}}
		a.setup.Inputs = append(a.setup.Inputs, sim.Input{When: sim.When{Plus: *t.At}, Call: call})
		return nil
	case TryZoneOutage:
		if !a.zone(t.Zone) {
			return fmt.Errorf("no host is in zone %q", t.Zone)
		}
		return a.fault(t, fleet.Fault{Kind: fleet.ZoneOutage, Zone: t.Zone, Factor: 1, For: t.For})
	}
	list, err := a.who(t.Hosts)
	if err != nil {
		return err
	}
	if t.Kind == TryFail {
		return a.fail(list, t.Event)
	}
	f := fleet.Fault{Kind: t.Kind.fault(), Instances: list, Factor: max(1, t.Factor), For: t.For}
	if f.Kind == fleet.Reboot && f.For == 0 {
		f.For = fleet.DefaultReboot
	}
	return a.fault(t, f)
}

// fault is the fault of the fleet that a trial is.
func (k TrialKind) fault() fleet.FaultKind {
	return [...]fleet.FaultKind{TryTerminate: fleet.Terminate, TryStop: fleet.Stop, TryReboot: fleet.Reboot, TryCrashAgent: fleet.CrashAgent,
		TryCutNetwork: fleet.CutNetwork, TryFillDisk: fleet.FillDisk, TrySlow: fleet.Slow}[k]
}

// zone tells whether any host is in a zone.
func (a *trying) zone(name string) bool {
	return slices.ContainsFunc(a.setup.Fleet.Groups, func(g fleet.Group) bool { return slices.Contains(g.Zones, name) })
}

// who resolves hosts, sorted, each once.
func (a *trying) who(list []Hosts) (all []uint32, err error) {
	for _, h := range list {
		some, err := a.some(h)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

func (a *trying) some(h Hosts) ([]uint32, error) {
	if h.Name != "" {
		return a.named(h.Name)
	}
	members := a.members()
	n := h.Count
	if h.Of > 0 {
		n = (h.Count*int64(len(members)) + h.Of - 1) / h.Of
	}
	if n <= 0 || n > int64(len(members)) {
		return nil, fmt.Errorf("the timeline deploys to %d hosts", len(members))
	}
	if h.Last {
		return members[int64(len(members))-n:], nil
	}
	return members[:n:n], nil
}

// named are the hosts that a name means: a host, a range, a group, or the
// beginning of an id that only one has.
func (a *trying) named(name string) ([]uint32, error) {
	if spans, ok := a.hosts.some(name); ok {
		return a.hosts.list(spans), nil
	}
	if len(name) < len("i-0") || !strings.HasPrefix(name, "i-") {
		return nil, fmt.Errorf("no instance %q; %s", name, a.hosts.suggest(name))
	}
	var found []uint32
	for i := uint32(0); i < a.hosts.total && len(found) < 2; i++ {
		if strings.HasPrefix(a.start().Fleet().ID(i), name) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("no instance %q; %s", name, a.hosts.suggest(name))
	case 1:
		return found, nil
	}
	return nil, fmt.Errorf("the ids of %s and %s both begin with %q; write more of it", a.start().Fleet().Name(found[0]), a.start().Fleet().Name(found[1]), name)
}

// creates are the deployments that the timeline creates, one for each group
// and revision.
func (a *trying) creates() (list []*codedeploy.CreateDeployment) {
	for i := range a.setup.Inputs {
		call := a.setup.Inputs[i].Call
		if call == nil || call.Op != codedeploy.OpCreateDeployment {
			continue
		}
		if !slices.ContainsFunc(list, func(c *codedeploy.CreateDeployment) bool {
			return c.Group == call.Create.Group && c.Revision == call.Create.Revision
		}) {
			list = append(list, &call.Create)
		}
	}
	return list
}

// fault adds a fault at a time, or for each host when its event begins.
func (a *trying) fault(t *Trial, f fleet.Fault) error {
	if t.At != nil {
		a.setup.Inputs = append(a.setup.Inputs, sim.Input{When: sim.When{Plus: *t.At}, Fault: &f})
		return nil
	}
	event, _ := events.ParseLifecycleEvent(t.Event)
	if !a.happens(event) {
		return a.noSuchEvent(t.Event)
	}
	for _, i := range f.Instances {
		one := f
		one.Instances = []uint32{i}
		a.setup.Inputs = append(a.setup.Inputs, sim.Input{When: sim.When{Trigger: sim.AtLifecycle, Instance: i, Event: event}, Fault: &one})
	}
	return nil
}

// noSuchEvent is why an event occurs in no deployment of the timeline.
func (a *trying) noSuchEvent(event string) error {
	if slices.ContainsFunc(a.creates(), func(c *codedeploy.CreateDeployment) bool {
		return a.setup.CodeDeploy.Groups[c.Group].Settings.BlueGreenType
	}) {
		return errors.New("the replacements of a blue/green deployment have no " + event)
	}
	return errors.New("there is no " + event + " without a load balancer and WITH_TRAFFIC_CONTROL")
}

// occurs says whether a deployment has an event, as its group is at time 0.
func (a *trying) occurs(event events.LifecycleEvent, c *codedeploy.CreateDeployment) bool {
	s := &a.setup.CodeDeploy.Groups[c.Group].Settings
	course := codedeploy.InPlace
	if s.BlueGreenType {
		course = codedeploy.Replacement
	}
	return codedeploy.AWS.Occurs(event, course, codedeploy.AWS.HasTraffic(len(s.LoadBalancers), s.TrafficControl))
}
