package codedeploy

import (
	"reflect"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Every decision names its rule, and can be believed otherwise: some mutant
// replaces it, and each mutant replaces exactly one.
func TestEveryDecisionHasAMutant(t *testing.T) {
	replaced := map[string]bool{}
	for i := range Mutants {
		m := &Mutants[i]
		var names []string
		fields(reflect.ValueOf(m.Under()).Elem(), reflect.ValueOf(&AWS).Elem(), func(f reflect.StructField, same bool) {
			if !same {
				names = append(names, f.Name)
				replaced[f.Name] = true
			}
		})
		if len(names) != 1 {
			t.Errorf("%s replaces %v", m.ID, names)
		}
	}
	fields(reflect.ValueOf(&AWS).Elem(), reflect.ValueOf(&AWS).Elem(), func(f reflect.StructField, _ bool) {
		if _, known := rules.Parse(f.Tag.Get("rule")); !known {
			t.Errorf("%s names no rule", f.Name)
		}
		if !replaced[f.Name] {
			t.Errorf("no mutant replaces %s", f.Name)
		}
	})
}

// fields visits the decisions of two sets, and says whether they are the same
// functions.
func fields(a, b reflect.Value, visit func(f reflect.StructField, same bool)) {
	for i := range a.NumField() {
		if f := a.Type().Field(i); f.Anonymous {
			fields(a.Field(i), b.Field(i), visit)
		} else {
			visit(f, a.Field(i).Pointer() == b.Field(i).Pointer())
		}
	}
}
