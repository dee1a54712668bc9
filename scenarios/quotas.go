package scenarios

import (
	"reflect"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Quotas are the quotas that hold: aws for all of them, or single ones (CD-11.3).
type Quotas struct {
	AWS bool // all, as AWS sets them for a new account
	SomeQuotas
}

// SomeQuotas are single quotas; those that are absent do not hold. AWS raises
// most of them on request.
type SomeQuotas struct {
	Pos Pos
	// Applications of the account in the Region; AWS: 1000.
	Applications *Quota `key:"applications" schema:"quota"`
	// Deployment groups of one application; AWS: 1000.
	DeploymentGroupsPerApplication *Quota `key:"deploymentGroupsPerApplication" schema:"quota"`
	// Custom deployment configurations of the account; AWS: 50.
	CustomDeploymentConfigurations *Quota `key:"customDeploymentConfigurations" schema:"quota"`
	// Deployments in progress at once in the account, beyond which others are Queued (CD-1.5); AWS: 1300.
	ConcurrentDeployments *Quota `key:"concurrentDeployments" schema:"quota"`
	// Instances of one deployment, beyond which it fails with OVER_MAX_INSTANCES (CD-1.15); AWS: 1000, in some Regions 2000.
	InstancesPerDeployment *Quota `key:"instancesPerDeployment" schema:"quota"`
	// Instances of all deployments in progress at once, beyond which others are Queued (CD-1.5); AWS: 1000, in us-east-1 3000.
	InstancesInConcurrentDeployments *Quota `key:"instancesInConcurrentDeployments" schema:"quota"`
}

// Quota is how many there may be, from 1 to 10,000,000.
type Quota int64

func (q *Quota) readNode(d *decoder, n *source.Node) {
	*q = Quota(d.Under("CD-11.3").Int(n, 1, MaxInstances))
}

func (q *Quota) node() *source.Node { return source.Int(int64(*q)) }

func (q *Quotas) readNode(d *decoder, n *source.Node) {
	if n.Kind == source.Scalar {
		q.AWS = d.Under("CD-11.3").Enum(n, "aws") != ""
		return
	}
	d.value(n, &q.SomeQuotas)
}

func (q *Quotas) node() *source.Node {
	if q.AWS {
		return source.Str("aws")
	}
	return encodeObject(reflect.ValueOf(&q.SomeQuotas).Elem())
}

// awsQuotas are AWS's quotas in a Region. Which Regions allow 2,000 instances a
// deployment no source says, so all have 1,000.
func awsQuotas(region string) SomeQuotas {
	quota := func(n Quota) *Quota { return &n }
	inUse := quota(1000)
	if region == "us-east-1" {
		inUse = quota(3000)
	}
	return SomeQuotas{
		Applications: quota(1000), DeploymentGroupsPerApplication: quota(1000), CustomDeploymentConfigurations: quota(50),
		ConcurrentDeployments: quota(1300), InstancesPerDeployment: quota(1000), InstancesInConcurrentDeployments: inUse,
	}
}
