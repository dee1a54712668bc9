package classroom

import "testing"

// A question that tells how a run goes comes last, so that a sheet has it only if
// there are too few others.
func TestTellingQuestionsComeLast(t *testing.T) {
	list := apart([]Asked{
		{Scenario: "a", Kind: "rollback-happens"}, {Scenario: "a", Kind: "rollback-id"}, {Scenario: "b", Kind: "next-event"},
		{Scenario: "a", Kind: "final-status"}, {Scenario: "b", Kind: "final-status"},
	})
	got := ""
	for _, q := range list {
		got += q.Scenario + " " + q.Kind + "; "
	}
	if want := "a rollback-happens; b next-event; a final-status; a rollback-id; b final-status; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
