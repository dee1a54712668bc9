package property_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// seldom are built-ins that CodeDeploy itself never breaks, whatever fails.
var seldom = map[string]bool{"minimum-healthy": true, "ends": true, "ends-within": true, "at-most-one-rollback": true, "no-rollback-of-a-rollback": true}

// verdicts are those of the bundled scenarios on all built-ins, each counted.
func verdicts(t *testing.T, d *codedeploy.Decisions) map[string][3]int {
	var list []*property.Property
	for _, b := range property.Builtins() {
		p, err := property.Parse(b.Usage)
		if err != nil {
			t.Fatal(b.Usage, err)
		}
		list = append(list, p)
	}
	counts := map[string][3]int{}
	for _, e := range scenarios.Library() {
		src, err := scenarios.Load(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, setup, found := src.Compile()
		if setup == nil {
			t.Fatal(e.Name, found)
		}
		_, got, err := property.Run(sim.NewUnder(setup, d), list)
		if err != nil {
			t.Fatal(e.Name, err)
		}
		for n, b := range property.Builtins() {
			count := counts[b.Name]
			count[got[n]]++
			counts[b.Name] = count
			if got[n] == property.Violated && seldom[b.Name] && d == &codedeploy.AWS {
				t.Errorf("%s breaks %s (%v)", e.Name, b.Name, b.Rules)
			}
		}
	}
	return counts
}

// Every built-in holds in a bundled scenario, and all but those that CodeDeploy
// keeps whatever fails are broken, or not put to the test, in another one.
func TestBuiltinsTellRunsApart(t *testing.T) {
	for name, count := range verdicts(t, &codedeploy.AWS) {
		if count[property.Held] == 0 || !seldom[name] && count[property.Violated]+count[property.Vacuous] == 0 {
			t.Errorf("%s: %d held, %d violated, %d vacuous", name, count[property.Held], count[property.Violated], count[property.Vacuous])
		}
	}
}

// Those that CodeDeploy keeps, a service that decides otherwise breaks.
func TestBuiltinsBreak(t *testing.T) {
	for name, mutate := range map[string]func(d *codedeploy.Decisions){
		"minimum-healthy": func(d *codedeploy.Decisions) { // CD-2.7 without the failures
			d.MayStart = func(b codedeploy.Budget) bool { return b.InProgress < b.Targets-b.Minimum }
		},
		"no-rollback-of-a-rollback": rollBackOnce, "at-most-one-rollback": rollBackOnce,
	} {
		d := codedeploy.AWS
		mutate(&d)
		if count := verdicts(t, &d)[name]; count[property.Violated] == 0 {
			t.Errorf("%s: %v", name, count)
		}
	}
}

// rollBackOnce rolls back a rollback, once: with several it would never end.
func rollBackOnce(d *codedeploy.Decisions) { // CD-5.7
	aws, done := d.Triggered, false
	d.Triggered = func(r codedeploy.AutoRollback, e codedeploy.Ending) bool {
		if e.Creator == events.ByRollback && !done {
			e.Creator = events.ByUser
			done = aws(r, e)
		}
		return aws(r, e)
	}
}
