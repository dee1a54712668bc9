package shrink_test

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

const twoAliases = `
rehearse: 1
functions:
  api: {versions: [1, 2, 3], aliases: [{Name: live, FunctionVersion: 2}]}
  other: {versions: [1, 2], aliases: [{Name: live, FunctionVersion: 1}]}
  CodeDeployHook_check: {calls: {takes: 20s}}
applications:
  - applicationName: api
    computePlatform: Lambda
    deploymentGroups:
      - deploymentGroupName: live
        deploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
  - applicationName: other
    computePlatform: Lambda
    deploymentGroups: [{deploymentGroupName: live}]
revisions:
  o2:
    appspec:
      version: 0.0
      Resources: [{other: {Type: "AWS::Lambda::Function", Properties: {Name: other, Alias: live, CurrentVersion: "1", TargetVersion: "2"}}}]
  v3:
    appspec:
      version: 0.0
      Resources: [{api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "2", TargetVersion: "3"}}}]
      Hooks: [{BeforeAllowTraffic: CodeDeployHook_check}, {AfterAllowTraffic: CodeDeployHook_check}]
timeline:
  - at: 0s
    createDeployment: {applicationName: other, deploymentGroupName: live, revision: o2}
  - at: 0s
    createDeployment: {applicationName: api, deploymentGroupName: live, revision: v3}
  - when: {deployment: 2, lifecycleEvent: BeforeAllowTraffic}
    fault: {event: delay, deployment: 2, for: 10s}
  - when: {deployment: 2, lifecycleEvent: AfterAllowTraffic, plus: 2s}
    fault: {event: hang, deployment: 2}
`

// The fault of a hook stays, as early as it can be, and speaks of the deployment by
// its new number (CD-9.6).
func TestShiftShrinks(t *testing.T) {
	o := shrink.Options{Property: claim("succeeds")}
	r, err := shrink.Shrink(context.Background(), decoded(t, twoAliases), o)
	if err != nil {
		t.Fatal(err)
	}
	minimal(t, r, o)
	const want = "{when: {deployment: 1, lifecycleEvent: AfterAllowTraffic}, fault: {event: hang, deployment: 1}}"
	text := string(r.Text("x"))
	if lines := strings.Count(text, "\n"); lines > 30 || !strings.Contains(text, want) || strings.Contains(text, "other") {
		t.Errorf("%d lines, want %s in\n%s", lines, want, text)
	}
	replays(t, r, nil, []byte(text), 0)
}
