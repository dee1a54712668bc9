package question

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Files of drawn scenarios. They are drawn from a stream of their own, so that
// what else is drawn does not depend on them.

// shopFolder is where drawn revisions put their files.
const shopFolder = "/srv/shop"

// practiceSources are the files that a drawn revision may have, a bit each; a
// bit more says what its AppSpec does with a file that is there already.
var practiceSources = [...]string{"index.html", "about.html", "banner.html", "cart.html"}

const (
	fileRetains = 1 << len(practiceSources)
	fileForces  = fileRetains << 1
)

// fileSet draws the files of a revision, if those of the scenario have any: the
// first one always, and the last one in the newest alone.
func (d *drawing) fileSet(newest bool) int {
	if !d.filed {
		return 0
	}
	set := 1 | int(d.files.Below(8))<<1
	if !newest {
		set &= fileRetains>>1 - 1
	}
	switch d.files.Below(12) {
	case 0:
		set |= fileRetains
	case 1:
		set |= fileForces
	}
	return set
}

// practiceFileSection is the files section of an AppSpec.
func practiceFileSection(set int) string {
	if set == 0 {
		return ""
	}
	text := "files:\n"
	for i, name := range practiceSources {
		if set>>i&1 != 0 {
			text += fmt.Sprintf("  - {source: /%s, destination: %s}\n", name, shopFolder)
		}
	}
	if set&fileRetains != 0 {
		text += "file_exists_behavior: RETAIN\n"
	} else if set&fileForces != 0 {
		text += "file_exists_behavior: OVERWRITE\n"
	}
	return text
}

// practiceFiles draws a file that somebody has put on hosts by hand, and what
// the call says about files that are there already; but not where something
// happens at a time, as Install fails sooner than other hosts are done.
func practiceFiles(s *scenarios.Scenario, d *drawing) {
	if !d.filed || d.files.Below(3) > 0 || len(s.Timeline) > 1 || len(s.Alarms) > 0 {
		return
	}
	name := practiceSources[len(practiceSources)-1]
	if d.files.Below(3) == 0 {
		name = "note.txt"
	}
	host := &s.Fleet.Instances[d.files.Below(uint64(len(s.Fleet.Instances)))]
	host.Files = append(host.Files, shopFolder+"/"+name)
	s.Timeline[0].CreateDeployment.FileExistsBehavior = [...]string{"", "", "OVERWRITE", "RETAIN", "DISALLOW"}[d.files.Below(5)]
}
