package scenarios

import "slices"

// Which deployments can exist at all. Deployments are numbered in order of
// creation; each call creates at most one, and each of those brings at most
// one rollback (CD-5.7).

// boundDeployments counts the deployments that can exist, and reports entries
// of the timeline that wait for one that can not: because there are too few
// calls, or because it is created only after the entry itself.
func (b *builder) boundDeployments() {
	each := int64(1)
	if b.mayRollBack() {
		each = 2
	}
	if b.mayScale() {
		b.deployments = anyNumber
	}
	happens := make([]bool, len(b.s.Timeline))
	for progress := true; progress; {
		progress = false
		for i := range b.s.Timeline {
			e := &b.s.Timeline[i]
			if happens[i] || e.After != nil && e.After.Deployment > b.deployments || e.When != nil && b.deployments == 0 {
				continue
			}
			happens[i], progress = true, true
			if e.CreateDeployment != nil {
				b.deployments += each
			}
		}
	}
	for i, e := range b.s.Timeline {
		switch {
		case happens[i] || b.faulty["timeline"]:
		case e.After != nil:
			b.checkNumber(e.After.Deployment, e.After.Pos)
		default:
			b.Errorf(e.Pos.Position, "create a deployment that does not wait for this", "no lifecycle event can begin before this")
		}
	}
}

// anyNumber is how many deployments Auto Scaling groups can bring about.
const anyNumber = 1_000_000

// mayScale tells whether any deployment group has Auto Scaling groups: each
// launch, and with them each termination, is a deployment of its own, and
// follow-ups come on top (CD-6.6, CD-6.9, CD-6.11).
func (b *builder) mayScale() bool {
	for i := range b.s.Applications {
		for j := range b.s.Applications[i].DeploymentGroups {
			if len(b.s.Applications[i].DeploymentGroups[j].AutoScalingGroups) > 0 {
				return true
			}
		}
	}
	return slices.ContainsFunc(b.s.Timeline, func(e Entry) bool {
		return e.UpdateDeploymentGroup != nil && len(e.UpdateDeploymentGroup.AutoScalingGroups) > 0
	})
}

// mayRollBack tells whether anything asks for automatic rollbacks.
func (b *builder) mayRollBack() bool {
	asks := func(a *AutoRollbackConfiguration) bool { return a != nil && a.Enabled }
	for i := range b.s.Applications {
		for j := range b.s.Applications[i].DeploymentGroups {
			if asks(b.s.Applications[i].DeploymentGroups[j].AutoRollbackConfiguration) {
				return true
			}
		}
	}
	for _, e := range b.s.Timeline {
		switch {
		case e.CreateDeployment != nil && asks(e.CreateDeployment.AutoRollbackConfiguration),
			e.UpdateDeploymentGroup != nil && asks(e.UpdateDeploymentGroup.AutoRollbackConfiguration),
			e.StopDeployment != nil && orElse(e.StopDeployment.AutoRollbackEnabled, false):
			return true
		}
	}
	return false
}

// checkNumber reports the number of a deployment that can never exist.
func (b *builder) checkNumber(number int64, at Pos) {
	if number <= b.deployments || b.faulty["timeline"] || b.faulty["applications"] {
		return
	}
	if b.deployments == 0 {
		b.Errorf(at.Position, "add a createDeployment that does not wait for it", "deployment %d can never exist", number)
		return
	}
	b.Errorf(at.Position, "a createDeployment makes one deployment, and a rollback one more", "deployment %d can never exist: there are %d at most",
		number, b.deployments)
}
