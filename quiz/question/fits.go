package question

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// What has to hold of a case for a kind to make sense. Where sources leave open
// what AWS does (CD-2.4 on one host, CD-2.26, CD-3.1, CD-3.13 before traffic
// moves) nothing is asked.

// asked is deployment 1 as it is in truth.
func (c *Case) asked() sim.Deployment {
	d, _ := c.Truth.first()
	return d
}

// config is the configuration of deployment 1.
func (c *Case) config() *codedeploy.Config { return &c.Setup.CodeDeploy.Configs[c.asked().Config] }

// over says whether deployment 1 has ended.
func over(c *Case) bool { return settled(c) && c.asked().Status.Final() }

// settled says whether sources say what becomes of the case.
func settled(c *Case) bool {
	d := c.asked()
	zonal := c.config().Zonal != nil
	alone := d.Platform == codedeploy.Server && d.Planned == 1 && c.config().Min.Type != codedeploy.MostConcurrency && d.Minimum > 0
	unbalanced := d.Settings.BlueGreenType && !d.Traffic && d.Begun
	return !zonal && !alone && !unbalanced && d.Code != events.MissingELBInformation
}

// inPlace says whether deployment 1 went to hosts that stay where they are, and
// at least two.
func inPlace(c *Case) bool {
	d := c.asked()
	return over(c) && d.Platform == codedeploy.Server && !d.Settings.BlueGreenType && d.Targets > 1
}

// touched says whether deployment 1 went in place and got to a host.
func touched(c *Case) bool { return inPlace(c) && c.asked().Succeeded+c.asked().Failed > 0 }

// shifting says whether deployment 1 moved traffic between versions.
func shifting(c *Case) bool { return over(c) && c.asked().Platform != codedeploy.Server }

// undoable says whether sources say what a rollback of deployment 1 does.
func undoable(c *Case) bool {
	stage := c.asked().Stage
	return over(c) && (stage == events.NoStage || stage >= events.Rerouting || c.asked().Status == events.DeploymentSucceeded)
}

// rolledBack says whether a rollback of deployment 1 was made.
func rolledBack(c *Case) bool {
	return undoable(c) && c.asked().RolledBackBy != codedeploy.None
}

// even says whether hosts on which deployment 1 succeeds take equally long, and
// those on which it fails no longer: then a window and batches are the same
// (CD-2.12).
func even(c *Case) bool {
	good, bad := c.paces()
	return len(good) == 1 && (len(bad) == 0 || len(bad) == 1 && bad[0] <= good[0])
}
