//go:build broken

package shop

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// These tests fail: they show what a failure says.

func TestRollback(t *testing.T) {
	scenariotest.Explore(t, "shop.yaml",
		scenariotest.Property("last-good-at-end"),
		scenariotest.Faults(4, scenariotest.EventFails),
	)
}

func TestNaive(t *testing.T) {
	scenariotest.Explore(t, "shop.yaml",
		scenariotest.Property("max-offline=2"),
		scenariotest.Under(codedeploy.Planned(naive{})),
	)
}

func FuzzServe(f *testing.F) {
	random := rand.NewChaCha8([32]byte{})
	for range 100 {
		bytes := make([]byte, 2000)
		random.Read(bytes)
		f.Add(bytes)
	}
	f.Fuzz(scenariotest.Fuzz("shop.yaml", scenariotest.Always("all serve", func(w *sim.World) bool {
		return w.Fleet().Serving() == w.Fleet().Len()
	})))
}
