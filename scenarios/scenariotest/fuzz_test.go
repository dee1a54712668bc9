package scenariotest_test

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
)

// AWS keeps the budget, whatever bytes the fuzzer makes.
func FuzzBudget(f *testing.F) {
	random := rand.NewChaCha8([32]byte{})
	for range 20 {
		bytes := make([]byte, 2000)
		random.Read(bytes)
		f.Add(bytes)
	}
	f.Fuzz(scenariotest.Fuzz("half-at-a-time", scenariotest.Property("always all(deployments, offline <= width)"), scenariotest.Faults(4)))
}
