package exam

import (
	"slices"
	"time"
)

// Preset is an exam that can be taken.
type Preset struct {
	Name     string
	Title    string
	Under    string // the objectives that it is about, such as DVA-C02/3
	Items    int
	Minutes  int
	Unscored int // of the items
	// Covers says how much of the real exam it is about.
	Covers string
}

// Presets are the exams, with lengths, times and unscored questions in the
// proportion of the real ones: DVA-C02 and SOA-C03 have 65 questions, 15 of them
// unscored, in 130 minutes, DOP-C02 has 75, 10 of them unscored, in 180. Source:
// the exam guides of AWS.
var Presets = []Preset{
	{"dva-deploy", "Deployment, of the AWS Certified Developer - Associate", "DVA-C02/3", 16, 32, 4, dvaCovers},
	{"dop-sdlc", "SDLC automation, of the AWS Certified DevOps Engineer - Professional", "DOP-C02/1", 17, 41, 2, dopCovers},
	{"dva", "As long as the AWS Certified Developer - Associate", "DVA-C02/3", 65, 130, 15, dvaCovers},
	{"dop", "As long as the AWS Certified DevOps Engineer - Professional", "DOP-C02/1", 75, 180, 10, dopCovers},
	{"soa", "As long as the AWS Certified CloudOps Engineer - Associate", "SOA-C03/3", 65, 130, 15, soaCovers},
}

const (
	dvaCovers = "domain 3, deployment, which is 24 % of DVA-C02; nothing of the other three domains"
	dopCovers = "domain 1, SDLC automation, which is 22 % of DOP-C02; nothing of the other five domains"
	soaCovers = "domain 3, deployment, provisioning and automation, which is 22 % of SOA-C03, as far as it is about CodeDeploy; nothing of the other four domains"
)

// Find is the preset of a name.
func Find(name string) (Preset, bool) {
	n := slices.IndexFunc(Presets, func(p Preset) bool { return p.Name == name })
	if n < 0 {
		return Preset{}, false
	}
	return Presets[n], true
}

// Time is how long it takes.
func (p Preset) Time() time.Duration { return time.Duration(p.Minutes) * time.Minute }

// Of is the preset with another number of items, and time and unscored items in
// proportion.
func (p Preset) Of(items int) Preset {
	p.Minutes = max(1, p.Minutes*items/p.Items)
	p.Unscored = p.Unscored * items / p.Items
	p.Items = items
	return p
}
