package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

const hooked = `
rehearse: 1
title: hooked
teaches: []
seed: 1
alarms: [{AlarmName: api-errors}]
functions:
  api: {versions: [1, 2], aliases: [{Name: live, FunctionVersion: 1}]}
applications:
  - applicationName: api
    computePlatform: Lambda
    deploymentGroups:
      - deploymentGroupName: live
        deploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
        alarmConfiguration: {enabled: true, alarms: [{name: api-errors}]}
revisions:
  next:
    appspec:
      version: 0.0
      Resources:
        - api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "1", TargetVersion: "2"}}
      Hooks: [{BeforeAllowTraffic: CodeDeployHook_check}]
timeline:
  - at: 0s
    createDeployment: {applicationName: api, deploymentGroupName: live, revision: next}
`

// ending is the status of the first deployment, and why it failed.
func ending(t *testing.T, setup *sim.Setup, trials []Trial) string {
	t.Helper()
	w := sim.New(setup)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	d := w.Deployments()[0]
	return strings.Join(append([]string{d.Status.String(), d.Code.String()}, Unfelt(w, trials)...), " ")
}

// CD-9.6, CD-6.1
func TestTriesOfHooksAndAlarms(t *testing.T) {
	for _, row := range []struct {
		tries Tries
		want  string
	}{
		{Tries{}, "Succeeded"},
		{Tries{Fail: []string{"BeforeAllowTraffic"}}, "Failed HOOK_EXECUTION_FAILURE"},
		{Tries{Fail: []string{"CodeDeployHook_check"}}, "Failed HOOK_EXECUTION_FAILURE"},
		{Tries{Alarm: []string{"api-errors@2m"}}, "Stopped ALARM_ACTIVE"},
		{Tries{Alarm: []string{"api-errors@2h"}}, "Succeeded  it came after the last deployment had ended, at 5m"},
		{Tries{Fail: []string{"BeforeAllow"}}, `--fail BeforeAllow: no hook "BeforeAllow"; did you mean BeforeAllowTraffic?`},
		{Tries{Alarm: []string{"api-error@2m"}}, `--alarm api-error@2m: no alarm "api-error"; did you mean api-errors?`},
		{Tries{Alarm: []string{"api-errors"}}, `--alarm api-errors: there is no @ in it; write one such as api-errors@5m`},
	} {
		setup := setupOf(t, []byte(hooked))
		trials, err := row.tries.Try(setup)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = strings.TrimSpace(ending(t, setup, trials))
		}
		if !strings.HasPrefix(got, row.want) {
			t.Errorf("%+v: %q, want %q", row.tries, got, row.want)
		}
	}
}

// CD-9.6, CD-6.1
func TestAskHooksAndAlarms(t *testing.T) {
	for question, want := range map[string]string{
		"BeforeAllowTraffic fails":                  "BeforeAllowTraffic fails",
		"the function CodeDeployHook_check fails":   "CodeDeployHook_check fails",
		"alarm api-errors at 5m":                    "alarm api-errors at 5m0s",
		"the alarm api-errors fires after 90s":      "alarm api-errors at 1m30s",
		"alarm api-errors":                          "the question ends too early; say when, such as `at 90s`",
		"alarm":                                     "the question ends too early; say its name",
		"function CodeDeployHook_check fails at 5s": "a function fails whenever it is called; leave the time out",
	} {
		trials, err := Ask(setupOf(t, []byte(hooked)), question)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = trials[0].String()
		}
		if !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	if got := Questions(setupOf(t, []byte(hooked))); !slices.Contains(got, "alarm api-errors at 30s") || !slices.Contains(got, events.BeforeAllowTraffic.String()+" fails") {
		t.Errorf("%q", got)
	}
}
