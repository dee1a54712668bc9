package scenarios

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// shift compares what is said of Lambda and ECS deployments alone.
func (c *checker) shift(d *sim.Deployment, e *Expectation) {
	if e.Share == nil && e.Events == nil {
		return
	}
	if d.Platform == codedeploy.Server {
		c.same("platform", "Server", "Lambda or ECS")
		return
	}
	if e.Share != nil {
		c.count("share", int64(d.Share), e.Share)
	}
	for _, want := range e.Events {
		event, _ := events.ParseLifecycleEvent(want.Event)
		got := ""
		if d.Targets > 0 && c.w.CodeDeploy().Occurs(d.FirstTarget, event) {
			got = c.w.CodeDeploy().EventStatus(d.FirstTarget, event).String()
		}
		c.same(want.Event, got, want.Status)
	}
}

// traffic compares who gets how much of the traffic of an alias or a service.
func (c *checker) traffic(e *Expectation) {
	c.subject = e.Traffic.Text + ": "
	for _, x := range c.w.Splits() {
		if x.What != e.Traffic.Text {
			continue
		}
		c.shares(&x, e.Shares)
		healthy := int64(0)
		for _, v := range x.Shares {
			healthy += int64(v.Healthy)
		}
		c.count("healthyTasks", healthy, e.HealthyTasks)
		return
	}
}

func (c *checker) shares(x *sim.Split, want []VersionPart) {
	if want == nil {
		return
	}
	left := int64(0)
	got := map[string]int64{}
	for _, v := range x.Shares {
		got[v.Version] += int64(v.Share)
		left += int64(v.Share)
	}
	for _, part := range want {
		c.same("share of "+part.Version.Text, fmt.Sprint(got[part.Version.Text]), fmt.Sprint(part.Share))
		left -= got[part.Version.Text]
		delete(got, part.Version.Text)
	}
	if left > 0 {
		c.same("share of others", fmt.Sprint(left), "0")
	}
}
