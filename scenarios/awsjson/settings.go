package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// TagFilter is a tag filter (CD-10.1).
type TagFilter struct {
	Key   string `json:"Key,omitempty"`
	Value string `json:"Value,omitempty"`
	Type  string `json:"Type"`
}

// EC2TagSet is an ec2TagSet.
type EC2TagSet struct {
	EC2TagSetList [][]TagFilter `json:"ec2TagSetList"`
}

// OnPremisesSet is an onPremisesTagSet.
type OnPremisesSet struct {
	OnPremisesTagSetList [][]TagFilter `json:"onPremisesTagSetList"`
}

// LoadBalancers is a loadBalancerInfo.
type LoadBalancers struct {
	ELBInfoList             []ELBInfo         `json:"elbInfoList,omitempty"`
	TargetGroupInfoList     []ELBInfo         `json:"targetGroupInfoList,omitempty"`
	TargetGroupPairInfoList []TargetGroupPair `json:"targetGroupPairInfoList,omitempty"`
}

// ELBInfo names a Classic load balancer or a target group.
type ELBInfo struct {
	Name string `json:"name"`
}

// Trigger is an entry of triggerConfigurations.
type Trigger struct {
	TriggerName      string   `json:"triggerName"`
	TriggerTargetArn string   `json:"triggerTargetArn"`
	TriggerEvents    []string `json:"triggerEvents"`
}

// AlarmConfiguration is an alarmConfiguration.
type AlarmConfiguration struct {
	Enabled                bool    `json:"enabled"`
	IgnorePollAlarmFailure bool    `json:"ignorePollAlarmFailure"`
	Alarms                 []Alarm `json:"alarms"`
}

// Alarm names a CloudWatch alarm.
type Alarm struct {
	Name string `json:"name"`
}

// settings prints what UpdateDeploymentGroup can change: one list of filters
// the short way, several as a set.
func settings(w *sim.World, out *DeploymentGroup, s *codedeploy.Settings) {
	set := &w.Setup().CodeDeploy
	out.DeploymentConfigName = set.Configs[max(0, s.Config)].Name // OneAtATime if none is named (CD-2.17)
	switch ec2 := filters(s.EC2Tags); len(ec2) {
	case 0:
	case 1:
		out.EC2TagFilters = ec2[0]
	default:
		out.EC2TagSet = &EC2TagSet{ec2}
	}
	switch hosts := filters(s.OnPremisesTags); len(hosts) {
	case 0:
	case 1:
		out.OnPremisesTagFilters = hosts[0]
	default:
		out.OnPremisesTagSet = &OnPremisesSet{hosts}
	}
	for _, t := range s.Triggers {
		made := Trigger{TriggerName: t.Name, TriggerTargetArn: t.Target}
		for _, e := range t.Events {
			made.TriggerEvents = append(made.TriggerEvents, e.String())
		}
		out.TriggerConfigurations = append(out.TriggerConfigurations, made)
	}
	if len(s.ECSServices) > 0 {
		service := &set.ECSServices[s.ECSServices[0]]
		out.ECSServices = []ECSService{{service.Name, service.Cluster}}
	}
	out.LoadBalancerInfo = loadBalancers(w, s)
	out.AlarmConfiguration = alarms(s.Alarms)
}

// loadBalancers prints a loadBalancerInfo, nil without any.
func loadBalancers(w *sim.World, s *codedeploy.Settings) *LoadBalancers {
	if len(s.Pairs) > 0 {
		return pairs(s)
	}
	if len(s.LoadBalancers) == 0 {
		return nil
	}
	out := &LoadBalancers{}
	for _, l := range s.LoadBalancers {
		if lb := w.Fleet().LoadBalancer(l); lb.TargetGroup {
			out.TargetGroupInfoList = append(out.TargetGroupInfoList, ELBInfo{lb.Name})
		} else {
			out.ELBInfoList = append(out.ELBInfoList, ELBInfo{lb.Name})
		}
	}
	return out
}

// alarms prints an alarmConfiguration, nil for none.
func alarms(c *codedeploy.AlarmConfig) *AlarmConfiguration {
	if c == nil {
		return nil
	}
	out := &AlarmConfiguration{Enabled: c.Enabled, IgnorePollAlarmFailure: c.IgnorePollFailure, Alarms: []Alarm{}}
	for _, a := range c.Alarms {
		out.Alarms = append(out.Alarms, Alarm{a.Name})
	}
	return out
}

func filters(sets [][]fleet.TagFilter) (out [][]TagFilter) {
	for _, set := range sets {
		var list []TagFilter
		for _, f := range set {
			list = append(list, TagFilter{f.Key, f.Value, filterTypes[f.Type]})
		}
		out = append(out, list)
	}
	return out
}

var filterTypes = [...]string{fleet.KeyAndValue: "KEY_AND_VALUE", fleet.KeyOnly: "KEY_ONLY", fleet.ValueOnly: "VALUE_ONLY"}
