package zoo

import (
	"context"
	"flag"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

var runs = flag.Int("runs", 200_000, "how many runs TestNoFalseAlarms makes at least")

// proof is a mended animal of which a search has proved that it keeps its claim.
type proof struct {
	animal *Animal
	hosts  int
	faults int
}

// What is proved of the engine as AWS is, no drawn run breaks, with faults and
// delays at any time.
//
//	go test ./scenarios/explore/zoo -run FalseAlarms -runs 10000000 -timeout 1h
func TestNoFalseAlarms(t *testing.T) {
	var proofs []proof
	for _, a := range All() {
		c, err := a.Minimum(hosts, faults)
		if err != nil {
			t.Fatal(err)
		}
		for n := c.Hosts; n <= c.Hosts+1; n++ {
			p := proof{&a, n, max(1, len(c.Faults))}
			if p.search(t, explore.Options{Search: explore.Exhaustive, States: 50_000}).Results[0].Verdict == explore.Proved {
				proofs = append(proofs, p)
			}
		}
	}
	if len(proofs) < 40 {
		t.Errorf("%d proofs", len(proofs))
	}
	made := 0
	for n, p := range proofs {
		for _, way := range []explore.Search{explore.Random, explore.Guided} {
			r := p.search(t, explore.Options{Search: way, Runs: 1 + *runs/(2*len(proofs)), Seed: uint64(n)})
			if made += r.Runs; !r.Results[0].Verdict.Pass() && r.Results[0].Verdict != explore.Untested {
				t.Errorf("%s with %d hosts, mended and proved: %v\n%v", p.animal.Name, p.hosts, r.Results[0].Verdict, r.Results[0].Scenario)
			}
		}
	}
	t.Logf("%d runs of %d proofs", made, len(proofs))
}

// search searches the mended animal; drawn runs are late too.
func (p *proof) search(t *testing.T, o explore.Options) *explore.Report {
	scenario, setup, err := p.animal.scenario(p.hosts, p.animal.Mended)
	if err != nil {
		t.Fatal(err)
	}
	o.Properties, o.Decisions, o.Faults = []*property.Property{p.animal.Claim}, &codedeploy.AWS, p.faults
	o.Kinds = append(kindsOf(p.animal.Faults), explore.Fail, explore.Hang)
	slices.Sort(o.Kinds)
	if o.Kinds = slices.Compact(o.Kinds); o.Search != explore.Exhaustive {
		o.Kinds = append(o.Kinds, explore.Late)
	}
	r, err := explore.Explore(context.Background(), scenario, setup, o)
	if err != nil {
		if o.Search == explore.Exhaustive {
			return &explore.Report{Results: []explore.Result{{Verdict: explore.NotFound}}} // it asks for times
		}
		t.Fatal(err)
	}
	return r
}
