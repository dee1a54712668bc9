package question

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// A deployment that failed where automatic rollback is off, and where nothing
// had been deployed before, is not rolled back for both reasons: the second is
// no wrong answer beside the first. CD-5.2, CD-5.4
func TestNoTrueReasonIsWrong(t *testing.T) {
	asked := 0
	for seed := uint64(1); asked < 60 && seed < 40; seed++ {
		items, err := Draw(seed, 20, rollbackHappens)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			d, _ := it.Case.Truth.first()
			if d.RolledBackBy != codedeploy.None || len(whyNots(it.Case.start, d)) < 2 {
				continue
			}
			asked++
			for _, o := range it.Wrong {
				for _, reason := range whyNots(it.Case.start, d) {
					if strings.HasSuffix(o.Text, reason) {
						t.Errorf("%s: %q is true, and counts as wrong beside %q", it.ID(), o.Text, it.KeyText())
					}
				}
			}
		}
	}
	if asked == 0 {
		t.Error("no drawn run has two reasons")
	}
}

// The reason is the one that decides: what StopDeployment says comes before the
// group's events. CD-3.6, CD-5.2, CD-5.4
func TestWhyNot(t *testing.T) {
	c, err := PracticeCase(1)
	if err != nil {
		t.Fatal(err)
	}
	no := false
	on := codedeploy.AutoRollback{Enabled: true, OnFailure: true, OnStop: true, OnAlarm: true}
	for want, d := range map[string]sim.Deployment{
		"who stopped it wanted none":     {DeploymentInfo: codedeploy.DeploymentInfo{Status: events.DeploymentStopped, Code: events.ManualStop, OnStop: &no}},
		"automatic rollback is not":      {DeploymentInfo: codedeploy.DeploymentInfo{Status: events.DeploymentStopped, Code: events.ManualStop}},
		"the events of automatic":        {DeploymentInfo: codedeploy.DeploymentInfo{Status: events.DeploymentStopped, Code: events.ManualStop, Rollback: codedeploy.AutoRollback{Enabled: true, OnFailure: true}}},
		"an end like this is never":      {DeploymentInfo: codedeploy.DeploymentInfo{Status: events.DeploymentStopped, Code: events.Timeout, Rollback: on}},
		"nothing was ever deployed with": {DeploymentInfo: codedeploy.DeploymentInfo{Status: events.DeploymentFailed, Rollback: on, RollbackDenied: true}},
		"it succeeded":                   {DeploymentInfo: codedeploy.DeploymentInfo{Status: events.DeploymentSucceeded, Rollback: on}},
	} {
		if got := whyNot(c.start, d); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
