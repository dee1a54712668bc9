package explore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// small is a deployment to a few hosts with two pieces of work each, beside
// those that every deployment has.
const small = `
rehearse: 1
fleet:
  instances: [{name: web, count: %d, tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: %s
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1:
    appspec: &a
      version: 0.0
      os: linux
      hooks:
        ApplicationStop: [{location: stop.sh, timeout: 60}]
        ValidateService: [{location: check.sh, timeout: 60}]
  v2: {appspec: *a, scripts: {check.sh: {takes: 5s}}}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

func sourceOf(t testing.TB, text string) (*scenarios.Scenario, *sim.Setup) {
	t.Helper()
	src := &scenarios.Source{Name: "test.yaml", Text: []byte(text)}
	s, setup, found := src.Compile()
	if found.HasErrors() {
		t.Fatal(found)
	}
	return s, setup
}

func parse(t rapid.TB, texts ...string) (list []*property.Property) {
	t.Helper()
	for _, text := range texts {
		p, err := property.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

// Hosts that can change places and what nobody asks about make no difference to
// a verdict, nor to how many faults it takes.
func TestSymmetricAndPlainAgree(t *testing.T) {
	texts := []string{
		"minimum-healthy", "max-offline=1", "last-good-at-end", "never-mixed-at-end", "succeeds", "rollbacks-succeed", "healthy-at-end", "nothing-skipped",
		"failures-roll-back", "max-failed=1", "at-most-one-rollback", "ends", "rollback-happens", `always none(instances, name == "web-2" and terminated)`,
	}
	most := 4
	if testing.Short() {
		most = 3
	}
	for n := 2; n <= most; n++ {
		for _, config := range []string{"CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce"} {
			s, setup := sourceOf(t, fmt.Sprintf(small, n, config))
			for _, text := range texts {
				o := Options{Properties: parse(t, text), Search: Exhaustive, Kinds: []Kind{Fail, Terminate}, Faults: 2}
				if n == 4 {
					o.Faults = 1 // the plain search goes through 24 orders of equals
				}
				sorted := verdictOf(t, s, setup, o)
				o.Plain = true
				plain := verdictOf(t, s, setup, o)
				if sorted.Results[0].Verdict != plain.Results[0].Verdict || sorted.Results[0].Faults != plain.Results[0].Faults || sorted.UpTo != plain.UpTo {
					t.Errorf("%d hosts, %s, %s: %v with %d faults, but plain %v with %d", n, config, text,
						sorted.Results[0].Verdict, sorted.Results[0].Faults, plain.Results[0].Verdict, plain.Results[0].Faults)
				}
				if sorted.States > plain.States {
					t.Errorf("%d hosts, %s, %s: %d states, %d without symmetry", n, config, text, sorted.States, plain.States)
				}
			}
		}
	}
}

// What an exhaustive search finds, anybody can run.
func verdictOf(t *testing.T, s *scenarios.Scenario, setup *sim.Setup, o Options) *Report {
	t.Helper()
	r, err := Explore(context.Background(), s, setup, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Results {
		if x := &r.Results[i]; x.Verdict == Broken && x.Scenario == nil {
			t.Errorf("no scenario breaks %s as these steps do: %v", x.Property.Name, x.Steps)
		}
	}
	return r
}

// Two states with one digest have the same future: what follows has the same
// digests, however each was come to.
func TestOneDigestOneFuture(t *testing.T) {
	for _, config := range []string{"CodeDeployDefault.HalfAtATime", "CodeDeployDefault.OneAtATime"} {
		_, setup := sourceOf(t, fmt.Sprintf(small, 3, config))
		testFutures(t, sim.New(setup), Kinds(), 500)
	}
}

// testFutures wanders through what can become of a world, with and without hosts
// that can change places, and with and without what nobody asks about.
func testFutures(t *testing.T, start *sim.World, kinds []Kind, walks int) {
	t.Helper()
	for n := range 4 {
		f := &futures{space: space{kinds: kinds}, after: map[kernel.Digest][]kernel.Digest{}}
		if n&1 == 1 {
			f.digester.Alike = alike(start, nil)
		}
		if n&2 == 2 {
			f.digester.Blind = blind(nil)
		}
		x := newState(0)
		x.world = start.Fork()
		if err := f.enter(&x); err != nil {
			t.Fatal(err)
		}
		f.wander(t, &x, walks)
		if f.again < walks-1 {
			t.Errorf("only %d states were come to again", f.again)
		}
	}
}

// whole is a digest of all of a state, what its claims remember aside.
func (s *space) whole(x *state) (kernel.Digest, bool) {
	sum, ok := s.digest(x)
	addZone(&sum, s.zone)
	return sum, ok
}

// futures remembers what follows each digest.
type futures struct {
	space
	after map[kernel.Digest][]kernel.Digest
	again int
}

// wander takes drawn choices from a state, again and again.
func (f *futures) wander(t *testing.T, from *state, walks int) {
	t.Helper()
	draw := kernel.NewStream(1, 2, 3)
	for range walks {
		x := newState(0)
		x.branchFrom(from)
		for range 100 { // under some mutants there is no end
			next := f.compare(t, &x)
			if len(next) == 0 || t.Failed() {
				break
			}
			x = next[draw.Below(uint64(len(next)))]
		}
	}
}

// compare takes all choices of a state, and holds the digests of what follows
// against what followed before.
func (f *futures) compare(t *testing.T, x *state) (next []state) {
	t.Helper()
	digest, ok := f.whole(x)
	if !ok {
		t.Fatal("a state without digest")
	}
	var digests []kernel.Digest
	for _, c := range slices.Clone(f.list(x)) {
		b := newState(0)
		b.branchFrom(x)
		if err := f.take(&b, &c); err != nil {
			t.Fatal(err)
		}
		sum, _ := f.whole(&b)
		digests, next = append(digests, sum), append(next, b)
	}
	slices.SortFunc(digests, func(a, b kernel.Digest) int { return cmp.Or(cmp.Compare(a.Hi, b.Hi), cmp.Compare(a.Lo, b.Lo)) })
	digests = slices.Compact(digests)
	if before, there := f.after[digest]; there {
		f.again++
		if !slices.Equal(before, digests) {
			t.Errorf("at %v: %d states follow one of %d that had this digest, alike %v, %+v", x.world.Now(), len(digests), len(before), f.digester.Alike != nil, f.digester.Blind)
		}
	}
	f.after[digest] = digests
	return next
}
