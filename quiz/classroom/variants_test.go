package classroom

import (
	"strings"
	"testing"
)

// A question that tells how a run goes stands alone for its scenario, and only
// where others are too few among them.
func TestTellingQuestionsStandApart(t *testing.T) {
	pool := []Asked{
		{Scenario: "a", Kind: "rollback-id"}, {Scenario: "a", Kind: "rollback-happens"}, {Scenario: "b", Kind: "next-event"},
		{Scenario: "a", Kind: "final-status"}, {Scenario: "b", Kind: "final-status"},
	}
	for n, want := range map[int]string{
		2: "a rollback-id, b next-event",
		3: "a rollback-happens, a final-status, b final-status",
		4: "a rollback-happens, a final-status, b final-status, a rollback-id",
	} {
		var got []string
		for _, q := range apart(pool, n) {
			got = append(got, q.Scenario+" "+q.Kind)
		}
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("%d: %s\nwant %s", n, text, want)
		}
	}
}

// Sheets about one scenario have a question that tells how it goes only if there
// are too few others.
func TestSheetsGiveNothingAway(t *testing.T) {
	c := classOf(t, 12)
	a := &Assignment{Name: "w", Items: 3, Scenarios: []string{"rollback"}, Kinds: []string{"final-status", "rollback-id", "skipped-count", "healthy-after"}}
	if _, err := c.Assign(a, quiet); err != nil {
		t.Fatal(err)
	}
	all, err := c.variants(a)
	if err != nil || len(all) != 12 {
		t.Fatal(len(all), err)
	}
	for _, v := range all {
		for _, q := range v.Questions {
			if q.Kind == "rollback-id" {
				t.Errorf("%s is asked %s beside others", v.Student, q.Kind)
			}
		}
	}
}
