package explore

// What claims ask for, and what can not be searched for them.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Impossible is the error of an exhaustive search that was asked for and can not
// be made.
type Impossible struct{ Why string }

// Error says why.
func (e *Impossible) Error() string { return "no exhaustive search: " + e.Why }

// impossible is the error of a search, nil if it may be another one.
func impossible(s Search, why string) error {
	if s == Exhaustive {
		return &Impossible{why}
	}
	return nil
}

// blueGreen says whether some group deploys blue/green.
func blueGreen(s *sim.Setup) bool {
	return slices.ContainsFunc(s.CodeDeploy.Groups, func(g codedeploy.Group) bool { return g.Settings.BlueGreenType })
}

// blind is what the claims do not ask about.
func blind(claims []*property.Property) codedeploy.Blind {
	b := codedeploy.Blind{Hosts: true, Archives: true, Ended: true, Start: true}
	for _, p := range claims {
		if p.Asks == nil {
			return codedeploy.Blind{}
		}
		for _, f := range p.Asks {
			b.Ended = b.Ended && f != "deployments"
			b.Start = b.Start && f != "inServiceAtStart"
			b.Hosts = b.Hosts && !slices.Contains(ofHosts, f)
		}
	}
	return b
}

// ofHosts are the fields that tell what is installed on hosts, or of their
// health.
var ofHosts = []string{"revision", "health", "revisionHealth", "upToDate", "memberOf", "healthy", "mixed"}

// prompt says whether a claim asks for no times, so that a search that knows
// orders alone can tell whether it holds.
func prompt(r *Result) bool { return !r.Property.Timed() }

// untimely says why there is no exhaustive search, of claims some of which ask
// for times.
func untimely(results []Result) string {
	n := slices.IndexFunc(results, func(r Result) bool { return r.Property.Timed() })
	return "`" + results[n].Property.Name + "` asks for times, and an exhaustive search knows orders and no times"
}
