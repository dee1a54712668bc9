package codedeploy

import (
	"path"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// What the files and permissions sections of an AppSpec come to: CD-4.14,
// CD-4.17.

// fileCopy is one file that Install copies.
type fileCopy struct {
	to      string
	size    int64
	missing bool // there is no such source
}

// planCopies works out what Install of a revision copies, and whether its plan
// is refused. CD-4.14, CD-4.17
func planCopies(r *Revision) (copies []fileCopy, refused events.Detail) {
	taken := map[string]bool{}
	for _, m := range r.AppSpec.Files {
		for _, c := range expand(r, m) {
			if taken[c.to] {
				return copies, events.TwoSources
			}
			taken[c.to] = true
			copies = append(copies, c)
		}
	}
	objects := map[string]bool{}
	for _, p := range r.AppSpec.Permissions {
		for _, object := range permitted(&p, copies) {
			if objects[object] {
				return copies, events.TwoPermissions
			}
			objects[object] = true
		}
	}
	return copies, events.NoDetail
}

// expand lists the files that one entry of the files section copies.
func expand(r *Revision, m FileMapping) (copies []fileCopy) {
	source := strings.Trim(path.Clean("/"+strings.ReplaceAll(m.Source, `\`, "/")), "/")
	for _, f := range r.Bundle {
		switch {
		case f.Path == source:
			return []fileCopy{{to: path.Join(m.Destination, path.Base(source)), size: f.Size}}
		case source == "":
			copies = append(copies, fileCopy{to: path.Join(m.Destination, f.Path), size: f.Size})
		case strings.HasPrefix(f.Path, source+"/"):
			copies = append(copies, fileCopy{to: path.Join(m.Destination, f.Path[len(source)+1:]), size: f.Size})
		}
	}
	if len(copies) == 0 && source != "" {
		return []fileCopy{{to: path.Join(m.Destination, path.Base(source)), missing: !r.Inline}}
	}
	return copies
}

// permitted lists the files that one entry of the permissions section sets.
func permitted(p *Permission, copies []fileCopy) (objects []string) {
	for _, c := range copies {
		rest, under := strings.CutPrefix(c.to, strings.TrimSuffix(p.Object, "/")+"/")
		if p.Files && (c.to == p.Object || under && matches(p.Pattern, rest) && !slices.ContainsFunc(p.Except, func(x string) bool { return matches(x, rest) })) {
			objects = append(objects, c.to)
		}
	}
	return objects
}

// matches is the agent's idea of a pattern: ** matches everything, otherwise a
// name in the directory itself.
func matches(pattern, rest string) bool {
	if pattern == "**" || pattern == "" {
		return true
	}
	ok, err := path.Match(pattern, rest)
	return ok && err == nil
}

// Destinations are the files that Install of a revision copies to, in order.
func Destinations(r *Revision) (paths []string) {
	copies, _ := planCopies(r)
	for _, c := range copies {
		paths = append(paths, c.to)
	}
	return paths
}
