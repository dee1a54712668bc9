package shop

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// Whatever somebody does with the shop, every deployment ends.
func TestUser(t *testing.T) {
	source, err := scenarios.Load("shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, _, found := source.Compile()
	if found.HasErrors() {
		t.Fatal(found)
	}
	rapid.Check(t, func(t *rapid.T) {
		user, err := gen.NewUser(s, source.Files, func(w *sim.World) error {
			if running := w.CodeDeploy().Active(); len(running) > 0 {
				return fmt.Errorf("%d deployments never end", len(running))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Repeat(rapid.StateMachineActions(user))
	})
}
