package awsjson

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// until runs a bundled scenario up to a time.
func until(t *testing.T, name string, at kernel.Time) Document {
	t.Helper()
	s, w := built(t, name)
	if err := w.RunUntil(at); err != nil {
		t.Fatal(err)
	}
	return Run(w, s, scenarios.Verdict{})
}

// A Lambda deployment has one target, the function, with the weight of its
// target version; GetDeployment has no overview while it runs. CD-1.7, CD-12.5
func TestLambdaTarget(t *testing.T) {
	d := until(t, "lambda-canary", 3*kernel.Minute).Deployments[0]
	if d.DeploymentInfo.DeploymentOverview != nil || d.Plan != nil {
		t.Errorf("CD-1.7: overview %v, plan %v while it runs", d.DeploymentInfo.DeploymentOverview, d.Plan)
	}
	x := d.DeploymentTargets[0]
	if len(d.DeploymentTargets) != 1 || x.DeploymentTargetType != "LambdaTarget" || x.InstanceTarget != nil || x.LambdaTarget.TargetID != "api" {
		t.Errorf("CD-12.5: targets %+v", d.DeploymentTargets)
	}
	if want := (LambdaFunctionInfo{"api", "live", "2", "3", 10}); x.LambdaTarget.LambdaFunctionInfo != want {
		t.Errorf("CD-12.5: %+v, want %+v", x.LambdaTarget.LambdaFunctionInfo, want)
	}
	if after := document(t, "lambda-canary").Deployments[0].DeploymentInfo.DeploymentOverview; after["Succeeded"] != 1 {
		t.Errorf("CD-1.7: overview %v in the end", after)
	}
}

// The id of an ECS target is cluster:service, and its task sets have an
// identifer. CD-12.5, CD-9.7
func TestECSTarget(t *testing.T) {
	doc := until(t, "ecs-termination-wait", 10*kernel.Minute)
	d := doc.Deployments[0]
	x := d.DeploymentTargets[0].ECSTarget
	if x == nil || x.TargetID != "main:web" || len(x.TaskSetsInfo) != 2 || !d.DeploymentInfo.InstanceTerminationWait {
		t.Fatalf("CD-12.5: %+v", d)
	}
	blue, green := x.TaskSetsInfo[0], x.TaskSetsInfo[1]
	if blue.Status != "ACTIVE" || blue.TrafficWeight != 0 || blue.RunningCount != 4 || blue.TaskSetLabel != "Blue" || blue.TargetGroup.Name != "web-blue" {
		t.Errorf("CD-9.7: the original is %+v", blue)
	}
	if green.Status != "PRIMARY" || green.TrafficWeight != 100 || green.TaskSetLabel != "Green" || green.TargetGroup.Name != "web-green" {
		t.Errorf("CD-9.7: the replacement is %+v", green)
	}
	text, err := json.Marshal(x)
	if err != nil || !strings.Contains(string(text), `"identifer":"ecs-svc/`) {
		t.Errorf("CD-12.5: %s", text)
	}
}

// The shares of every moment make 100, and the last ones are those of the end.
func TestShiftsAddUp(t *testing.T) {
	for _, e := range scenarios.Library() {
		for _, x := range document(t, e.Name).Shifts {
			sum := 0
			for _, share := range x.Shares {
				sum += share
			}
			if sum != 100 {
				t.Errorf("CD-9.9: %s: %s has %v at %s", e.Name, x.Traffic, x.Shares, x.Time)
			}
		}
	}
}
