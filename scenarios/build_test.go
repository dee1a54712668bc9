package scenarios

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func setupOf(t *testing.T, text []byte) *sim.Setup {
	t.Helper()
	_, setup, found := (&Source{Name: "s.yaml", Text: text, Files: directory("testdata")}).Compile()
	if setup == nil {
		t.Fatal(found)
	}
	return setup
}

func compare(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (- wanted, + got):\n%s", what, diff)
	}
}

// What every word of the format becomes.
func TestFleetOfEveryWord(t *testing.T) {
	s := setupOf(t, read(t, "every-word.yaml"))
	prod := []fleet.Tag{{Key: "Env", Value: "prod"}}
	compare(t, "fleet", s.Fleet, fleet.Setup{
		Groups: []fleet.Group{
			{Name: "web", Count: 4, Numbered: true, Zones: []string{"us-east-1a", "us-east-1b"}, Tags: append(prod, fleet.Tag{Key: "Empty"}),
				Registered: true, InstanceProfile: true, Files: []string{"/var/www/old.html"}, DiskFree: 10_000_000},
			{Name: "lone", Count: 1, Zones: []string{"us-east-1c"}, Tags: prod, Registered: true, Stopped: true, DiskFree: -1},
			{Name: "shed", Count: 1, Tags: []fleet.Tag{{Key: "Site", Value: "home"}}, OnPremises: true, InstanceProfile: true, DiskFree: -1},
		},
		LoadBalancers: []fleet.LoadBalancer{{Name: "web-lb", Register: 15 * kernel.Second, Deregister: kernel.Minute, // CD-7.3: (2 + 1) × 5 s
			Fails: 20 * kernel.Second, Passes: 10 * kernel.Second, Members: []uint32{0, 1, 2, 4}, NeverHealthy: []uint32{2}, Unhealthy: []uint32{0, 1}},
			{Name: "web-tg", TargetGroup: true, Register: 40 * kernel.Second, Deregister: 20 * kernel.Second,
				Fails: 20 * kernel.Second, Passes: 30 * kernel.Second, Members: []uint32{0, 4}, NeverHealthy: []uint32{4}, Unhealthy: []uint32{0}}},
		Alarms: []fleet.Alarm{
			{Name: "errors", State: events.AlarmInsufficientData, States: []fleet.AlarmTurn{{At: 30 * kernel.Second, State: events.AlarmInAlarm}},
				Unreadable: []fleet.Outage{{From: 10 * kernel.Second, To: 20 * kernel.Second}, {From: kernel.Hour}}},
			{Name: "slow", Metric: &fleet.Metric{Measure: fleet.AnswerLatency, Comparison: fleet.GreaterThanThreshold, Threshold: 250,
				Period: 2 * kernel.Minute, Evaluations: 3, Datapoints: 2, Missing: fleet.MissingNotBreaching}},
		},
	})
	compare(t, "agents", s.CodeDeploy.Agents, []codedeploy.AgentSetup{
		{PickupDelay: 1500, MaxRevisions: 1, State: codedeploy.AgentMissing}, {MaxRevisions: 3}, {MaxRevisions: 3},
	})
	compare(t, "health", s.CodeDeploy.Health, []codedeploy.HostHealth{{Hosts: []uint32{0, 1, 2, 3}, Instance: events.Unhealthy, Revision: events.Old}})
	if s.Seed != 1<<63-1 || !s.CodeDeploy.Shuffle {
		t.Errorf("seed %d, shuffle %v", s.Seed, s.CodeDeploy.Shuffle)
	}
}

func TestGroupsOfEveryWord(t *testing.T) {
	s := setupOf(t, read(t, "every-word.yaml")).CodeDeploy
	compare(t, "configurations", s.Configs[len(codedeploy.Predefined):], []codedeploy.Config{
		{Name: "zonal", Min: codedeploy.Minimum{Type: codedeploy.HostCount, Value: 1},
			Zonal: &codedeploy.Zonal{Min: codedeploy.Minimum{Type: codedeploy.FleetPercent}, FirstMonitor: kernel.Minute}},
		{Name: "old", Min: codedeploy.Minimum{Type: codedeploy.FleetPercent, Value: 99}, Old: true},
	})
	all := codedeploy.AutoRollback{Enabled: true, OnFailure: true, OnStop: true, OnAlarm: true}
	compare(t, "groups", s.Groups, []codedeploy.Group{
		{Name: "prod", Settings: codedeploy.Settings{
			Config: int32(len(codedeploy.Predefined)),
			EC2Tags: [][]fleet.TagFilter{
				{{Key: "Env", Value: "prod"}, {Key: "Env", Type: fleet.KeyOnly}}, {{Value: "prod", Type: fleet.ValueOnly}}},
			OnPremisesTags: [][]fleet.TagFilter{{{Key: "Site", Type: fleet.KeyOnly}}},
			TrafficControl: true, LoadBalancers: []int32{0, 1}, Rollback: all, Role: codedeploy.RoleWeak,
			Alarms: &codedeploy.AlarmConfig{Enabled: true, IgnorePollFailure: true, Alarms: []codedeploy.AlarmRef{{Name: "errors"}, {Name: "slow", Alarm: 1}}},
			Triggers: []codedeploy.Trigger{{Name: "pager", Target: "arn:aws:sns:eu-west-1:210987654321:pager",
				Events: []codedeploy.TriggerEvent{codedeploy.DeploymentFailure, codedeploy.InstanceReady}}},
		}},
		{Name: "test", Settings: codedeploy.Settings{Config: codedeploy.None, EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Value: "test"}}}, OnPremisesTags: [][]fleet.TagFilter{}}},
	})
	compare(t, "history", s.History, []codedeploy.Past{{Failed: []uint32{2}, FileExists: codedeploy.Retain}})
}

func TestRevisionsOfEveryWord(t *testing.T) {
	s := setupOf(t, read(t, "every-word.yaml")).CodeDeploy
	second := kernel.Second
	compare(t, "scripts", s.Revisions[1].Scripts, []codedeploy.ScriptBehaviour{
		{Location: "start.sh", TakesLo: 20 * second, TakesHi: 40 * second, Exit: 255, Prints: "listening\n", Writes: []string{"/run/web.pid", "/tmp/x"}},
		{Who: codedeploy.Who{Hosts: []uint32{0, 1, 2, 3, 4}, Deployment: 2}, Location: "check.sh", HoldsOutput: true, IgnoresTerm: true},
		{Who: codedeploy.Who{Hosts: []uint32{0, 1, 2, 3}}, Location: "check.sh", TakesLo: second, TakesHi: second,
			NotExecutable: true, RestartsAgent: true, NeedsPassword: true},
	})
	compare(t, "events", s.Revisions[1].Events, []codedeploy.EventBehaviour{
		{Event: events.Install, TakesLo: 10 * second, TakesHi: 10 * second},
		{Who: codedeploy.Who{Hosts: []uint32{1}}, Event: events.DownloadBundle, TakesLo: second, TakesHi: second, Fails: true, Error: "no such object"},
		{Who: codedeploy.Who{Deployment: 1}, Event: events.DownloadBundle, TakesLo: 4 * second, TakesHi: 4 * second},
	})
	if !s.Revisions[0].Inline || s.Revisions[0].AppSpec.Hooks[events.ValidateService][0].Location != "check.sh" || !s.Revisions[3].Missing || s.Revisions[4].ErrorRate != 5 || s.Revisions[4].Latency != 250 {
		t.Errorf("revisions %+v", s.Revisions)
	}
}

func TestTimelineOfEveryWord(t *testing.T) {
	inputs := setupOf(t, read(t, "every-word.yaml")).Inputs
	compare(t, "create", inputs[0], sim.Input{Call: &codedeploy.Call{Create: codedeploy.CreateDeployment{
		Revision: 1, Config: int32(len(codedeploy.Predefined)) + 1, Description: "the second: one", IgnoreStopFailures: true, FileExists: codedeploy.Overwrite,
		OutdatedOnly: true, Rollback: &codedeploy.AutoRollback{}, Restart: true, Replacements: &codedeploy.TargetInstances{
			EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Type: fleet.KeyOnly}}}},
		Alarms: &codedeploy.AlarmConfig{Enabled: true, Alarms: []codedeploy.AlarmRef{{Name: "slow", Alarm: 1}}}}}})
	no := false
	compare(t, "stop", inputs[1], sim.Input{When: sim.When{Plus: kernel.Hour + kernel.Minute + kernel.Second + 1},
		Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1, Rollback: &no}}})
	compare(t, "continue", inputs[2], sim.Input{
		When: sim.When{Trigger: sim.AfterStatus, Plus: 10 * kernel.Minute, Deployment: 1, Status: events.DeploymentFailed},
		Call: &codedeploy.Call{Op: codedeploy.OpContinueDeployment, Continue: codedeploy.ContinueDeployment{Deployment: 1}}})
	compare(t, "terminate", inputs[4], sim.Input{
		When:  sim.When{Trigger: sim.AtLifecycle, Plus: 5 * kernel.Second, Instance: 1, Event: events.Install},
		Fault: &fleet.Fault{Instances: []uint32{3}, Factor: 1}})
	update := inputs[3].Call.Update
	if update.Config != int32(len(codedeploy.Predefined))+1 || update.EC2Tags == nil || len(update.EC2Tags) != 0 || update.TrafficControl != nil || update.Role != nil || update.OnPremisesTags != nil {
		t.Errorf("an update changes what it names: %+v", update)
	}
	var got []string
	for _, in := range inputs[5:] {
		if c := in.Call; c != nil {
			got = append(got, fmt.Sprint(c.Op, " ", c.Group, c.Application, c.Config, c.Instance))
		} else {
			f := in.Fault
			got = append(got, fmt.Sprintf("%v %v %s%v %d%s", f.Kind, f.Instances, f.Zone, f.For, f.Factor, f.Path))
		}
	}
	compare(t, "the rest", got, []string{
		"DeleteDeploymentGroup 1 0 0 0", "DeleteApplication 0 0 0 0", "DeleteDeploymentConfig 0 0 0 0",
		"RegisterOnPremisesInstance 0 0 0 5", "DeregisterOnPremisesInstance 0 0 0 5", "SetAlarmState 0 0 0 0",
		"stop [0 1 2 3] 0s 1", "reboot [0 1 2 3] 0s 1", "crashAgent [0 1] 5m0s 1", "cutNetwork [4] 0s 1", "fillDisk [0 1] 0s 1",
		"slow [0 1 2 3] 0s 3", "zoneOutage [] us-east-1c1h0m0s 1", "putFile [0] 0s 1/var/www/x", `deleteFile [0 1] 0s 1C:\x`,
	})
}

// What is left out gets the values that the rules give.
func TestDefaults(t *testing.T) {
	s := setupOf(t, []byte(`
rehearse: 1
fleet:
  instances: [{name: web}]
  loadBalancers:
    - {LoadBalancerName: a}
    - {LoadBalancerName: b, ConnectionDraining: {Enabled: false, Timeout: 60}}
  targetGroups: [{TargetGroupName: c}]
alarms:
  - {AlarmName: d, measures: hostsInService, Threshold: 5.0, ComparisonOperator: LessThanThreshold}
deploymentConfigs:
  - {deploymentConfigName: z, minimumHealthyHosts: {type: HOST_COUNT, value: 0}, zonalConfig: {monitorDurationInSeconds: 9}}
timeline:
  - {at: 0s, fault: {reboot: web}}
`))
	compare(t, "agent", s.CodeDeploy.Agents, []codedeploy.AgentSetup{{PickupDelay: kernel.Second, MaxRevisions: 5}}) // CD-8.1, CD-8.9
	compare(t, "load balancers", s.Fleet.LoadBalancers, []fleet.LoadBalancer{
		{Name: "a", Register: 330 * kernel.Second, Deregister: 300 * kernel.Second, Fails: kernel.Minute, Passes: 300 * kernel.Second}, // CD-7.3, CD-7.6
		{Name: "b", Register: 330 * kernel.Second, Fails: kernel.Minute, Passes: 300 * kernel.Second},
		{Name: "c", TargetGroup: true, Register: 180 * kernel.Second, Deregister: 300 * kernel.Second, Fails: kernel.Minute, Passes: 150 * kernel.Second}})
	compare(t, "alarm", s.Fleet.Alarms, []fleet.Alarm{{Name: "d", Metric: &fleet.Metric{Measure: fleet.HostsServing, Threshold: 5,
		Comparison: fleet.LessThanThreshold, Period: kernel.Minute, Evaluations: 1, Datapoints: 1}}})
	compare(t, "zonal", s.CodeDeploy.Configs[len(codedeploy.Predefined)].Zonal, &codedeploy.Zonal{
		Min: codedeploy.Minimum{Type: codedeploy.FleetPercent}, FirstMonitor: 9 * kernel.Second, Monitor: 9 * kernel.Second}) // CD-2.27
	compare(t, "reboot", s.Inputs[0].Fault.For, kernel.Minute)
}

// An AppSpec that agents refuse is no fault: it is noted and simulated (CD-8.8).
func TestRefusedAppSpecIsNoted(t *testing.T) {
	_, setup, found := (&Source{Name: "s.yaml", Text: []byte(`rehearse: 1
fleet: {instances: [{name: web}]}
revisions:
  v1: {appspec: {os: linux}}
  v2: {appspec: "version: 0.0\nos: plan9\n"}
  v3: {bundle: named-yaml}
  v4: {bundle: without}
`), Files: directory("testdata/bundles")}).Compile()
	if setup == nil || len(found) != 4 {
		t.Fatal(found)
	}
	for i, rev := range setup.CodeDeploy.Revisions {
		if rev.Refused == "" || found[i].Line != 4+i {
			t.Errorf("%s: refused %q, noted %s", rev.Name, rev.Refused, found[i])
		}
	}
}

// What AWS takes as the name of an application or a group. CD-1.1, CD-1.2
func TestNames(t *testing.T) {
	for name, ok := range map[string]bool{
		"shop": true, "a.b_c+d=e,f@g-h": true, strings.Repeat("x", 100): true,
		strings.Repeat("x", 101): false, "a b": false, "läden": false, "a/b": false,
	} {
		for _, keys := range []string{
			"applicationName: " + strconv.Quote(name),
			"applicationName: shop, deploymentGroups: [{deploymentGroupName: " + strconv.Quote(name) + "}]",
		} {
			text := "rehearse: 1\nfleet: {instances: [{name: web}]}\napplications: [{" + keys + "}]\n"
			if _, _, found := (&Source{Name: "s.yaml", Text: []byte(text)}).Compile(); found.HasErrors() == ok {
				t.Errorf("%s: %v", keys, found)
			}
		}
	}
}

// A Builder makes of each scenario what Build makes of it, be it the first or
// not.
func TestBuilder(t *testing.T) {
	src, err := LoadBundled("rollback")
	if err != nil {
		t.Fatal(err)
	}
	b := NewBuilder(src.Files)
	for _, e := range append(Library(), Library()...) {
		src, err := LoadBundled(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		s, want, _ := src.Compile()
		got, found := b.Build(s)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %v\n%s", e.Name, found, diff)
		}
	}
}
