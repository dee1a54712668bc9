package sim

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Instance is a host at present.
type Instance struct {
	Index     uint32
	Name, ID  string
	Zone      string
	State     fleet.State
	InService bool // takes requests (CD-7.4)
	// AutoScalingGroup is the one that it belongs or belonged to, empty for
	// none, and Lifecycle its state there (CD-6.6).
	AutoScalingGroup string
	Lifecycle        fleet.LifecycleState
	Tags             []fleet.Tag
	Groups           []Membership
	Revision         string // of the last successful Install of any group (CD-4.3); empty for none
	Files            []fleet.File
}

// Membership is what a deployment group remembers of a host (CD-2.20).
type Membership struct {
	Group          int32
	InstanceHealth events.InstanceHealth
	RevisionHealth events.RevisionHealth
	Revision       string   // of the group's last successful Install
	Archives       []string // ids of the deployments whose bundles are kept, oldest first
}

// Instance is the host with an index.
func (w *World) Instance(i uint32) Instance {
	out := Instance{
		Index: i, Name: w.fleet.Name(i), ID: w.fleet.ID(i), Zone: w.fleet.Zone(i), State: w.fleet.State(i),
		InService: w.fleet.InService(i), Files: w.fleet.Files(w.fleet.Disk(i)),
	}
	out.Revision = w.RevisionOn(i)
	out.Tags = w.fleet.Tags(i)
	if g := w.fleet.AutoScalingGroupOf(i); g != fleet.NoGroup {
		out.AutoScalingGroup, out.Lifecycle = w.fleet.AutoScalingGroup(g).Name, w.fleet.Lifecycle(i)
	}
	for g := range w.setup.CodeDeploy.Groups {
		if w.deploy.Member(int32(g), i) {
			out.Groups = append(out.Groups, w.membership(int32(g), i))
		}
	}
	return out
}

// RevisionOn is the revision that the latest successful Install brought to
// instance i, for whichever group, be the host its member or no longer
// (CD-4.3); empty for none.
func (w *World) RevisionOn(i uint32) string {
	if r := w.Installed(i); r != codedeploy.None {
		return w.setup.CodeDeploy.Revisions[r].Name
	}
	return ""
}

// Installed is the index of the revision that RevisionOn names, or
// codedeploy.None.
func (w *World) Installed(i uint32) int32 {
	latest := codedeploy.None
	for g := range w.setup.CodeDeploy.Groups {
		latest = max(latest, w.deploy.Installed(int32(g), i))
	}
	if latest == codedeploy.None {
		return codedeploy.None
	}
	return w.deploy.Facts(latest).Revision
}

func (w *World) membership(g int32, i uint32) Membership {
	m := Membership{Group: g}
	m.InstanceHealth, m.RevisionHealth = w.deploy.Health(g, i)
	if n := w.deploy.Installed(g, i); n != codedeploy.None {
		m.Revision = w.revisionOf(n)
	}
	for _, n := range w.deploy.Archives(g, i) {
		m.Archives = append(m.Archives, w.deploy.Info(n).ID)
	}
	return m
}

// revisionOf is the name of the revision of deployment n.
func (w *World) revisionOf(n int32) string {
	return w.setup.CodeDeploy.Revisions[w.deploy.Info(n).Revision].Name
}
