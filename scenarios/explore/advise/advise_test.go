package advise

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

const onFleet = `
rehearse: 1
fleet:
  instances: [{name: web, count: %d, %s tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.OneAtATime
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1: {appspec: &a {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh, timeout: 60}]}}}
  v2: {appspec: *a, scripts: {check.sh: {takes: 5s}}}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

// read reads a scenario; each pair is replaced first.
func read(t testing.TB, text string, pairs ...string) *scenarios.Scenario {
	t.Helper()
	s, setup, found := (&scenarios.Source{Name: "test.yaml", Text: []byte(strings.NewReplacer(pairs...).Replace(text))}).Compile()
	if setup == nil {
		t.Fatal(found)
	}
	return s
}

func hosts(t testing.TB, n int, pairs ...string) *scenarios.Scenario {
	return read(t, fmt.Sprintf(onFleet, n, ""), pairs...)
}

func advised(t testing.TB, s *scenarios.Scenario, o Options) *Report {
	t.Helper()
	r, err := Advise(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// row finds the row with a configuration, with or without a rollback.
func row(t testing.TB, r *Report, label string, rollback bool) *Row {
	t.Helper()
	for n := range r.Rows {
		if x := &r.Rows[n]; x.Label() == label && len(x.Rollback) > 0 == rollback {
			return x
		}
	}
	t.Fatalf("no row %s", label)
	return nil
}

// What holds through how many faults, and what breaks it, worked out by hand. N
// is 4, so that budgets are 4 (AllAtOnce), 3 (25%), 2 (half) and 1.
func TestRows(t *testing.T) {
	for _, c := range []struct {
		name     string
		rules    string
		kinds    string
		keep     string
		label    string
		rollback bool
		verdict  Verdict
		upTo     int
		claim    string // that breaks
	}{
		{"one failure is rolled back, a second one, in the rollback, is not", "CD-2.8, CD-5.7", "fail", "0%", "OneAtATime", true, Breaks, 1, "last-good"},
		{"without a rollback one failure leaves two revisions", "CD-2.8, CD-5.2", "fail", "0%", "OneAtATime", false, Breaks, 0, "last-good"},
		{"two of the first batch fail the deployment, a third its rollback's last host", "CD-2.8, CD-2.10", "fail", "0%", "HalfAtATime", true, Holds, 2, ""},
		{"two failures fail it, and nothing is rolled back", "CD-2.8, CD-5.2", "fail", "0%", "HalfAtATime", false, Breaks, 1, "last-good"},
		{"less than four failures do not fail it", "CD-2.5, CD-2.9", "fail", "0%", "AllAtOnce", false, Holds, 2, ""},
		{"a dead agent fails the rollback too", "CD-8.4, CD-5.7", "crashAgent", "0%", "OneAtATime", true, Breaks, 0, "last-good"},
		{"three of three hosts can not stay healthy in the rollback", "CD-2.6", "terminate", "0%", "3 hosts", true, Breaks, 0, "last-good"},
		{"a percentage goes with the fleet that is left", "CD-2.2", "terminate", "0%", "OneAtATime", true, Breaks, 1, "last-good"},
		{"two at once are more than one", "CD-2.7", "fail", "75%", "HalfAtATime", true, Breaks, -1, "keep 75%"},
		{"one at once is one, whoever fails", "CD-2.7", "fail", "75%", "OneAtATime", true, Breaks, 1, "last-good"},
		{"no host may be away", "CD-2.7", "fail", "4", "OneAtATime", true, Breaks, -1, "keep 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			kinds, _ := explore.ParseKinds(c.kinds)
			keep, _ := ParseKeep(c.keep)
			x := row(t, advised(t, hosts(t, 4), Options{Kinds: kinds, Keep: keep, Tolerate: 2}), c.label, c.rollback)
			claim := ""
			if x.Broken != nil {
				claim = x.Broken.Claim.Label
			}
			if x.Verdict != c.verdict || x.UpTo != c.upTo || claim != c.claim {
				t.Errorf("%s: %v up to %d, %s broken by %v; want %v up to %d, %s", c.rules, x.Verdict, x.UpTo, claim, x.Broken, c.verdict, c.upTo, c.claim)
			}
		})
	}
}

// A rollback goes by no zones, and so it takes more hosts than the deployment
// did. CD-2.25, CD-2.29
func TestRollbacksIgnoreZones(t *testing.T) {
	s := read(t, fmt.Sprintf(onFleet, 6, "zones: [us-east-1a, us-east-1b],"))
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}, Keep: Keep{50, true}, Tolerate: 1})
	if r.Zones != 2 || r.Must != 3 {
		t.Errorf("%d zones, %d hosts to keep", r.Zones, r.Must)
	}
	for label, want := range map[string]Verdict{"25%, zonal": Breaks, "60%, zonal": Holds, "60%": Holds, "HalfAtATime": Holds} {
		if x := row(t, r, label, true); x.Verdict != want {
			t.Errorf("%s: %v, want %v", label, x.Verdict, want)
		}
	}
	if b := row(t, r, "25%, zonal", true).Broken; b.Faults != 1 || b.Claim.Label != "keep 50%" {
		t.Errorf("broken by %v", b)
	}
}

const balanced = `
rehearse: 1
fleet:
  instances: [{name: web, count: 3, tags: {Env: prod}}, {name: green, count: 3, tags: {Env: green}}]
  loadBalancers:
    - {LoadBalancerName: shop, HealthCheck: {Interval: 10, HealthyThreshold: 2}, instances: [web]}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {elbInfoList: [{name: shop}]}
revisions:
  v1: {appspec: &a {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh, timeout: 60}]}}}
  v2: {appspec: *a, scripts: {check.sh: {takes: 5s}}}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

// Behind a load balancer hosts leave service one by one (CD-7.4), and a host that
// was terminated is no fault of the configuration.
func TestBehindLoadBalancers(t *testing.T) {
	s := read(t, balanced)
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Terminate}, Keep: Keep{2, false}, Tolerate: 1})
	if !r.Balanced || !strings.Contains(r.Claims(&r.Rows[0])[0].Text, "inServiceAtStart - inService") {
		t.Errorf("balanced %v; %s", r.Balanced, r.Claims(&r.Rows[0])[0].Text)
	}
	if x := row(t, r, "OneAtATime", true); x.Verdict != Holds || x.Kept != 2 {
		t.Errorf("OneAtATime: %v, %d kept, %v", x.Verdict, x.Kept, x.Broken)
	}
	if x := row(t, r, "AllAtOnce", true); x.Verdict != Breaks || x.Kept != 0 || x.Broken.How != "takes 3 of 3 hosts at once" {
		t.Errorf("AllAtOnce: %v, %d kept, %v", x.Verdict, x.Kept, x.Broken)
	}
}

// Blue/green is tried where there are replacements, and leaves the originals
// alone until the end; where it is not, it is said why. CD-3.1, CD-3.2, CD-3.5
func TestBlueGreen(t *testing.T) {
	s := green(t, "deploymentType: IN_PLACE", "deploymentType: BLUE_GREEN", "        loadBalancerInfo", "        blueGreenDeploymentConfiguration: {greenFleetProvisioningOption: {action: DISCOVER_EXISTING}}\n        loadBalancerInfo")
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}, Keep: Keep{3, false}, States: 20_000, Runs: 50})
	x := row(t, r, "AllAtOnce, blue/green", true)
	if x.Verdict > Open || x.Kept != 3 {
		t.Errorf("%v, %d kept, broken by %+v", x.Verdict, x.Kept, x.Broken)
	}
	if in := row(t, r, "OneAtATime", true); in.Verdict != Breaks || in.Kept != 2 || in.Broken.Claim.Label != "keep 3" {
		t.Errorf("in place: %v, %d kept, broken by %+v", in.Verdict, in.Kept, in.Broken)
	}
	for want, s := range map[string]*scenarios.Scenario{
		"no load balancer (CD-3.1)": hosts(t, 2), "no replacements": read(t, balanced),
	} {
		r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}})
		if !slices.ContainsFunc(r.Untried, func(text string) bool { return strings.Contains(text, want) }) {
			t.Errorf("%s: %v", want, r.Untried)
		}
	}
}

// The settings that a group has are among those that are tried, and are found
// again under whatever name. CD-2.17
func TestPresentSettings(t *testing.T) {
	for _, c := range []struct {
		config, define, want string
		more                 int // rows beside those of a group on OneAtATime
	}{
		{"CodeDeployDefault.OneAtATime", "", "OneAtATime", 0},
		{"ours", "deploymentConfigs: [{deploymentConfigName: ours, minimumHealthyHosts: {type: FLEET_PERCENT, value: 75}}]\n", "75%", 0},
		{"ours", "deploymentConfigs: [{deploymentConfigName: ours, minimumHealthyHosts: {type: FLEET_PERCENT, value: 74}}]\n", "74%", 1},
		{"keep-75-percent", "deploymentConfigs: [{deploymentConfigName: keep-75-percent, minimumHealthyHosts: {type: HOST_COUNT, value: 3}}]\n", "3 hosts", 0},
	} {
		plain := advised(t, hosts(t, 4), Options{Tolerate: 0})
		r := advised(t, hosts(t, 4, "CodeDeployDefault.OneAtATime", c.config, "revisions:", c.define+"revisions:"), Options{Tolerate: 0})
		n := slices.IndexFunc(r.Rows, func(x Row) bool { return x.Present })
		if n < 0 || r.Rows[n].Label() != c.want || r.Rows[n].Name() != c.config || len(r.Rows) != len(plain.Rows)+c.more {
			t.Errorf("%s: row %d of %d, %+v", c.want, n, len(r.Rows), r.Rows[max(n, 0)].Settings)
		}
		names := map[string]string{}
		for n := range r.Rows {
			x := &r.Rows[n]
			if was, taken := names[x.Name()]; taken && was != x.Label() {
				t.Errorf("%s is the name of %s and of %s", x.Name(), was, x.Label())
			}
			names[x.Name()] = x.Label()
		}
	}
}

// What is told to AWS and the scenario leads to the run that was advised.
func TestChange(t *testing.T) {
	s := hosts(t, 8)
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}, Keep: Keep{75, true}, Tolerate: 2})
	best := r.Best()
	if best == nil || best.Label() != "75%" || best.Verdict != Holds {
		t.Fatalf("best is %+v", best)
	}
	c := r.Change(best)
	if c.Config.Get("minimumHealthyHosts").Get("value").Text != "75" || c.Group.Get("deploymentConfigName").Text != best.Name() {
		t.Errorf("%+v, %+v", c.Config, c.Group)
	}
	_, setup := again(t, r, r.Scenario(best))
	w := sim.New(setup)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	if d, _ := w.Deployment(1); d.Ended-d.Created != best.Took || d.ConfigName != best.Name() {
		t.Errorf("%v under %s, want %v", d.Ended-d.Created, d.ConfigName, best.Took)
	}
}

// What is switched off is said to be, as AWS keeps what is not spoken of.
func TestSwitchedOff(t *testing.T) {
	s := hosts(t, 2, "revisions:", "alarms: [{AlarmName: errors}]\nrevisions:", "        autoRollback", "        alarmConfiguration: {enabled: true, alarms: [{name: errors}]}\n        autoRollback")
	r := advised(t, s, Options{Kinds: []explore.Kind{explore.Fail}, States: 5000, Runs: 20})
	c := r.Change(row(t, r, "OneAtATime", false))
	for _, key := range []string{"autoRollbackConfiguration", "alarmConfiguration"} {
		if on := c.Group.Get(key).Get("enabled"); on == nil || on.Text != "false" {
			t.Errorf("%s is not switched off", key)
		}
	}
}

// The worst run with one fault is that of trying each kind at each event.
func TestWorst(t *testing.T) {
	s := hosts(t, 2)
	kinds := explore.Kinds()
	g, err := find(s, "")
	if err != nil {
		t.Fatal(err)
	}
	setup, found := scenarios.Build(s, nil)
	if setup == nil {
		t.Fatal(found)
	}
	r := newRunner(sim.New(setup), g, false)
	still, err := r.run(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := still
	for at := range still.begun {
		for _, k := range kinds {
			o, err := r.run([]act{{at, k}})
			if err != nil {
				t.Fatal(err)
			}
			want.took, want.away = max(want.took, o.took), max(want.away, o.away)
		}
	}
	got, widest, err := r.worst(context.Background(), still, kinds, 1)
	if err != nil || got.took != want.took || widest.away != want.away || got.took <= still.took {
		t.Errorf("%v and %d away, %v; want %v and %d", got.took, widest.away, err, want.took, want.away)
	}
}

// The same comes out for any number of goroutines, and without zones that decide
// nothing what comes out with them.
func TestSameForAnyWorkers(t *testing.T) {
	var before *Report
	for _, workers := range []int{1, 3} {
		s := read(t, fmt.Sprintf(onFleet, 4, "zones: [us-east-1a, us-east-1b],"))
		r := advised(t, s, Options{Keep: Keep{50, true}, Tolerate: 1, Workers: workers})
		if before != nil {
			for n := range r.Rows {
				a, b := before.Rows[n], r.Rows[n]
				if a.Broken != nil && b.Broken != nil && a.Broken.How != b.Broken.How {
					t.Errorf("%s is broken by %s, and by %s", a.Label(), a.Broken.How, b.Broken.How)
				}
				a.Broken, b.Broken = nil, nil
				if !reflect.DeepEqual(a, b) {
					t.Errorf("%+v, and %+v", a, b)
				}
			}
		}
		before = r
	}
	plain := advised(t, hosts(t, 4), Options{Keep: Keep{50, true}, Tolerate: 1})
	for n := range plain.Rows {
		x := &plain.Rows[n]
		if y := row(t, before, x.Label(), len(x.Rollback) > 0); x.Verdict != y.Verdict || x.UpTo != y.UpTo || x.Took != y.Took {
			t.Errorf("%s: %v up to %d without zones, %v up to %d with", x.Label(), x.Verdict, x.UpTo, y.Verdict, y.UpTo)
		}
	}
}

// The user's properties count, those about times too; what no run puts to the
// test is no pass.
func TestProperties(t *testing.T) {
	parse := func(text string) *property.Property {
		p, err := property.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	fail := []explore.Kind{explore.Fail}
	r := advised(t, hosts(t, 4), Options{Kinds: fail, Tolerate: 1, Runs: 100, Properties: []*property.Property{parse("always now <= 50h")}})
	if x := row(t, r, "AllAtOnce", true); x.Verdict != Open || x.Runs != 100 {
		t.Errorf("AllAtOnce: %v after %d runs, %v", x.Verdict, x.Runs, x.Broken)
	}
	r = advised(t, hosts(t, 4), Options{Kinds: fail, Tolerate: 1, Runs: 100, Properties: []*property.Property{parse("ends-within=1s")}})
	if x := row(t, r, "AllAtOnce", true); x.Verdict != Breaks || x.Broken.Claim.Label != "ends-within=1s" {
		t.Errorf("AllAtOnce: %v, %v", x.Verdict, x.Broken)
	}
	r = advised(t, hosts(t, 4), Options{Kinds: fail, Tolerate: 1, Properties: []*property.Property{parse("rollback-happens")}})
	if x := row(t, r, "AllAtOnce", true); x.Verdict != Untested || x.Untested != "rollback-happens" {
		t.Errorf("AllAtOnce: %v, %s", x.Verdict, x.Untested)
	}
	if x := row(t, r, "OneAtATime", true); x.Verdict != Holds {
		t.Errorf("OneAtATime: %v, %v", x.Verdict, x.Broken)
	}
}

// A delay that runs into a timeout is no fault within the budget, so that nothing
// breaks without a fault what the undisturbed run keeps. CD-4.7
func TestDelaysBreakNothing(t *testing.T) {
	for _, faults := range []int{0, 1} {
		r := advised(t, hosts(t, 4), Options{Tolerate: faults, States: 1, Runs: 500, Kinds: []explore.Kind{explore.Fail}})
		for n := range r.Rows {
			x := &r.Rows[n]
			if x.Runs == 0 || x.Verdict == Breaks && (x.Broken.Faults == 0 || !strings.HasPrefix(x.Broken.How, "fail ")) {
				t.Errorf("%s: %d runs, %v", x.Label(), x.Runs, x.Broken)
			}
		}
		if x := row(t, r, "OneAtATime", false); (x.Verdict == Breaks) != (faults == 1) {
			t.Errorf("OneAtATime without a rollback, up to %d faults: %v, %v", faults, x.Verdict, x.Broken)
		}
	}
}

// What can not be advised is refused, and what is interrupted has the rows that
// were done.
func TestRefused(t *testing.T) {
	two := "createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}"
	for _, c := range []struct {
		s    *scenarios.Scenario
		o    Options
		want string
	}{
		{hosts(t, 2), Options{Group: "shop/prd"}, "did you mean shop/prod?"},
		{hosts(t, 2), Options{Group: "x"}, "there are shop/prod"},
		{hosts(t, 2), Options{Keep: Keep{3, false}}, "has 2 hosts, of which 3 can not be kept"},
		{hosts(t, 2, two, "fault: {terminate: web-1}"), Options{}, "the timeline deploys to no group"},
		{hosts(t, 2, two, "fault: {terminate: web-1}"), Options{Group: "shop/prod"}, "never deploys to shop/prod"},
		{hosts(t, 2, "{Key: Env, Value: prod,", "{Key: Env, Value: test,"), Options{}, "NO_INSTANCES"},
		{hosts(t, 300), Options{}, "300 hosts, too many"},
	} {
		_, err := Advise(context.Background(), c.s, c.o)
		var none *NotFoundError
		var choice *ChoiceError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &none) && !errors.As(err, &choice) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	r, err := Advise(ctx, hosts(t, 4), Options{Progress: func(done, _ int) {
		if done == 3 {
			cancel()
		}
	}})
	if err != nil || len(r.Rows) != 3 || r.All <= 3 {
		t.Errorf("%v, %v", r, err)
	}
}

// What is proved for one fault holds in every run in which one of each kind
// strikes each event, and what the undisturbed run breaks is said to break.
func TestProvedHolds(t *testing.T) {
	kinds := explore.DefaultKinds()
	r := advised(t, hosts(t, 4), Options{Keep: Keep{50, true}, Tolerate: 1})
	held := 0
	for n := range r.Rows {
		x := &r.Rows[n]
		setup, found := scenarios.Build(r.Scenario(x), nil)
		if setup == nil {
			t.Fatal(found)
		}
		claims := properties(r.Claims(x))
		run := newRunner(sim.New(setup), r.group, false)
		still, err := run.run(nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, verdicts, err := property.Run(sim.New(setup), claims); err != nil || slices.Contains(verdicts, property.Violated) != (x.Verdict == Breaks && x.Broken.Faults == 0) {
			t.Errorf("%s: %v without a fault, and %v", x.Label(), verdicts, x.Verdict)
		}
		if x.Verdict != Holds {
			continue
		}
		held++
		for at := range 2 * still.begun {
			for _, k := range kinds {
				o, err := run.run([]act{{at, k}})
				if err != nil {
					t.Fatal(err)
				}
				if r.Hosts-o.away < x.Kept || o.away > r.Hosts-r.Must {
					t.Errorf("%s: %v at event %d takes %d hosts, and %d are said to be kept", x.Label(), k, at, o.away, x.Kept)
				}
				for i, c := range r.Claims(x)[1:] { // at the end
					if holds, err := c.Holds(run.world); err != nil || !holds {
						t.Errorf("%s, claim %d: broken by %v at event %d", x.Label(), i, k, at)
					}
				}
			}
		}
	}
	if held < 2 {
		t.Errorf("only %d rows hold", held)
	}
}

// What breaks only in another order of equals (CD-2.15) is shown by a scenario with
// that order, and the faults that are told are those on its hosts.
func TestOrderOfEqualsIsTold(t *testing.T) {
	claim := parsed(`never any(deployments, failed == 1) and count(instances, upToDate) == 1 and any(instances, name == "web-3" and upToDate)`)
	s := hosts(t, 5)
	r := advised(t, s, Options{Tolerate: 1, Kinds: []explore.Kind{explore.Fail}, Properties: []*property.Property{claim}})
	x := row(t, r, "OneAtATime", true)
	if x.Verdict != Breaks || x.Broken.Claim.Property != claim {
		t.Fatalf("%v, %+v", x.Verdict, x.Broken)
	}
	made := x.Broken.Scenario
	struck := made.Timeline[len(s.Timeline)]
	if want := fmt.Sprintf("fail %s@%s, equals in the order of seed %d", struck.Fault.Fail[0].Text, struck.When.LifecycleEvent, made.Seed); x.Broken.How != want {
		t.Errorf("told is %q, want %q", x.Broken.How, want)
	}
	setup, found := scenarios.Build(made, nil)
	if setup == nil {
		t.Fatal(found)
	}
	if _, verdicts, err := property.Run(sim.New(setup), []*property.Property{claim}); err != nil || verdicts[0] != property.Violated {
		t.Errorf("the scenario that shows it: %v, %v", verdicts, err)
	}
}
