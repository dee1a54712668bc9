package question

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// practiceBlueGreen draws a deployment to hosts that replace others.
func practiceBlueGreen(s *scenarios.Scenario, d *drawing) {
	n := 2 + d.below(4)
	fleet := func(name, env string) scenarios.Instance {
		return scenarios.Instance{Name: scenarios.Named(name), Count: pointer(int64(n)), Tags: scenarios.Tags{{Key: "Env", Value: env}}}
	}
	s.Fleet.Instances = []scenarios.Instance{fleet("blue", "prod"), fleet("green", "next")}
	s.Fleet.LoadBalancers = []scenarios.LoadBalancer{{
		LoadBalancerName: scenarios.Named("shop"), HealthCheck: &scenarios.HealthCheck{Interval: pointer(int64(10)), HealthyThreshold: pointer(int64(2))},
		ConnectionDraining: &scenarios.ConnectionDraining{Enabled: true, Timeout: pointer(int64(30))}, Instances: scenarios.Names("blue"),
	}}
	group := scenarios.DeploymentGroup{DeploymentGroupName: scenarios.Named("prod")}
	group.EC2TagFilters = []scenarios.TagFilter{{Key: "Env", Value: "prod", Type: "KEY_AND_VALUE"}}
	group.DeploymentStyle = &scenarios.DeploymentStyle{DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
	group.LoadBalancerInfo = &scenarios.LoadBalancerInfo{ELBInfoList: []scenarios.ELBInfo{{Name: scenarios.Named("shop")}}}
	group.DeploymentConfigName = practiceConfig(s, d, n)
	group.AutoRollbackConfiguration = practiceRollback(d)
	group.BlueGreenDeploymentConfiguration = practiceWaits(s, d)
	s.Applications = []scenarios.Application{{ApplicationName: scenarios.Named("shop"), ComputePlatform: "Server", DeploymentGroups: []scenarios.DeploymentGroup{group}}}
	s.History = []scenarios.Past{{DeploymentGroup: scenarios.Named("shop/prod"), Revision: d.revision(1)}}
	practiceGreens(s, d, n)
	call := &scenarios.CreateDeployment{
		ApplicationName: scenarios.Named("shop"), DeploymentGroupName: scenarios.Named("prod"), Revision: d.revision(2),
		TargetInstances: &scenarios.TargetInstances{TagFilters: []scenarios.TagFilter{{Key: "Env", Value: "next", Type: "KEY_AND_VALUE"}}},
	}
	s.Timeline = append([]scenarios.Entry{{At: pointer(kernel.Time(0)), CreateDeployment: call}}, s.Timeline...)
}

// practiceWaits draws the waits, and who ends the first.
func practiceWaits(s *scenarios.Scenario, d *drawing) *scenarios.BlueGreenDeploymentConfiguration {
	ends := &scenarios.BlueInstanceTerminationOption{Action: "KEEP_ALIVE"}
	if d.chance(60) {
		ends = &scenarios.BlueInstanceTerminationOption{Action: "TERMINATE", TerminationWaitTimeInMinutes: pointer(int64(5 * d.below(7)))}
	}
	ready := &scenarios.DeploymentReadyOption{ActionOnTimeout: "CONTINUE_DEPLOYMENT"}
	if d.chance(35) {
		wait := int64(15 * (1 + d.below(4)))
		ready = &scenarios.DeploymentReadyOption{ActionOnTimeout: "STOP_DEPLOYMENT", WaitTimeInMinutes: &wait}
		if d.chance(60) {
			after := &scenarios.After{Deployment: 1, Status: "Ready", Plus: kernel.Time(wait/2) * kernel.Minute}
			s.Timeline = []scenarios.Entry{{After: after, ContinueDeployment: &scenarios.ContinueDeployment{Deployment: 1, DeploymentWaitType: "READY_WAIT"}}}
		}
	}
	return &scenarios.BlueGreenDeploymentConfiguration{
		TerminateBlueInstancesOnDeploymentSuccess: ends, DeploymentReadyOption: ready,
		GreenFleetProvisioningOption: &scenarios.GreenFleetProvisioningOption{Action: "DISCOVER_EXISTING"},
	}
}

// practiceGreens draws the two revisions, and what fails on the replacements
// and on an original.
func practiceGreens(s *scenarios.Scenario, d *drawing, n int) {
	old := scenarios.Revision{Name: d.revision(1), AppSpec: practiceAppSpec(practiceSet(d, true, false))}
	now := scenarios.Revision{Name: d.revision(2), AppSpec: practiceAppSpec(practiceSet(d, true, true))}
	if failing := d.some(one(d, 0, 0, 1, 1, 2), n); len(failing) > 0 {
		var on []scenarios.Name
		for _, i := range failing {
			on = append(on, scenarios.Named(fmt.Sprintf("green-%d", i+1)))
		}
		now.Scripts = []scenarios.Script{{Location: scenarios.Named("scripts/check.sh"), Plans: []scenarios.ScriptPlan{{On: on, Exit: 1}}}}
	}
	if d.chance(20) {
		on := scenarios.Names(fmt.Sprintf("blue-%d", 1+d.below(n)))
		now.Events = []scenarios.EventPlan{{Event: "BlockTraffic", Plans: []scenarios.EventOutcome{{On: on, Takes: lasting(30), Fails: true}, {Takes: lasting(30)}}}}
	}
	s.Revisions = []scenarios.Revision{old, now}
}
