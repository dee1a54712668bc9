package property

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// BenchmarkTest asks one world of six hosts, in the middle of a deployment.
func BenchmarkTest(b *testing.B) {
	w := sim.New(setup())
	if err := w.RunUntil(5 * kernel.Second); err != nil {
		b.Fatal(err)
	}
	for _, text := range []string{
		"always offline <= 3",
		"always 4 * inService >= 3 * hosts",
		"always all(instances, inService)",
		"always all(instances, inService or terminated)",
		`always all(instances, health == "Healthy")`,
		"minimum-healthy",
		"one-zone-at-a-time",
		"at-most-one-rollback",
		"last-good-at-end",
	} {
		p := ask(b, text)
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Holds(w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
