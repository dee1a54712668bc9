package appspec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

var permissionKeys = []string{"object", "pattern", "except", "owner", "group", "mode", "acls", "context", "type"}

// What a permission can set; one that sets none of these does nothing.
var permissionEffects = []string{"owner", "group", "mode", "acls", "context"}

const permissionFix = "write each entry as - object: … with owner, group or mode below it"

// permissions reads what Install sets on files and directories. CD-9.2
func (c *check) permissions(n *source.Node, system string) []codedeploy.Permission {
	var all []codedeploy.Permission
	seen := map[string]source.Position{}
	for _, item := range c.listOf(n, "permissions", noKey, permissionFix) {
		p, ok := c.permission(item, system)
		if ok {
			c.doubledPermission(item, p, seen)
			c.objects = append(c.objects, placed{item.Get("object").Position, p.Object})
			all = append(all, p)
		}
	}
	return all
}

// The agent's words, spelt as it spells them.
const (
	noObject  = "The deployment failed because a permission listed in the application specification file has no object value."
	onWindows = "The deployment failed because the application specification file specifiles file permissions, but the deployment is targeting one or more Windows Server instances."
)

func (c *check) permission(n *source.Node, system string) (codedeploy.Permission, bool) {
	var p codedeploy.Permission
	if w := read(n); w.kind != mapping {
		c.refuse(n.Position, "CD-9.2", w.lacks("has_key?"), "a permission must be a mapping, not "+n.Kind.String(), permissionFix)
		return p, false
	}
	object := read(n.Get("object"))
	switch {
	case object.kind == nothing:
		c.refuse(n.Position, "CD-9.2", noObject, "a permission without an object", "write object: and a path on the instance")
		return p, false
	case system != "linux":
		if system == "windows" {
			c.refuse(n.Position, "CD-9.2", onWindows, "permissions are refused on Windows", "leave the section out")
		}
		return p, false
	}
	c.onlyKeys(n, "", permissionKeys, "CD-9.2")
	p = c.permissionParts(n)
	p.Object = strings.TrimSpace(object.text)
	if p.Object == "" {
		c.refuse(n.Get("object").Position, "CD-9.2", noObject, "a permission without an object", "write object: and a path on the instance")
		return p, false
	}
	c.lintPermission(n, p)
	return p, true
}

// permissionParts reads the keys in the agent's order.
func (c *check) permissionParts(n *source.Node) codedeploy.Permission {
	p := codedeploy.Permission{Pattern: "**"}
	if w := read(n.Get("pattern")); w.counts() {
		p.Pattern = w.text
	}
	for _, item := range c.words(n.Get("except"), "except") {
		p.Except = append(p.Except, read(item).text)
	}
	p.Files, p.Directories = c.types(n.Get("type"))
	p.Owner, p.Group = read(n.Get("owner")).text, read(n.Get("group")).text
	c.mode(n.Get("mode"))
	p.DefaultACL = c.acls(n.Get("acls"))
	c.context(n.Get("context"))
	return p
}

// words returns the items of a list of words; false counts as absent.
func (c *check) words(n *source.Node, key string) []*source.Node {
	w := read(n)
	switch {
	case w.kind == list:
		return n.Items
	case w.counts():
		c.refuse(n.Position, "CD-9.2", w.lacks("each"), key+" must be a list, not "+n.Kind.String(), "write "+key+": [ … ]")
	}
	return nil
}

var objectTypes = []string{"file", "directory"}

// types reads what a permission is for: both if nothing is said.
func (c *check) types(n *source.Node) (files, directories bool) {
	if !read(n).counts() {
		return true, true
	}
	for _, item := range c.words(n, "type") {
		w := read(item)
		files = files || w.text == "file"
		directories = directories || w.text == "directory"
		if w.kind != text || !slices.Contains(objectTypes, w.text) {
			agent := fmt.Sprintf("The deployment failed because the application specification filespecifies a permission for an object type not supported for permissions (%s).", shorten(w.text))
			c.refuse(item.Position, "CD-9.2", agent, "type: no type "+quote(w.text), oneOf(w.text, objectTypes))
		}
	}
	return files, directories
}

func (c *check) lintPermission(n *source.Node, p codedeploy.Permission) {
	sets := func(key string) bool { return read(n.Get(key)).kind != nothing }
	if !slices.ContainsFunc(permissionEffects, sets) {
		c.warn(n.Position, "CD-9.2", "this permission sets nothing", "give it owner, group, mode, acls or context")
	}
	if !strings.HasPrefix(p.Object, "/") {
		c.warn(n.Get("object").Position, "CD-9.2", "object: "+quote(p.Object)+" is not a fully qualified path", "begin it with /")
	}
}

// doubledPermission warns of entries for one object; Install fails where two
// of them meet on one file or directory. CD-4.17
func (c *check) doubledPermission(n *source.Node, p codedeploy.Permission, seen map[string]source.Position) {
	for i, applies := range []bool{p.Files, p.Directories} {
		key := fmt.Sprint(i, clean(p.Object), " ", p.Pattern)
		if first, ok := seen[key]; ok && applies {
			c.warn(n.Position, "CD-4.17", fmt.Sprintf("line %d sets permissions on %s too; Install fails where both fit", first.Line, quote(p.Object)),
				"keep one of them, or tell them apart by type or pattern")
			return
		}
		if applies {
			seen[key] = n.Position
		}
	}
}
