package explore

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkExhaustivePeers visits the states of a deployment to six instances,
// half at a time, with seven lifecycle events that may all fail and a rollback:
// with Spin, with the oracle and with the engine, one core each.
//
//	go test ./scenarios/explore -run xxx -bench Exhaustive -cpu 1
//
//	                    states    time      states/s   steps/s
//	spin                288,359   0.18 s    1,630,000  8,900,000   and 0.75 s to make and compile the checker
//	oracle              288,358   0.36 s      805,000  4,360,000
//	engine              513,123   2.8 s       183,000    963,000
//	engine-symmetric      1,401   0.007 s     200,000    830,000
//
// The best of eight runs on two cores of an AMD EPYC that others used too, which
// cost up to three times as much, and of the plain engine the time of the
// processor; Spin 6.5.2, gcc 12.2, Go 1.26.8. With -cpu 2 the engine uses both
// cores.
//
// Equal are the rules, the events, the faults, and that work ends and equals
// start in any order. Spin and the oracle have the same states, Spin one more;
// its steps are its transitions, of which it has 1 % more where several start at
// once. Both know no more than the statuses of a deployment and its instances.
// The engine's states are worlds without what neither decides nor is asked for
// (codedeploy.Outlook), as how each target of a deployment that is over has
// ended; who is in line after whom makes a difference, as it takes equals in an
// order that is chosen when the deployment starts. With symmetry its states are
// the classes of the oracle in which something is left to happen, and a few, so
// that it is done long before the others. Spin asserts the same bound on hosts
// that are offline as the claim of the engine does, the oracle nothing. Spin
// stores whole states and searches depth first, whatever the number of faults;
// the engine keeps digests of 128 bits and the way to each, and searches by the
// number of faults.
func BenchmarkExhaustivePeers(b *testing.B) {
	b.Run("spin", benchmarkSpin)
	b.Run("oracle", func(b *testing.B) {
		var states, steps int
		for b.Loop() {
			states, steps = halfOf(6).Count()
		}
		report(b, states, steps)
	})
	setup, claim := setupOf(b, fmt.Sprintf(sevenEvents, 6, true, 3)), parse(b, "always offline <= 3")[0]
	b.Run("engine", func(b *testing.B) {
		x, err := benchmarkSearch(b, setup, claim, []Kind{Fail}, false, -1, 10_000_000)
		if err != nil {
			b.Fatal(err)
		}
		report(b, x.seen.n, int(x.steps))
	})
	b.Run("engine-symmetric", func(b *testing.B) {
		x, err := benchmarkSearch(b, setup, claim, []Kind{Fail}, true, -1, 1_000_000)
		if err != nil {
			b.Fatal(err)
		}
		report(b, x.seen.n, int(x.steps))
	})
}

func benchmarkSpin(b *testing.B) {
	start := time.Now()
	c := checkerOf(b, 6)
	made := time.Since(start)
	var states, steps int
	for b.Loop() {
		states, steps = c.run(b)
	}
	if wanted, _ := halfOf(6).Count(); states != wanted+1 {
		b.Errorf("Spin has %d states with the one before the first start, the oracle %d", states, wanted)
	}
	report(b, states, steps)
	b.ReportMetric(made.Seconds(), "s-to-compile")
}
