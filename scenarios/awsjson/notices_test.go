package awsjson

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

var update = flag.Bool("update", false, "rewrite testdata/notices")

// pair is two hosts, one after the other, and a topic that is told everything.
const pair = `
rehearse: 1
seed: 7
fleet: {instances: [{name: web, count: 2, zones: [eu-west-1a], tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        ec2TagFilters: [{Key: Env, Value: prod}]
        triggerConfigurations:
          - triggerName: all
            triggerTargetArn: arn:aws:sns:eu-west-1:123456789012:all
            triggerEvents: [DeploymentStart, DeploymentSuccess, DeploymentFailure, DeploymentStop, DeploymentRollback, DeploymentReady,
              InstanceStart, InstanceSuccess, InstanceFailure, InstanceReady]
revisions:
  v1: {appspec: {version: 0.0, os: linux}}
  v2: {appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh}]}}, scripts: {check.sh: {takes: 20s}}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline: [{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}]
`

const (
	fails     = "revisions[v2].scripts[check.sh].exit=1"
	rollsBack = "applications[shop].deploymentGroups[prod].autoRollbackConfiguration={enabled: true, events: [DEPLOYMENT_FAILURE]}"
	create    = "{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}"
)

// told runs a scenario with changes and returns the notices, made in one piece
// or while the records pass.
func told(t *testing.T, stream bool, changes ...string) (list []Notice, w *sim.World) {
	t.Helper()
	return toldOf(t, &scenarios.Source{Name: "pair.yaml", Text: []byte(pair)}, stream, changes...)
}

func toldOf(t *testing.T, src *scenarios.Source, stream bool, changes ...string) (list []Notice, w *sim.World) {
	t.Helper()
	s, setup, found := src.Compile(changes...)
	if setup == nil {
		t.Fatal(found)
	}
	w = sim.New(setup)
	account, region := s.Place()
	n := NewNotices(w, account, region, func(n Notice) { list = append(list, n) })
	w.Journal().SetLevel(kernel.All)
	if stream {
		w.Journal().Stream(n.Observe)
	}
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	n.Observe(w.Journal().Records())
	return list, w
}

// What is told of a success, of a failure with its rollback and of a stop, as it
// stands in the file. CD-11.1, CD-11.2
func TestNoticesAsLines(t *testing.T) {
	for name, changes := range map[string][]string{
		"success":  {"fleet.instances[web].count=1"},
		"rollback": {fails, rollsBack},
		"stop":     {"timeline=[" + create + ", {at: 10s, stopDeployment: {deployment: 1}}]"},
	} {
		list, _ := told(t, false, changes...)
		var b bytes.Buffer
		lines := json.NewEncoder(&b)
		lines.SetEscapeHTML(false)
		for _, n := range list {
			if err := lines.Encode(n); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join("testdata", "notices", name+".jsonl")
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if passing, _ := told(t, true, changes...); !cmp.Equal(passing, list) {
			t.Errorf("%s: told otherwise while the records pass:\n%s", name, cmp.Diff(list, passing))
		}
	}
}

// short says a notice in a few words: whom it is about and what it says.
func short(n Notice) string {
	if e := n.EventBridge; e != nil {
		return e.Time[14:19] + " " + strings.Fields(e.DetailType)[1] + " " + e.Detail.State
	}
	switch m := n.SNS.Message.(type) {
	case DeploymentMessage:
		return n.SNS.TriggerEvent + " " + m.Status
	case InstanceMessage:
		return n.SNS.TriggerEvent + " " + m.InstanceStatus
	}
	return "?"
}

// Who is told what, in which order.
func TestNoticesByRule(t *testing.T) {
	quiet := "applications[shop].deploymentGroups[prod].triggerConfigurations"
	update := func(at, triggers string) string {
		return "timeline=[" + create + ", {at: " + at + ", updateDeploymentGroup: {applicationName: shop, currentDeploymentGroupName: prod, triggerConfigurations: " + triggers + "}}]"
	}
	failure := "[{triggerName: a, triggerTargetArn: 'arn:aws:sns:x:1:a', triggerEvents: [DeploymentFailure]}]"
	for _, row := range []struct {
		what, rule string
		changes    []string
		want       string
	}{
		{"no triggers, no messages; skipped hosts are not reported", "CD-11.1", []string{quiet + "=[]", fails},
			"00:00 Deployment START, 00:00 Instance START, 00:29 Instance FAILURE, 00:29 Deployment FAILURE"},
		{"an instance before its deployment, and the failure before the rollback", "CD-11.2",
			[]string{quiet + "[0].triggerEvents=[DeploymentFailure, DeploymentRollback, InstanceFailure]", fails, rollsBack, "fleet.instances[web].count=1",
				"revisions[v1].appspec={version: 0.0, os: linux}"},
			"00:00 Deployment START, 00:00 Instance START, 00:29 Instance FAILURE, InstanceFailure FAILED, 00:29 Deployment FAILURE, DeploymentFailure FAILED, " +
				"00:29 Deployment START, DeploymentRollback IN_PROGRESS, 00:29 Instance START, 00:38 Instance SUCCESS, 00:38 Deployment SUCCESS"},
		{"a deployment that fails before it begins starts for triggers alone", "CD-11.1", []string{"fleet.instances[web].tags={}"},
			"DeploymentStart CREATED, 00:00 Deployment FAILURE, DeploymentFailure FAILED"},
		{"triggers are read when something happens", "CD-1.14", []string{quiet + "=[]", fails, update("10s", failure)},
			"00:00 Deployment START, 00:00 Instance START, 00:29 Instance FAILURE, 00:29 Deployment FAILURE, DeploymentFailure FAILED"},
		{"an update takes triggers away", "CD-1.14", []string{quiet + "=" + failure, fails, update("10s", "[]")},
			"00:00 Deployment START, 00:00 Instance START, 00:29 Instance FAILURE, 00:29 Deployment FAILURE"},
		{"a deleted group has none", "CD-1.14", []string{quiet + "=" + failure,
			"timeline=[" + create + ", {at: 10s, deleteDeploymentGroup: {applicationName: shop, deploymentGroupName: prod}}]"},
			"00:00 Deployment START, 00:00 Instance START, 00:29 Instance SUCCESS, 00:29 Deployment FAILURE"},
		{"more than ten in a call are refused", "CD-11.2", []string{quiet + "=" + failure, fails, update("10s", "["+strings.Repeat(failure[1:len(failure)-1]+",", 11)+"]")},
			"00:00 Deployment START, 00:00 Instance START, 00:29 Instance FAILURE, 00:29 Deployment FAILURE, DeploymentFailure FAILED"},
	} {
		list, _ := told(t, false, row.changes...)
		var got []string
		for _, n := range list {
			got = append(got, short(n))
		}
		if diff := cmp.Diff(strings.Split(row.want, ", "), got); diff != "" {
			t.Errorf("%s: %s: -want +got\n%s", row.rule, row.what, diff)
		}
	}
}

// A blue/green deployment is Ready between installing and rerouting, and so are
// its replacements; the originals start when they lose their traffic. CD-11.1,
// CD-11.2
func TestNoticesOfBlueGreen(t *testing.T) {
	src, err := scenarios.Load("blue-green-ready")
	if err != nil {
		t.Fatal(err)
	}
	list, _ := toldOf(t, src, true, "applications[0].deploymentGroups[0].triggerConfigurations="+
		"[{triggerName: a, triggerTargetArn: 'arn:aws:sns:x:1:a', triggerEvents: [DeploymentReady, InstanceReady]}]")
	var got []string
	for _, n := range list {
		text := short(n)
		if strings.Contains(text, ":") {
			text = text[6:]
		}
		if len(got) == 0 || got[len(got)-1] != text {
			got = append(got, text)
		}
	}
	want := []string{"Deployment START", "Instance START", "Instance READY", "InstanceReady READY", "Instance READY", "InstanceReady READY",
		"Instance READY", "InstanceReady READY", "Deployment READY", "DeploymentReady READY",
		"Instance SUCCESS", "Instance START", "Instance SUCCESS", "Deployment SUCCESS"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// What the account's quota lets wait is QUEUED before it starts, for EventBridge
// alone. CD-11.1, CD-1.5
func TestNoticesOfQueue(t *testing.T) {
	src, err := scenarios.Load("quotas")
	if err != nil {
		t.Fatal(err)
	}
	list, _ := toldOf(t, src, false)
	var got []string
	for _, n := range list {
		if text := short(n); strings.Contains(text, "Deployment") {
			got = append(got, n.EventBridge.Detail.DeploymentGroup+" "+text)
		}
	}
	want := []string{"web 00:00 Deployment START", "api 00:01 Deployment QUEUED", "job 00:01 Deployment QUEUED", "web 00:11 Deployment SUCCESS",
		"api 00:11 Deployment START", "api 00:22 Deployment SUCCESS", "job 00:22 Deployment FAILURE"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Every status that has a state or a trigger, those that only blue/green and a
// full account reach included. CD-11.1, CD-11.2
func TestStatusesOfNotices(t *testing.T) {
	var got []string
	for s := range events.DeploymentStopped + 1 {
		by := deploymentTriggers(sim.Deployment{DeploymentInfo: codedeploy.DeploymentInfo{Creator: events.ByRollback}}, s)
		got = append(got, fmt.Sprint(s, " ", deploymentStates[s], " ", by, " ", publishedStatuses[s]))
	}
	for s := range events.TargetReady + 1 {
		line := fmt.Sprint("target ", s, " ", targetStates[s])
		if e, ok := targetTriggers[s]; ok {
			line += fmt.Sprint(" ", e, " ", publishedTargets[s])
		}
		got = append(got, line)
	}
	want := `Created  [DeploymentStart] CREATED
Queued QUEUED [] 
InProgress START [DeploymentRollback] IN_PROGRESS
Baking  [] 
Ready READY [DeploymentReady] READY
Succeeded SUCCESS [DeploymentSuccess] SUCCEEDED
Failed FAILURE [DeploymentFailure] FAILED
Stopped STOP [DeploymentStop] ABORTED
target Pending 
target InProgress START InstanceStart IN_PROGRESS
target Succeeded SUCCESS InstanceSuccess SUCCEEDED
target Failed FAILURE InstanceFailure FAILED
target Skipped 
target Unknown 
target Ready READY InstanceReady READY`
	if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Ids are UUIDs that the seed decides, and no two events have the same. CD-11.1
func TestEventIDs(t *testing.T) {
	seen := map[string]bool{}
	list, _ := told(t, false, fails, rollsBack)
	for _, n := range list {
		if n.EventBridge != nil {
			if seen[n.EventBridge.ID] || len(n.EventBridge.ID) != 36 {
				t.Errorf("id %s", n.EventBridge.ID)
			}
			seen[n.EventBridge.ID] = true
		}
	}
	other, _ := told(t, false, fails, rollsBack, "seed=8")
	for _, n := range other {
		if n.EventBridge != nil && seen[n.EventBridge.ID] {
			t.Errorf("id %s under another seed", n.EventBridge.ID)
		}
	}
}

// ARNs are those of the partition, and on-premises hosts are CodeDeploy's.
func TestARNsOfNotices(t *testing.T) {
	for _, row := range []struct {
		changes []string
		want    string
	}{
		{nil, "arn:aws:ec2:eu-west-1:123456789012:instance/i-"},
		{[]string{"region=cn-north-1", "account=\"210987654321\""}, "arn:aws-cn:ec2:cn-north-1:210987654321:instance/i-"},
		{[]string{"region=us-gov-west-1"}, "arn:aws-us-gov:ec2:us-gov-west-1:123456789012:instance/i-"},
		{[]string{"fleet.instances=[{name: rack, onPremises: true, tags: {Env: prod}}]",
			"applications[shop].deploymentGroups[prod].onPremisesInstanceTagFilters=[{Key: Env}]"}, "arn:aws:codedeploy:us-east-1:123456789012:instance/rack"},
	} {
		list, _ := told(t, false, row.changes...)
		got := ""
		for _, n := range list {
			if n.EventBridge != nil && n.EventBridge.Detail.InstanceID != "" && got == "" {
				got = n.EventBridge.Resources[0]
			}
		}
		if !strings.HasPrefix(got, row.want) {
			t.Errorf("%s, want %s…", got, row.want)
		}
	}
}

func TestInWords(t *testing.T) {
	for at, want := range map[kernel.Time]string{
		0:                                "Thu Jan 01 00:00:00 UTC 2026",
		58*kernel.Day + 90*kernel.Second: "Sat Feb 28 00:01:30 UTC 2026",
		365 * kernel.Day:                 "Fri Jan 01 00:00:00 UTC 2027",
	} {
		if got := inWords(at); got != want {
			t.Errorf("%v: %s, want %s", at, got, want)
		}
	}
}
