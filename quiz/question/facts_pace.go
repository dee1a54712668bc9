package question

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// How long hosts take, which has to be known where something happens at a time.

// disturbed says whether something happens at a time of its own: how far a
// deployment has got by then depends on how long hosts take.
func disturbed(c *Case) bool {
	if len(c.Setup.Fleet.Alarms) > 0 {
		return true
	}
	for n := range c.Setup.Inputs {
		if in := &c.Setup.Inputs[n]; in.When.Trigger != sim.AfterStatus && in.When.Plus > 0 || in.Fault != nil {
			return true
		}
	}
	return false
}

// calmFacts tell how long hosts take when nothing disturbs them. It refuses a
// case in which they take differently long.
func calmFacts(c *Case) ([]string, error) {
	d := c.asked()
	if !disturbed(c) || c.create().Alarms != nil || d.Platform != codedeploy.Server || d.Settings.BlueGreenType {
		return nil, nil
	}
	s := *c.Setup
	s.Inputs = s.Inputs[:1]
	s.CodeDeploy.Groups = append([]codedeploy.Group{}, s.CodeDeploy.Groups...)
	s.CodeDeploy.Groups[d.Group].Settings.Alarms = nil
	run, err := play(&s, &codedeploy.AWS)
	if err != nil {
		return nil, err
	}
	calm := &Case{Setup: &s, Truth: run, start: c.start}
	if first, ok := run.first(); !ok || first.Status == 0 || calm.asked().Succeeded+calm.asked().Failed == 0 {
		return nil, nil
	}
	good, bad := calm.paces()
	if len(good) > 1 || len(bad) > 1 {
		return nil, fmt.Errorf("%w: its hosts take differently long, and something happens meanwhile", ErrUntold)
	}
	return []string{lasts(good, bad)}, nil
}
