package progress

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
)

// Ten answers on two days: what do they come to?
func TestReport(t *testing.T) {
	var list []Answer
	for i := range 10 {
		a := answer(ID{"0123456789abcdef", 1}, "c")
		if i%2 == 0 {
			a = right(a)
		}
		a.At = morning.AddDate(0, 0, i/5-1)
		a.Unexplained = i == 3 || i == 5
		list = append(list, a)
	}
	list[0].Rules, list[0].Topic = []string{"CD-2.9"}, ""
	cards := []Card{{"c", memoryOf(list)}, {"later", measure.Memory{}.Recall(true, morning)}}
	r := ReportOf(list, cards, morning.AddDate(0, 0, 1))
	if r.All != (measure.Share{Right: 5, Of: 10}) || r.Told != 10 || r.Cards != 2 {
		t.Errorf("%+v", r)
	}
	var names []string
	for _, g := range append(r.Rules, r.Topics...) {
		names = append(names, g.Name)
	}
	if diff := cmp.Diff([]string{"CD-2.3", "CD-2.9", "CD-2.10", "", "Budget"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if g := r.Rules[0]; g.Share != (measure.Share{Right: 4, Of: 9}) || g.Points != 4+5*0.25 || !g.Last.Equal(morning) {
		t.Errorf("%+v", g)
	}
	if r.Streak != (measure.Streak{Current: 2, Longest: 2}) {
		t.Errorf("%+v", r.Streak)
	}
	if len(r.Due) != 1 || r.Due[0].Name != "c" || !r.NextDue.Equal(cards[1].Due) {
		t.Errorf("due %v, next %v", r.Due, r.NextDue)
	}
	if diff := cmp.Diff([]Unexplained{{list[0].Item, "Succeeded", 2}}, r.Unexplained); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Suspected{{"M-CD-01", 5, measure.Strong}}, r.Suspected); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Nothing comes to nothing.
func TestReportOfNothing(t *testing.T) {
	r := ReportOf(nil, nil, time.Time{})
	if r.All.Of != 0 || r.Rules != nil || r.Due != nil || r.Brier != 0 || len(r.Levels) != len(measure.Levels) {
		t.Errorf("%+v", r)
	}
}

func TestRulesInTheOrderOfTheirNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"CD-2.9", "CD-2.10", -1}, {"CD-10.1", "CD-2.10", 1}, {"CD-2.3", "CD-2.3", 0}, {"", "a", -1}, {"a1", "ab", -1}, {"7", "07", -1}} {
		if got := byNumbers(c.a, c.b); sign(got) != c.want || sign(byNumbers(c.b, c.a)) != -c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func sign(n int) int { return max(-1, min(n, 1)) }
