package appspec

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Parse reads an AppSpec for EC2 and on-premises instances (CD-9.2). What the
// agent would not take comes out as a Refusal; the AppSpec then holds what
// could be read. If the last part of file is a name that the agent does not
// look for, such as appspec.yaml, that is a Refusal too (CD-9.1).
func Parse(file string, data []byte) (codedeploy.AppSpec, Result) {
	c, spec := parseServer(file, data)
	return spec, c.result()
}

// ParseNode is Parse for an AppSpec that is part of another text.
func ParseNode(root *source.Node) (codedeploy.AppSpec, Result) {
	c := newCheck(Server)
	spec := c.server(root)
	return spec, c.result()
}

// Check reads an AppSpec for any platform; Auto lets the content tell which:
// resources mean Lambda or ECS, anything else Server.
func Check(file string, data []byte, platform Platform) Result {
	if platform == Auto {
		root, _ := source.Parse(file, data, source.Options{Lenient: true})
		platform = PlatformOf(root)
	}
	c := newCheck(platform)
	switch platform {
	case Lambda:
		c.lambda(c.open(file, data))
	case ECS:
		c.ecs(c.open(file, data))
	default:
		c, _ = parseServer(file, data)
	}
	return c.result()
}

// CheckNode is Check for an AppSpec for Lambda or ECS that is part of another
// text.
func CheckNode(root *source.Node, platform Platform) Result {
	c := newCheck(platform)
	if platform == Lambda {
		c.lambda(root)
	} else {
		c.ecs(root)
	}
	return c.result()
}

func parseServer(file string, data []byte) (*check, codedeploy.AppSpec) {
	c := newCheck(Server)
	c.fileName(file)
	root := c.open(file, data)
	if root == nil {
		return c, codedeploy.AppSpec{}
	}
	return c, c.server(root)
}

// result hands the findings over in order of position.
func (c *check) result() Result {
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return c.Result
}

const emptyFile = "The deployment failed because the application specification file was empty."

// open parses the text; it returns nil if that can not be done.
func (c *check) open(file string, data []byte) *source.Node {
	root, found := source.Parse(file, data, source.Options{Lenient: true})
	keys, unreadable := rulesOf(c.Platform)
	for _, d := range found {
		switch {
		case d.Severity != source.Error:
			c.warn(d.Position, keys, d.Message, d.Fix)
		case d.Message == "is empty" && c.Platform == Server:
			c.refuse(d.Position, keys, emptyFile, d.Message, "write version and os at least")
		default:
			c.refuse(d.Position, unreadable, c.unreadable(d), d.Message, d.Fix)
		}
	}
	return root
}

// rulesOf returns the rule of a platform's keys and that of files that can not
// be read.
func rulesOf(platform Platform) (keys, unreadable string) {
	switch platform {
	case Lambda:
		return "CD-9.3", "CD-9.14"
	case ECS:
		return "CD-9.4", "CD-9.14"
	}
	return "CD-9.2", "CD-8.8"
}

// unreadable is what the agent's YAML library says of a fault.
func (c *check) unreadable(d source.Diagnostic) string {
	if c.Platform != Server {
		return ""
	}
	return fmt.Sprintf("(<unknown>): %s at line %d column %d", d.Message, d.Line, d.Column)
}

const notFound = `The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml".`

// fileName refuses near misses of appspec.yml. CD-9.1
func (c *check) fileName(file string) {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	stem := strings.TrimSuffix(base, path.Ext(base))
	if strings.EqualFold(stem, "appspec") && base != "appspec.yml" {
		c.refuse(source.Position{File: file}, "CD-9.1", notFound,
			"hooks look for appspec.yml and do not find "+quote(base), "name the file appspec.yml")
	}
}

// PlatformOf tells the platform of an AppSpec by its content.
func PlatformOf(root *source.Node) Platform {
	resources, hooks := field(root, "resources"), field(root, "hooks")
	switch {
	case root.Get("os") != nil:
		return Server
	case search(resources, 3, speaksOfECS):
		return ECS
	case resources != nil:
		return Lambda
	case hooks == nil || hooks.Kind != source.Sequence:
		return Server
	case search(hooks, 1, eventOfECS):
		return ECS
	}
	return Lambda
}

func speaksOfECS(key, text string) bool {
	return strings.EqualFold(key, "TaskDefinition") ||
		strings.EqualFold(key, "Type") && strings.Contains(strings.ToUpper(text), "ECS")
}

func eventOfECS(key, _ string) bool {
	return strings.HasSuffix(key, "Install") || strings.HasSuffix(key, "TestTraffic")
}

// search tells whether found holds for a key and its text at most depth
// mappings down.
func search(n *source.Node, depth int, found func(key, text string) bool) bool {
	if n == nil || depth < 0 {
		return false
	}
	for _, item := range n.Items {
		if search(item, depth, found) {
			return true
		}
	}
	for _, e := range n.Entries {
		if found(e.Key.Text, e.Value.Text) || search(e.Value, depth-1, found) {
			return true
		}
	}
	return false
}
