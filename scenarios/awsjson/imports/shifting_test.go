package imports

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// What is made of groups that replace hosts, move aliases or replace task sets
// runs, and comes to what an account of that kind comes to.
func TestImportedAsExpected(t *testing.T) {
	for _, c := range []struct{ dir, rule, expect string }{
		{"blue-green", "CD-3.5", `{deployment: 1, status: Failed, errorCode: HEALTH_CONSTRAINTS, overview: {Failed: 1, Skipped: 3}}, {instance: blue-a, revision: v1}`},
		{"blue-green-made-up", "CD-3.2", `{deployment: 1, status: Succeeded, overview: {Succeeded: 4}}, {instance: web-1, state: terminated}, {instance: prod-green-2, revision: v1, inService: true}`},
		{"blue-green-done", "CD-3.8", `{deployment: 1, status: Succeeded, overview: {Succeeded: 4}}, {instance: i-0b1c2d3e4f5a60000, state: terminated}, {instance: green-b, revision: v2, inService: true}`},
		{"blue-green-copy", "CD-3.3", `{deployment: 1, status: Succeeded, overview: {Succeeded: 4}}, {instance: CodeDeploy_prod_d-D1B2C3D4E-1, state: terminated}`},
		{"blue-green-copy-unknown", "CD-3.9", `{deployment: 1, status: Succeeded, overview: {Succeeded: 6}}, {instance: web-3, state: running}`},
		{"lambda", "CD-9.6", `{deployment: 1, status: Failed, errorCode: HOOK_EXECUTION_FAILURE, duration: 7m45s500ms, rolledBackBy: 2}, {traffic: "api:live", shares: {2: 100}}, {traffic: "api:beta", shares: {4: 95, 3: 5}}`},
		{"lambda-unknown", "CD-9.9", `{deployment: 1, status: Succeeded, duration: 9m}, {traffic: "orders:prod", shares: {8: 100}}`},
		{"ecs", "CD-9.5", `{deployment: 1, status: Succeeded, duration: 37m43s750ms}, {traffic: "main:web", shares: {v2: 100}, healthyTasks: 3}`},
		{"ecs-unknown", "CD-9.7", `{deployment: 1, status: Succeeded, duration: 10s}, {traffic: "main:web", shares: {v1: 100}}`},
		{"template-platforms", "CD-3.2", `{deployment: 1, status: Succeeded, overview: {Succeeded: 4}}, {instance: Web-2, state: terminated}`},
	} {
		text, _ := yaml(t, inputsOf(t, "testdata/"+c.dir)...)
		s, w := run(t, append(text, "expect: ["+c.expect+"]\n"...))
		if v := scenarios.Check(s, w, w.Pace()); v.Passed == 0 || v.Failed > 0 {
			t.Errorf("%s (%s): %v", c.dir, c.rule, v.Failures)
		}
	}
}

// What the comment above the timeline offers to expect comes true in every
// case that offers it.
func TestOfferedExpectations(t *testing.T) {
	offers := 0
	for _, dir := range cases(t) {
		text, _ := yaml(t, inputsOf(t, dir)...)
		_, offered, ok := strings.Cut(string(text), "add: ")
		if !ok {
			continue
		}
		offers++
		offered, _, _ = strings.Cut(offered, "\n")
		s, w := run(t, append(text, (offered+"\n")...))
		if v := scenarios.Check(s, w, w.Pace()); v.Passed == 0 || v.Failed > 0 {
			t.Errorf("%s: %s: %v", filepath.Base(dir), offered, v.Failures)
		}
	}
	if offers < 6 {
		t.Errorf("%d cases offer something", offers)
	}
}

// The other platforms of a template are ready to be deployed to.
func TestOtherPlatformsOfTemplate(t *testing.T) {
	text, _ := yaml(t, inputsOf(t, "testdata/template-platforms")...)
	for _, c := range []struct{ platform, call, traffic string }{
		{"Lambda", "{applicationName: api, deploymentGroupName: live, revision: v2}", `{traffic: "api-prod:live", shares: {2: 100}}`},
		{"ECS", "{applicationName: site, deploymentGroupName: live, revision: v3}", `{traffic: "main:site", shares: {v3: 100}, healthyTasks: 3}`},
	} {
		if !strings.Contains(string(text), "createDeployment: "+c.call) {
			t.Errorf("%s: no comment offers %s", c.platform, c.call)
		}
		s, w := run(t, []byte(string(text)+"  - {at: 1h, createDeployment: "+c.call+"}\nexpect: [{deployment: 2, status: Succeeded}, "+c.traffic+"]\n"))
		if v := scenarios.Check(s, w, w.Pace()); v.Failed > 0 {
			t.Errorf("%s: %v", c.platform, v.Failures)
		}
	}
}

// A Lambda group and a deployment of it, as get-deployment-group and
// get-deployment print them.
const (
	apiGroup = `{"deploymentGroupInfo": {"applicationName": "api", "deploymentGroupName": "live", "computePlatform": "Lambda"}}`
	apiAlias = `{"AliasArn": "arn:aws:lambda:us-east-1:123456789012:function:api:live", "Name": "live", "FunctionVersion": "3"}`
	webGroup = `{"deploymentGroupInfo": {"applicationName": "web", "deploymentGroupName": "prod", "computePlatform": "ECS", "deploymentConfigName": "CodeDeployDefault.ECSCanary10Percent5Minutes",
		"ecsServices": [{"serviceName": "web", "clusterName": "main"}],
		"loadBalancerInfo": {"targetGroupPairInfoList": [{"targetGroups": [{"name": "a"}, {"name": "b"}], "prodTrafficRoute": {"listenerArns": ["x"]}, "testTrafficRoute": {"listenerArns": []}}]}}}`
)

func deployed(application, group, id, status, more string) string {
	return `{"deploymentInfo": {"applicationName": "` + application + `", "deploymentGroupName": "` + group + `", "deploymentId": "` + id + `", "status": "` + status + `"` + more + `}}`
}

// What stands in for AppSpecs, versions and task sets of which little is known.
func TestShiftingMadeUp(t *testing.T) {
	const kept = `, "revision": {"revisionType": "S3", "s3Location": {"bucket": "b", "key": "k", "bundleType": "YAML"}}`
	lambdaTarget := func(events string) string {
		return `{"deploymentTargets": [{"lambdaTarget": {"deploymentId": "d-1", "targetId": "api:live", "lifecycleEvents": [` + events + `],
			"lambdaFunctionInfo": {"functionName": "api", "functionAlias": "live", "currentVersion": "5", "targetVersion": "6"}}}]}`
	}
	ecsTarget := func(event string) string {
		return `{"deploymentTargets": [{"ecsTarget": {"deploymentId": "d-1", "targetId": "main:web", "lifecycleEvents": [` + event + `]}}]}`
	}
	appSpec := func(content string) string { return `, "revision": {"string": {"content": "` + content + `"}}` }
	for _, c := range []struct{ name, text, want string }{
		{"an alias is where the next deployment finds it", apiGroup + apiAlias, `CurrentVersion: "3", TargetVersion: "4"`},
		{"or where the last one left it", apiGroup + apiAlias + deployed("api", "live", "d-1", "Succeeded", kept), `CurrentVersion: "2", TargetVersion: "3"`},
		{"a failed one moved nothing", apiGroup + apiAlias + deployed("api", "live", "d-1", "Failed", kept), `CurrentVersion: "3", TargetVersion: "4"`},
		{"the target tells", apiGroup + deployed("api", "live", "d-1", "Succeeded", kept) + lambdaTarget(""), `CurrentVersion: "5", TargetVersion: "6"`},
		{"the target alone tells", apiGroup + lambdaTarget(""), `CurrentVersion: "5", TargetVersion: "6"`},
		{"a hook that took its time", apiGroup + lambdaTarget(`{"lifecycleEventName": "BeforeAllowTraffic", "status": "Succeeded", "startTime": 1.0, "endTime": 9.0}`), "CodeDeployHook_BeforeAllowTraffic: {calls: {takes: 8s}}"},
		{"a hook that never answered", apiGroup + lambdaTarget(`{"lifecycleEventName": "AfterAllowTraffic", "status": "Failed", "diagnostics": {"message": "The deployment timed out"}}`), "CodeDeployHook_AfterAllowTraffic: {calls: {returns: nothing}}"},
		{"traffic that failed", apiGroup + lambdaTarget(`{"lifecycleEventName": "AllowTraffic", "status": "Failed", "diagnostics": {"message": "stopped"}}`), "# Differs: AllowTraffic failed in d-1, which an alarm or a stop lets it do; here it does not: stopped"},
		{"an AppSpec in JSON", apiGroup + deployed("api", "live", "d-1", "Succeeded", appSpec(`{\"version\": 0.0, \"Resources\": [{\"f\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"name\": \"api\", \"alias\": \"live\", \"currentversion\": \"8\", \"targetversion\": \"9\"}}}]}`)),
			"api: {versions: [8, 9], aliases: {Name: live, FunctionVersion: 8}}"},
		{"a split alias", apiGroup + strings.TrimSuffix(apiAlias, "}") + `, "RoutingConfig": {"AdditionalVersionWeights": {"4": 0.333}}}`, `RoutingConfig: {AdditionalVersionWeights: {"4": 0.33}}`},
		{"what was deployed last", groupOf(apiGroup, `"lastSuccessfulDeployment": {"deploymentId": "d-9", "status": "Succeeded"}`) + apiAlias, "# Taken: v1, what d-9 deployed, which succeeded last."},
		{"a configuration that Lambda does not take", groupOf(apiGroup, `"blueGreenDeploymentConfiguration": {"deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT"}}, "ec2TagFilters": [{"Key": "a"}]`),
			`#   blueGreenDeploymentConfiguration: {deploymentReadyOption: {actionOnTimeout: "STOP_DEPLOYMENT"}}`},
		{"nobody waits", groupOf(webGroup, `"blueGreenDeploymentConfiguration": {"deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 5}}`), "#   deploymentReadyOption.waitTimeInMinutes: 5"},
		{"tasks that were not healthy", webGroup + deployed("web", "prod", "d-1", "Failed", kept) + ecsTarget(`{"lifecycleEventName": "Install", "status": "Failed", "diagnostics": {"message": "not stable"}}`), "tasks: {revision: v1, neverHealthy: true}"},
		{"tasks that were", webGroup + deployed("web", "prod", "d-1", "Succeeded", kept) + ecsTarget(`{"lifecycleEventName": "Install", "status": "Succeeded", "startTime": 1, "endTime": 5}`), "tasks: {revision: v1, runningAfter: 4s, healthyAfter: 4s}"},
		{"tasks for which nobody waits", webGroup + deployed("web", "prod", "d-1", "Succeeded", `, "deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce"`) + ecsTarget(`{"lifecycleEventName": "Install", "status": "Succeeded", "startTime": 1, "endTime": 51}`), "tasks: {revision: v1, runningAfter: 50s}"},
		{"a service of another controller", webGroup + `{"services": [{"serviceName": "web", "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/main", "desiredCount": 7}]}`, "# Differs: its deployment controller is not CODE_DEPLOY"},
		{"what else was deployed", webGroup + deployed("web", "prod", "d-1", "Failed", "") + deployed("web", "prod", "d-2", "Succeeded", `, "createTime": 5`), "revision: v1"},
	} {
		text, _ := yaml(t, Input{"a", []byte(c.text)})
		if !strings.Contains(string(text), c.want) {
			t.Errorf("%s:\n%s\nwant %s", c.name, text, c.want)
		}
		run(t, text)
	}
}

// groupOf is a group with more keys.
func groupOf(group, more string) string { return group[:len(group)-2] + ", " + more + "}}" }

// An AppSpec that can not be read stays what it is, and the deployment fails.
// CD-9.14
func TestAppSpecThatCanNotBeRead(t *testing.T) {
	text, _ := yaml(t, Input{"a", []byte(apiGroup + apiAlias + deployed("api", "live", "d-1", "Failed", `, "revision": {"string": {"content": "version: [\nhooks"}}`))})
	s, setup, found := (&scenarios.Source{Name: "want.yaml", Text: text}).Compile()
	if setup == nil || !strings.Contains(found.Error(), "deployments of revision v1 will fail") {
		t.Errorf("%v\n%s", found, text)
	}
	if got := s.Revisions[0].AppSpec.Node.Text; got != "version: [\nhooks" {
		t.Errorf("%q", got)
	}
}
