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
//	engine            1,000,001   3.4 s       293,000    849,000   and many more: cut there
//	engine-symmetric    195,695   1.03 s      190,000    710,000
//
// The best of eight runs on two cores of an AMD EPYC that others used too, which
// cost up to three times as much; Spin 6.5.2, gcc 12.2, Go 1.26.8.
//
// Equal are the rules, the events, the faults, and that work ends and equals
// start in any order. Spin and the oracle have the same states, Spin one more;
// its steps are its transitions, of which it has 1 % more where several start at
// once. Both know no more than the statuses of a deployment and its instances.
// The engine's states are whole worlds, in which health, what is on each disk
// and the order of those in line make a difference too: with four instances
// 104,161 of them are 3,876 of the oracle's, with six and symmetry 195,695 are
// 1,404 of its classes. So rates compare what a state costs, and not how soon all
// is proved. Spin asserts the same bound on hosts that are offline as the claim
// of the engine does, the oracle nothing. Spin stores whole states and searches
// depth first, whatever the number of faults; the engine keeps digests of 128
// bits and the way to each, and searches by the number of faults.
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
		x, err := benchmarkSearch(b, setup, claim, false, -1, 1_000_000)
		if err != errTooMany {
			b.Fatal(err)
		}
		report(b, x.seen.n, int(x.steps))
	})
	b.Run("engine-symmetric", func(b *testing.B) {
		x, err := benchmarkSearch(b, setup, claim, true, -1, 1_000_000)
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
