package codedeploy

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func TestInstallPlan(t *testing.T) {
	a, dir := FileMapping{"a", "/srv"}, FileMapping{"d", "/srv"}
	files := func(m ...FileMapping) []FileMapping { return m }
	on := func(object string) Permission {
		return Permission{Object: object, Pattern: anything, Files: true, Directories: true}
	}
	with := func(p Permission, change func(p *Permission)) Permission { change(&p); return p }
	pattern := func(object, pattern string) Permission {
		return with(on(object), func(p *Permission) { p.Pattern = pattern })
	}
	defaultACL := func(p *Permission) { p.DefaultACL = true }
	dirsOnly := func(p *Permission) { p.Files = false }
	for _, row := range []struct {
		name        string
		files       []FileMapping
		permissions []Permission
		there       []string
		how         FileExists
		want        events.Detail
	}{
		{"one file (CD-4.14)", files(a), nil, nil, Disallow, events.NoDetail},
		{"twice the same (CD-4.17)", files(a, a), nil, nil, Disallow, events.TwoSources},
		{"a file where a directory is to be (CD-4.17)", files(a, FileMapping{"d", "/srv/a"}), nil, nil, Disallow, events.TwoSources},
		{"a directory where a file is to be (CD-4.17)", files(FileMapping{"a", "/srv/a/b"}, a), nil, nil, Disallow, events.TwoSources},
		{"a file that is there (CD-4.15)", files(a), nil, []string{"/srv/a"}, Disallow, events.FileAlreadyThere},
		{"a directory that is there under the name of a file (CD-4.15)", files(a), nil, []string{"/srv/a/x"}, Disallow, events.FileAlreadyThere},
		{"what is retained is no second source (CD-4.15)", files(a, a), nil, []string{"/srv/a"}, Retain, events.NoDetail},
		{"file and directory of one object (CD-4.17)", files(a), []Permission{on("/srv/a"), on("/srv")}, nil, Disallow, events.TwoPermissions},
		{"patterns that overlap (CD-4.17)", files(a), []Permission{pattern("/srv", "*"), pattern("/srv", "a*")}, nil, Disallow, events.TwoPermissions},
		{"patterns that do not (CD-4.17)", files(a), []Permission{pattern("/srv", "b*"), pattern("/srv", "a*")}, nil, Disallow, events.NoDetail},
		{"a pattern does not reach below (CD-4.17)", files(dir), []Permission{pattern("/srv", "*"), on("/srv/e")}, nil, Disallow, events.NoDetail},
		{"except takes one away (CD-4.17)", files(a), []Permission{on("/srv/a"), with(on("/srv"), func(p *Permission) { p.Except = []string{"*a"} })}, nil, Disallow, events.NoDetail},
		{"a directory twice (CD-4.17)", files(dir), []Permission{with(on("/srv"), dirsOnly), with(on("/srv"), dirsOnly)}, nil, Disallow, events.TwoPermissions},
		{"a directory that is there is not set (CD-4.17)", files(dir), []Permission{with(on("/srv"), dirsOnly), with(on("/srv"), dirsOnly)}, []string{"/srv/e/x"}, Disallow, events.NoDetail},
		{"a pattern on a file (CD-9.2)", files(a), []Permission{pattern("/srv/a", "*.html")}, nil, Disallow, events.BadPermission},
		{"a default ACL on a file (CD-9.2)", files(a), []Permission{with(on("/srv/a"), defaultACL)}, nil, Disallow, events.BadPermission},
		{"a default ACL on files below (CD-9.2)", files(a), []Permission{with(on("/srv"), defaultACL)}, nil, Disallow, events.BadPermission},
		{"a default ACL on directories (CD-9.2)", files(dir), []Permission{with(on("/srv"), func(p *Permission) { p.Files, p.DefaultACL = false, true })}, nil, Disallow, events.NoDetail},
		{"type directory on a file sets nothing (CD-4.17)", files(a), []Permission{with(on("/srv/a"), dirsOnly), on("/srv/a")}, nil, Disallow, events.NoDetail},
	} {
		r := &Revision{Bundle: []BundleFile{{Path: "a"}, {Path: "d/b"}, {Path: "d/e/f"}}, AppSpec: AppSpec{Files: row.files, Permissions: row.permissions}}
		host := fleet.New(kernel.New(1, kernel.Limits{}), &fleet.Setup{Groups: []fleet.Group{{Name: "web", Count: 1, Files: row.there, DiskFree: -1}}})
		if _, got := planInstall(r).refusal(row.how, host.Edit(host.Disk(0))); got != row.want {
			t.Errorf("%s: %d, want %d", row.name, got, row.want)
		}
	}
}

// A path of an AppSpec is looked up inside the bundle, and backslashes part
// names on Windows alone. CD-4.6, CD-4.14
func TestInBundle(t *testing.T) {
	for _, row := range [][3]string{
		{"linux", "/scripts/x.sh", "scripts/x.sh"}, {"linux", "./a", "a"}, {"linux", `d\b`, `d\b`},
		{"windows", `d\b`, "d/b"}, {"windows", `\d\b`, "d/b"}, {"linux", "/", ""},
	} {
		if got := inBundle(row[0], row[1]); got != row[2] {
			t.Errorf("%s %s: %s, want %s", row[0], row[1], got, row[2])
		}
	}
}
