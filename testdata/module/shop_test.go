package shop

import (
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

func TestShop(t *testing.T) {
	scenariotest.Explore(t, "shop.yaml",
		scenariotest.Property("always offline <= 2"),
		scenariotest.Always("all but two serve", func(w *sim.World) bool {
			return w.Fleet().Serving() >= w.Fleet().Len()-2
		}),
		scenariotest.Eventually("it ends", ended).Within(24*time.Hour),
		scenariotest.Sometimes("a rollback happens", rolledBack), // else the search proved nothing
		scenariotest.Faults(2, scenariotest.EventFails, scenariotest.HostDies),
	)
}

func ended(w *sim.World) bool { return len(w.Deployments()) > 0 && len(w.CodeDeploy().Active()) == 0 }

func rolledBack(w *sim.World) bool {
	for _, d := range w.Deployments() {
		if d.Creator == events.ByRollback {
			return true
		}
	}
	return false
}

func FuzzShop(f *testing.F) {
	f.Add(make([]byte, 2000))
	f.Fuzz(scenariotest.Fuzz("shop.yaml", scenariotest.Property("always offline <= 2"), scenariotest.Faults(3)))
}
