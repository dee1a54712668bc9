package scenarios

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Deployment groups of Lambda and ECS applications, and calls that are about
// them alone.

// checkPlatform refuses settings that a group of the platform can not have.
// CD-9.11, CD-9.12
func (b *builder) checkPlatform(from *GroupSettings, platform codedeploy.Platform, at Pos) {
	style, info := from.DeploymentStyle, from.LoadBalancerInfo
	if platform == codedeploy.Server {
		b.checkServer(from, at)
		return
	}
	b.checkBlueGreen(from.BlueGreenDeploymentConfiguration)
	if style != nil && (style.DeploymentType != "BLUE_GREEN" || style.DeploymentOption != "WITH_TRAFFIC_CONTROL") {
		b.Under("CD-9.12").Errorf(at.Position, "write {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}, or leave it out",
			"deployments to %s are always blue/green with traffic control", platform)
	}
	if from.EC2TagFilters != nil || from.EC2TagSet != nil || from.OnPremisesInstanceTagFilters != nil || from.OnPremisesTagSet != nil {
		b.Under("CD-9.12").Errorf(at.Position, "leave the tags out", "deployments to %s have no instances", platform)
	}
	if len(from.AutoScalingGroups) > 0 {
		b.Under("CD-10.5").Errorf(at.Position, "leave autoScalingGroups out", "deployments to %s have no Auto Scaling groups: AWS refuses them with InvalidAutoScalingGroupException", platform)
	}
	if info != nil && len(info.ELBInfoList)+len(info.TargetGroupInfoList) > 0 {
		b.Under("CD-9.11").Errorf(at.Position, "write a targetGroupPairInfoList for ECS, and nothing for Lambda", "elbInfoList and targetGroupInfoList are for instances")
	}
	if platform == codedeploy.Lambda && (len(from.ECSServices) > 0 || info != nil && len(info.TargetGroupPairInfoList) > 0 || from.BlueGreenDeploymentConfiguration != nil) {
		b.Under("CD-9.12").Errorf(at.Position, "leave them out", "services, target groups and waits are for ECS")
	}
}

// checkServer refuses what only ECS has.
func (b *builder) checkServer(from *GroupSettings, at Pos) {
	info := from.LoadBalancerInfo
	switch {
	case info != nil && len(info.TargetGroupPairInfoList) > 0:
		b.Errorf(at.Position, "use targetGroupInfoList with fleet.targetGroups", "pairs of target groups are for ECS")
	case len(from.ECSServices) > 0:
		b.Errorf(at.Position, "write computePlatform: ECS in the application", "ECS services are for ECS applications")
	}
	if c := from.BlueGreenDeploymentConfiguration; c != nil && c.DeploymentReadyOption != nil && orElse(c.DeploymentReadyOption.WaitTimeInMinutes, 0) > readyLimit(codedeploy.Server) {
		b.Under("CD-3.6").Errorf(c.Pos.Position, "wait up to 2880", "waitTimeInMinutes: deployments to instances wait up to 2880 minutes")
	}
}

// checkBlueGreen refuses what ECS does not have of a blue/green configuration.
// CD-9.7
func (b *builder) checkBlueGreen(c *BlueGreenDeploymentConfiguration) {
	if c == nil {
		return
	}
	if t := c.TerminateBlueInstancesOnDeploymentSuccess; t != nil && t.Action == "KEEP_ALIVE" {
		b.Under("CD-9.7").Errorf(c.Pos.Position, "write action: TERMINATE", "ECS does not keep the original task set alive")
	}
	if c.GreenFleetProvisioningOption != nil {
		b.Under("CD-9.12").Errorf(c.Pos.Position, "leave greenFleetProvisioningOption out", "deployments to ECS provision no instances")
	}
}

// readyLimit is for how many minutes a deployment can wait for
// ContinueDeployment. CD-3.6, CD-9.7
func readyLimit(p codedeploy.Platform) int64 {
	if p == codedeploy.ECS {
		return 7200
	}
	return 2880
}

// checkGroup refuses what AWS refuses when a group is made. CD-9.10, CD-9.11,
// CD-10.5
func (b *builder) checkGroup(g *DeploymentGroup, set *codedeploy.Settings, platform codedeploy.Platform) {
	if set.Config != codedeploy.None {
		c := &b.setup.CodeDeploy.Configs[set.Config]
		if c.Platform != platform {
			b.Under("CD-9.10").Errorf(g.DeploymentConfigName.Pos.Position, "choose one for "+platform.String(), "%s is a configuration for %s", c.Name, c.Platform)
		} else if len(set.Pairs) > 0 && set.Pairs[0].Network && c.Routing.Type != codedeploy.AllAtOnce {
			b.Under("CD-9.11").Errorf(g.DeploymentConfigName.Pos.Position, "use CodeDeployDefault.ECSAllAtOnce, or the listener of an Application Load Balancer",
				"Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update Deployment group.")
		}
	}
	if platform != codedeploy.ECS {
		return
	}
	if info := g.LoadBalancerInfo; len(g.ECSServices) == 0 || info == nil || len(info.TargetGroupPairInfoList) == 0 {
		b.Under("CD-9.4").Errorf(g.Pos.Position, "add ecsServices and loadBalancerInfo.targetGroupPairInfoList", "a group for ECS has a service and a pair of target groups")
		return
	}
	for i := range b.setup.CodeDeploy.Groups {
		if other := &b.setup.CodeDeploy.Groups[i]; slices.Equal(other.Settings.ECSServices, set.ECSServices) && set.ECSServices[0] != codedeploy.None {
			b.Under("CD-10.5").Errorf(g.ECSServices[0].Pos.Position, "give each group a service of its own",
				"the service is in the group %s already: AWS refuses a second with ECSServiceMappingLimitExceededException", other.Name)
		}
	}
}

// pairs is what a group has of target groups; nil if it says nothing. CD-7.1
func (b *builder) pairs(info *LoadBalancerInfo) []codedeploy.TargetGroupPair {
	list := info.TargetGroupPairInfoList
	if list == nil {
		return nil
	}
	made := []codedeploy.TargetGroupPair{}
	for i := range list {
		p := &list[i]
		if i > 0 || len(p.TargetGroups) != 2 {
			b.Under("CD-7.1").Errorf(p.Pos.Position, "write one pair with two targetGroups", "ECS takes one pair of target groups")
			return nil
		}
		pair := codedeploy.TargetGroupPair{Groups: [2]string{p.TargetGroups[0].Name, p.TargetGroups[1].Name}, ProdListener: b.listener(&p.ProdTrafficRoute, p.Pos)}
		pair.Network = strings.Contains(pair.ProdListener, "listener/net/")
		if p.TestTrafficRoute != nil {
			pair.TestListener = b.listener(p.TestTrafficRoute, p.Pos)
		}
		made = append(made, pair)
	}
	return made
}

func (b *builder) listener(r *TrafficRoute, at Pos) string {
	if len(r.ListenerArns) != 1 || r.ListenerArns[0] == "" {
		b.Under("CD-7.1").Errorf(at.Position, "name one listener", "a route has one listener")
		return ""
	}
	return r.ListenerArns[0]
}

func (b *builder) serviceList(list []ECSServiceName) []int32 {
	if list == nil {
		return nil
	}
	if len(list) > 1 {
		b.Under("CD-10.5").Errorf(list[1].Pos.Position, "keep one", "a group has one service")
	}
	made := []int32{}
	for _, x := range list {
		made = append(made, b.find(&b.services, Name{x.ClusterName.Text + ":" + x.ServiceName.Text, x.ServiceName.Pos}))
	}
	return made
}

func (b *builder) hookStatus(p *PutHookStatus) *codedeploy.Call {
	b.checkNumber(p.Deployment, p.Pos)
	event, _ := events.ParseLifecycleEvent(p.LifecycleEvent)
	status := codedeploy.OtherReport
	if known, ok := reports[p.Status]; ok {
		status = known
	}
	return &codedeploy.Call{Op: codedeploy.OpPutLifecycleEventHookExecutionStatus,
		Hook: codedeploy.HookStatus{Deployment: int(p.Deployment), Event: event, Status: status}}
}

func (b *builder) updateAlias(u *UpdateAlias) *codedeploy.Call {
	f := b.find(&b.functions, u.FunctionName)
	if f != codedeploy.None {
		b.aliasOf(&b.s.Functions[f], u.Name)
		b.version(&b.s.Functions[f], u.FunctionVersion, u.Name.Pos)
	}
	return &codedeploy.Call{Op: codedeploy.OpUpdateAlias, Alias: codedeploy.AliasUpdate{Function: f, Name: u.Name.Text, Version: u.FunctionVersion}}
}

// aliasOf reports an alias that a function does not have.
func (b *builder) aliasOf(f *Function, name Name) {
	var known []string
	for i := range f.Aliases {
		known = append(known, f.Aliases[i].Name.Text)
	}
	if !slices.Contains(known, name.Text) && !name.IsZero() && !b.faulty["functions"] {
		b.unknown(name, "alias of "+f.Name.Text, known)
	}
}

// trafficName reports a name that is neither an alias nor a service.
func (b *builder) trafficName(name Name) {
	if _, ok := b.services.at[name.Text]; ok {
		return
	}
	known := slices.Clone(b.services.names)
	for i := range b.s.Functions {
		for j := range b.s.Functions[i].Aliases {
			known = append(known, b.s.Functions[i].Name.Text+":"+b.s.Functions[i].Aliases[j].Name.Text)
		}
	}
	if !slices.Contains(known, name.Text) && !b.faulty["functions"] && !b.faulty["services"] {
		b.unknown(name, "alias or service", known)
	}
}
