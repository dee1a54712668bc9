package scenarios

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

func (c *checker) instance(e *Expectation) {
	c.subject = "instance " + e.Instance.Text + ": "
	i, ok := c.find(e.Instance.Text)
	if !ok {
		c.same("it", "", "there")
		return
	}
	seen := c.w.Instance(i)
	c.same("revision", seen.Revision, e.Revision.Text)
	c.same("state", seen.State.String(), e.State)
	if e.InService != nil {
		c.same("inService", fmt.Sprint(seen.InService), fmt.Sprint(*e.InService))
	}
	c.same("lifecycleState", seen.Lifecycle.String(), e.LifecycleState)
	health, revisionHealth := c.health(i)
	c.same("health", health, e.Health)
	c.same("revisionHealth", revisionHealth, e.RevisionHealth)
	for _, path := range e.Files {
		if !c.w.Fleet().Has(c.w.Fleet().Disk(i), path) {
			c.same(path, "", "there")
		}
	}
	for _, path := range e.Absent {
		if disk := c.w.Fleet().Disk(i); c.w.Fleet().Has(disk, path) || c.w.Fleet().HasUnder(disk, path) {
			c.same(path, "there", "absent")
		}
	}
	c.events(i, e)
}

// find returns the index of a host by its name.
func (c *checker) find(name string) (uint32, bool) {
	if c.hosts.at == nil {
		c.hosts = hostsOf(&c.w.Setup().Fleet)
	}
	ref, ok := c.hosts.one(name)
	if !ok {
		return 0, false
	}
	return c.w.Fleet().Resolve(ref)
}

// lastTarget returns the latest target of the run on a host, and whether there
// is one.
func (c *checker) lastTarget(i uint32) (uint32, bool) {
	if c.last == nil {
		c.last = make([]uint32, c.w.Fleet().Len())
		for _, d := range c.w.Deployments() {
			for t := d.FirstTarget; d.Begun && t < d.FirstTarget+uint32(d.Targets); t++ {
				if i := c.w.CodeDeploy().Target(t).Instance; i != codedeploy.NoInstance {
					c.last[i] = t + 1
				}
			}
		}
	}
	return c.last[i] - 1, c.last[i] > 0
}

// health returns both healths of a host in the group it was last deployed to,
// or else in the first group it belongs to; empty if there is none.
func (c *checker) health(i uint32) (instance, revision string) {
	service := c.w.CodeDeploy()
	group := codedeploy.None
	if t, ok := c.lastTarget(i); ok {
		group = service.Info(service.Target(t).Deployment).Group
	}
	for g := int32(0); group == codedeploy.None && int(g) < len(service.Setup().Groups); g++ {
		if service.Member(g, i) {
			group = g
		}
	}
	if group == codedeploy.None {
		return "", ""
	}
	h, r := service.Health(group, i)
	return h.String(), r.String()
}

// events compares the lifecycle events of the deployment that is meant.
func (c *checker) events(i uint32, e *Expectation) {
	if e.Events == nil {
		return
	}
	t, ok := c.lastTarget(i)
	if e.Deployment != nil {
		t, ok = c.targetOf(int(*e.Deployment), i)
	}
	if !ok {
		c.same("a deployment", "", "there")
		return
	}
	service := c.w.CodeDeploy()
	for _, want := range e.Events {
		event, _ := events.ParseLifecycleEvent(want.Event)
		got := ""
		if service.Occurs(t, event) {
			got = service.EventStatus(t, event).String()
		}
		c.same(want.Event, got, want.Status)
	}
}

// targetOf returns the target of a numbered deployment on a host.
func (c *checker) targetOf(number int, i uint32) (uint32, bool) {
	d, ok := c.w.Deployment(number)
	for t := d.FirstTarget; ok && d.Begun && t < d.FirstTarget+uint32(d.Targets); t++ {
		if c.w.CodeDeploy().Target(t).Instance == i {
			return t, true
		}
	}
	return 0, false
}

// instances counts the hosts of a revision and a health.
func (c *checker) instances(want *InstanceCount) {
	var what []string
	if !want.Revision.IsZero() {
		what = append(what, "with revision "+want.Revision.Text)
	}
	if want.Health != "" {
		what = append(what, want.Health)
	}
	n := int64(0)
	for i := range uint32(c.w.Fleet().Len()) {
		health, _ := c.health(i)
		if (want.Health == "" || health == want.Health) && (want.Revision.IsZero() || c.w.RevisionOn(i) == want.Revision.Text) {
			n++
		}
	}
	c.count(strings.Join(append([]string{"number of instances"}, what...), " "), n, &want.Count)
}
