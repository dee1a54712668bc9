package scenarios

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Fleet is the hosts and what surrounds them.
type Fleet struct {
	Pos Pos
	// The agent of every host that does not say otherwise.
	Agent *Agent `key:"agent"`
	// Who goes first among hosts of equal health: as listed here, or drawn from the seed (CD-2.15).
	Order string `key:"order" enum:"listed shuffle"`
	// The hosts, in the order in which they are deployed to unless health says otherwise (CD-2.14).
	Instances []Instance `key:"instances"`
	// The Auto Scaling groups, whose hosts come behind the others.
	AutoScalingGroups []AutoScalingGroup `key:"autoScalingGroups"`
	// The Classic load balancers.
	LoadBalancers []LoadBalancer `key:"loadBalancers"`
	// The target groups of Application and Network Load Balancers.
	TargetGroups []TargetGroup `key:"targetGroups"`
}

// Agent is the CodeDeploy agent of a host.
type Agent struct {
	// How long the agent takes to pick up an event that is due; 1s if absent (CD-8.1).
	PickupDelay *kernel.Time `key:"pickupDelay"`
	// How many revisions the agent keeps on disk, the present one included; 5 if absent (CD-8.9).
	MaxRevisions *int64 `key:"maxRevisions" range:"1..1000000"`
	// Whether the agent runs, is stopped or was never installed; running if absent (CD-8.4).
	State string `key:"state" enum:"running stopped missing"`
}

// Hosts are the names of the hosts of Instances, in order.
func (f *Fleet) Hosts() (names []string) {
	for i := range f.Instances {
		in := &f.Instances[i]
		if in.Count == nil {
			names = append(names, in.Name.Text)
			continue
		}
		for n := range *in.Count {
			names = append(names, in.Name.Text+"-"+strconv.FormatInt(n+1, 10))
		}
	}
	return names
}

// Instance is one host, or several that differ only in number and zone.
type Instance struct {
	Pos Pos
	// The name of the host, or of the group of hosts if there is a count.
	Name Name `key:"name" is:"required"`
	// How many hosts there are, called name-1, name-2 and so on; without it one host with the name itself.
	Count *int64 `key:"count" range:"1..10000000"`
	// The Availability Zone of all of them.
	Zone Name `key:"zone"`
	// The Availability Zones that they are dealt to in turn.
	Zones []Name `key:"zones"`
	// The tags, as a mapping or as AWS's list of Key and Value.
	Tags Tags `key:"tags" schema:"tags"`
	// The operating system; linux if absent. An AppSpec must be for the same one (CD-9.2).
	Platform string `key:"platform" enum:"linux windows"`
	// On-premises hosts instead of EC2 instances; their names are their ids.
	OnPremises bool `key:"onPremises"`
	// Whether on-premises hosts are registered at time 0; true if absent (CD-10.7).
	Registered *bool `key:"registered"`
	// With none the agent has no credentials and stays silent (CD-8.7).
	InstanceProfile string `key:"instanceProfile" enum:"none fine"`
	// Absolute paths of files that are there before time 0.
	Files []string `key:"files"`
	// Free space at time 0: bytes, or a number with a unit such as 10MB; plenty if absent.
	DiskFree *Size `key:"diskFree" schema:"size"`
	// Whether the hosts run at time 0; running if absent.
	State string `key:"state" enum:"running stopped"`
	// The agent of these hosts; what it leaves out is taken from the fleet's.
	Agent *Agent `key:"agent"`
	// What the hosts start with in each deployment group, whatever history says: instance health and revision health (CD-2.20).
	Health *Health `key:"health" schema:"health"`
}
