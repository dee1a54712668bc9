package sim_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// bundled gives a revision a bundle of so many files, of a byte each.
func bundled(s *sim.Setup, revision int, paths ...string) {
	r := &s.CodeDeploy.Revisions[revision]
	r.Inline = false
	for _, p := range paths {
		r.Bundle = append(r.Bundle, codedeploy.BundleFile{Path: p, Size: 1})
	}
}

func downloadFails(s *sim.Setup, revision int) {
	s.CodeDeploy.Revisions[revision].Events = []codedeploy.EventBehaviour{{Event: events.DownloadBundle, TakesLo: kernel.Second, TakesHi: kernel.Second, Fails: true}}
}

// Two entries of the permissions section must not fit the same file.
func TestPermissionsOfOneFile(t *testing.T) {
	all := codedeploy.Permission{Object: "/srv", Pattern: "**", Files: true}
	change := func(f func(p *codedeploy.Permission)) codedeploy.Permission {
		p := all
		f(&p)
		return p
	}
	a := change(func(p *codedeploy.Permission) { p.Object = "/srv/a" })
	for _, c := range []struct {
		name    string
		entries []codedeploy.Permission
		fails   bool
	}{
		{"one entry", []codedeploy.Permission{all}, false},
		{"the same entry twice", []codedeploy.Permission{a, a}, true},
		{"a file and its directory", []codedeploy.Permission{a, all}, true},
		{"a file and its directory but for it", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Except = []string{"a"} })}, false},
		{"a file and its directory but for another", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Except = []string{"z"} })}, true},
		{"a file and a pattern it fits", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Pattern = "*" })}, true},
		{"a file and a pattern it does not fit", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Pattern = "*.sh" })}, false},
		{"a file and a directory of another name", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Object = "/sr" })}, false},
		{"a file and directories alone", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Files, p.Directories = false, true })}, false},
		{"two files", []codedeploy.Permission{a, change(func(p *codedeploy.Permission) { p.Object = "/srv/b" })}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := story{world: func(s *sim.Setup) {
				bundled(s, 1, "a", "b")
				installs(s, 1, "/")
				s.CodeDeploy.Revisions[1].AppSpec.Permissions = c.entries
			}}
			want := "1 prod v2 Succeeded waves [1] end 9s\nweb-1 v2 Healthy Current 2 archives /srv/a:1 /srv/b:1"
			if c.fails {
				want = "1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError\nweb-1 v1 Unhealthy Unknown 2 archives"
			}
			if got := strings.TrimSpace(runStory(t, &st, &codedeploy.AWS)); got != want {
				t.Errorf("CD-4.17:\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func init() {
	stories = append(stories, []story{
		{"two sources of one destination fail Install before anything is copied (CD-4.17, CD-4.14)", "", func(s *sim.Setup) {
			bundled(s, 1, "a", "b", "sub/a")
			installs(s, 1, "/b")
			installs(s, 1, "a")
			installs(s, 1, "sub")
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError
web-1 v1 Unhealthy Unknown 2 archives`},
		{"a download that fails has made room all the same (CD-8.9)", "M-CD-48 X-CD-five-and-current", func(s *sim.Setup) {
			s.CodeDeploy.Agents[0].MaxRevisions = 3
			downloadFails(s, 2)
			deploy(s, kernel.Hour, 2, nil)
			deploy(s, 2*kernel.Hour, 2, nil)
		}, `
1 prod v2 Succeeded waves [1] end 9s
2 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m3s; web-1 DownloadBundle UnknownError
3 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 2h0m3s; web-1 DownloadBundle UnknownError
web-1 v2 Unhealthy Current 3 archives`},
		{"a download that finds the disk full has made room all the same (CD-8.9, CD-8.6)", "", func(s *sim.Setup) {
			s.CodeDeploy.Agents[0].MaxRevisions = 3
			deploy(s, kernel.Hour, 2, nil)
			deploy(s, 2*kernel.Hour, 2, nil)
			at(s, kernel.Minute, befalls(fleet.FillDisk, 0))
		}, `
1 prod v2 Succeeded waves [1] end 9s
2 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m3s; web-1 DownloadBundle UnknownError
3 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 2h0m3s; web-1 DownloadBundle UnknownError
web-1 v2 Unhealthy Current 3 archives`},
		{"a bundle larger than what is free fails DownloadBundle (CD-8.6)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].DiskFree = 2
			bundled(s, 1, "a", "b")
			bundled(s, 2, "a", "b", "c")
			deploy(s, kernel.Hour, 2, nil)
		}, `
1 prod v2 Succeeded waves [1] end 9s
2 prod v3 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m3s; web-1 DownloadBundle UnknownError
web-1 v2 Unhealthy Current 3 archives`},
		{"a script that the bundle lacks fails the event, after those before it (CD-4.6)", "", func(s *sim.Setup) {
			bundled(s, 1, "AfterInstall-0.sh")
			b := takes(10 * kernel.Second)
			b.Writes = []string{"/srv/log"}
			hook(s, 1, events.AfterInstall, b)
			hook(s, 1, events.AfterInstall, exits(0))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 17s; web-1 AfterInstall ScriptMissing
web-1 v2 Unhealthy Unknown 2 archives /srv/log:-2`},
		{"a script is found however its path is written (CD-4.6)", "", func(s *sim.Setup) {
			bundled(s, 1, "AfterInstall-0.sh")
			hook(s, 1, events.AfterInstall, exits(0))
			s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.AfterInstall][0].Location = "./AfterInstall-0.sh"
		}, `
1 prod v2 Succeeded waves [1] end 10s
web-1 v2 Healthy Current 2 archives`},
		{"a script that ends at TERM fails at its timeout (CD-4.7)", "M-CD-38", func(s *sim.Setup) {
			hook(s, 1, events.AfterInstall, takes(3*kernel.Minute))
			s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.AfterInstall][0].Timeout = 60
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1m7s; web-1 AfterInstall ScriptTimedOut
web-1 v2 Unhealthy Unknown 2 archives`},
		{"a script that ignores TERM fails when it ends (CD-4.7)", "M-CD-38", func(s *sim.Setup) {
			b := takes(3 * kernel.Minute)
			b.IgnoresTerm = true
			hook(s, 1, events.AfterInstall, b)
			s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.AfterInstall][0].Timeout = 60
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 3m7s; web-1 AfterInstall ScriptTimedOut
web-1 v2 Unhealthy Unknown 2 archives`},
		{"a script that ignores TERM is not followed past the hour (CD-4.7, CD-4.8)", "M-CD-39", func(s *sim.Setup) {
			b := takes(2 * kernel.Hour)
			b.IgnoresTerm = true
			hook(s, 1, events.AfterInstall, b)
			s.CodeDeploy.Revisions[1].AppSpec.Hooks[events.AfterInstall][0].Timeout = 60
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m7s; web-1 AfterInstall UnknownError
web-1 v2 Unhealthy Unknown 2 archives`},
		{"a source that is missing leaves what was copied before it (CD-4.14)", "X-CD-no-cleanup", func(s *sim.Setup) {
			installs(s, 0, "old")
			missesSource(s)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError
web-1 v1 Unhealthy Unknown 2 archives /srv/a:1`},
		{"the next Install removes it (CD-4.14)", "X-CD-no-cleanup", func(s *sim.Setup) {
			missesSource(s)
			installs(s, 2, "new")
			deploy(s, kernel.Hour, 2, nil)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError
2 prod v3 Succeeded waves [1] end 1h0m9s
web-1 v3 Healthy Current 3 archives /srv/new:2`},
		{"a plan that is refused comes after the cleanup (CD-4.14, CD-4.15)", "M-CD-43 X-CD-no-cleanup", func(s *sim.Setup) {
			s.Fleet.Groups[0].Files = []string{"/srv/a"}
			installs(s, 0, "old")
			installs(s, 1, "a")
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError
web-1 v1 Unhealthy Unknown 2 archives /srv/a:-1`},
		{"a plan that is refused leaves no list (CD-4.14, CD-4.15)", "M-CD-43", func(s *sim.Setup) {
			s.Fleet.Groups[0].Files = []string{"/srv/a"}
			installs(s, 0, "old")
			installs(s, 1, "a")
			b := exits(0)
			b.Writes = []string{"/srv/old"}
			hook(s, 2, events.BeforeInstall, b)
			deploy(s, kernel.Hour, 2, nil)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6s; web-1 Install UnknownError
2 prod v3 Succeeded waves [1] end 1h0m10s
web-1 v3 Healthy Current 3 archives /srv/a:-1 /srv/old:-2`},
	}...)
}

// missesSource lets v2 copy one file and miss the next.
func missesSource(s *sim.Setup) {
	bundled(s, 1, "a")
	installs(s, 1, "a")
	installs(s, 1, "b")
}
