package appspec

import (
	"regexp"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// LambdaSpec is an AppSpec for Lambda (CD-9.3). What could not be read is zero.
type LambdaSpec struct {
	Resource       string // the name that the file gives the resource
	Name           string // of the function
	Alias          string
	CurrentVersion int64 // from 1; what the alias points to before
	TargetVersion  int64 // from 1; what it points to afterwards
	Hooks          []FunctionHook
}

const lambdaType = "AWS::Lambda::Function"

var (
	lambdaProperties = []string{"Name", "Alias", "CurrentVersion", "TargetVersion"}
	lambdaEvents     = []string{"BeforeAllowTraffic", "AfterAllowTraffic"}
	lambdaReserved   = []string{"AllowTraffic"}
)

// lambda reads an AppSpec for Lambda. CD-9.3
func (c *check) lambda(root *source.Node) {
	s := section{c, "CD-9.3"}
	spec := &LambdaSpec{}
	c.Lambda = spec
	if root = s.top(root); root == nil {
		return
	}
	name, properties := s.resource(root, lambdaType)
	if properties != nil {
		spec.Resource = name.Text
		s.fold(properties, "Properties: ", lambdaProperties)
		spec.Name = s.text(properties, "Name")
		spec.Alias = s.text(properties, "Alias")
		spec.CurrentVersion = s.lambdaVersion(properties, "CurrentVersion")
		spec.TargetVersion = s.lambdaVersion(properties, "TargetVersion")
		s.sameVersion(spec, properties)
	}
	spec.Hooks = s.hooks(root, lambdaEvents, lambdaReserved)
}

var positive = regexp.MustCompile(`^[1-9][0-9]*$`)

// lambdaVersion reads a published version, from 1.
func (s section) lambdaVersion(n *source.Node, key string) int64 {
	shown := s.text(n, key)
	if shown == "" {
		return 0
	}
	version, err := strconv.ParseInt(shown, 10, 64)
	if err != nil || !positive.MatchString(shown) {
		s.refuse(field(n, key).Position, s.rule, "", key+": "+quote(shown)+" is not the number of a version", "publish a version and give its number, from 1")
		return 0
	}
	return version
}

// sameVersion refuses a deployment from a version to itself. CD-9.14
func (s section) sameVersion(spec *LambdaSpec, properties *source.Node) {
	if spec.CurrentVersion != 0 && spec.CurrentVersion == spec.TargetVersion {
		s.refuse(field(properties, "TargetVersion").Position, "CD-9.14", "",
			"TargetVersion is the CurrentVersion already", "give the version to shift to")
	}
}
