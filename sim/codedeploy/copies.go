package codedeploy

import (
	"path"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// What the files and permissions sections of an AppSpec come to: CD-4.14,
// CD-4.17.

// fileCopy is one file that Install copies.
type fileCopy struct {
	to      string
	size    int64
	missing bool // there is no such source
	entry   int  // of the files section
}

// installPlan is what Install of a revision is to do.
type installPlan struct {
	copies      []fileCopy
	permissions []Permission
}

func planInstall(r *Revision) *installPlan {
	p := &installPlan{permissions: r.AppSpec.Permissions}
	for entry, m := range r.AppSpec.Files {
		from := len(p.copies)
		p.copies = append(p.copies, expand(r, m)...)
		for i := from; i < len(p.copies); i++ {
			p.copies[i].entry = entry
		}
	}
	return p
}

// inBundle is where the agent of a system looks for a path of an AppSpec; only
// Windows takes backslashes for separators.
func inBundle(system, name string) string {
	if system == "windows" {
		name = strings.ReplaceAll(name, `\`, "/")
	}
	return strings.Trim(path.Clean("/"+name), "/")
}

// expand lists the files that one entry of the files section copies.
func expand(r *Revision, m FileMapping) (copies []fileCopy) {
	source := inBundle(r.AppSpec.OS, m.Source)
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

// refusal is why the plan is refused on a disk, and at which file or
// permission, before anything is copied. CD-4.14, CD-4.15, CD-4.17
func (p *installPlan) refusal(how FileExists, disk *fleet.DiskEdit) (place uint32, detail events.Detail) {
	pl := planning{disk: disk, copied: map[string]bool{}, made: map[string]bool{}, permitted: map[string]bool{}}
	for i, c := range p.copies {
		if detail := pl.copy(c.to, how); detail != events.NoDetail {
			return uint32(i), detail
		}
	}
	for i, c := range p.copies {
		if pl.makeAncestors(c.to) {
			return uint32(i), events.TwoSources
		}
	}
	for i := range p.permissions {
		if detail := pl.permit(&p.permissions[i]); detail != events.NoDetail {
			return uint32(i), detail
		}
	}
	return 0, events.NoDetail
}

// PlanFault is why Install refuses its plan on a host that has none of the
// files, and at which entry of the files or of the permissions section; NoDetail
// if it does not. CD-4.17, CD-9.2
func PlanFault(r *Revision) (entry int, detail events.Detail) {
	p := planInstall(r)
	place, detail := p.refusal(Disallow, new(fleet.DiskEdit))
	if detail == events.TwoSources {
		return p.copies[place].entry, detail
	}
	return int(place), detail
}

// planning is a plan in the making: what it copies, which directories it
// makes, and what it sets permissions of.
type planning struct {
	disk                    *fleet.DiskEdit
	copied, made, permitted map[string]bool
	files, dirs             []string // the keys of copied and made
}

// copy plans to copy a file. CD-4.15, CD-4.17
func (p *planning) copy(to string, how FileExists) events.Detail {
	there := p.disk.Has(to) || p.disk.HasUnder(to)
	switch {
	case there && how == Disallow:
		return events.FileAlreadyThere
	case there && how == Retain:
		return events.NoDetail
	case p.copied[to]:
		return events.TwoSources
	}
	p.copied[to] = true
	p.files = append(p.files, to)
	return events.NoDetail
}

// makeAncestors plans the directories that a file needs, and says whether one
// of them is a file of the plan.
func (p *planning) makeAncestors(file string) (clash bool) {
	for dir := path.Dir(file); !p.isDirectory(dir) && !p.made[dir]; dir = path.Dir(dir) {
		if p.copied[dir] {
			return true
		}
		p.made[dir] = true
		p.dirs = append(p.dirs, dir)
	}
	return false
}

// isDirectory says whether a directory is there before Install: one that holds
// files, or one directly under the root, such as /srv.
func (p *planning) isDirectory(dir string) bool {
	return dir == "." || strings.Count(dir, "/") <= 1 && !p.copied[dir] || p.disk.HasUnder(dir)
}

// permit plans one entry of the permissions section. CD-4.17
func (p *planning) permit(e *Permission) events.Detail {
	object := path.Clean(e.Object)
	switch {
	case p.copied[object] && !e.Files:
		return events.NoDetail
	case p.copied[object] && (e.Pattern != anything || len(e.Except) > 0 || e.DefaultACL):
		return events.BadPermission
	case p.copied[object]:
		return p.set(object)
	case !p.made[object] && !p.isDirectory(object):
		return events.NoDetail
	}
	if e.Files {
		for _, file := range p.files {
			if e.covers(object, file) && e.DefaultACL {
				return events.BadPermission
			}
		}
	}
	return p.setAll(e, object)
}

// setAll sets what an entry covers under its object.
func (p *planning) setAll(e *Permission, object string) events.Detail {
	var all []string
	if e.Files {
		all = append(all, p.files...)
	}
	if e.Directories {
		all = append(all, p.dirs...)
	}
	for _, name := range all {
		if e.covers(object, name) {
			if detail := p.set(name); detail != events.NoDetail {
				return detail
			}
		}
	}
	return events.NoDetail
}

func (p *planning) set(name string) events.Detail {
	if p.permitted[name] {
		return events.TwoPermissions
	}
	p.permitted[name] = true
	return events.NoDetail
}

// anything is the pattern that fits at any depth.
const anything = "**"

// covers says whether the entry of an object covers a path under it.
func (e *Permission) covers(object, name string) bool {
	rest, under := strings.CutPrefix(name, strings.TrimSuffix(object, "/")+"/")
	return under && (e.Pattern == anything || fits(e.Pattern, rest)) &&
		!slices.ContainsFunc(e.Except, func(pattern string) bool { return fits(pattern, rest) })
}

// fits is the agent's idea of a pattern: a name in the directory itself, where
// * stands for any text.
func fits(pattern, name string) bool {
	if strings.Contains(name, "/") {
		return false
	}
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == name
	}
	name, ok := strings.CutPrefix(name, parts[0])
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(name, part)
		if at < 0 {
			return false
		}
		name = name[at+len(part):]
	}
	return ok && strings.HasSuffix(name, parts[len(parts)-1])
}

// Destinations are the files that Install of a revision copies to, in order.
func Destinations(r *Revision) (paths []string) {
	for _, c := range planInstall(r).copies {
		paths = append(paths, c.to)
	}
	return paths
}
