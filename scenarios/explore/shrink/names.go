package shrink

// What the names in a scenario refer to, so that a thing can go with all that
// speaks of it, and be called something else everywhere at once.

import (
	"reflect"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// kind is what a name is the name of.
type kind uint8

const (
	word     kind = iota // itself alone: nothing else speaks of it
	host                 // a host, a group of hosts or a range
	zone                 // an Availability Zone
	app                  // an application
	group                // a deployment group
	config               // a deployment configuration
	revision             // a revision
	alarm                // an alarm
	balancer             // a load balancer or target group
	scaling              // an Auto Scaling group
	function             // a Lambda function
	cluster              // an ECS cluster
	service              // an ECS service
	both                 // application/group
)

// named says what the names under a key refer to.
type named struct {
	kind    kind
	defines bool // the name is given here
	open    bool // what it stands in goes with the last of its names
	none    bool // a list without names says something else than no list
}

// names are all keys that hold names, by the type and field that declare them.
// A test holds it against the format. What is not here is a list of hosts in a
// fault.
var names = map[string]named{
	"Scenario.Teaches": {}, "Scenario.Account": {}, "Scenario.Region": {}, "LifecycleHook.LifecycleHookName": {},
	"LifecycleActionCall.LifecycleHookName": {}, "FunctionAlias.Name": {}, "VersionWeight.Version": {}, "UpdateAlias.Name": {},
	"TriggerConfiguration.TriggerName": {}, "TriggerConfiguration.TriggerTargetArn": {}, "Revision.Bundle": {}, "Script.Location": {},
	"VersionPart.Version": {}, "Expectation.Traffic": {},

	"Instance.Name": {kind: host, defines: true}, "AutoScalingGroup.Name": {kind: host, defines: true},
	"LoadBalancer.Instances": {kind: host, none: true}, "LoadBalancer.NeverHealthy": {kind: host}, "LoadBalancer.Unhealthy": {kind: host},
	"TargetGroup.Members": {kind: host, none: true}, "TargetGroup.NeverHealthy": {kind: host}, "TargetGroup.Unhealthy": {kind: host},
	"ScriptPlan.On": {kind: host, open: true}, "EventOutcome.On": {kind: host, open: true}, "Past.Failed": {kind: host},
	"When.Instance": {kind: host, open: true}, "OnPremisesCall.InstanceName": {kind: host, open: true},
	"TerminateInstanceInAutoScalingGroup.InstanceID": {kind: host, open: true}, "LifecycleActionCall.InstanceID": {kind: host, open: true},
	"TagsCall.Resources": {kind: host, open: true}, "Slow.Instance": {kind: host, open: true}, "FileFault.Instance": {kind: host, open: true},
	"Expectation.Instance": {kind: host, open: true}, "Expectation.Order": {kind: host},

	"Instance.Zone": {kind: zone}, "Instance.Zones": {kind: zone}, "AutoScalingGroup.AvailabilityZones": {kind: zone},
	"UpdateAutoScalingGroup.AvailabilityZones": {kind: zone}, "Fault.ZoneOutage": {kind: zone, open: true},

	"Application.ApplicationName": {kind: app, defines: true}, "DeploymentGroup.ApplicationName": {kind: app},
	"CreateDeployment.ApplicationName": {kind: app}, "UpdateDeploymentGroup.ApplicationName": {kind: app},
	"DeleteDeploymentGroup.ApplicationName": {kind: app}, "DeleteApplication.ApplicationName": {kind: app},
	"DeploymentGroup.DeploymentGroupName": {kind: group, defines: true}, "CreateDeployment.DeploymentGroupName": {kind: group},
	"UpdateDeploymentGroup.CurrentDeploymentGroupName": {kind: group}, "DeleteDeploymentGroup.DeploymentGroupName": {kind: group},
	"Past.DeploymentGroup": {kind: both},

	"DeploymentConfig.DeploymentConfigName": {kind: config, defines: true}, "GroupSettings.DeploymentConfigName": {kind: config},
	"CreateDeployment.DeploymentConfigName": {kind: config}, "DeleteDeploymentConfig.DeploymentConfigName": {kind: config},
	"Revision.Name": {kind: revision, defines: true}, "CreateDeployment.Revision": {kind: revision, open: true}, "Past.Revision": {kind: revision},
	"TaskPlan.Revision": {kind: revision, open: true}, "InstanceCount.Revision": {kind: revision, open: true},
	"Expectation.Revision": {kind: revision}, "Expectation.RolledBackTo": {kind: revision},
	"Alarm.AlarmName": {kind: alarm, defines: true}, "AlarmName.Name": {kind: alarm}, "SetAlarmState.AlarmName": {kind: alarm},

	"LoadBalancer.LoadBalancerName": {kind: balancer, defines: true}, "TargetGroup.TargetGroupName": {kind: balancer, defines: true},
	"ELBInfo.Name": {kind: balancer}, "TargetGroupInfo.Name": {kind: balancer},
	"AutoScalingGroup.LoadBalancerNames": {kind: balancer}, "AutoScalingGroup.TargetGroupARNs": {kind: balancer},
	"AutoScalingGroup.AutoScalingGroupName": {kind: scaling, defines: true}, "GroupSettings.AutoScalingGroups": {kind: scaling},
	"TargetInstances.AutoScalingGroups": {kind: scaling}, "SetDesiredCapacity.AutoScalingGroupName": {kind: scaling},
	"UpdateAutoScalingGroup.AutoScalingGroupName": {kind: scaling}, "ScalingProcesses.AutoScalingGroupName": {kind: scaling},
	"LifecycleActionCall.AutoScalingGroupName": {kind: scaling}, "Expectation.AutoScalingGroup": {kind: scaling, open: true},

	"Function.Name": {kind: function, defines: true}, "UpdateAlias.FunctionName": {kind: function},
	"Service.Cluster": {kind: cluster, defines: true}, "ECSServiceName.ClusterName": {kind: cluster},
	"Service.ServiceName": {kind: service, defines: true}, "ECSServiceName.ServiceName": {kind: service},
}

// namedBy is what the names under a key of a type refer to.
func namedBy(owner reflect.Type, f *reflect.StructField) named {
	n, known := names[owner.Name()+"."+f.Name]
	if !known && owner == reflect.TypeFor[scenarios.Fault]() {
		return named{kind: host, open: true}
	}
	return n
}

// rewriting says what becomes of the words of a scenario.
type rewriting struct {
	// name becomes other names, none if it goes. Names that refer to several hosts
	// can become several. nil leaves all as they are.
	name func(n named, name scenarios.Name) []scenarios.Name
	// number is what becomes of the number of a deployment; false if it goes. nil
	// leaves all as they are.
	number func(number int64) (int64, bool)
}

// renamed is the scenario with other names. What can not be without a name that
// goes, goes too.
func renamed(s *scenarios.Scenario, name func(n named, name scenarios.Name) []scenarios.Name) *scenarios.Scenario {
	return rewriting{name: name}.of(s)
}

// of is the scenario with other words.
func (to rewriting) of(s *scenarios.Scenario) *scenarios.Scenario {
	made := *s
	to.fields(reflect.ValueOf(&made).Elem())
	return &made
}

// fields renames in a struct, which may be changed, and reports whether it is
// to stay.
func (to rewriting) fields(v reflect.Value) bool {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Anonymous:
			if !to.fields(v.Field(i)) {
				return false
			}
		case f.Tag.Get("key") == "" || v.Field(i).IsZero():
		case f.Name == "Deployment" || f.Name == "RolledBackBy":
			if !to.renumber(v.Field(i)) {
				return false
			}
		default:
			if !to.key(v, i, &f) {
				return false
			}
		}
	}
	return true
}

// key renames in the value of a key, and reports whether what has the key is to
// stay.
func (to rewriting) key(owner reflect.Value, i int, f *reflect.StructField) bool {
	now, stays := to.value(owner.Field(i), namedBy(owner.Type(), f))
	switch {
	case !stays && (has(f.Tag.Get("is"), "required") || needed(owner.Type(), f)):
		return false
	case !stays:
		owner.Field(i).SetZero()
	case now.IsValid():
		owner.Field(i).Set(now)
	}
	return true
}

// renumber changes the number of a deployment, and reports whether it stays.
func (to rewriting) renumber(v reflect.Value) bool {
	if to.number == nil {
		return true
	}
	if v.Kind() == reflect.Pointer {
		now, stays := to.number(v.Elem().Int())
		v.Set(reflect.ValueOf(&now))
		return stays
	}
	now, stays := to.number(v.Int())
	v.SetInt(now)
	return stays
}

// needed says whether a struct is nothing without one of its keys, though the
// format does not ask for just that one.
func needed(owner reflect.Type, f *reflect.StructField) bool {
	switch owner {
	case reflect.TypeFor[scenarios.Entry](), reflect.TypeFor[scenarios.Fault]():
		return f.Name != "Expect" && f.Name != "For"
	case reflect.TypeFor[scenarios.Script](), reflect.TypeFor[scenarios.EventPlan]():
		return true
	}
	return namedBy(owner, f).open
}

// value is what becomes of a value: nothing new if it stays as it is.
func (to rewriting) value(v reflect.Value, n named) (now reflect.Value, stays bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.Elem().Kind() != reflect.Struct {
			return now, true
		}
		now = reflect.New(v.Type().Elem())
		now.Elem().Set(v.Elem())
		return now, to.fields(now.Elem())
	case reflect.Struct:
		return to.one(v, n)
	case reflect.Slice:
		return to.list(v, n)
	}
	return now, true
}

func (to rewriting) one(v reflect.Value, n named) (now reflect.Value, stays bool) {
	if v.Type() != nameType {
		now = reflect.New(v.Type()).Elem()
		now.Set(v)
		return now, to.fields(now)
	}
	if n.kind == word || to.name == nil {
		return now, true
	}
	made := to.name(n, v.Interface().(scenarios.Name))
	if len(made) != 1 {
		return now, false
	}
	return reflect.ValueOf(made[0]), true
}

// list renames in a list; one that has lost all of its items goes if it is open.
func (to rewriting) list(v reflect.Value, n named) (now reflect.Value, stays bool) {
	if k := v.Type().Elem().Kind(); k != reflect.Struct {
		return now, true
	}
	now = reflect.MakeSlice(v.Type(), 0, v.Len())
	for i := range v.Len() {
		item := v.Index(i)
		if item.Type() == nameType && n.kind != word && to.name != nil {
			now = reflect.AppendSlice(now, reflect.ValueOf(to.name(n, item.Interface().(scenarios.Name))))
			continue
		}
		if made, kept := to.value(item, n); kept && made.IsValid() {
			now = reflect.Append(now, made)
		} else if kept {
			now = reflect.Append(now, item)
		}
	}
	return now, now.Len() > 0 || v.Len() == 0 || n.none
}

// onOthers is an entry of a timeline in which each name of hosts is another one.
func onOthers(e scenarios.Entry, to func(x scenarios.Name) scenarios.Name) scenarios.Entry {
	made := renamed(&scenarios.Scenario{Timeline: []scenarios.Entry{e}}, func(n named, x scenarios.Name) []scenarios.Name {
		if n.kind == host {
			x = to(x)
		}
		return []scenarios.Name{x}
	})
	return made.Timeline[0]
}

// forget is the scenario without a thing and all that speaks of it.
func forget(s *scenarios.Scenario, k kind, name string) *scenarios.Scenario {
	return renamed(s, func(n named, x scenarios.Name) []scenarios.Name {
		if n.kind == k && x.Text == name || n.kind == both && is(x.Text, k, name) {
			return nil
		}
		return []scenarios.Name{x}
	})
}

// is says whether the application or the group of application/group has a name.
func is(text string, k kind, name string) bool {
	a, g, _ := strings.Cut(text, "/")
	return k == app && a == name || k == group && g == name
}

// rename is the scenario in which a thing has another name.
func rename(s *scenarios.Scenario, k kind, from, to string) *scenarios.Scenario {
	return renamed(s, func(n named, x scenarios.Name) []scenarios.Name {
		switch a, g, _ := strings.Cut(x.Text, "/"); {
		case n.kind == k && x.Text == from:
			x.Text = to
		case n.kind == both && k == app && a == from:
			x.Text = to + "/" + g
		case n.kind == both && k == group && g == from:
			x.Text = a + "/" + to
		}
		return []scenarios.Name{x}
	})
}
