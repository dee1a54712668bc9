package question

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What stems tell of deployments that move traffic: Lambda, ECS, blue/green.

// shiftFacts tell what is deployed to and what its hooks do.
func shiftFacts(c *Case) (facts []string) {
	d := c.asked()
	rev := &c.Setup.CodeDeploy.Revisions[d.Revision]
	if d.Platform == codedeploy.Lambda && rev.Lambda != nil {
		facts = append(facts, fmt.Sprintf("Alias %s of Lambda function %s points to version %d; revision %s moves it to version %d.",
			rev.Lambda.Alias, rev.Lambda.Name, rev.Lambda.Current, rev.Name, rev.Lambda.Target))
	} else if list := d.Settings.ECSServices; len(list) > 0 {
		service := &c.Setup.CodeDeploy.ECSServices[list[0]]
		facts = append(facts, fmt.Sprintf("ECS service %s has %s.%s", service.Name, counted(service.Desired, "task"), taskFact(c, service)))
	}
	if hooks := hookFacts(c, rev); len(hooks) > 0 {
		facts = append(facts, "Hooks: "+strings.Join(hooks, "; ")+".")
	}
	if b := d.Settings.BlueGreen; b != nil && d.Platform == codedeploy.ECS {
		facts = append(facts, waitFacts(b))
	}
	return facts
}

// taskFact tells of tasks that do not come up as they should.
func taskFact(c *Case, s *codedeploy.ECSService) (text string) {
	for i := range s.Plans {
		p := &s.Plans[i]
		whose := "new tasks"
		if p.Revision != codedeploy.None {
			whose = "tasks of revision " + c.Setup.CodeDeploy.Revisions[p.Revision].Name
		}
		if p.Deployment > 0 {
			whose += fmt.Sprintf(" in deployment %d", p.Deployment)
		}
		switch {
		case p.NeverRuns:
			text += " The " + whose + " never run."
		case p.NeverHealthy:
			text += " The " + whose + " run, but never pass the health check."
		}
	}
	return text
}

var reports = [...]string{codedeploy.NoReport: "never reports", codedeploy.ReportSucceeded: "reports Succeeded", codedeploy.ReportFailed: "reports Failed"}

// hookFacts tell what the hook functions of a revision do.
func hookFacts(c *Case, rev *codedeploy.Revision) (list []string) {
	for _, h := range rev.Functions {
		does := reports[codedeploy.ReportSucceeded] + " after 1s"
		if h.Function != codedeploy.None {
			for _, p := range c.Setup.CodeDeploy.Functions[h.Function].Plans {
				if (p.Deployment == 0 || p.Deployment == 1) && (p.Events == 0 || p.Events>>h.Event&1 != 0) {
					if does = reports[p.Returns]; p.Returns != codedeploy.NoReport {
						does += " after " + p.TakesLo.String()
					}
					break
				}
			}
		}
		list = append(list, "the function of "+h.Event.String()+" "+does)
	}
	return list
}

// waitFacts tell the waits of blue/green.
func waitFacts(b *codedeploy.BlueGreen) string {
	text := "Traffic moves at once when the replacement is ready"
	if b.StopsWhenReady {
		text = "Ready option STOP_DEPLOYMENT, waitTimeInMinutes " + minutes(b.ReadyWait)
	}
	if b.Terminates {
		return text + "; the original is terminated " + minutes(b.TerminationWait) + " min after the traffic has moved."
	}
	return text + "; the original is kept (KEEP_ALIVE)."
}

func minutes(t kernel.Time) string { return fmt.Sprint(int64(t / kernel.Minute)) }

// blueGreenFact tells how hosts are replaced.
func blueGreenFact(c *Case) string {
	d := c.asked()
	var green []string
	for _, t := range c.Truth.theTargets() {
		if t.Course.Label() == "Green" {
			green = append(green, t.Name)
		}
	}
	text := "The group deploys blue/green behind a load balancer"
	if len(d.Settings.LoadBalancers) == 0 {
		text = "The group deploys blue/green and names no load balancer"
	}
	text += "; the replacements are " + orNone(spans(green)) + "."
	if len(green) > 1 {
		text += " " + takenInOrder
	}
	if d.Settings.BlueGreen == nil {
		return text + " It has no blueGreenDeploymentConfiguration."
	}
	return text + " " + waitFacts(d.Settings.BlueGreen)
}
