package scenariotest_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
)

// AWS keeps the budget, whatever bytes the fuzzer makes.
func FuzzBudget(f *testing.F) {
	for _, bytes := range []string{"", "any bytes will do", "\xff\xff\xff\xff\xff\xff\xff\xff 12345678 \x01\x00\x00\x00\x00\x00\x00\x00 faults and hosts and times and so on and so on"} {
		f.Add([]byte(bytes))
	}
	f.Fuzz(scenariotest.Fuzz("half-at-a-time", scenariotest.Property("always all(deployments, offline <= width)"), scenariotest.Faults(4)))
}
