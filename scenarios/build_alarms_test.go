package scenarios

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// An alarm that nothing defines is no fault, but told: its state can not be read
// (CD-6.2). Of a list that AWS refuses nothing is told ahead of the refusal.
func TestUnknownAlarmsAreNoted(t *testing.T) {
	_, setup, found := (&Source{Name: "s.yaml", Text: []byte(`rehearse: 1
fleet: {instances: [{name: web}]}
alarms: [{AlarmName: shop-errors}]
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod, alarmConfiguration: {enabled: true, alarms: [{name: shop-error}, {name: shop-errors}]}}
timeline:
  - at: 0s
    updateDeploymentGroup: {applicationName: shop, currentDeploymentGroupName: prod, alarmConfiguration: {enabled: true, alarms: [{name: a}, {name: a}]}}
`)}).Compile()
	if setup == nil {
		t.Fatal(found)
	}
	if len(found) != 1 || !strings.Contains(found.Error(), `s.yaml:7:89: note: no alarm "shop-error"`) || !strings.Contains(found.Error(), "did you mean shop-errors?") {
		t.Error(found)
	}
	want := []codedeploy.AlarmRef{{Name: "shop-error", Alarm: codedeploy.None}, {Name: "shop-errors"}}
	compare(t, "alarms", setup.CodeDeploy.Groups[0].Settings.Alarms.Alarms, want)
}

// Thresholds are whole numbers, as AWS prints them or not.
func TestThresholds(t *testing.T) {
	for text, want := range map[string]int64{"5": 5, "5.0": 5, "0.0": 0} {
		s := setupOf(t, []byte(`
rehearse: 1
fleet: {instances: [{name: web}]}
alarms: [{AlarmName: a, measures: errorShare, Threshold: `+text+`, ComparisonOperator: GreaterThanThreshold}]
`))
		if got := s.Fleet.Alarms[0].Metric.Threshold; got != want {
			t.Errorf("%s is %d", text, got)
		}
	}
}
