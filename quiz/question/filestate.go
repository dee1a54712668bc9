package question

import (
	"path"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Which files lie on an instance in the end, and whose: kind 21.
var fileState = &Kind{
	Number: 21, Name: "file-state", Form: Set, Open: true, Family: "what Install removes, copies and leaves alone",
	Subjects: func(c *Case) []Subject {
		if !undoable(c) || len(filesInPlay(c)) < 2 {
			return nil
		}
		return targetsWith(begun)(c)
	},
	Facts: func(c *Case, _ Subject) []string {
		if filesMatter(c) {
			return nil // the case tells them
		}
		return []string{fileFact(c)}
	},
	Ask: func(_ *Case, s Subject) string {
		return "Which files lie on " + s.Host + " when all is over, and who brought them?"
	},
	Domain: func(c *Case, _ Subject) []string { return filesInPlay(c) },
	Answer: func(r *Run, s Subject) Answer {
		a := Answer{}
		for _, f := range r.Instance(hostIndex(r.home, s.Host)).Files {
			a = append(a, r.home.fileName(f.Path)+" "+broughtBy(r.Setup(), f))
		}
		things := filesInPlay(r.home)
		slices.SortFunc(a, func(x, y string) int { return slices.Index(things, x) - slices.Index(things, y) })
		return a
	},
}

// broughtBy says who brought a file.
func broughtBy(s *sim.Setup, f fleet.File) string {
	switch f.From {
	case fleet.FromScenario:
		return "put by hand"
	case fleet.FromScript:
		return "left by a script"
	}
	return "of " + s.CodeDeploy.Revisions[f.From].Name
}

// filesInPlay are the files that may lie on a host in the end: those of the
// revisions, and those put by hand.
func filesInPlay(c *Case) (list []string) {
	for _, file := range byHand(c) {
		list = append(list, c.fileName(file)+" put by hand")
	}
	for _, i := range c.brought() {
		rev := &c.Setup.CodeDeploy.Revisions[i]
		for _, to := range codedeploy.Destinations(rev) {
			list = append(list, c.fileName(to)+" of "+rev.Name)
		}
	}
	return list
}

// brought are the revisions that may bring files: those that are on hosts, and
// those that somebody deploys.
func (c *Case) brought() (list []int32) {
	list = c.inPlay()
	for n := range c.Setup.Inputs {
		call := c.Setup.Inputs[n].Call
		if call == nil || call.Op != codedeploy.OpCreateDeployment || call.Create.Revision == codedeploy.None || slices.Contains(list, call.Create.Revision) {
			continue
		}
		list = append(list, call.Create.Revision)
	}
	slices.Sort(list)
	return list
}

// byHand are the files that are on hosts before anything is deployed.
func byHand(c *Case) (files []string) {
	for _, g := range c.Setup.Fleet.Groups {
		for _, f := range g.Files {
			if !slices.Contains(files, f) {
				files = append(files, f)
			}
		}
	}
	return files
}

// folder is where all files in play lie, or empty if there are several places.
func (c *Case) folder() string {
	files := byHand(c)
	for _, i := range c.brought() {
		files = append(files, codedeploy.Destinations(&c.Setup.CodeDeploy.Revisions[i])...)
	}
	for _, f := range files {
		if path.Dir(f) != path.Dir(files[0]) {
			return ""
		}
	}
	return path.Dir(files[0])
}

// fileName is how a file is called in a case: without its folder, if there is
// only one.
func (c *Case) fileName(file string) string {
	if c.folder() == "" {
		return file
	}
	return path.Base(file)
}

// filesMatter says whether files can decide how a deployment ends: some are on
// hosts before.
func filesMatter(c *Case) bool { return len(byHand(c)) > 0 }

// broughtTwice says whether a file that was put by hand is in a revision that
// was deployed before time 0: nobody knows then how it came to be replaced.
func broughtTwice(s *sim.Setup) bool {
	for i := range s.CodeDeploy.History {
		to := codedeploy.Destinations(&s.CodeDeploy.Revisions[s.CodeDeploy.History[i].Revision])
		for _, g := range s.Fleet.Groups {
			if slices.ContainsFunc(g.Files, func(f string) bool { return slices.Contains(to, f) }) {
				return true
			}
		}
	}
	return false
}

var fileBehaviours = [...]string{codedeploy.FileExistsUnset: "unset", codedeploy.Disallow: "DISALLOW", codedeploy.Overwrite: "OVERWRITE", codedeploy.Retain: "RETAIN"}

// fileFact tells which files revisions bring, and which are there by hand.
func fileFact(c *Case) string {
	var told []string
	for _, i := range c.brought() {
		rev := &c.Setup.CodeDeploy.Revisions[i]
		var names []string
		for _, to := range codedeploy.Destinations(rev) {
			names = append(names, c.fileName(to))
		}
		text := rev.Name + " has " + orNone(strings.Join(names, ", "))
		if how := rev.AppSpec.FileExists; how != codedeploy.FileExistsUnset {
			text += " (file_exists_behavior " + fileBehaviours[how] + ")"
		}
		told = append(told, text)
	}
	where := "Files"
	if folder := c.folder(); folder != "" {
		where += " in " + folder
	}
	return where + ": " + strings.Join(append(told, handFacts(c)...), "; ") + "."
}

// handFacts tell on which hosts files were put by hand.
func handFacts(c *Case) (told []string) {
	for _, file := range byHand(c) {
		var on []string
		for i := range uint32(c.start.Fleet().Len()) {
			if slices.Contains(c.Setup.Fleet.Groups[c.start.Fleet().GroupOf(i)].Files, file) {
				on = append(on, c.start.Fleet().Name(i))
			}
		}
		told = append(told, c.fileName(file)+" was put by hand on "+spans(on)+" before anything was ever deployed")
	}
	return told
}
