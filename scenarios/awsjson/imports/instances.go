package imports

// EC2 instances and on-premises instances.

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// scalingTag is the tag that EC2 gives to instances of an Auto Scaling group.
const scalingTag = "aws:autoscaling:groupName"

// instance is a host.
type instance struct {
	node       *source.Node
	id         string
	zone       *source.Node // or nil
	tags       []tag
	noProfile  bool
	stopped    bool
	windows    bool
	onPremises bool
	registered bool     // of an on-premises one
	notes      []string // comments of ours
	left       leftovers

	scaled   *scalingGroup // whose instance it is, or nil
	unlisted bool          // only its Auto Scaling group lists it

	base string // of hosts made up: the name that they share
	host string // its name in the scenario
}

type tag struct{ key, value *source.Node }

// Of instances the CLI prints dozens of fields that decide nothing for a
// deployment; those that EC2 had when this was written are left without a word.
const ec2Fields = `AmiLaunchIndex Architecture BlockDeviceMappings BootMode CapacityReservationId CapacityReservationSpecification ClientToken
CpuOptions CurrentInstanceBootMode EbsOptimized ElasticGpuAssociations ElasticInferenceAcceleratorAssociations EnaSupport EnclaveOptions
HibernationOptions Hypervisor IamInstanceProfile ImageId InstanceId InstanceLifecycle InstanceType Ipv6Address KernelId KeyName LaunchTime Licenses
MaintenanceOptions MetadataOptions Monitoring NetworkInterfaces NetworkPerformanceOptions Operator OutpostArn Placement Platform PlatformDetails
PrivateDnsName PrivateDnsNameOptions PrivateIpAddress ProductCodes PublicDnsName PublicIpAddress RamdiskId RootDeviceName RootDeviceType
SecurityGroups SourceDestCheck SpotInstanceRequestId SriovNetSupport State StateReason StateTransitionReason SubnetId Tags TpmSupport
UsageOperation UsageOperationUpdateTime VirtualizationType VpcId`

var ec2Shape = knownFields(ec2Fields)

// knownFields is the shape of a mapping whose fields are read one by one.
func knownFields(names string) *shape {
	s := mappingOf(map[string]*shape{})
	for name := range strings.FieldsSeq(names) {
		s.keys[name] = nil
	}
	return s
}

func (a *account) reservations(n *source.Node) {
	a.fleetTold = true
	for _, reservation := range a.List(n) {
		for _, item := range a.list(reservation, "Instances") {
			a.ec2Instance(item)
		}
	}
}

func (a *account) ec2Instance(n *source.Node) {
	id := a.named(n, "InstanceId")
	if id == nil {
		return
	}
	in := &instance{node: n, id: id.Text, zone: zone(get(n, "Placement", "AvailabilityZone")), noProfile: get(n, "IamInstanceProfile") == nil,
		windows: strings.EqualFold(text(n, "Platform"), "windows")}
	in.left.take(n, ec2Shape, "")
	switch state := text(n, "State", "Name"); state {
	case "terminated", "shutting-down":
		a.Notef(n.Position, "", "%s is %s; it is left out", in.id, state)
		return
	case "stopped", "stopping":
		in.stopped = true
	case "pending":
		in.notes = append(in.notes, in.id+" was pending; it runs here.")
	}
	a.tags(in, get(n, "Tags"))
	a.putInstance(in)
}

// tags takes the tags of a host. A key that no scenario can have is left out.
func (a *account) tags(in *instance, n *source.Node) {
	for _, item := range a.List(n) {
		key, value := get(item, "Key"), get(item, "Value")
		if key == nil || key.Kind != source.Scalar {
			continue
		}
		if !isName(key.Text) {
			a.Notef(key.Position, "", "a tag of %s is left out: %q can not be a key in a scenario", in.id, key.Text)
			in.left.add("tag " + compact(item))
			continue
		}
		if value == nil {
			value = at(key, "")
		}
		in.tags = append(in.tags, tag{at(key, key.Text), at(value, value.Text)})
	}
}

func (a *account) putInstance(in *instance) {
	a.instances = put(a, a.instances, in, func(old *instance) bool { return old.id == in.id },
		func(in *instance) *source.Node { return in.node }, "the instance "+in.id)
}

func (a *account) instance(id string) *instance {
	i := slices.IndexFunc(a.instances, func(in *instance) bool { return in.id == id })
	if i < 0 {
		return nil
	}
	return a.instances[i]
}

var onPremisesShape = knownFields("instanceName iamSessionArn iamUserArn instanceArn registerTime deregisterTime tags")

func (a *account) onPremisesInstance(n *source.Node) {
	a.fleetTold = true
	name := a.named(n, "instanceName")
	if name == nil {
		return
	}
	in := &instance{node: n, id: name.Text, onPremises: true, registered: get(n, "deregisterTime") == nil}
	in.left.take(n, onPremisesShape, "")
	a.tags(in, get(n, "tags"))
	a.putInstance(in)
}

// tag returns the value of a tag, or nothing.
func (in *instance) tag(key string) string {
	for _, t := range in.tags {
		if t.key.Text == key {
			return t.value.Text
		}
	}
	return ""
}

// zone is an Availability Zone, or nil if it is empty.
func zone(n *source.Node) *source.Node {
	if n == nil || n.Kind == source.Scalar && n.Text == "" {
		return nil
	}
	return n
}
