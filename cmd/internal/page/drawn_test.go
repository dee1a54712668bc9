package page

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Every drawn run can be drawn.
func TestPagesOfDrawnScenarios(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Scenario().Draw(t, "scenario")
		setup, found := scenarios.Build(s, nil)
		if setup == nil {
			t.Fatal(found)
		}
		w := sim.New(setup)
		w.Journal().SetLevel(kernel.All)
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		var html, svg bytes.Buffer
		d := Collect(w, "drawn", func(int64) {})
		if err := HTML(&html, d, nil, Verdict{}); err != nil || html.Len() == 0 {
			t.Fatal(err)
		}
		if err := SVG(&svg, d); err != nil || svg.Len() == 0 {
			t.Fatal(err)
		}
	})
}
