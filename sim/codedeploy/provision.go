package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// How the replacements of a blue/green deployment come into being: named in
// the request, or as a copy of an Auto Scaling group. CD-3.2, CD-3.3

// quiet are the processes of a copy that do not run while the deployment does.
// CD-3.3
const quiet = fleet.AddToLoadBalancer | fleet.AlarmNotification | fleet.ScheduledActions

// copiesOther says whether a change would have a group copy anything but its one
// Auto Scaling group. CD-3.2
func (u *SettingsUpdate) copiesOther(set Settings) bool {
	u.Apply(&set)
	return set.BlueGreenType && set.BlueGreen != nil && set.BlueGreen.CopiesGroup && len(set.AutoScalingGroups) != 1
}

// provision is the first stage.
func (s *Service) provision(n int32) {
	d := &s.deployments[n]
	if b := d.settings.BlueGreen; b == nil || !b.CopiesGroup {
		s.installReplacements(n)
		return
	}
	size := s.healthyIn(d.settings.AutoScalingGroups)
	s.plan(d, size, s.d.MinHealthy(size, s.config(d).Min))
	if s.refusesStart(n) {
		return
	}
	d.status = events.DeploymentInProgress
	s.enter(n, events.Provisioning, rules.CD_3_3)
	s.tell(n)
	s.copyGroup(n, size)
}

// healthyIn is how many instances of the one Auto Scaling group are healthy
// now.
func (s *Service) healthyIn(groups []int32) (n int) {
	for _, g := range groups {
		for _, i := range s.fleet.Hosts(g) {
			if s.d.Serves(s.fleet.Lifecycle(i)) && s.fleet.Up(i) {
				n++
			}
		}
	}
	return n
}

// copyGroup has a copy of the Auto Scaling group launch as many instances. No
// hook waits for them, so that there are no launch deployments. CD-3.3
func (s *Service) copyGroup(n int32, size int) {
	d := &s.deployments[n]
	source := d.settings.AutoScalingGroups[0]
	name := "CodeDeploy_" + s.setup.Groups[d.group].Name + "_" + FormatID(d.id)
	g := s.fleet.CopyAutoScalingGroup(s.k, source, name, d.last, rules.CD_3_3)
	s.fleet.SetDesiredCapacity(s.k, g, size, d.last, rules.CD_3_3)
	s.fleet.SuspendProcesses(s.k, g, quiet, d.last, rules.CD_3_3)
	d.copies, d.replacements = true, &TargetInstances{AutoScalingGroups: []int32{g}}
}

// capacityReached is an Auto Scaling group that has what it wants; if it is
// the copy of a deployment, its instances can be deployed to.
func (s *Service) capacityReached(g int32) {
	for _, n := range s.active {
		d := &s.deployments[n]
		if d.copies && d.stage == events.Provisioning && d.stopping == events.NoError && d.replacements.AutoScalingGroups[0] == g {
			s.installReplacements(n)
			return
		}
	}
}
