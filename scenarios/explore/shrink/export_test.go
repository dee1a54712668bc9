package shrink

import (
	"context"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// ChainsOf are the chains by which a scenario breaks its claim, and whether it
// does.
func ChainsOf(s *scenarios.Scenario, o Options) ([]Chain, error) {
	k, err := start(context.Background(), s, o)
	if err != nil {
		return nil, err
	}
	return k.chains, nil
}

// Within says whether all of some chains are among others.
func Within(some, others []Chain) bool { return within(some, others) }
