package awsjson

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// CD-6.6, CD-6.9: a deployment group names its Auto Scaling groups with their
// hooks, instances their states, and a follow-up the deployment it completes.
func TestAutoScalingShapes(t *testing.T) {
	doc := document(t, "scale-out-during-deployment")
	ref := doc.DeploymentGroups[0].AutoScalingGroups[0]
	if form := `^CodeDeploy-managed-automatic-launch-deployment-hook-prod-[0-9a-f-]{36}$`; ref.Name != "web" || !regexp.MustCompile(form).MatchString(ref.Hook) {
		t.Errorf("the deployment group has %+v", ref)
	}
	group := doc.AutoScalingGroups[0]
	if hook := group.LifecycleHooks[0]; hook.LifecycleHookName != ref.Hook || hook.HeartbeatTimeout != 600 || hook.GlobalTimeout != 60000 || hook.DefaultResult != "ABANDON" {
		t.Errorf("the hook is %+v", hook)
	}
	if group.DesiredCapacity != 3 || len(group.Instances) != 3 || group.Instances[2].LifecycleState != "InService" || doc.Instances[2].LifecycleState != "InService" {
		t.Errorf("the group is %+v", group)
	}
	root, followUp := doc.Deployments[0].DeploymentInfo, doc.Deployments[2].DeploymentInfo
	if root.RelatedDeployments.FollowUps[0] != followUp.DeploymentID || followUp.RelatedDeployments.Root != root.DeploymentID || doc.Deployments[1].DeploymentInfo.RelatedDeployments != nil {
		t.Errorf("%+v and %+v are not linked", root.RelatedDeployments, followUp.RelatedDeployments)
	}
	if followUp.PreviousRevision.S3Location.Key != "v2" { // CD-12.6: launches do not count
		t.Errorf("the revision before the follow-up is %+v", followUp.PreviousRevision)
	}
}

func TestScalingActivities(t *testing.T) {
	doc := document(t, "launch-loop")
	a := doc.ScalingActivities[0]
	if len(doc.ScalingActivities) != 5 || a.StatusCode != "Cancelled" || a.Progress != 100 ||
		!strings.HasSuffix(a.StatusMessage, "was abandoned: Lifecycle Action Completed with ABANDON Result") ||
		!strings.HasPrefix(a.Cause, "At 2026-01-01T00:00:00.000Z an instance was started in response to a difference") {
		t.Errorf("%d activities, the first is %+v", len(doc.ScalingActivities), a)
	}
	if p := doc.AutoScalingGroups[0].SuspendedProcesses; len(p) != 1 || p[0].ProcessName != "Launch" {
		t.Errorf("suspended %v", p)
	}
}

// CD-6.14: a service role without the right leaves hooks, and the answer says
// so; DeleteApplication does not.
func TestHooksNotCleanedUp(t *testing.T) {
	src, err := scenarios.Load("hooks-left-over")
	if err != nil {
		t.Fatal(err)
	}
	for call, left := range map[string]int{
		"deleteApplication: {applicationName: shop}":                                                                  0,
		"deleteDeploymentGroup: {applicationName: shop, deploymentGroupName: prod}":                                   1,
		"updateDeploymentGroup: {applicationName: shop, currentDeploymentGroupName: prod, autoScalingGroups: []}":     1,
		"updateDeploymentGroup: {applicationName: shop, currentDeploymentGroupName: prod, ec2TagFilters: [{Key: a}]}": 0,
	} {
		text := strings.Replace(string(src.Text), "deleteApplication: {applicationName: shop}", call, 1)
		text = strings.Replace(text, "autoScalingGroups: [web]}", "autoScalingGroups: [web], serviceRole: weak}", 1)
		_, setup, found := (&scenarios.Source{Name: "s.yaml", Text: []byte(text), Files: src.Files}).Compile()
		if setup == nil {
			t.Fatal(found)
		}
		w := sim.New(setup)
		if err := w.RunUntil(0); err != nil {
			t.Fatal(err)
		}
		c := calls(w)[0]
		if len(c.HooksNotCleanedUp) != left {
			t.Errorf("%s left %v", call, c.HooksNotCleanedUp)
		}
		if _, a, _ := w.Taken(0); left > 0 && (a.HooksLeft[0] != codedeploy.HookLeft{} || w.Fleet().AutoScalingGroup(0).Hooks[0].Deleted) {
			t.Errorf("%s: %+v", call, a.HooksLeft)
		}
	}
}
