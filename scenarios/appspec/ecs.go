package appspec

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// ECSSpec is an AppSpec for ECS (CD-9.4). What could not be read is zero.
type ECSSpec struct {
	TaskDefinition  string // an ARN
	ContainerName   string // of the load balancer's container
	ContainerPort   int64  // 1 to 65535
	PlatformVersion string // LATEST if none is given
	Network         *Network
	Strategy        []CapacityProvider
	Hooks           []FunctionHook
}

// Network is an AwsvpcConfiguration.
type Network struct {
	Subnets, SecurityGroups []string
	AssignPublicIP          bool
}

// CapacityProvider is an entry of a CapacityProviderStrategy.
type CapacityProvider struct {
	Name   string
	Base   int64 // tasks, 0 to 100,000
	Weight int64 // 0 to 1,000
}

const ecsType = "AWS::ECS::Service"

var (
	ecsProperties = []string{"TaskDefinition", "LoadBalancerInfo", "PlatformVersion", "NetworkConfiguration", "CapacityProviderStrategy"}
	ecsEvents     = []string{"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"}
	ecsReserved   = []string{"Install", "AllowTestTraffic", "AllowTraffic"}
)

// ecs reads an AppSpec for ECS. CD-9.4, CD-9.5
func (c *check) ecs(root *source.Node) {
	s := section{c, "CD-9.4"}
	spec := &ECSSpec{PlatformVersion: "LATEST"}
	c.ECS = spec
	if root = s.top(root); root == nil {
		return
	}
	name, properties := s.resource(root, ecsType)
	if name != nil && name.Text != "TargetService" {
		s.warn(name.Position, s.rule, "the guide calls the resource TargetService, not "+quote(name.Text), "write - TargetService:")
	}
	if properties != nil {
		s.fold(properties, "Properties: ", ecsProperties)
		spec.TaskDefinition = s.taskDefinition(properties)
		spec.ContainerName, spec.ContainerPort = s.container(properties)
		s.platformVersion(properties, spec)
		spec.Network = s.network(properties)
		spec.Strategy = s.strategy(properties)
	}
	spec.Hooks = section{c, "CD-9.5"}.hooks(root, ecsEvents, ecsReserved)
}

// placeholder is what CodePipeline's ECS action puts the ARN in place of.
const placeholder = "<TASK_DEFINITION>"

func (s section) taskDefinition(n *source.Node) string {
	arn := s.text(n, "TaskDefinition")
	switch {
	case arn == "":
	case arn == placeholder:
		s.note(field(n, "TaskDefinition").Position, s.rule, placeholder+" is filled in by CodePipeline alone", "give the ARN for any other deployment")
	case !strings.HasPrefix(arn, "arn:"):
		s.warn(field(n, "TaskDefinition").Position, s.rule, "TaskDefinition: "+quote(arn)+" is not an ARN", "write arn:aws:ecs:…:task-definition/name:revision")
	}
	return arn
}

// mappingAt returns the mapping under key, or nil, which it refuses unless the
// key is absent.
func (s section) mappingAt(n *source.Node, key string, known ...string) *source.Node {
	value := field(n, key)
	if value == nil {
		return nil
	}
	if value.Kind != source.Mapping {
		s.refuse(value.Position, s.rule, "", key+" must be a mapping, not "+value.Kind.String(), "write "+strings.Join(known, ", ")+" below it")
		return nil
	}
	s.fold(value, key+": ", known)
	return value
}

func (s section) container(properties *source.Node) (string, int64) {
	if field(properties, "LoadBalancerInfo") == nil {
		s.refuse(properties.Position, s.rule, "", "LoadBalancerInfo is missing", "write LoadBalancerInfo: with ContainerName and ContainerPort below it")
		return "", 0
	}
	info := s.mappingAt(properties, "LoadBalancerInfo", "ContainerName", "ContainerPort")
	if info == nil {
		return "", 0
	}
	name := s.text(info, "ContainerName")
	if field(info, "ContainerPort") == nil {
		s.refuse(info.Position, s.rule, "", "ContainerPort is missing", "write ContainerPort: and the port of the container")
		return name, 0
	}
	return name, s.number(info, "ContainerPort", 1, 65535)
}

// number reads a whole number; in quotes it is only something to look at.
func (s section) number(n *source.Node, key string, lo, hi int64) int64 {
	value := field(n, key)
	if value == nil {
		return 0
	}
	i, err := strconv.ParseInt(value.Text, 10, 64)
	if value.Kind != source.Scalar || err != nil || i < lo || i > hi {
		s.refuse(value.Position, s.rule, "", key+": "+quote(read(value).text)+" is not a number within "+bounds(lo, hi), "write a plain number")
		return 0
	}
	if value.Style != source.Plain {
		s.warn(value.Position, s.rule, key+" is a number; this is a text", "leave out the quotes")
	}
	return i
}

func bounds(lo, hi int64) string { return strconv.FormatInt(lo, 10) + ".." + strconv.FormatInt(hi, 10) }

var versionOfFargate = regexp.MustCompile(`^(LATEST|[0-9]+\.[0-9]+\.[0-9]+)$`)

func (s section) platformVersion(properties *source.Node, spec *ECSSpec) {
	n := field(properties, "PlatformVersion")
	if n == nil || n.Kind == source.Null {
		return
	}
	if shown := s.text(properties, "PlatformVersion"); shown != "" {
		spec.PlatformVersion = shown
		if !versionOfFargate.MatchString(shown) {
			s.warn(n.Position, s.rule, "PlatformVersion: "+quote(shown)+" is no version of Fargate", "write LATEST or one like 1.4.0")
		}
	}
}
