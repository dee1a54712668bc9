package classroom

import "testing"

// No sheet asks the same twice, though subjects differ in a name alone.
func TestSheetsAskOnce(t *testing.T) {
	c, a := classOf(t, 3), &Assignment{Name: "week-1", Items: 2, Scenarios: []string{"one-at-a-time-fails"}, Kinds: []string{"kill-the-mutant"}}
	for _, v := range assigned(t, c, a) {
		if v.Questions[0].question() == v.Questions[1].question() || v.Questions[0].Stem == v.Questions[1].Stem {
			t.Errorf("%s is asked %s twice", v.Student, v.Questions[0].question())
		}
	}
}
