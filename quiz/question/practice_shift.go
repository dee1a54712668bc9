package question

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// practiceLambda draws a deployment that moves an alias from one version to the
// next.
func practiceLambda(s *scenarios.Scenario, d *drawing) {
	group := scenarios.DeploymentGroup{DeploymentGroupName: scenarios.Named("live")}
	group.DeploymentConfigName = practiceRouting(s, d)
	group.AutoRollbackConfiguration = practiceRollback(d)
	group.DeploymentStyle = &scenarios.DeploymentStyle{DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
	s.Applications = []scenarios.Application{{ApplicationName: scenarios.Named("api"), ComputePlatform: "Lambda", DeploymentGroups: []scenarios.DeploymentGroup{group}}}
	from := int64(1 + d.below(20))
	s.Functions = []scenarios.Function{{
		Name: scenarios.Named("api"), Versions: []int64{from, from + 1},
		Aliases: []scenarios.FunctionAlias{{Name: scenarios.Named("live"), FunctionVersion: from}},
	}}
	s.Revisions = []scenarios.Revision{{Name: scenarios.Named("new"), AppSpec: practiceLambdaSpec(s, d, from)}}
	call := &scenarios.CreateDeployment{ApplicationName: scenarios.Named("api"), DeploymentGroupName: scenarios.Named("live"), Revision: scenarios.Named("new")}
	s.Timeline = []scenarios.Entry{{At: pointer(kernel.Time(0)), CreateDeployment: call}}
	if d.chance(15) {
		at := kernel.Time(1+d.below(8))*kernel.Minute + 15*kernel.Second
		s.Timeline = append(s.Timeline, scenarios.Entry{At: &at, StopDeployment: &scenarios.StopDeployment{Deployment: 1}})
	}
}

// practiceRouting draws how traffic moves: a predefined configuration or one
// of ours.
func practiceRouting(s *scenarios.Scenario, d *drawing) scenarios.Name {
	if !d.chance(40) {
		return scenarios.Named("CodeDeployDefault.Lambda" + one(d, "AllAtOnce", "Canary10Percent5Minutes", "Canary10Percent10Minutes",
			"Canary10Percent15Minutes", "Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes"))
	}
	percent, interval := int64(5*(1+d.below(10))), int64(1+d.below(5))
	routing := &scenarios.TrafficRoutingConfig{Type: "TimeBasedLinear"}
	if d.chance(40) {
		routing.Type, routing.TimeBasedCanary = "TimeBasedCanary", &scenarios.TimeBasedCanary{CanaryPercentage: percent, CanaryInterval: interval}
	} else {
		routing.TimeBasedLinear = &scenarios.TimeBasedLinear{LinearPercentage: percent, LinearInterval: interval}
	}
	s.DeploymentConfigs = []scenarios.DeploymentConfig{{DeploymentConfigName: scenarios.Named("custom"), ComputePlatform: "Lambda", TrafficRoutingConfig: routing}}
	return scenarios.Named("custom")
}

// practiceLambdaSpec draws an AppSpec, and what its hooks report.
func practiceLambdaSpec(s *scenarios.Scenario, d *drawing, from int64) scenarios.Document {
	text := fmt.Sprintf("version: 0.0\nResources:\n  - api:\n      Type: AWS::Lambda::Function\n      Properties: {Name: api, Alias: live, CurrentVersion: \"%d\", TargetVersion: \"%d\"}\n", from, from+1)
	hooks := ""
	for _, event := range []string{"BeforeAllowTraffic", "AfterAllowTraffic"} {
		if !d.chance(45) {
			continue
		}
		name := "CodeDeployHook_" + event
		plan := scenarios.FunctionPlan{Takes: lasting(10 * (1 + d.below(4))), Returns: one(d, "", "", "", "Failed", "nothing")}
		s.Functions = append(s.Functions, scenarios.Function{Name: scenarios.Named(name), Calls: []scenarios.FunctionPlan{plan}})
		hooks += "  - " + event + ": " + name + "\n"
	}
	if hooks != "" {
		text += "Hooks:\n" + hooks
	}
	node, found := source.Parse("appspec", []byte(text), source.Options{})
	if node == nil {
		panic("question: an AppSpec of ours: " + found.Error())
	}
	return scenarios.Document{Node: node}
}
