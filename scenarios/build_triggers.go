package scenarios

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// triggers are what a group tells to SNS topics; nil if nothing is said of
// them. How many it may have is checked where a scenario defines the group; a
// call with too many is refused in the run. CD-11.2
func (b *builder) triggers(from []TriggerConfiguration) []codedeploy.Trigger {
	if from == nil {
		return nil
	}
	made := []codedeploy.Trigger{}
	for i := range from {
		t := &from[i]
		b.topic(t.TriggerTargetArn)
		if t.TriggerEvents != nil && len(t.TriggerEvents) == 0 {
			b.Under("CD-11.2").Errorf(t.Pos.Position, "add events, such as [DeploymentFailure]", "the trigger waits for no event")
		}
		one := codedeploy.Trigger{Name: t.TriggerName.Text, Target: t.TriggerTargetArn.Text}
		for _, name := range t.TriggerEvents {
			if e, known := codedeploy.ParseTriggerEvent(name); known {
				one.Events = append(one.Events, e)
			}
		}
		made = append(made, one)
	}
	return made
}

func (b *builder) topic(arn Name) {
	parts := strings.SplitN(arn.Text, ":", 6)
	if !arn.IsZero() && (len(parts) < 6 || parts[0] != "arn" || parts[2] != "sns" || parts[5] == "") {
		b.Under("CD-11.2").Errorf(arn.Pos.Position, "write one such as arn:aws:sns:us-east-1:123456789012:deployments", "%q is not the ARN of an SNS topic", arn.Text)
	}
}

// checkTriggers reports a group with more triggers than AWS takes.
func (b *builder) checkTriggers(g *DeploymentGroup) {
	if len(g.TriggerConfigurations) > codedeploy.MaxTriggers {
		b.Under("CD-11.2").Errorf(g.TriggerConfigurations[codedeploy.MaxTriggers].Pos.Position, "keep ten", "a group of more than ten triggers")
	}
}
