package appspec

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

var fileKeys = []string{"source", "destination"}

const fileFix = "write each entry as - source: … with destination: … below it"

// files reads what Install copies. CD-9.2
func (c *check) files(n *source.Node, system string) []codedeploy.FileMapping {
	var all []codedeploy.FileMapping
	seen := map[codedeploy.FileMapping]source.Position{}
	for _, item := range c.listOf(n, "files", noIndex, fileFix) {
		m, ok := c.file(item, system)
		if ok {
			c.doubled(item.Get("source").Position, m, seen)
			all = append(all, m)
		}
	}
	return all
}

// listOf returns the items of a section that must be a list. agent is what the
// agent says of a mapping in its place.
func (c *check) listOf(n *source.Node, section, agent, fix string) []*source.Node {
	w := read(n)
	switch {
	case !w.counts():
		return nil
	case w.kind == list:
		return n.Items
	case w.kind != mapping:
		agent = w.lacks("each")
	case len(n.Entries) == 0:
		return nil
	}
	c.refuse(n.Position, "CD-9.2", agent, section+" must be a list, not "+n.Kind.String(), fix)
	return nil
}

func (c *check) file(n *source.Node, system string) (codedeploy.FileMapping, bool) {
	none := codedeploy.FileMapping{}
	switch w := read(n); w.kind {
	case mapping:
		c.onlyKeys(n, "", fileKeys, "CD-9.2")
	case text:
		c.refuse(n.Position, "CD-9.2", noSource, "an entry of files must be a mapping, not "+n.Kind.String(), fileFix)
		return none, false
	default:
		c.refuse(n.Position, "CD-9.2", noIndex, "an entry of files must be a mapping, not "+n.Kind.String(), fileFix)
		return none, false
	}
	from, to := read(n.Get("source")), read(n.Get("destination"))
	switch {
	case from.kind == nothing:
		c.refuse(n.Position, "CD-9.2", noSource, "an entry of files without a source", "write source: and a path in the bundle")
		return none, false
	case to.kind == nothing:
		agent := fmt.Sprintf("The deployment failed because the application specification file specifies only a source file (%s).", shorten(from.text))
		c.refuse(n.Position, "CD-9.2", agent, "an entry of files without a destination", "write destination: and a directory on the instance")
		return none, false
	}
	c.lintSource(n.Get("source"), system)
	c.lintDestination(n, system)
	c.sources = append(c.sources, placed{n.Get("source").Position, from.text})
	return codedeploy.FileMapping{Source: from.text, Destination: to.text}, true
}

const noSource = "The deployment failed because the application specification file specifies a destination file, but no source file."

func (c *check) lintSource(n *source.Node, system string) {
	w := read(n)
	switch {
	case w.kind != text:
		c.fail(n.Position, "CD-9.2", "source: "+quote(w.text)+" is not text; Install fails", "quote it")
	case w.text == "":
		c.warn(n.Position, "CD-9.2", "source: an empty path means the whole bundle", "write / if that is meant")
	case leaves(w.text):
		c.warn(n.Position, "CD-9.2", "source: "+quote(w.text)+" leads out of the bundle", "give a path inside the bundle")
	case system == "linux" && strings.Contains(w.text, `\`):
		c.warn(n.Position, "CD-9.2", "source: a backslash separates nothing on Linux", "write /")
	}
}

func (c *check) lintDestination(entry *source.Node, system string) {
	n := entry.Get("destination")
	w, from := read(n), read(entry.Get("source"))
	switch {
	case w.kind != text:
		c.fail(n.Position, "CD-9.2", "destination: "+quote(w.text)+" is not text; Install fails", "quote it")
	case strings.Contains(w.text, "$"), system == "windows" && strings.Contains(w.text, "%"):
		c.warn(n.Position, "CD-9.2", "destination: variables are not expanded in "+quote(w.text), "write the path out")
	case system == "windows" && !isAbsolute(w.text), system == "linux" && !strings.HasPrefix(w.text, "/"):
		c.warn(n.Position, "CD-9.2", "destination: "+quote(w.text)+" is not a fully qualified path", "begin it with / or, on Windows, a drive")
	case path.Ext(from.text) != "" && base(from.text) == base(w.text):
		c.warn(n.Position, "CD-9.2", fmt.Sprintf("destination: a directory is meant, so the file becomes %s/%s", shorten(w.text), shorten(base(from.text))),
			"give the directory alone")
	}
}

// doubled reports entries that write the same file. It is certain for the same
// source and, of different ones, if both are plain files. CD-4.17
func (c *check) doubled(at source.Position, m codedeploy.FileMapping, seen map[codedeploy.FileMapping]source.Position) {
	to := clean(m.Destination)
	same := codedeploy.FileMapping{Source: clean("/" + m.Source), Destination: to}
	alike := codedeploy.FileMapping{Source: base(m.Source), Destination: to}
	if first, ok := seen[same]; ok {
		c.told[at] = true
		c.fail(at, "CD-4.17", fmt.Sprintf("%s is copied to %s twice; Install fails", quote(m.Source), quote(m.Destination)),
			fmt.Sprintf("line %d has it already", first.Line))
	} else if first, ok := seen[alike]; ok && alike.Source != "" {
		c.warn(at, "CD-4.17", fmt.Sprintf("line %d copies another %s to %s; if both are files, Install fails", first.Line, quote(alike.Source), quote(m.Destination)),
			"keep one of them")
	}
	seen[same], seen[alike] = at, at
}

// clean makes equal paths equal; a backslash counts as a slash.
func clean(p string) string { return path.Clean(strings.ReplaceAll(p, `\`, "/")) }

// base is the last part of a path, "" for the root.
func base(p string) string {
	if b := path.Base(clean("/" + p)); b != "/" {
		return b
	}
	return ""
}

var driveOrShare = regexp.MustCompile(`^([A-Za-z]:)?[/\\]`)

// isAbsolute tells whether p begins with a slash or a drive.
func isAbsolute(p string) bool { return driveOrShare.MatchString(p) }

// leaves tells whether p climbs above where it begins.
func leaves(p string) bool {
	cleaned := path.Clean(strings.TrimLeft(strings.ReplaceAll(p, `\`, "/"), "/"))
	return cleaned == ".." || strings.HasPrefix(cleaned, "../")
}
