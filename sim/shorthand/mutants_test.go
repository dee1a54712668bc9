package shorthand_test

import (
	"reflect"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// Every witness holds under AWS and not under its mutant.
func TestWitnesses(t *testing.T) {
	for _, m := range codedeploy.Mutants {
		if m.Witness == "" {
			continue
		}
		c, err := shorthand.Parse(m.Witness)
		if err != nil {
			t.Errorf("%s: %v", m.ID, err)
			continue
		}
		if err := c.Check(&codedeploy.AWS); err != nil {
			t.Errorf("%s: under AWS: %v", m.ID, err)
		}
		if c.Check(m.Under()) == nil {
			t.Errorf("%s: its witness can not tell it from AWS: %s", m.ID, c)
		}
	}
}

// A mutant replaces exactly one decision, has a rule of the book and an id of
// its own.
func TestMutantsReplaceOne(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range codedeploy.Mutants {
		if _, ok := rules.Lookup(m.Rule); !ok || seen[m.ID] {
			t.Errorf("%s: no such rule, or a second mutant of this name", m.ID)
		}
		seen[m.ID] = true
		if n := replaced(m.Under()); n != 1 {
			t.Errorf("%s replaces %d decisions", m.ID, n)
		}
	}
}

// replaced counts the decisions that differ from AWS's.
func replaced(d *codedeploy.Decisions) (n int) {
	truth, other := reflect.ValueOf(codedeploy.AWS), reflect.ValueOf(*d)
	for i := range truth.NumField() {
		for j := range truth.Field(i).NumField() {
			if truth.Field(i).Field(j).Pointer() != other.Field(i).Field(j).Pointer() {
				n++
			}
		}
	}
	return n
}
