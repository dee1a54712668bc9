package scenarios

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

func (c *checker) deployment(e *Expectation) {
	c.subject = fmt.Sprintf("deployment %d", *e.Deployment)
	d, ok := c.w.Deployment(int(*e.Deployment))
	if !ok {
		c.same("", "", "there")
		return
	}
	c.subject += ": "
	c.same("status", d.Status.String(), e.Status)
	c.same("errorCode", d.Code.String(), e.ErrorCode)
	c.same("creator", d.Creator.String(), e.Creator)
	c.same("revision", d.RevisionName, e.Revision.Text)
	c.same("rolledBackTo", d.RolledBackTo, e.RolledBackTo.Text)
	c.overview(&d, e.Overview)
	if e.RolledBackBy != nil {
		c.count("rolledBackBy", c.number(d.RolledBackBy), e.RolledBackBy)
	}
	if e.MaxOffline != nil {
		c.count("maxOffline", int64(c.pace.MaxOffline(d)), e.MaxOffline)
	}
	c.order(&d, e.Order)
	if e.Waves != nil {
		c.same("waves", fmt.Sprint(c.pace.Waves(d)), fmt.Sprint(e.Waves))
	}
	c.duration(&d, e.Duration)
	c.shift(&d, e)
}

// number is the number of a deployment by its index, 0 for none.
func (c *checker) number(index int32) int64 {
	if index == codedeploy.None {
		return 0
	}
	return int64(c.w.CodeDeploy().Info(index).Number)
}

func (c *checker) overview(d *sim.Deployment, want *Overview) {
	if want == nil {
		return
	}
	c.count("overview Pending", int64(d.Pending), want.Pending)
	c.count("overview InProgress", int64(d.InProgress), want.InProgress)
	c.count("overview Succeeded", int64(d.Succeeded), want.Succeeded)
	c.count("overview Failed", int64(d.Failed), want.Failed)
	c.count("overview Skipped", int64(d.Skipped), want.Skipped)
	c.count("overview Ready", int64(d.Ready), want.Ready)
}

// order compares the first hosts of a deployment; the list may be shorter.
func (c *checker) order(d *sim.Deployment, want []Name) {
	if want == nil {
		return
	}
	var got, wanted []string
	for _, i := range c.pace.Order(*d) {
		if len(got) < len(want) {
			got = append(got, c.w.Fleet().Name(i))
		}
	}
	for _, name := range want {
		wanted = append(wanted, name.Text)
	}
	if !slices.Equal(got, wanted) {
		c.same("order", fmt.Sprint(got), fmt.Sprint(wanted))
	}
}

func (c *checker) duration(d *sim.Deployment, want *Range) {
	if want == nil {
		return
	}
	took := d.Ended - d.Created
	switch {
	case !d.Status.Final():
		c.same("duration", "unknown: it has not ended", want.String())
	case took < want.Lo || took > want.Hi:
		c.same("duration", took.String(), want.String())
	}
}
