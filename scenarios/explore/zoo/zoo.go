// Package zoo holds orchestrators and configurations that are wrong, each in a
// way of its own, with a claim that it breaks: what a search has to find, and
// what a shrinker has to find the smallest case of.
//
//   - zoo.go: what is kept of each
//   - planners.go: broken planners; planner.go and parts.go: what they are made of
//   - configurations.go: configurations that do not do what is hoped for
//   - scenario.go: the scenarios that they are found in
//   - claims.go: what they break
//   - minimum.go: the smallest case of each, by plain enumeration
//
// testdata/minima.txt is the list with what the enumeration finds.
package zoo

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Animal is something broken.
type Animal struct {
	Name   string // its id
	Broken string // what is wrong with it
	// Planner is the broken one; nil if the configuration is at fault, and AWS
	// goes by it.
	Planner codedeploy.Planner
	// Changes make its scenario from the common one: PATH=VALUE as --set takes
	// it, with {hosts} for the number of hosts.
	Changes []string
	// Mended are changes beside them under which the claim holds; nil if nothing
	// helps. A planner is mended by AWS in its place.
	Mended []string
	Claim  *property.Property
	Faults []fleet.FaultKind // that may strike; none if it breaks by itself
}

// All are the animals, planners first.
func All() []Animal { return slices.Concat(planners, configurations) }

// Decisions are what the animal runs under.
func (a *Animal) Decisions() *codedeploy.Decisions {
	if a.Planner == nil {
		return &codedeploy.AWS
	}
	return codedeploy.Planned(a.Planner)
}
