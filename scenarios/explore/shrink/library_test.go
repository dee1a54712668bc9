package shrink_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// none is that no deployment ever has a status.
func none(s events.DeploymentStatus) *property.Property {
	return claim(`never any(deployments, status == "` + s.String() + `")`)
}

// Whatever the library shows, from blue/green to Lambda, can be shrunk to a
// scenario of up to 30 lines that says the same when it is read again, and of
// which nothing can be left out.
func TestLibrary(t *testing.T) {
	for _, e := range scenarios.Library() {
		for _, status := range []events.DeploymentStatus{events.DeploymentFailed, events.DeploymentStopped, events.DeploymentSucceeded} {
			t.Run(e.Name+" "+status.String(), func(t *testing.T) {
				src, err := scenarios.LoadBundled(e.Name)
				if err != nil {
					t.Fatal(err)
				}
				s, _, _ := src.Compile()
				o := shrink.Options{Files: src.Files, Property: none(status)}
				r, err := shrink.Shrink(context.Background(), s, o)
				if errors.Is(err, shrink.ErrHolds) {
					t.Skip(err)
				}
				if err != nil {
					t.Fatal(err)
				}
				text := r.Text("x.yaml")
				if lines := bytes.Count(text, []byte("\n")); lines > 30 {
					t.Errorf("%d lines:\n%s", lines, text)
				}
				minimal(t, r, o)
				replays(t, r, src.Files, text, notes(s, src.Files))
			})
		}
	}
}

// replays says whether the text of a counterexample breaks its property with
// the same records as it did, and comes out as it expects, and whether no more
// notes are to be made about it than about what it was made of.
func replays(t *testing.T, r *shrink.Result, files scenarios.Files, text []byte, notes int) {
	src := scenarios.Source{Name: "x.yaml", Text: text, Files: files}
	s, setup, found := src.Compile()
	if setup == nil || len(found) > notes {
		t.Fatalf("%v:\n%s", found, text)
	}
	w := sim.New(setup)
	pace := sim.NewPace(w)
	w.Journal().Stream(pace.Observe)
	w.Journal().SetLevel(s.JournalLevel())
	_, verdicts, err := property.Run(w, []*property.Property{r.Property})
	if err != nil || verdicts[0] != property.Violated {
		t.Fatalf("%v, %v:\n%s", verdicts, err, text)
	}
	if print := w.Journal().Fingerprint(); print != r.Print {
		t.Errorf("fingerprint %s, not %s", print.String(), r.Print.String())
	}
	if v := scenarios.Check(s, w, pace); v.Failed > 0 {
		t.Errorf("%v:\n%s", v.Failures, text)
	}
}

// What a scenario expects in vain is a claim like any other.
func TestExpectation(t *testing.T) {
	s := scenarioOf(t, "library:rollback")
	for i := range s.Expect {
		if s.Expect[i].Status == "Failed" {
			s.Expect[i].Status = "Succeeded"
		}
	}
	o := shrink.Options{Files: bundles(t)}
	r, err := shrink.Shrink(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	minimal(t, r, o)
	if r.Claim != "deployment 1: status is Succeeded" || len(r.Scenario.Expect) != 1 || r.Scenario.Expect[0].Status != "Succeeded" {
		t.Errorf("%s:\n%s", r.Claim, r.Text("x"))
	}
}

// Names that the property speaks of stay as they are.
func TestNamesOfTheProperty(t *testing.T) {
	o := shrink.Options{Files: bundles(t), Property: claim(`never any(instances, name == "front-3" and health == "Unhealthy")`)}
	r, err := shrink.Shrink(context.Background(), decoded(t, rich), o)
	if err != nil {
		t.Fatal(err)
	}
	minimal(t, r, o)
	if text := r.Text("x"); !bytes.Contains(text, []byte(`"on": front-3, exit: 1`)) {
		t.Errorf("%s", text)
	}
}
