package question

import (
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// practiceInPlace draws a deployment to hosts that stay where they are.
func practiceInPlace(s *scenarios.Scenario, d *drawing) {
	n := 2 + d.below(8)
	practiceHosts(s, d, n)
	group := scenarios.DeploymentGroup{DeploymentGroupName: scenarios.Named("prod")}
	group.EC2TagFilters = []scenarios.TagFilter{{Key: "Env", Value: "prod", Type: "KEY_AND_VALUE"}}
	group.DeploymentConfigName = practiceConfig(s, d, n)
	group.AutoRollbackConfiguration = practiceRollback(d)
	if !d.calm && d.chance(15) {
		practiceAlarm(s, d, &group)
	}
	traffic := d.chance(25)
	if traffic {
		practiceBalancer(s, d, &group)
	}
	s.Applications = []scenarios.Application{{ApplicationName: scenarios.Named("shop"), ComputePlatform: "Server", DeploymentGroups: []scenarios.DeploymentGroup{group}}}
	last := practiceHistory(s, d, n)
	practiceRevisions(s, d, n, last, traffic)
	practiceTimeline(s, d, last)
	practiceFiles(s, d)
}

// practiceHosts draws a fleet, and what some of its hosts start with.
func practiceHosts(s *scenarios.Scenario, d *drawing, n int) {
	tags := scenarios.Tags{{Key: "Env", Value: "prod"}}
	special := map[int]*scenarios.Health{}
	if d.chance(40) {
		for _, i := range d.some(1+d.below(2), n) {
			health := one(d, scenarios.Health{Instance: "Unhealthy", Revision: "Unknown"}, scenarios.Health{Instance: "Healthy", Revision: "Old"},
				scenarios.Health{Instance: "Unhealthy", Revision: "Old"})
			special[i] = &health
		}
	}
	missing := -1
	if d.chance(4) {
		missing, d.calm = d.below(n), true
	}
	if len(special) == 0 && missing < 0 {
		s.Fleet.Instances = []scenarios.Instance{{Name: scenarios.Named(d.host), Count: pointer(int64(n)), Tags: tags}}
		return
	}
	for i := range n {
		host := scenarios.Instance{Name: scenarios.Named(d.hostNamed(i)), Tags: tags, Health: special[i]}
		if i == missing {
			host.Agent = &scenarios.Agent{State: "missing"}
		}
		s.Fleet.Instances = append(s.Fleet.Instances, host)
	}
}

// practiceConfig draws a configuration, or none.
func practiceConfig(s *scenarios.Scenario, d *drawing, n int) scenarios.Name {
	minimum := scenarios.MinimumHealthyHosts{Type: "HOST_COUNT", Value: int64(d.below(n + 1))}
	switch d.below(10) {
	case 0:
		return scenarios.Name{}
	case 1, 2, 3:
		return scenarios.Named("CodeDeployDefault.OneAtATime")
	case 4, 5:
		return scenarios.Named("CodeDeployDefault.HalfAtATime")
	case 6:
		return scenarios.Named("CodeDeployDefault.AllAtOnce")
	case 7:
	default:
		minimum = scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT", Value: one(d, int64(20), 25, 30, 33, 40, 50, 60, 66, 70, 75, 80, 85, 90, 95)}
	}
	s.DeploymentConfigs = []scenarios.DeploymentConfig{{DeploymentConfigName: scenarios.Named("custom"), MinimumHealthyHosts: &minimum}}
	return scenarios.Named("custom")
}

func practiceRollback(d *drawing) *scenarios.AutoRollbackConfiguration {
	switch d.below(10) {
	case 0, 1:
		return nil
	case 2:
		return &scenarios.AutoRollbackConfiguration{Events: []string{"DEPLOYMENT_FAILURE"}}
	case 3:
		return &scenarios.AutoRollbackConfiguration{Enabled: true, Events: []string{"DEPLOYMENT_STOP_ON_ALARM"}}
	case 4:
		return &scenarios.AutoRollbackConfiguration{Enabled: true, Events: []string{"DEPLOYMENT_STOP_ON_REQUEST"}}
	case 5:
		return &scenarios.AutoRollbackConfiguration{Enabled: true, Events: []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"}}
	}
	return &scenarios.AutoRollbackConfiguration{Enabled: true, Events: []string{"DEPLOYMENT_FAILURE"}}
}

// practiceAlarm gives the group an alarm, which may go off.
func practiceAlarm(s *scenarios.Scenario, d *drawing, group *scenarios.DeploymentGroup) {
	alarm := scenarios.Alarm{AlarmName: scenarios.Named("errors")}
	if d.chance(80) {
		at := kernel.Time(5+10*d.below(9)) * kernel.Second
		alarm.States = []scenarios.AlarmTurn{{At: at, StateValue: one(d, "ALARM", "ALARM", "ALARM", "INSUFFICIENT_DATA")}}
	}
	s.Alarms = []scenarios.Alarm{alarm}
	group.AlarmConfiguration = &scenarios.AlarmConfiguration{Enabled: d.chance(85), Alarms: []scenarios.AlarmName{{Name: alarm.AlarmName}}}
	if d.chance(40) {
		group.AutoRollbackConfiguration = &scenarios.AutoRollbackConfiguration{Enabled: true, Events: []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"}}
	}
}

// practiceBalancer puts the group behind a load balancer, with or without
// traffic control.
func practiceBalancer(s *scenarios.Scenario, d *drawing, group *scenarios.DeploymentGroup) {
	s.Fleet.LoadBalancers = []scenarios.LoadBalancer{{
		LoadBalancerName: scenarios.Named("shop"), HealthCheck: &scenarios.HealthCheck{Interval: pointer(int64(10)), HealthyThreshold: pointer(int64(2))},
		ConnectionDraining: &scenarios.ConnectionDraining{Enabled: true, Timeout: pointer(int64(30))},
	}}
	group.LoadBalancerInfo = &scenarios.LoadBalancerInfo{ELBInfoList: []scenarios.ELBInfo{{Name: scenarios.Named("shop")}}}
	if option := one(d, "WITH_TRAFFIC_CONTROL", "WITHOUT_TRAFFIC_CONTROL", ""); option != "" {
		group.DeploymentStyle = &scenarios.DeploymentStyle{DeploymentType: "IN_PLACE", DeploymentOption: option}
	}
}

// practiceHistory draws what was deployed before, and returns the number of the
// revision that is deployed now.
func practiceHistory(s *scenarios.Scenario, d *drawing, n int) (now int) {
	group := scenarios.Named("shop/prod")
	if d.chance(8) {
		for i := range s.Fleet.Instances {
			s.Fleet.Instances[i].Health = nil // nothing ever came to any of them
		}
		return 1
	}
	s.History = []scenarios.Past{{DeploymentGroup: group, Revision: d.revision(1)}}
	if !d.chance(18) {
		return 2
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	s.History = append(s.History, scenarios.Past{DeploymentGroup: group, Revision: d.revision(2), Failed: d.hostsNamed(all)})
	return 3
}

// practiceTimeline draws the call, and what else happens.
func practiceTimeline(s *scenarios.Scenario, d *drawing, last int) {
	call := &scenarios.CreateDeployment{
		ApplicationName: scenarios.Named("shop"), DeploymentGroupName: scenarios.Named("prod"), Revision: d.revision(last),
		IgnoreApplicationStopFailures: d.chance(10),
	}
	if d.chance(10) {
		call.AutoRollbackConfiguration = &scenarios.AutoRollbackConfiguration{Enabled: d.chance(50), Events: []string{"DEPLOYMENT_FAILURE"}}
	}
	s.Timeline = []scenarios.Entry{{At: pointer(kernel.Time(0)), CreateDeployment: call}}
	if !d.calm && d.chance(12) {
		at := kernel.Time(20+10*d.below(8)) * kernel.Second
		s.Timeline = append(s.Timeline, scenarios.Entry{At: &at, StopDeployment: &scenarios.StopDeployment{Deployment: 1}})
	}
}
