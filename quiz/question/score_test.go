package question

import (
	"math"
	"testing"
)

// Sets score by what they have in common, maps and lists by places, orders by
// the pairs that the truth orders.
func TestScores(t *testing.T) {
	rank := func(thing string) int { return map[string]int{"a": 0, "b": 1, "c": 1, "d": 2}[thing] }
	order := func(key, a Answer) float64 { return ordered(key, a, rank) }
	for _, c := range []struct {
		what   string
		score  func(key, a Answer) float64
		key, a Answer
		want   float64
	}{
		{"set, half", jaccard, Answer{"a", "b"}, Answer{"b"}, 0.5},
		{"set, one too many", jaccard, Answer{"a", "b"}, Answer{"a", "b", "c"}, 2.0 / 3},
		{"set, both empty", jaccard, Answer{}, Answer{}, 1},
		{"map, one of four", matching, Answer{"a=1", "b=1", "c=1", "d=1"}, Answer{"a=1", "b=2", "c=2", "d=2"}, 0.25},
		{"list, too long", matching, Answer{"2", "2"}, Answer{"2", "2", "1"}, 2.0 / 3},
		{"order, a tie swapped", order, Answer{"a", "b", "c", "d"}, Answer{"a", "c", "b", "d"}, 1},
		{"order, reversed", order, Answer{"a", "b", "d"}, Answer{"d", "b", "a"}, 0},
		{"order, one pair of three", order, Answer{"a", "b", "d"}, Answer{"b", "a", "d"}, 2.0 / 3},
		{"order, one that does not belong", order, Answer{"a", "b"}, Answer{"a", "b", "d"}, 0.5},
		{"order, one missing", order, Answer{"a", "b", "d"}, Answer{"a", "b"}, 1.0 / 3},
	} {
		if got := c.score(c.key, c.a); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	if got := Points(1, 3); got != 0.25 {
		t.Errorf("three hints leave %v", got)
	}
}

// An answer is written as short as it goes.
func TestAnswerText(t *testing.T) {
	for want, got := range map[string]string{
		"web-1 to web-3, web-5":      Set.text(Answer{"web-1", "web-2", "web-3", "web-5"}),
		"web-1, web-2":               Set.text(Answer{"web-1", "web-2"}),
		"none":                       Set.text(Answer{}),
		"a-1 to a-3: v2; a-4: none":  Map.text(Answer{"a-1=v2", "a-2=v2", "a-3=v2", "a-4=none"}),
		"2 2 1":                      List.text(Answer{"2", "2", "1"}),
		"ApplicationStop, Install":   Order.text(Answer{"ApplicationStop", "Install"}),
		"web-9 to web-11, b-1, b-02": Set.text(Answer{"web-9", "web-10", "web-11", "b-1", "b-02"}),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
