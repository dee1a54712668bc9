package shorthand_test

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// Every example of the rule book holds under the rules of AWS.
func TestRuleBook(t *testing.T) {
	n := 0
	for _, rule := range rules.All() {
		for _, line := range rule.Examples {
			n++
			c, err := shorthand.Parse(line)
			if err != nil {
				t.Errorf("%s: %v", rules.String(rule.ID), err)
				continue
			}
			if err := c.Check(&codedeploy.AWS); err != nil {
				t.Errorf("%s: %v", rules.String(rule.ID), err)
			}
		}
	}
	if n < 70 {
		t.Errorf("%d examples ran, want all of the book's", n)
	}
}

// A claim that is wrong is noticed, and a line that is not of the notation
// refused.
func TestWrongClaims(t *testing.T) {
	for _, line := range []string{
		"4 OneAtATime PFPP: Succeeded",
		"4 OneAtATime PFPP: Failed HEALTH_CONSTRAINTS, waves 1 1 1",
		"4 OneAtATime PPPP: Succeeded, deployments 2",
		"4 OneAtATime PPPP: Succeeded, order 4 3 2 1",
	} {
		c, err := shorthand.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		if c.Check(&codedeploy.AWS) == nil {
			t.Errorf("%s: holds", line)
		}
	}
	for _, line := range []string{"", "4 OneAtATime PPPP", "3 OneAtATime PP: Succeeded", "2 Twice PP: Succeeded",
		"2 OneAtATime PX: Succeeded", "2 OneAtATime PP, often: Succeeded", "2 OneAtATime PP: Succeeded, blue 1"} {
		if _, err := shorthand.Parse(line); err == nil {
			t.Errorf("%q: accepted", line)
		}
	}
}

// A line that lacks something, or has too much, is refused and never read as
// another one.
func TestParseRefuses(t *testing.T) {
	for _, line := range []string{
		"", "4 OneAtATime PPPP", "2 AllAtOnce PP,: Succeeded", "2 AllAtOnce PP, stop: Stopped", "2 AllAtOnce PP, stop -4: Stopped",
		"2 AllAtOnce PP: Succeeded,", "2 AllAtOnce PP:", "2 AllAtOnce PP, zones: Succeeded", "2 AllAtOnce PP, unhealthy 7: Succeeded",
		"2 AllAtOnce PP, unhealthy: Succeeded", "2 OneAtATime 9 PP: Succeeded", "2 HOST_COUNT PP: Succeeded", "2 AllAtOnce PP, lb 7: Succeeded",
		"3 AllAtOnce PP: Succeeded", "2 AllAtOnce PX: Succeeded", "2 AllAtOnce PP: Succeeded, luck 3",
	} {
		if c, err := shorthand.Parse(line); err == nil {
			t.Errorf("%q was read as %v", line, c)
		}
	}
}

// What is read can be made a world of, whatever it says.
func FuzzParse(f *testing.F) {
	f.Add("4 OneAtATime PFPP, rollback: Failed HEALTH_CONSTRAINTS, waves 1 1")
	f.Add("6 HOST_COUNT 2 FPPPPP, zones a b c: Succeeded")
	f.Add("3 AllAtOnce PPP, stop 10s, unhealthy 1 3: Stopped")
	f.Fuzz(func(t *testing.T, line string) {
		if c, err := shorthand.Parse(line); err == nil && len(c.Setup().Inputs) == 0 {
			t.Errorf("%q deploys nothing", line)
		}
	})
}
