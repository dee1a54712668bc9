package question

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Whether a failure comes last, and so is pardoned, hangs on who goes first
// among equals, which is drawn by AWS: a stem has to say it (CD-2.10, CD-2.15).
func TestStemSaysWhoGoesFirstAmongEquals(t *testing.T) {
	told := map[bool]int{}
	for seed := uint64(0); seed < 300; seed++ {
		c, err := PracticeCase(seed)
		if err != nil {
			t.Fatal(err)
		}
		d := c.asked()
		if d.Platform != codedeploy.Server || d.Planned < 2 {
			continue
		}
		if !strings.Contains(strings.Join(c.Facts(), " "), takenInOrder) {
			t.Errorf("%s does not say who goes first: %q", c.Name, c.Facts())
		}
		told[d.Settings.BlueGreenType]++
	}
	if told[true] == 0 || told[false] == 0 {
		t.Errorf("in place and blue/green were drawn %v times", told)
	}
}

// A minimum of 0 never means that none has to succeed (CD-2.5): the question
// about the number is not one about success.
func TestMinimumIsNotAskedAsSuccess(t *testing.T) {
	asked := map[bool]bool{}
	for seed := uint64(0); seed < 300; seed++ {
		c, err := PracticeCase(seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range minimumNumber.Subjects(c) {
			asked[c.asked().Settings.BlueGreenType] = true
			if ask := minimumNumber.Ask(c, s); strings.Contains(ask, "succeed") {
				t.Errorf("%s: with a minimum of %d it is asked: %s", c.Name, c.asked().Minimum, ask)
			}
		}
	}
	if !asked[true] || !asked[false] {
		t.Errorf("asked of in place and blue/green: %v", asked)
	}
}

// Where nothing was ever deployed with success, a run may say so although
// nothing would be rolled back anyhow: both are true (CD-5.2, CD-5.4).
func TestNoMistakeIsATrueReason(t *testing.T) {
	c, err := PracticeCase(201608)
	if err != nil {
		t.Fatal(err)
	}
	denying := 0
	for _, b := range c.Beliefs() {
		at, ok := leaves(c.Truth, b.Run)
		if !ok || !deniesRollback(b.Run, at) {
			continue
		}
		denying++
		for _, s := range findTheMistake.Subjects(c) {
			if s.Name == b.Mutant.ID {
				t.Errorf("%s: the mistake would be %q", b.Mutant.ID, textAt(b.Run, at))
			}
		}
	}
	if denying == 0 {
		t.Error("no belief leaves this run with a rollback that is denied")
	}
}
