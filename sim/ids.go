package sim

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const (
	purposeGroupID       = 0x6d
	purposeApplicationID = 0xad
	purposeEventID       = 0xeb
)

// GroupID is the deploymentGroupId of a group: a UUID drawn from the seed
// (CD-1.2).
func (w *World) GroupID(g int32) string {
	group := &w.setup.CodeDeploy.Groups[g]
	name := w.setup.CodeDeploy.Applications[group.Application].Name + "/" + group.Name
	return codedeploy.UUID(kernel.NewStream(w.Seed(), kernel.HashString(name), purposeGroupID))
}

// ApplicationID is the applicationId of an application (CD-1.1).
func (w *World) ApplicationID(a int32) string {
	name := w.setup.CodeDeploy.Applications[a].Name
	return codedeploy.UUID(kernel.NewStream(w.Seed(), kernel.HashString(name), purposeApplicationID))
}

// EventID is the id of an event that EventBridge is told: a UUID drawn from the
// seed for the state that a deployment, or an instance in one, has reached
// (CD-11.1).
func (w *World) EventID(deployment, instance, state string) string {
	return codedeploy.UUID(kernel.NewStream(w.Seed(), kernel.HashString(deployment+"/"+instance+"/"+state), purposeEventID))
}
