package sim_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// Every mutant is killed by a line of testdata/kills.txt: a claim that holds
// under AWS in a run, and not under the mutant. Claims are properties, of the
// language or of ownClaims, or that the run comes out as it should: expect for
// a scenario, story for one of stories.
func TestKills(t *testing.T) {
	text, err := os.ReadFile("testdata/kills.txt")
	if err != nil {
		t.Fatal(err)
	}
	killed := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		columns := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		m, known := mutantOf(columns[0])
		if !known || killed[m.ID] || len(columns) != 3 {
			t.Errorf("%s: no such mutant, listed twice, or not in three columns", line)
			continue
		}
		killed[m.ID] = true
		if !holds(t, columns[1], columns[2], &codedeploy.AWS) {
			t.Errorf("%s: does not hold under AWS: %s in %s", m.ID, columns[1], columns[2])
		}
		if holds(t, columns[1], columns[2], m.Under()) {
			t.Errorf("%s survives %s in %s", m.ID, columns[1], columns[2])
		}
	}
	for _, m := range codedeploy.Mutants {
		if !killed[m.ID] {
			t.Errorf("%s is not listed", m.ID)
		}
	}
}

func mutantOf(id string) (*codedeploy.Mutant, bool) {
	for i := range codedeploy.Mutants {
		if codedeploy.Mutants[i].ID == id {
			return &codedeploy.Mutants[i], true
		}
	}
	return nil, false
}

// holds says whether a claim holds in a run under some decisions.
func holds(t *testing.T, claim, run string, d *codedeploy.Decisions) bool {
	t.Helper()
	if claim == "story" {
		for i := range stories {
			if stories[i].name == run {
				return strings.TrimSpace(runStory(t, &stories[i], d)) == strings.TrimSpace(stories[i].want)
			}
		}
		t.Fatalf("no story %q", run)
	}
	scenario, setup := runOf(t, run)
	bounded := *setup
	bounded.Limits = kernel.Limits{Events: 5000} // a mutant may run for ever
	w := sim.NewUnder(&bounded, d)
	w.Journal().SetLevel(kernel.All)
	var claims []*property.Property
	if claim != "expect" {
		claims = append(claims, claimOf(t, claim))
	}
	watch, _, err := property.Run(w, claims)
	if limit := (*kernel.LimitError)(nil); err != nil && (d == &codedeploy.AWS || !errors.As(err, &limit)) {
		t.Fatal(err)
	}
	if claim == "expect" {
		v := scenarios.Check(scenario, w, w.Pace())
		return v.Failed == 0 && v.Passed > 0
	}
	return len(watch.Violations) == 0
}

// runOf is a case in the short notation, a witness of the misconceptions, or a
// bundled scenario.
func runOf(t *testing.T, name string) (*scenarios.Scenario, *sim.Setup) {
	if strings.Contains(name, ": ") {
		c, err := shorthand.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		return nil, c.Setup()
	}
	source, err := scenarios.LoadBundled(name)
	if witness, ok := strings.CutPrefix(name, "witnesses/"); ok {
		source, err = scenarios.Load(filepath.Join("..", "quiz", "misconceptions", "witnesses", witness+".yaml"))
	}
	if err != nil {
		t.Fatal(err)
	}
	scenario, setup, found := source.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	return scenario, setup
}

func claimOf(t *testing.T, text string) *property.Property {
	if own, ok := ownClaims[text]; ok {
		return &property.Property{Name: text, Verb: own.verb, Holds: func(w *sim.World) (bool, error) { return own.holds(w), nil }}
	}
	p, err := property.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

// ownClaims are those that the language has no words for.
var ownClaims = map[string]struct {
	verb  property.Verb
	holds func(w *sim.World) bool
}{
	"unique ids":           {property.AtEnd, func(w *sim.World) bool { return invariants.UniqueIDs(w) == nil }},
	"an alarm stops":       {property.AtEnd, func(w *sim.World) bool { return invariants.Alarms(w) == nil }},
	"one alone at launch":  {property.AtEnd, func(w *sim.World) bool { return invariants.Lone(w) == nil }},
	"one for the fleet":    {property.AtEnd, func(w *sim.World) bool { return invariants.OneForFleet(w) == nil }},
	"unhealthy ones first": {property.Always, unhealthyFirst},
	"zones in turn":        {property.Always, zonesInTurn},
}

// inTurn says whether no target waits while another one goes that it comes
// before.
func inTurn(w *sim.World, before func(a, b codedeploy.TargetInfo, group int32) bool) bool {
	for n := w.CodeDeploy().Past(); n < w.CodeDeploy().Deployments(); n++ {
		d := w.CodeDeploy().Info(n)
		for a := d.FirstTarget; a < d.FirstTarget+uint32(d.Targets); a++ {
			for b := d.FirstTarget; b < d.FirstTarget+uint32(d.Targets); b++ {
				waits, goes := w.CodeDeploy().Target(a), w.CodeDeploy().Target(b)
				if waits.Status == events.TargetPending && goes.Status == events.TargetInProgress && before(waits, goes, d.Group) {
					return false
				}
			}
		}
	}
	return true
}

// unhealthyFirst: nobody waits while one goes who was in better health.
// CD-2.14
func unhealthyFirst(w *sim.World) bool {
	return inTurn(w, func(waits, goes codedeploy.TargetInfo, group int32) bool {
		worse, _ := w.CodeDeploy().Health(group, waits.Instance)
		better, _ := w.CodeDeploy().Health(group, goes.Instance)
		return worse == events.Unhealthy && better == events.Healthy
	})
}

// zonesInTurn: nobody waits while one goes in a zone with a later name. CD-2.28
func zonesInTurn(w *sim.World) bool {
	return inTurn(w, func(waits, goes codedeploy.TargetInfo, _ int32) bool {
		return w.Fleet().Zone(waits.Instance) < w.Fleet().Zone(goes.Instance)
	})
}
