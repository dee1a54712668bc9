package codedeploy

import "github.com/seed-11de0fc1/rehearse/sim/rules"

var lambdaMutants = []Mutant{
	{"X-CD-any-alias", rules.CD_9_14, func(d *Decisions) { d.AliasFits = func(_ Alias, from, to int64) bool { return from != to } }, ""},
	{"X-CD-same-version", rules.CD_9_14, func(d *Decisions) {
		d.AliasFits = func(a Alias, from, _ int64) bool { return a.Version == from && a.Other == 0 }
	}, ""},
}
