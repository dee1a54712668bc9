package explore

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// stopped is a deployment to one host, whose work is DownloadBundle, Install
// and two scripts, that somebody stops, and another one behind it.
const stopped = `
rehearse: 1
fleet:
  instances: [{name: web, tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.AllAtOnce
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
revisions:
  v1:
    appspec:
      version: 0.0
      os: linux
      hooks:
        AfterInstall: [{location: after.sh, timeout: %d}]
        ValidateService: [{location: check.sh, timeout: %d}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {at: %s, stopDeployment: {deployment: 1}}
`

// Work takes any time up to its limit (CD-4.7, CD-4.8), one piece after another:
// so a stop after an hour and a half may come before the end of a deployment of
// which no piece can take more than one.
func TestEveryTime(t *testing.T) {
	const hour = 3600
	for _, c := range []struct {
		after, check int // timeouts in seconds
		stop         string
		verdict      Verdict
	}{
		{hour, hour, "30m", Broken},
		{hour, hour, "90m", Broken},
		{hour, hour, "3h59m", Broken},
		{hour, hour, "12h", Proved},
		{30, 30, "119m", Broken},
		{30, 30, "3h", Proved},
		{30, 30, "125m", Proved}, // a search that does not know how long work has taken can not rule it out
	} {
		s, setup := sourceOf(t, fmt.Sprintf(stopped, c.after, c.check, c.stop))
		r := verdictOf(t, s, setup, Options{Properties: parse(t, "succeeds"), Search: Exhaustive, Faults: 0}).Results[0]
		if r.Verdict != c.verdict || (r.Doubts > 0) != (c.verdict == NotFound) {
			t.Errorf("%ds, %ds, stopped at %s: %v with %d doubts, want %v", c.after, c.check, c.stop, r.Verdict, r.Doubts, c.verdict)
		}
		if c.verdict == Broken && r.Faults != 0 {
			t.Errorf("stopped at %s: %d faults", c.stop, r.Faults)
		}
	}
}

// A fault may strike while nobody is at work: between two deployments.
func TestFaultsBetweenDeployments(t *testing.T) {
	text := fmt.Sprintf(stopped, 60, 60, "12h") + `
  - {after: {deployment: 1, status: Succeeded, plus: 30m}, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
`
	s, setup := sourceOf(t, text)
	claim := "never any(deployments, number == 1 and status == \"Succeeded\") and none(deployments, number == 2) and any(instances, terminated)"
	r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Faults: 1, Kinds: []Kind{Terminate}}).Results[0]
	if r.Verdict != Broken || r.Faults != 1 {
		t.Errorf("%v with %d faults", r.Verdict, r.Faults)
	}
}

// Of two waits that began one behind the other, the one that began first may be
// over first, however long it is, unless the other is as long; of two that began
// together the shorter is.
func TestClocks(t *testing.T) {
	const minute = kernel.Minute
	type wait struct {
		at, takes kernel.Time // begins so many pieces of work behind the first
	}
	for _, c := range []struct {
		waits []wait
		first []bool
	}{
		{[]wait{{0, 5 * minute}, {0, 3 * minute}}, []bool{false, true}},
		{[]wait{{0, 5 * minute}, {1, 3 * minute}}, []bool{true, true}},
		{[]wait{{0, 5 * minute}, {1, 5 * minute}}, []bool{true, true}}, // at one time, if no time has gone
		{[]wait{{0, 5 * minute}, {1, 6 * minute}}, []bool{true, false}},
		{[]wait{{0, 5 * minute}, {1, 3 * minute}, {1, 2 * minute}}, []bool{true, false, true}},
	} {
		z := new(clocks)
		for n, wait := range c.waits {
			if n > 0 && wait.at > c.waits[n-1].at {
				z.elapse(kernel.Hour, coarse)
			}
			z.add(clock{until: wait.takes}, wait.takes, wait.takes)
		}
		z.elapse(kernel.Hour, coarse)
		for n, want := range c.first {
			if got := z.mayBeFirst(n + 1); got != want {
				t.Errorf("%v: wait %d may be over first: %v, want %v", c.waits, n, got, want)
			}
		}
	}
}

// The states that some number of faults leads to are the same, however many a
// search may try after them.
func TestLayersDoNotDependOnTheLast(t *testing.T) {
	s, setup := half(t, 4)
	var before []Layer
	for faults := range 4 {
		r := verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=4"), Search: Exhaustive, Faults: faults})
		for n, l := range before {
			if r.Layers[n] != l {
				t.Errorf("up to %d faults: layer %+v, was %+v", faults, r.Layers[n], l)
			}
		}
		before = r.Layers
	}
}

// What comes at a time comes at that, also if agents take up events before it: a host
// that is gone when it has just been installed fails the deployment minutes later.
func TestTimesFromTheStart(t *testing.T) {
	s, setup := sourceOf(t, fmt.Sprintf(pausing, 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v2}}
  - {at: 30m, fault: {terminate: web-1}}
`))
	claim := `never any(deployments, number == 1 and status == "Failed") and any(instances, revision == "v2" and terminated)`
	r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Fail}}).Results[0]
	if r.Verdict != Broken {
		t.Errorf("%v with %d doubts", r.Verdict, r.Doubts)
	}
}
