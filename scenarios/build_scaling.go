package scenarios

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// autoScalingGroup makes an Auto Scaling group and the template of its hosts,
// which comes behind all other hosts.
func (b *builder) autoScalingGroup(from *AutoScalingGroup) {
	b.define(&b.scaling, from.AutoScalingGroupName)
	name := from.Name
	if name.IsZero() {
		name = from.AutoScalingGroupName
	}
	desired := orElse(from.DesiredCapacity, from.MinSize)
	if from.MinSize > from.MaxSize || desired < from.MinSize || desired > from.MaxSize {
		b.Errorf(from.Pos.Position, "keep MinSize <= DesiredCapacity <= MaxSize", "%d instances are not within %d to %d", desired, from.MinSize, from.MaxSize)
	}
	if int64(b.hosts.total)+desired > MaxInstances {
		b.Errorf(from.Pos.Position, "use smaller counts", "the fleet has more than %d instances", MaxInstances)
		return
	}
	if strings.Contains(name.Text, "..") {
		b.Errorf(name.Pos.Position, "leave the dots out, or add a name", "%q reads as a range of hosts", name.Text)
	}
	if !b.hosts.add(name.Text, uint32(desired), true) && !name.IsZero() {
		b.Errorf(name.Pos.Position, "choose another name", "the instance %q is defined twice", name.Text)
	}
	b.hosts.groups[len(b.hosts.groups)-1].grows = true
	b.absolute(from.Files, from.Pos)
	made := b.scalingGroup(from, int(desired))
	b.setup.Fleet.Groups = append(b.setup.Fleet.Groups, b.template(from, name.Text, &made))
	b.setup.CodeDeploy.Agents = append(b.setup.CodeDeploy.Agents, agentSetup(from.Platform == "windows", b.s.Fleet.Agent, from.Agent))
	b.setup.Fleet.AutoScalingGroups = append(b.setup.Fleet.AutoScalingGroups, made)
}

func (b *builder) scalingGroup(from *AutoScalingGroup, desired int) fleet.AutoScalingGroup {
	made := fleet.AutoScalingGroup{
		Name: from.AutoScalingGroupName.Text, Min: int(from.MinSize), Max: int(from.MaxSize), Desired: desired,
		Template: len(b.setup.Fleet.Groups), Zones: b.zoneNames(from.AvailabilityZones),
		Grace: kernel.Time(orElse(from.HealthCheckGracePeriod, 0)) * kernel.Second, LaunchTakes: orElse(from.LaunchTakes, kernel.Minute),
	}
	if from.HealthCheckType == fleet.ELBCheck.String() {
		made.HealthCheck = fleet.ELBCheck
	}
	for _, p := range from.SuspendedProcesses {
		set, _ := fleet.ParseProcesses([]string{p.ProcessName})
		made.Suspended |= set
	}
	for i := range from.LifecycleHookSpecificationList {
		made.Hooks = append(made.Hooks, from.LifecycleHookSpecificationList[i].build())
	}
	return made
}

func (h *LifecycleHook) build() fleet.Hook {
	made := fleet.Hook{Name: h.LifecycleHookName.Text, Heartbeat: fleet.DefaultHeartbeat, Owner: fleet.NoGroup, Default: result(h.DefaultResult)}
	if h.HeartbeatTimeout != nil {
		made.Heartbeat = kernel.Time(*h.HeartbeatTimeout) * kernel.Second
	}
	if h.LifecycleTransition == fleet.TerminatingTransition.String() {
		made.Transition = fleet.TerminatingTransition
	}
	return made
}

func result(word string) fleet.Result {
	if word == fleet.Continue.String() {
		return fleet.Continue
	}
	return fleet.Abandon
}

// template is the fleet group of the hosts of an Auto Scaling group.
func (b *builder) template(from *AutoScalingGroup, name string, a *fleet.AutoScalingGroup) fleet.Group {
	g := fleet.Group{
		Name: name, Count: a.Desired, Numbered: true, Zones: a.Zones,
		InstanceProfile: from.InstanceProfile != "none", Files: from.Files, DiskFree: -1,
	}
	for _, tag := range from.Tags {
		if orElse(tag.PropagateAtLaunch, true) {
			g.Tags = append(g.Tags, fleet.Tag{Key: tag.Key, Value: tag.Value})
		}
	}
	if from.DiskFree != nil {
		g.DiskFree = int64(*from.DiskFree)
	}
	return g
}

// attach resolves the load balancers and the target groups of the Auto Scaling
// groups.
func (b *builder) attach() {
	for i := range b.setup.Fleet.AutoScalingGroups {
		from, a := &b.s.Fleet.AutoScalingGroups[i], &b.setup.Fleet.AutoScalingGroups[i]
		for _, name := range from.LoadBalancerNames {
			if l := b.find(&b.balancers, name); l != codedeploy.None {
				a.LoadBalancers = append(a.LoadBalancers, l)
			}
		}
		for _, arn := range from.TargetGroupARNs {
			if l := b.find(&b.targetGroups, Name{targetGroupIn(arn.Text), arn.Pos}); l != codedeploy.None {
				a.LoadBalancers = append(a.LoadBalancers, l+int32(len(b.s.Fleet.LoadBalancers)))
			}
		}
	}
}

// targetGroupIn is the name of a target group that an ARN holds; what is no ARN
// is a name.
func targetGroupIn(arn string) string {
	if _, rest, ok := strings.Cut(arn, ":targetgroup/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return name
	}
	return arn
}

// scalingGroups resolves the Auto Scaling groups of a deployment group; nil
// stays nil. AWS takes ten.
func (b *builder) scalingGroups(names ScalingGroups) []int32 {
	if names == nil {
		return nil
	}
	made := []int32{}
	for _, name := range names {
		made = append(made, b.find(&b.scaling, name))
	}
	if len(names) > 10 {
		b.Under("CD-11.3").Errorf(names[10].Pos.Position, "keep ten", "a deployment group of more than ten Auto Scaling groups")
	}
	return made
}

// fleetCall resolves a call of the Auto Scaling or the EC2 API, nil if the
// entry is none.
func (b *builder) fleetCall(e *Entry) *fleet.Call {
	switch {
	case e.SetDesiredCapacity != nil:
		c := e.SetDesiredCapacity
		return &fleet.Call{Op: fleet.SetDesiredCapacity, Group: b.find(&b.scaling, c.AutoScalingGroupName), Desired: int(c.DesiredCapacity)}
	case e.UpdateAutoScalingGroup != nil:
		return b.updateScaling(e.UpdateAutoScalingGroup)
	case e.TerminateInstanceInAutoScalingGroup != nil:
		c := e.TerminateInstanceInAutoScalingGroup
		host, _ := b.host(c.InstanceID)
		return &fleet.Call{Op: fleet.TerminateInstanceInAutoScalingGroup, Instances: []uint32{host}, Decrement: c.ShouldDecrementDesiredCapacity}
	case e.SuspendProcesses != nil:
		return b.processes(fleet.SuspendProcesses, e.SuspendProcesses)
	case e.ResumeProcesses != nil:
		return b.processes(fleet.ResumeProcesses, e.ResumeProcesses)
	case e.CompleteLifecycleAction != nil:
		return b.action(fleet.CompleteLifecycleAction, e.CompleteLifecycleAction)
	case e.RecordLifecycleActionHeartbeat != nil:
		return b.action(fleet.RecordLifecycleActionHeartbeat, e.RecordLifecycleActionHeartbeat)
	case e.CreateTags != nil:
		return b.retag(fleet.CreateTags, e.CreateTags)
	case e.DeleteTags != nil:
		return b.retag(fleet.DeleteTags, e.DeleteTags)
	}
	return nil
}

func (b *builder) updateScaling(u *UpdateAutoScalingGroup) *fleet.Call {
	made := &fleet.Call{Op: fleet.UpdateAutoScalingGroup, Group: b.find(&b.scaling, u.AutoScalingGroupName)}
	made.Update = fleet.AutoScalingUpdate{Min: number(u.MinSize), Max: number(u.MaxSize), Desired: number(u.DesiredCapacity), Zones: b.zoneNames(u.AvailabilityZones)}
	if u.HealthCheckType != "" {
		check := fleet.EC2Check
		if u.HealthCheckType == fleet.ELBCheck.String() {
			check = fleet.ELBCheck
		}
		made.Update.HealthCheck = &check
	}
	if u.HealthCheckGracePeriod != nil {
		grace := kernel.Time(*u.HealthCheckGracePeriod) * kernel.Second
		made.Update.Grace = &grace
	}
	return made
}

func number(n *int64) *int {
	if n == nil {
		return nil
	}
	made := int(*n)
	return &made
}

func (b *builder) processes(op fleet.Op, c *ScalingProcesses) *fleet.Call {
	set, _ := fleet.ParseProcesses(c.ScalingProcesses)
	return &fleet.Call{Op: op, Group: b.find(&b.scaling, c.AutoScalingGroupName), Processes: set}
}

func (b *builder) action(op fleet.Op, c *LifecycleActionCall) *fleet.Call {
	host, _ := b.host(c.InstanceID)
	if wanted := op == fleet.CompleteLifecycleAction; wanted != (c.LifecycleActionResult != "") {
		b.Errorf(c.Pos.Position, "completeLifecycleAction has a result, and a heartbeat has none", "LifecycleActionResult is missing or too much")
	}
	return &fleet.Call{Op: op, Group: b.find(&b.scaling, c.AutoScalingGroupName), Hook: c.LifecycleHookName.Text,
		Instances: []uint32{host}, Result: result(c.LifecycleActionResult)}
}

func (b *builder) retag(op fleet.Op, c *TagsCall) *fleet.Call {
	made := &fleet.Call{Op: op, Instances: b.list(c.Resources)}
	if len(c.Tags) == 0 {
		b.Errorf(c.Pos.Position, "add Tags", "no tag is named")
	}
	for _, tag := range c.Tags {
		made.Tags = append(made.Tags, fleet.Tag(tag))
	}
	return made
}
