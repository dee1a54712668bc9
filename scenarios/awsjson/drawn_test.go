package awsjson_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Of every drawn run there is something to be said: each record has words and
// causes, the document is JSON, and traffic that is replayed from the journal
// is that of the view in the end.
func TestProjectionsOfDrawnScenarios(t *testing.T) {
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
		traffic := sim.NewTraffic(w)
		for _, r := range w.Journal().Records() {
			traffic.Observe(r)
			if w.Subject(r) == "" || w.Describe(r) == "" || len(w.Why(r.No)) == 0 {
				t.Fatalf("nothing to say of record %v", r)
			}
		}
		if traffic.InService() != w.Fleet().Serving() {
			t.Fatalf("%d serve by the journal, %d by the view", traffic.InService(), w.Fleet().Serving())
		}
		for i := range uint32(w.Fleet().Len()) {
			if traffic.Serves(i) != w.Fleet().InService(i) {
				t.Fatalf("%s serves: %v by the journal", w.Fleet().Name(i), traffic.Serves(i))
			}
		}
		if text, err := json.Marshal(awsjson.Run(w, s, scenarios.Check(s, w, w.Pace()))); err != nil || len(text) == 0 {
			t.Fatal(err)
		}
	})
}
