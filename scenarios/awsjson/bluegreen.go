package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// BlueGreen is a blueGreenDeploymentConfiguration.
type BlueGreen struct {
	Terminate    Termination   `json:"terminateBlueInstancesOnDeploymentSuccess"`
	Ready        Ready         `json:"deploymentReadyOption"`
	Provisioning *Provisioning `json:"greenFleetProvisioningOption,omitempty"` // Server
}

// Termination is what becomes of the originals (CD-3.9).
type Termination struct {
	Action                       string `json:"action"`
	TerminationWaitTimeInMinutes int64  `json:"terminationWaitTimeInMinutes"`
}

// Ready is what happens once the replacements are installed (CD-3.6).
type Ready struct {
	ActionOnTimeout   string `json:"actionOnTimeout"`
	WaitTimeInMinutes int64  `json:"waitTimeInMinutes"`
}

// Provisioning is where the replacements come from (CD-3.2).
type Provisioning struct {
	Action string `json:"action"`
}

// TargetInstances names the replacements of a deployment (CD-3.2).
type TargetInstances struct {
	TagFilters []TagFilter `json:"tagFilters,omitempty"`
	EC2TagSet  *EC2TagSet  `json:"ec2TagSet,omitempty"`
}

func targetInstances(t *codedeploy.TargetInstances) *TargetInstances {
	if t == nil {
		return nil
	}
	switch sets := filters(t.EC2Tags); len(sets) {
	case 0:
		return &TargetInstances{}
	case 1:
		return &TargetInstances{TagFilters: sets[0]}
	default:
		return &TargetInstances{EC2TagSet: &EC2TagSet{sets}}
	}
}

func blueGreen(b *codedeploy.BlueGreen, p codedeploy.Platform) *BlueGreen {
	if b == nil {
		return nil
	}
	out := &BlueGreen{Termination{"KEEP_ALIVE", 0}, Ready{"CONTINUE_DEPLOYMENT", 0}, nil}
	if p == codedeploy.Server {
		out.Provisioning = &Provisioning{"DISCOVER_EXISTING"}
	}
	if b.Terminates {
		out.Terminate = Termination{"TERMINATE", int64(b.TerminationWait / kernel.Minute)}
	}
	if b.StopsWhenReady {
		out.Ready = Ready{"STOP_DEPLOYMENT", int64(b.ReadyWait / kernel.Minute)}
	}
	if b.CopiesGroup {
		out.Provisioning.Action = "COPY_AUTO_SCALING_GROUP"
	}
	return out
}
