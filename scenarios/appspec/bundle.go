package appspec

import (
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// CheckBundle reads the AppSpec of a bundle for instances and holds it against
// the files beside it: scripts (CD-4.6) and sources (CD-4.14) that are not
// there, files copied to one place twice (CD-4.17), and an AppSpec that hooks
// do not find (CD-9.1). Positions name the AppSpec's path in the bundle.
func CheckBundle(b *bundle.Bundle) Result {
	if b.AppSpecPath == "" {
		c := newCheck(Server)
		c.refuse(source.Position{File: "appspec.yml"}, "CD-9.1", notFound, "the bundle has no appspec.yml in its root", strayAppSpec(b))
		return c.result()
	}
	c, spec := parseServer(b.AppSpecPath, b.AppSpec)
	c.missingScripts(b, spec.OS)
	c.missingSources(b, spec.OS)
	if c.copies(b, spec); len(spec.Files)*len(b.Files) <= mostPlanned {
		c.plan(b, spec)
	}
	return c.result()
}

// strayAppSpec points at an AppSpec that is not in the root.
func strayAppSpec(b *bundle.Bundle) string {
	for _, f := range b.Files {
		if name := path.Base(f.Path); !f.Dir && strings.EqualFold(strings.TrimSuffix(name, path.Ext(name)), "appspec") {
			return "make " + shorten(f.Path) + " appspec.yml in the root"
		}
	}
	return "put one there"
}

func (c *check) missingScripts(b *bundle.Bundle, system string) {
	for _, script := range c.scripts {
		f, ok := find(b, system, script.path)
		switch {
		case leaves(script.path):
		case !ok:
			c.fail(script.at, "CD-4.6", "location: the bundle has no "+quote(script.path), nearest(b, script.path))
		case f.Dir:
			c.fail(script.at, "CD-4.6", "location: "+quote(script.path)+" is a directory", "name a script in it")
		case system == "linux" && f.Link == "" && f.Mode != 0 && f.Mode&0o111 == 0:
			c.note(script.at, "CD-4.6", "location: "+quote(script.path)+" is not executable; the agent makes it so", "")
		}
	}
}

func (c *check) missingSources(b *bundle.Bundle, system string) {
	for _, from := range c.sources {
		if _, ok := find(b, system, from.path); !ok && !leaves(from.path) {
			c.fail(from.at, "CD-4.14", "source: the bundle has no "+quote(from.path)+"; Install fails", nearest(b, from.path))
		}
	}
}

// inside is a path as the bundle lists it; "." is the root. On Windows alone a
// backslash parts names.
func inside(system, p string) string {
	if system == "windows" {
		p = strings.ReplaceAll(p, `\`, "/")
	}
	return path.Clean(strings.TrimLeft(p, "/"))
}

// find returns what is at a path of the AppSpec.
func find(b *bundle.Bundle, system, p string) (bundle.File, bool) {
	name := inside(system, p)
	if name == "." {
		return bundle.File{Path: name, Dir: true}, true
	}
	return b.File(name)
}

// below returns what is under a directory.
func below(b *bundle.Bundle, dir string) []bundle.File {
	if dir == "." {
		return b.Files
	}
	from := func(prefix string) int {
		return sort.Search(len(b.Files), func(i int) bool { return b.Files[i].Path >= prefix })
	}
	return b.Files[from(dir+"/"):from(dir+"0")] // 0 follows / in ASCII
}

// Names are suggested for small bundles only.
const maxSuggested = 2000

// nearest says which file of the bundle may have been meant.
func nearest(b *bundle.Bundle, p string) string {
	const add = "add it to the bundle"
	if len(b.Files) > maxSuggested {
		return add
	}
	var names []string
	for _, f := range b.Files {
		names = append(names, f.Path)
	}
	if near, ok := source.Suggest(inside("windows", p), names); ok {
		return "did you mean " + near + "?"
	}
	sameName := func(name string) bool { return path.Base(name) == base(p) }
	if i := slices.IndexFunc(names, sameName); i >= 0 {
		return "did you mean " + names[i] + "?"
	}
	return add
}

// copies follows Install's planning: first what is copied to where, then what
// permissions that meets.
func (c *check) copies(b *bundle.Bundle, spec codedeploy.AppSpec) {
	plan := copyPlan{check: c, from: map[string]string{}}
	for i, m := range spec.Files {
		if f, ok := find(b, spec.OS, m.Source); ok {
			plan.copyAll(c.sources[i].at, b, f, clean(m.Destination))
		}
	}
}

// mostPlanned is how many pairs of entries and files are planned for.
const mostPlanned = 1_000_000

// plan reports what else Install refuses when it plans. CD-4.17, CD-9.2
func (c *check) plan(b *bundle.Bundle, spec codedeploy.AppSpec) {
	r := codedeploy.Revision{AppSpec: spec}
	for _, f := range b.Files {
		if !f.Dir {
			r.Bundle = append(r.Bundle, codedeploy.BundleFile{Path: f.Path, Size: f.Size})
		}
	}
	entry, detail := codedeploy.PlanFault(&r)
	switch detail {
	case events.TwoSources:
		told := slices.ContainsFunc(c.Findings, func(f Finding) bool { return f.Refused && f.Rule == "CD-4.17" })
		if !told {
			c.fail(c.sources[entry].at, "CD-4.17", "destination: a file and a directory have the same path; Install fails", "give one of them another destination")
		}
	case events.TwoPermissions:
		c.fail(c.objects[entry].at, "CD-4.17", "object: "+quote(spec.Permissions[entry].Object)+" sets again what an entry before it sets; Install fails",
			"let each file be met by one entry")
	case events.BadPermission:
		c.fail(c.objects[entry].at, "CD-9.2", "object: "+quote(spec.Permissions[entry].Object)+" gives a file a pattern, an except or a default ACL, which only a directory takes; Install fails",
			"leave them out, or give the directory")
	}
}
