package scenarios

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// BlueGreenDeploymentConfiguration is how blue/green deployments go about
// (CD-3.2, CD-3.6, CD-3.9).
type BlueGreenDeploymentConfiguration struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// What becomes of the originals; they are kept if absent.
	TerminateBlueInstancesOnDeploymentSuccess *BlueInstanceTerminationOption `key:"terminateBlueInstancesOnDeploymentSuccess"`
	// What happens once the replacements are installed; traffic moves at once if absent.
	DeploymentReadyOption *DeploymentReadyOption `key:"deploymentReadyOption"`
	// Where the replacements come from; the request names them if absent.
	GreenFleetProvisioningOption *GreenFleetProvisioningOption `key:"greenFleetProvisioningOption"`
}

// BlueInstanceTerminationOption is what becomes of the originals (CD-3.9).
type BlueInstanceTerminationOption struct {
	_ struct{} `aws:"yes"`

	// Whether they are terminated or kept running; kept if absent.
	Action string `key:"action" enum:"TERMINATE KEEP_ALIVE"`
	// Minutes until they are terminated; 0 if absent.
	TerminationWaitTimeInMinutes *int64 `key:"terminationWaitTimeInMinutes" range:"0..2880" rule:"CD-3.9"`
}

// DeploymentReadyOption is what happens once the replacements are installed
// (CD-3.6).
type DeploymentReadyOption struct {
	_ struct{} `aws:"yes"`

	// Whether traffic moves at once, or the deployment is stopped unless ContinueDeployment comes in time; at once if absent.
	ActionOnTimeout string `key:"actionOnTimeout" enum:"CONTINUE_DEPLOYMENT STOP_DEPLOYMENT"`
	// Minutes to wait for ContinueDeployment: up to 2880, the limit if absent; up to 7200 for ECS (CD-9.7).
	WaitTimeInMinutes *int64 `key:"waitTimeInMinutes" range:"0..7200" rule:"CD-3.6"`
}

func (o *DeploymentReadyOption) validate(d *decoder, obj object) {
	if orElse(o.WaitTimeInMinutes, 0) > 0 && o.ActionOnTimeout != "STOP_DEPLOYMENT" {
		d.Under("CD-3.6").Errorf(obj.get("waitTimeInMinutes").Position, "set actionOnTimeout to STOP_DEPLOYMENT, or leave waitTimeInMinutes out",
			"waitTimeInMinutes counts only with STOP_DEPLOYMENT")
	}
}

// GreenFleetProvisioningOption is where the replacements come from (CD-3.2).
type GreenFleetProvisioningOption struct {
	_ struct{} `aws:"yes"`

	// Whether the request names them as targetInstances, or the group's one Auto Scaling group is copied.
	Action string `key:"action" enum:"DISCOVER_EXISTING COPY_AUTO_SCALING_GROUP"`
}

// build makes what the service knows. ECS always lets the original go (CD-9.7).
func (c *BlueGreenDeploymentConfiguration) build(platform codedeploy.Platform) *codedeploy.BlueGreen {
	if c == nil {
		return nil
	}
	made := &codedeploy.BlueGreen{Terminates: platform == codedeploy.ECS}
	if t := c.TerminateBlueInstancesOnDeploymentSuccess; t != nil {
		made.Terminates = made.Terminates || t.Action == "TERMINATE"
		made.TerminationWait = kernel.Time(orElse(t.TerminationWaitTimeInMinutes, 0)) * kernel.Minute
	}
	if r := c.DeploymentReadyOption; r != nil {
		made.StopsWhenReady = r.ActionOnTimeout == "STOP_DEPLOYMENT"
		made.ReadyWait = kernel.Time(orElse(r.WaitTimeInMinutes, readyLimit(platform))) * kernel.Minute
	}
	made.CopiesGroup = c.copies()
	return made
}

// copies says whether the replacements are a copy of an Auto Scaling group.
func (c *BlueGreenDeploymentConfiguration) copies() bool {
	return c != nil && c.GreenFleetProvisioningOption != nil && c.GreenFleetProvisioningOption.Action == "COPY_AUTO_SCALING_GROUP"
}

// blueGreen checks that the settings of a group fit together if it deploys
// blue/green, and says what will make its deployments fail. CD-3.1, CD-3.2
func (b *builder) blueGreen(g *GroupSettings, at Pos) {
	if g.DeploymentStyle == nil || g.DeploymentStyle.DeploymentType != "BLUE_GREEN" {
		if c := g.BlueGreenDeploymentConfiguration; c != nil {
			b.Warnf(c.Pos.Position, "set deploymentStyle.deploymentType to BLUE_GREEN", "blueGreenDeploymentConfiguration decides nothing in place")
		}
		return
	}
	if g.OnPremisesInstanceTagFilters != nil || g.OnPremisesTagSet != nil {
		b.Under("CD-3.1").Errorf(at.Position, "use ec2TagFilters, or deploymentType IN_PLACE", "on-premises hosts can not be deployed to blue/green")
	}
	if c := g.BlueGreenDeploymentConfiguration; c.copies() && len(g.AutoScalingGroups) != 1 {
		b.Under("CD-3.2").Errorf(c.Pos.Position, "name one under autoScalingGroups, or set greenFleetProvisioningOption.action to DISCOVER_EXISTING",
			"COPY_AUTO_SCALING_GROUP copies the group's one Auto Scaling group, and autoScalingGroups names %d", len(g.AutoScalingGroups))
	}
	switch balanced := g.LoadBalancerInfo != nil && len(g.LoadBalancerInfo.ELBInfoList)+len(g.LoadBalancerInfo.TargetGroupInfoList) > 0; {
	case g.BlueGreenDeploymentConfiguration == nil:
		b.Under("CD-1.10").Warnf(at.Position, "add blueGreenDeploymentConfiguration", "without blueGreenDeploymentConfiguration every deployment fails")
	case !balanced:
		b.Under("CD-3.1").Warnf(at.Position, "add loadBalancerInfo", "without loadBalancerInfo every blue/green deployment fails with MISSING_ELB_INFORMATION")
	case g.DeploymentStyle.DeploymentOption != "WITH_TRAFFIC_CONTROL":
		b.Under("CD-3.1").Warnf(at.Position, "set deploymentOption to WITH_TRAFFIC_CONTROL",
			"under deploymentOption WITHOUT_TRAFFIC_CONTROL every blue/green deployment fails with MISSING_ELB_INFORMATION")
	}
}

// frontReplacements notes who takes requests through load balancers alone:
// whoever a request names as a replacement. CD-7.4
func (b *builder) frontReplacements() {
	for i := range b.setup.CodeDeploy.Groups {
		if set := &b.setup.CodeDeploy.Groups[i].Settings; set.BlueGreenType && set.BlueGreen != nil && set.BlueGreen.CopiesGroup {
			b.frontScaled(set.AutoScalingGroups)
		}
	}
	for i := range b.setup.Inputs {
		call := b.setup.Inputs[i].Call
		if call == nil || call.Create.Replacements == nil || call.Create.Group == codedeploy.None ||
			!b.setup.CodeDeploy.Groups[call.Create.Group].Settings.BlueGreenType {
			continue
		}
		b.frontScaled(call.Create.Replacements.AutoScalingGroups)
		for g := range b.setup.Fleet.Groups {
			group := &b.setup.Fleet.Groups[g]
			in := func(set []fleet.TagFilter) bool { return codedeploy.AWS.InSet(set, group.Tags) }
			group.Fronted = group.Fronted || codedeploy.AWS.InSets(call.Create.Replacements.EC2Tags, in)
		}
	}
}

func (b *builder) frontScaled(groups []int32) {
	for _, a := range groups {
		if a != codedeploy.None {
			b.setup.Fleet.Groups[b.setup.Fleet.AutoScalingGroups[a].Template].Fronted = true
		}
	}
}

// unreplaced warns of a request that names no replacements, where the group has
// no other way to get some. CD-3.2
func (b *builder) unreplaced(c *CreateDeployment) {
	n := b.group(c.ApplicationName, c.DeploymentGroupName)
	if n == codedeploy.None || c.TargetInstances != nil || b.platformAt(c.ApplicationName) != codedeploy.Server || b.updates(c) {
		return
	}
	if set := &b.setup.CodeDeploy.Groups[n].Settings; set.BlueGreenType && set.BlueGreen != nil && !set.BlueGreen.CopiesGroup {
		b.Under("CD-3.2").Warnf(c.Pos.Position, "add targetInstances", "without targetInstances there are no replacements, as %s discovers them, and the deployment fails with NO_INSTANCES",
			c.DeploymentGroupName.Text)
	}
}

// updates says whether the settings of the group of a request change meanwhile.
func (b *builder) updates(c *CreateDeployment) bool {
	return slices.ContainsFunc(b.s.Timeline, func(e Entry) bool {
		u := e.UpdateDeploymentGroup
		return u != nil && u.ApplicationName.Text == c.ApplicationName.Text && u.CurrentDeploymentGroupName.Text == c.DeploymentGroupName.Text
	})
}

// replacements are the instances that a request names, nil if it names none.
func (b *builder) replacements(t *TargetInstances) *codedeploy.TargetInstances {
	if t == nil {
		return nil
	}
	return &codedeploy.TargetInstances{EC2Tags: b.tags(t.TagFilters, t.EC2TagSet.lists(), t.EC2TagSet != nil, t.Pos, "tagFilters and ec2TagSet"),
		AutoScalingGroups: b.scalingGroups(t.AutoScalingGroups)}
}
