package appspec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

var serverKeys = []string{"version", "os", "files", "hooks", "permissions", "file_exists_behavior"}

// server checks the sections in the order in which the agent does, so that the
// first refusal is the agent's. CD-9.2
func (c *check) server(root *source.Node) codedeploy.AppSpec {
	var spec codedeploy.AppSpec
	if !c.isFile(root) {
		return spec
	}
	c.lintAliases(root)
	c.serverKeys(root)
	c.version(root)
	spec.OS = c.system(root)
	spec.Hooks = c.hooks(root.Get("hooks"), spec.OS)
	spec.Files = c.files(root.Get("files"), spec.OS)
	spec.Permissions = c.permissions(root.Get("permissions"), spec.OS)
	spec.FileExists = c.fileExists(root.Get("file_exists_behavior"))
	return spec
}

// isFile tells whether the whole is a mapping. Of a mere text the agent says
// that its version is missing.
func (c *check) isFile(root *source.Node) bool {
	const message, fix = "an AppSpec is a mapping", "begin with version: 0.0 and os: linux"
	switch w := read(root); {
	case w.kind == mapping:
		return true
	case !w.counts():
		c.refuse(place(root), "CD-9.2", emptyFile, "the AppSpec is empty", "it needs version and os at least")
	case w.kind == list:
		c.refuse(root.Position, "CD-9.2", noIndex, message, fix)
	default:
		c.refuse(root.Position, "CD-9.2", badVersion(""), message, fix)
	}
	return false
}

func (c *check) serverKeys(root *source.Node) {
	for _, e := range root.Entries {
		key := e.Key.Text
		switch {
		case slices.Contains(serverKeys, key):
		case strings.EqualFold(key, "resources"):
			c.warn(e.Key.Position, "CD-9.2", "agents ignore "+key, "resources belong to Lambda and ECS; instances want files")
		default:
			c.unknownKey(e.Key, "", serverKeys, "CD-9.2")
		}
	}
}

func badVersion(shown string) string {
	return fmt.Sprintf("The deployment failed because an invalid version value (%s) was entered in the application specification file.", shown)
}

func (c *check) version(root *source.Node) {
	n := root.Get("version")
	w := read(n)
	switch {
	case w.isZero():
	case n == nil:
		c.refuse(root.Position, "CD-9.2", badVersion(""), "version is missing", "write version: 0.0")
	case w.kind == text && bare(w.text).isZero():
		c.refuse(n.Position, "CD-9.2", badVersion(w.text), "version: a quoted "+quote(w.text)+" is text, and agents want the number",
			"write version: 0.0 without quotes")
	default:
		c.refuse(n.Position, "CD-9.2", badVersion(shorten(w.text)), "version: "+quote(w.text)+" is not the number 0.0", "write version: 0.0")
	}
}

// The operating systems that agents know.
var systems = []string{"linux", "windows"}

// system reads os; whether it is the agent's own is for the deployment to see.
func (c *check) system(root *source.Node) string {
	n := root.Get("os")
	w := read(n)
	agent := fmt.Sprintf("The deployment failed because the application specification file specifies an unsupported operating system (%s).", shorten(w.text))
	switch {
	case w.kind == text && slices.Contains(systems, w.text):
		return w.text
	case n == nil:
		c.refuse(root.Position, "CD-9.2", agent, "os is missing", "write os: linux or os: windows")
	default:
		c.refuse(n.Position, "CD-9.2", agent, "os: no operating system "+quote(w.text), oneOf(w.text, systems))
	}
	return ""
}

var behaviours = []string{"DISALLOW", "OVERWRITE", "RETAIN"}

func (c *check) fileExists(n *source.Node) codedeploy.FileExists {
	w := read(n)
	if w.kind == nothing {
		return codedeploy.FileExistsUnset
	}
	if i := slices.Index(behaviours, w.text); i >= 0 && w.kind == text {
		return codedeploy.Disallow + codedeploy.FileExists(i)
	}
	c.refuse(n.Position, "CD-9.2",
		fmt.Sprintf("The deployment failed because an invalid file_exists_behavior value (%s) was entered in the application specification file.", shorten(w.text)),
		"file_exists_behavior: no behaviour "+quote(w.text), oneOf(w.text, behaviours))
	return codedeploy.FileExistsUnset
}
