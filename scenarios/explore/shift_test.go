package explore

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

const onLambda = `
rehearse: 1
functions:
  api: {versions: [1, 2, 3], aliases: [{Name: live, FunctionVersion: 2}]}
  CodeDeployHook_check: {calls: {takes: 20s}}
applications:
  - applicationName: api
    computePlatform: Lambda
    deploymentGroups:
      - deploymentGroupName: live
        deploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
        deploymentStyle: {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}
        autoRollbackConfiguration: {enabled: %t, events: [DEPLOYMENT_FAILURE]}
revisions:
  v2:
    appspec:
      version: 0.0
      Resources: [{api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "1", TargetVersion: "2"}}}]
  v3:
    appspec:
      version: 0.0
      Resources: [{api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "2", TargetVersion: "3"}}}]
      Hooks: [{BeforeAllowTraffic: CodeDeployHook_check}, {AfterAllowTraffic: CodeDeployHook_check}]
history:
  - {deploymentGroup: api/live, revision: v2}
timeline:
  - at: 0s
    createDeployment: {applicationName: api, deploymentGroupName: live, revision: v3}
`

const onECS = `
rehearse: 1
services:
  - {cluster: main, serviceName: web, desiredCount: 2}
applications:
  - applicationName: web
    computePlatform: ECS
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.ECSLinear10PercentEvery1Minutes
        deploymentStyle: {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}
        ecsServices: [{clusterName: main, serviceName: web}]
        loadBalancerInfo:
          targetGroupPairInfoList:
            - targetGroups: [{name: web-blue}, {name: web-green}]
              prodTrafficRoute: {listenerArns: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/50dc6c495c0c9188/443"]}
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1:
    appspec: &web
      version: 0.0
      Resources:
        - TargetService:
            Type: AWS::ECS::Service
            Properties: {TaskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1", LoadBalancerInfo: {ContainerName: web, ContainerPort: 80}}
      Hooks: [{AfterAllowTraffic: CodeDeployHook_check}]
  v2: {appspec: *web}
history:
  - {deploymentGroup: web/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: web, deploymentGroupName: prod, revision: v2}
`

// Drawn faults strike the hooks of Lambda and ECS, and Install of ECS (CD-9.6,
// CD-9.7), and what breaks a claim is a scenario that shows it.
func TestShiftsAreStruck(t *testing.T) {
	for _, c := range []struct {
		name, text, claim string
		kinds             []Kind
		want              Verdict
		entry             string // of the counterexample's timeline, one of several
	}{
		{"a hook fails", fmt.Sprintf(onLambda, true), "succeeds", []Kind{Fail}, Broken, "{event: fail, deployment: 1}"},
		{"a hook hangs", fmt.Sprintf(onLambda, true), "succeeds", []Kind{Hang}, Broken, "{event: hang, deployment: 1}"},
		{"a hook takes long, which is no fault", fmt.Sprintf(onLambda, true), "ends-within=30m", []Kind{Hang}, Broken, "{event: delay, deployment: 1, for: 59m40s}"},
		{"a hook is late", fmt.Sprintf(onLambda, true), "ends-within=124m", []Kind{Late}, Broken, "{event: delay, deployment: 1, for: 59m40s}"},
		{"late is in time", fmt.Sprintf(onLambda, true), "succeeds", []Kind{Late}, NotFound, ""},
		{"no host is there to be struck", fmt.Sprintf(onLambda, true), "succeeds", []Kind{Terminate, CrashAgent}, NotFound, ""},
		{"without a rollback nothing goes back (CD-9.8)", fmt.Sprintf(onLambda, false), `atEnd any(deployments, status == "Failed") -> rollbacks >= 1`, nil, Broken, "event:"},
		{"with one it does", fmt.Sprintf(onLambda, true), `atEnd any(deployments, status == "Failed") -> rollbacks >= 1`, nil, NotFound, ""},
		{"tasks are not ready (CD-9.7)", onECS, `never any(deployments, code == "TIMEOUT")`, []Kind{Fail}, Broken, "{event: fail, deployment: 1}"},
		{"tasks are late (CD-9.7)", onECS, "ends-within=60m", []Kind{Late}, Broken, "{event: delay, deployment: 1, for: 59m"},
	} {
		for _, search := range []Search{Random, Guided} {
			s, setup := sourceOf(t, c.text)
			r := verdictOf(t, s, setup, Options{Properties: parse(t, c.claim), Search: search, Kinds: c.kinds, Faults: 2, Runs: 300, Seed: 3})
			x := r.Results[0]
			if x.Verdict != c.want {
				t.Fatalf("%s: %v, want %v", c.name, x.Verdict, c.want)
			}
			if x.Verdict == Broken && !strings.Contains(string(scenarios.Encode(x.Scenario)), c.entry) {
				t.Errorf("%s: no %s in\n%s", c.name, c.entry, scenarios.Encode(x.Scenario))
			}
			if slices.ContainsFunc(r.Kinds, Kind.ofHost) {
				t.Errorf("%s: kinds %v, and there is no host", c.name, r.Kinds)
			}
		}
	}
}

// A counterexample is the same run wherever it is read again.
func TestShiftCounterexample(t *testing.T) {
	s, setup := sourceOf(t, fmt.Sprintf(onLambda, true))
	claims := parse(t, "succeeds")
	r := verdictOf(t, s, setup, Options{Properties: claims, Search: Random, Faults: 1, Kinds: []Kind{Fail}, Runs: 100})
	x := r.Results[0]
	if told := x.Strikes(s); len(told) == 0 || !strings.HasPrefix(told[len(told)-1], "fail the event of deployment 1 when its ") {
		t.Errorf("told as %q", told)
	}
	again, anew := sourceOf(t, string(scenarios.Encode(x.Scenario)))
	_, verdicts, err := property.Run(sim.New(anew), claims)
	if err != nil || verdicts[0] != property.Violated {
		t.Errorf("%v, %v: %s", verdicts, err, scenarios.Encode(again))
	}
}

// An exhaustive search knows all that can become of a deployment to Lambda or ECS: of
// the one with a canary and two hooks, that each hook reports, fails or says nothing,
// and that the rollback follows or does not.
func TestShiftsAreProved(t *testing.T) {
	const rolledBack = `atEnd any(deployments, status == "Failed") -> rollbacks >= 1`
	for _, c := range []struct {
		name, text, claim string
		kinds             []Kind
		want              Verdict
		faults            int
	}{
		{"a rollback follows (CD-5.2)", fmt.Sprintf(onLambda, true), rolledBack, nil, Proved, 0},
		{"without one nothing goes back (CD-9.8)", fmt.Sprintf(onLambda, false), rolledBack, nil, Broken, 1},
		{"one that moves traffic calls no hook (CD-9.8)", fmt.Sprintf(onLambda, true), "rollbacks-succeed", nil, Proved, 0},
		{"a hook that says nothing is no timeout of the deployment (CD-9.6)", fmt.Sprintf(onLambda, true), `never any(deployments, code == "TIMEOUT")`, nil, Proved, 0},
		{"tasks that fail are started again until their time is up (CD-9.7, CD-9.12)", onECS, `never any(deployments, code == "TIMEOUT")`, []Kind{Fail}, Broken, 1},
		{"no host is there to be struck", onECS, "succeeds", []Kind{Terminate}, Proved, 0},
	} {
		s, setup := sourceOf(t, c.text)
		kinds := c.kinds
		if kinds == nil {
			kinds = DefaultKinds()
		}
		r := verdictOf(t, s, setup, Options{Properties: parse(t, c.claim), Search: Exhaustive, Kinds: kinds, Faults: AnyFaults})
		if x := r.Results[0]; x.Verdict != c.want || x.Faults != c.faults {
			t.Errorf("%s: %v with %d faults, want %v with %d", c.name, x.Verdict, x.Faults, c.want, c.faults)
		}
		if !r.AnyFaults && c.want == Proved || r.States > 40 {
			t.Errorf("%s: all: %v, %d states", c.name, r.AnyFaults, r.States)
		}
	}
}

// A stop comes while a hook runs, between two steps of the traffic, or too late: the
// search knows all three (CD-9.13).
func TestShiftsAreStopped(t *testing.T) {
	stopped := fmt.Sprintf(onLambda, true) + "  - {at: 6m, stopDeployment: {deployment: 1}}\n"
	for claim, want := range map[string]Verdict{
		`sometimes any(deployments, status == "Stopped" && number == 1)`:   Shown,
		`sometimes any(deployments, status == "Succeeded" && number == 1)`: Shown,
		`atEnd count(deployments) <= 2`:                                    Proved,
	} {
		s, setup := sourceOf(t, stopped)
		r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Fail}, Faults: AnyFaults})
		if r.Results[0].Verdict != want {
			t.Errorf("%s: %v", claim, r.Results[0].Verdict)
		}
	}
}
