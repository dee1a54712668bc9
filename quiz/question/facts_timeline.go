package question

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// What happens and when, as stems tell it.

func timelineFacts(c *Case) (facts []string, err error) {
	for n := range c.Setup.Inputs {
		in := &c.Setup.Inputs[n]
		what, ok := inputFact(c, in)
		if !ok {
			return nil, fmt.Errorf("%w: it has %s in its timeline", ErrUntold, orElse(in.Op(), "a fault of a special kind"))
		}
		facts = append(facts, moment(c, &in.When)+" "+what+".")
	}
	return facts, nil
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// moment says when an input happens.
func moment(c *Case, w *sim.When) string {
	switch w.Trigger {
	case sim.AfterStatus:
		return fmt.Sprintf("%s after deployment %d becomes %s", w.Plus, w.Deployment, w.Status)
	case sim.AtLifecycle:
		if w.Instance == codedeploy.NoInstance {
			return fmt.Sprintf("%s after %s of deployment %d begins", w.Plus, w.Event, w.Deployment)
		}
		return fmt.Sprintf("%s after %s first begins on %s", w.Plus, w.Event, c.start.Fleet().Name(w.Instance))
	}
	return "At " + w.Plus.String()
}

// inputFact says what an input does; false if there are no words for it.
func inputFact(c *Case, in *sim.Input) (string, bool) {
	switch {
	case in.Fault != nil:
		return faultFact(c, in.Fault)
	case in.Call == nil:
		return "", false
	}
	switch in.Call.Op {
	case codedeploy.OpCreateDeployment:
		return createFact(c, &in.Call.Create)
	case codedeploy.OpStopDeployment:
		stop := &in.Call.Stop
		text := fmt.Sprintf("deployment %d is stopped by StopDeployment", stop.Deployment)
		if stop.Rollback != nil {
			text += fmt.Sprintf(" with autoRollbackEnabled %t", *stop.Rollback)
		}
		return text, true
	case codedeploy.OpContinueDeployment:
		return fmt.Sprintf("somebody calls ContinueDeployment for deployment %d", in.Call.Continue.Deployment), true
	}
	return "", false
}

// createFact tells what a CreateDeployment asks for besides its configuration
// and its rollbacks.
func createFact(c *Case, call *codedeploy.CreateDeployment) (string, bool) {
	if call.Revision == codedeploy.None || call.Restart || call.Alarms != nil {
		return "", false
	}
	text := "revision " + c.Setup.CodeDeploy.Revisions[call.Revision].Name + " is deployed"
	var with []string
	if call.IgnoreStopFailures {
		with = append(with, "ignoreApplicationStopFailures")
	}
	if call.OutdatedOnly {
		with = append(with, "updateOutdatedInstancesOnly")
	}
	if call.FileExists != codedeploy.FileExistsUnset {
		with = append(with, "fileExistsBehavior "+fileBehaviours[call.FileExists])
	}
	if len(with) > 0 {
		text += " with " + strings.Join(with, " and ")
	}
	return text, true
}

// faultFact tells a fault of hosts.
func faultFact(c *Case, f *fleet.Fault) (string, bool) {
	words, ok := map[fleet.FaultKind]string{
		fleet.Terminate: "terminated", fleet.Stop: "stopped", fleet.Reboot: "rebooted",
	}[f.Kind]
	if !ok {
		return "", false
	}
	var names []string
	for _, ref := range f.Instances {
		if int(ref) >= c.start.Fleet().Len() {
			return "", false
		}
		names = append(names, c.start.Fleet().Name(ref))
	}
	return spans(names) + " is " + words, true
}
