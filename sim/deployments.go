package sim

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Deployment is a deployment with its names.
type Deployment struct {
	codedeploy.DeploymentInfo
	Index                                int32
	Application, GroupName, RevisionName string
	ConfigName                           string
	RollbackOfID, RolledBackByID         string // empty if there is none
	RootID                               string // of a follow-up: whose hosts it brings up to date (CD-6.9)
	RolledBackTo                         string // revision that the rollback deploys
}

// Deployments are the deployments of the run in order of creation; those
// before time 0 are left out.
func (w *World) Deployments() (list []Deployment) {
	for n := w.deploy.Past(); n < w.deploy.Deployments(); n++ {
		list = append(list, w.DeploymentAt(n))
	}
	return list
}

// Deployment is the deployment with a number, 1 for the first of the run.
func (w *World) Deployment(number int) (Deployment, bool) {
	n, ok := w.deploy.Find(number)
	if !ok {
		return Deployment{}, false
	}
	return w.DeploymentAt(n), true
}

// DeploymentAt is the deployment with an index, those before time 0 included.
func (w *World) DeploymentAt(n int32) Deployment {
	info, set := w.deploy.Info(n), &w.setup.CodeDeploy
	group := &set.Groups[info.Group]
	d := Deployment{
		DeploymentInfo: info, Index: n, GroupName: group.Name, Application: set.Applications[group.Application].Name,
		RevisionName: set.Revisions[info.Revision].Name, ConfigName: set.Configs[info.Config].Name,
	}
	if info.RollbackOf != codedeploy.None {
		d.RollbackOfID = w.deploy.Info(info.RollbackOf).ID
	}
	if info.RolledBackBy != codedeploy.None {
		by := w.deploy.Info(info.RolledBackBy)
		d.RolledBackByID, d.RolledBackTo = by.ID, set.Revisions[by.Revision].Name
	}
	if info.Root != codedeploy.None {
		d.RootID = w.deploy.Info(info.Root).ID
	}
	return d
}

// Ended is the time of the latest record kept, or of the last event.
func (w *World) Ended() kernel.Time {
	end := kernel.Time(0)
	for n := w.deploy.Past(); n < w.deploy.Deployments(); n++ {
		d := w.deploy.Info(n)
		end = max(end, d.Created, d.Started, d.Ended)
	}
	if rows := w.Journal().Records(); len(rows) > 0 {
		end = max(end, rows[len(rows)-1].At)
	}
	return end
}

// has says whether a target belongs to the deployment.
func (d *Deployment) has(t uint32) bool {
	return d.Begun && t >= d.FirstTarget && t < d.FirstTarget+uint32(d.Targets)
}
