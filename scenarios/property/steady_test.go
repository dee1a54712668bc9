package property_test

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// restless are fields that change with the time, or with what is on a disk.
var restless = map[string]bool{"now": true, "duration": true, "healthy": true, "health": true, "revisionHealth": true, "upToDate": true}

// questions are claims that ask for the value of each other field.
func questions() (list []*property.Property) {
	for _, s := range property.Fields() {
		for _, f := range s.Fields {
			for n := range 4 {
				text := fmt.Sprintf("sometimes count(%s, %s) == %d", s.Of, f.Name, n)
				switch {
				case restless[f.Name]:
					continue
				case s.Of == "world":
					text = fmt.Sprintf("sometimes %s == %d", f.Name, n)
				case f.Kind() == "number":
					text = fmt.Sprintf("sometimes any(%s, %s == %d)", s.Of, f.Name, n)
				}
				if p, err := property.Parse(text); err == nil {
					list = append(list, p)
				}
			}
		}
	}
	return list
}

// What a watch does not ask again has the answer that it had.
func TestSteady(t *testing.T) {
	claims, spared := questions(), 0
	if len(claims) < 60 {
		t.Fatalf("%d questions", len(claims))
	}
	for _, e := range scenarios.Library() {
		src, err := scenarios.Load(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, setup, _ := src.Compile()
		w, told, was := sim.New(setup), ^uint64(0), make([]bool, len(claims))
		for more := true; more; {
			if more, err = w.Step(); err != nil {
				t.Fatal(err)
			}
			now := uint64(w.Records(false))
			for n, p := range claims {
				is, err := p.Holds(w)
				if err != nil || now == told && is != was[n] {
					t.Fatalf("%s: %s is %v at %s, %v", e.Name, p.Text, is, w.Now(), err)
				}
				was[n] = is
			}
			if now == told {
				spared++
			}
			told = now
		}
	}
	if spared == 0 {
		t.Error("no step was spared")
	}
}
