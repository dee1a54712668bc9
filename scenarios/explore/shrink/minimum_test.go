package shrink_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// enough is that a deployment succeeds only with as many healthy hosts as it
// must have, and with one at least (CD-2.9, CD-2.5).
var enough = claim(`atEnd all(deployments, status != "Succeeded" or succeeded >= minimum and succeeded > 0)`)

// forgiving is that no deployment fails that has as many (CD-2.9).
var forgiving = claim(`atEnd all(deployments, code != "HEALTH_CONSTRAINTS" or succeeded < minimum or succeeded == 0)`)

// planted are engines that are wrong in one place, each with a property that
// shows it and the fewest hosts and faults that do.
var planted = []struct {
	mutant        string
	property      *property.Property
	hosts, faults int
	starts        int
}{
	{"M-CD-16", budget, 2, 1, 100}, // failed hosts are still counted as healthy
	{"M-CD-07", budget, 2, 1, 50},
	{"M-CD-02", budget, 2, 1, 50},
	{"M-CD-04", forgiving, 2, 1, 50},
	{"M-CD-08", enough, 1, 1, 50},
}

// size is what counts: hosts, and faults in the timeline and in scripts.
func size(s *scenarios.Scenario) (hosts, faults int) {
	for _, in := range s.Fleet.Instances {
		n := 1
		if in.Count != nil {
			n = int(*in.Count)
		}
		hosts += n
	}
	for _, e := range s.Timeline {
		if e.Fault != nil {
			faults++
		}
	}
	for _, rev := range s.Revisions {
		for _, script := range rev.Scripts {
			for _, p := range script.Plans {
				if p.Exit != 0 {
					faults++
				}
			}
		}
	}
	return hosts, faults
}

// small are all scenarios of up to three hosts and two faults, the smallest
// first.
func small(show func(text string)) {
	words := []string{"ApplicationStop", "Install", "ValidateService"}
	for hosts := 1; hosts <= 3; hosts++ {
		var single []string
		for h := 1; h <= hosts; h++ {
			for _, w := range words {
				for _, verb := range []string{"fail", "terminate"} {
					single = append(single, fmt.Sprintf("  - {when: {instance: web-%d, lifecycleEvent: %s}, fault: {%s: web-%d}}\n", h, w, verb, h))
				}
			}
		}
		sets := []string{""}
		sets = append(sets, single...)
		for i := range single {
			for _, other := range single[i+1:] {
				sets = append(sets, single[i]+other)
			}
		}
		for i, set := range sets {
			for _, config := range []string{"OneAtATime", "HalfAtATime", "AllAtOnce"} {
				show(fmt.Sprintf(smallText, hosts, config, "", "", set))
				show(fmt.Sprintf(smallText, hosts, config, rollback, "", set))
				for h := 1; h <= hosts && i <= len(single); h++ {
					show(fmt.Sprintf(smallText, hosts, config, "", fmt.Sprintf(script, h), set))
				}
			}
		}
	}
}

// script is one that fails on a host.
const script = ", hooks: {ValidateService: [{location: check.sh}]}}, scripts: {check.sh: {on: web-%d, exit: 1}"

const smallText = `
rehearse: 1
fleet: {instances: [{name: web, count: %d, tags: {Env: prod}}]}
applications:
  - applicationName: app
    deploymentGroups: [{deploymentGroupName: prod, deploymentConfigName: CodeDeployDefault.%s, ec2TagFilters: [{Key: Env, Value: prod}]%s}]
revisions: {v0: {appspec: {version: 0.0, os: linux}}, v1: {appspec: {version: 0.0, os: linux%s}}}
history: [{deploymentGroup: app/prod, revision: v0}]
timeline:
  - {at: 0s, createDeployment: {applicationName: app, deploymentGroupName: prod, revision: v1}}
%s`

const rollback = ", autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}"

// enumerated is what plain enumeration finds to break a property.
type enumerated struct {
	hosts, faults int
	scenario      *scenarios.Scenario
	text          string
}

func enumerate(t *testing.T, o shrink.Options) (all []enumerated) {
	small(func(text string) {
		s := decoded(t, text)
		_, err := shrink.ChainOf(s, o)
		if err == nil {
			hosts, faults := size(s)
			all = append(all, enumerated{hosts, faults, s, text})
		} else if err != shrink.ErrHolds {
			t.Fatal(err)
		}
	})
	return all
}

// less finds a scenario that breaks the property in the same way with fewer
// hosts or faults, and not more of the others.
func less(all []enumerated, r *shrink.Result, o shrink.Options) (enumerated, bool) {
	hosts, faults := size(r.Scenario)
	for _, e := range all {
		if e.hosts <= hosts && e.faults <= faults && e.hosts+e.faults < hosts+faults && shrink.Alike(e.scenario, o, r) {
			return e, true
		}
	}
	return enumerated{}, false
}

// From every start the end is a scenario with the fewest hosts and faults
// that plain enumeration finds by the same chain of rules and the same kinds of faults.
func TestGlobalMinimum(t *testing.T) {
	files := bundles(t)
	all, least := 0, 0
	for _, c := range planted {
		t.Run(c.mutant, func(t *testing.T) {
			o := shrink.Options{Files: files, New: under(c.mutant), Property: c.property}
			known := enumerate(t, o)
			if len(known) == 0 || known[0].hosts != c.hosts || known[0].faults != c.faults {
				t.Fatalf("enumeration finds %v first", known[:min(1, len(known))])
			}
			starts, minimal := 0, 0
			for seed := 1; starts < c.starts; seed++ {
				r, err := shrink.Shrink(context.Background(), decoded(t, anyRich.Example(seed)), o)
				if err == shrink.ErrHolds {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				starts++
				if e, ok := less(known, r, o); ok {
					t.Logf("seed %d: this would do:%s\ninstead of\n%s", seed, e.text, r.Text("x"))
					continue
				}
				minimal++
			}
			t.Logf("%d of %d starts end at the minimum", minimal, starts)
			all, least = all+starts, least+minimal
		})
	}
	if t.Logf("%d of %d", least, all); all < 300 || least < all {
		t.Errorf("%d of %d starts end at the minimum", least, all)
	}
}

func bundles(t testing.TB) scenarios.Files {
	src, err := scenarios.LoadBundled("half-at-a-time")
	if err != nil {
		t.Fatal(err)
	}
	return src.Files
}
