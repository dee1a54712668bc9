package scenarios

import (
	"path"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func (b *builder) fleet() {
	b.setup.CodeDeploy.Shuffle = b.s.Fleet.Order == "shuffle"
	for i := range b.s.Fleet.Instances {
		b.instance(&b.s.Fleet.Instances[i])
	}
	for i := range b.s.Fleet.AutoScalingGroups {
		b.autoScalingGroup(&b.s.Fleet.AutoScalingGroups[i])
	}
	if len(b.s.Fleet.Instances)+len(b.s.Fleet.AutoScalingGroups) == 0 && !b.faulty["fleet"] && b.needsHosts() {
		at := b.s.Fleet.Pos
		if at == (Pos{}) {
			at = b.s.Pos
		}
		b.Errorf(at.Position, "add one under instances", "the fleet has no instance")
	}
	for i := range b.s.Fleet.LoadBalancers {
		b.loadBalancer(&b.s.Fleet.LoadBalancers[i])
	}
	for i := range b.s.Fleet.TargetGroups {
		b.targetGroup(&b.s.Fleet.TargetGroups[i])
	}
	b.attach()
}

// needsHosts says whether a fleet without hosts is a mistake: not if all there
// is to deploy to are Lambda functions and ECS services. CD-9.12
func (b *builder) needsHosts() bool {
	for i := range b.s.Applications {
		if platformOf(b.s.Applications[i].ComputePlatform) == codedeploy.Server {
			return true
		}
	}
	return len(b.s.Applications) == 0
}

func (b *builder) instance(in *Instance) {
	count := int64(1)
	if in.Count != nil {
		count = *in.Count
	}
	if int64(b.hosts.total)+count > MaxInstances {
		b.Errorf(in.Pos.Position, "use smaller counts", "the fleet has more than %d instances", MaxInstances)
		return
	}
	if strings.Contains(in.Name.Text, "..") {
		b.Errorf(in.Name.Pos.Position, "leave the dots out", "%q reads as a range of hosts", in.Name.Text)
	}
	if !b.hosts.add(in.Name.Text, uint32(count), in.Count != nil) && !in.Name.IsZero() {
		b.Errorf(in.Name.Pos.Position, "choose another name", "the instance %q is defined twice", in.Name.Text)
	}
	if in.Registered != nil && !in.OnPremises {
		b.Errorf(in.Pos.Position, "leave registered out, or add onPremises: true", "only on-premises hosts are registered")
	}
	b.absolute(in.Files, in.Pos)
	b.setup.Fleet.Groups = append(b.setup.Fleet.Groups, b.fleetGroup(in, int(count)))
	b.setup.CodeDeploy.Agents = append(b.setup.CodeDeploy.Agents, agentSetup(in.Platform == "windows", b.s.Fleet.Agent, in.Agent))
	if in.Health != nil {
		b.startHealth(in.Health, span{b.hosts.total - uint32(count), b.hosts.total})
	}
}

func (b *builder) fleetGroup(in *Instance, count int) fleet.Group {
	g := fleet.Group{
		Name: in.Name.Text, Count: count, Numbered: in.Count != nil, Zones: b.zonesOf(in),
		OnPremises: in.OnPremises, Registered: in.Registered == nil || *in.Registered,
		InstanceProfile: in.InstanceProfile != "none", Stopped: in.State == "stopped",
		Files: in.Files, DiskFree: -1,
	}
	for _, tag := range in.Tags {
		g.Tags = append(g.Tags, fleet.Tag(tag))
	}
	if in.DiskFree != nil {
		g.DiskFree = int64(*in.DiskFree)
	}
	return g
}

func (b *builder) zonesOf(in *Instance) []string {
	names := in.Zones
	if !in.Zone.IsZero() {
		if in.Zones != nil {
			b.Errorf(in.Zone.Pos.Position, "keep one of them", "zone and zones exclude each other")
		}
		names = []Name{in.Zone}
	}
	return b.zoneNames(names)
}

func (b *builder) zoneNames(names []Name) (zones []string) {
	for _, name := range names {
		b.zones.add(name.Text)
		zones = append(zones, name.Text)
	}
	return zones
}

// agentSetup is AWS's agent with what the fleet says, and over it the host.
func agentSetup(windows bool, layers ...*Agent) codedeploy.AgentSetup {
	made := codedeploy.AgentSetup{PickupDelay: kernel.Second, MaxRevisions: 5, Windows: windows} // CD-8.1, CD-8.9
	for _, a := range layers {
		if a == nil {
			continue
		}
		if a.PickupDelay != nil {
			made.PickupDelay = *a.PickupDelay
		}
		if a.MaxRevisions != nil {
			made.MaxRevisions = int(*a.MaxRevisions)
		}
		switch a.State {
		case "running":
			made.State = codedeploy.AgentRunning
		case "stopped":
			made.State = codedeploy.AgentStopped
		case "missing":
			made.State = codedeploy.AgentMissing
		}
	}
	return made
}

func (b *builder) startHealth(h *Health, hosts span) {
	made := codedeploy.HostHealth{Hosts: b.hosts.list([]span{hosts})}
	if h.Instance == events.Healthy.String() {
		made.Instance = events.Healthy
	}
	for r := events.Unknown; r <= events.Current; r++ {
		if r.String() == h.Revision {
			made.Revision = r
		}
	}
	b.setup.CodeDeploy.Health = append(b.setup.CodeDeploy.Health, made)
}

func orElse[T any](value *T, otherwise T) T {
	if value == nil {
		return otherwise
	}
	return *value
}

// absolute refuses paths that are not from the root of a disk, or are not
// written the shortest way.
func (b *builder) absolute(paths []string, at Pos) {
	for _, name := range paths {
		windows := len(name) > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/')
		switch {
		case !strings.HasPrefix(name, "/") && !windows:
			b.Errorf(at.Position, "write it from the root, such as /var/www/index.html", "the path %q is not absolute", name)
		case !windows && path.Clean(name) != name:
			b.Errorf(at.Position, "write "+path.Clean(name), "the path %q is not in its shortest form", name)
		}
	}
}
