package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Aliases and their weights: CD-9.8, CD-9.14.

// LambdaDecisions decide about aliases.
type LambdaDecisions struct {
	// AliasFits says whether an alias is where a deployment wants it.
	AliasFits func(a Alias, from, to int64) bool `rule:"CD-9.14"`
}

var awsLambda = LambdaDecisions{AliasFits: aliasFits}

// aliasFits: an alias must point to the current version alone, and the target
// must be another. CD-9.14
func aliasFits(a Alias, from, to int64) bool {
	return a.Version == from && a.Other == 0 && from != to
}

// alias is an alias of a function in a world.
type alias struct {
	function int32
	Alias
}

// aliasesOf are the aliases of a setup at time 0.
func aliasesOf(set *Setup) (list []alias) {
	for f := range set.Functions {
		for _, a := range set.Functions[f].Aliases {
			list = append(list, alias{int32(f), a})
		}
	}
	return list
}

// findAlias is the index of an alias, or None.
func (s *Service) findAlias(function int32, name string) int32 {
	for i := range s.aliases {
		if s.aliases[i].function == function && s.aliases[i].Name == name {
			return int32(i)
		}
	}
	return None
}

// aimAtAlias finds the alias that a deployment moves, and between what.
func (s *Service) aimAtAlias(d *deployment) {
	if l := s.setup.Revisions[d.revision].Lambda; l != nil {
		d.shift.alias, d.shift.from, d.shift.to = s.findAlias(l.Function, l.Alias), l.Current, l.Target
	}
}

// refuseLambda is why a Lambda deployment fails before its first event.
// CD-9.14
func (s *Service) refuseLambda(d *deployment, r *Revision) events.ErrorCode {
	switch {
	case r.Lambda == nil, r.Invalid != "":
		return events.UnusableRevision
	case r.Lambda.Function == None:
		return events.InvalidLambdaFunction
	case d.shift.alias == None,
		!slices.Contains(s.setup.Functions[r.Lambda.Function].Versions, r.Lambda.Target),
		!s.d.AliasFits(s.aliases[d.shift.alias].Alias, d.shift.from, d.shift.to):
		return events.InvalidLambdaConfiguration
	}
	return events.NoError
}

// weighAlias gives the alias of a deployment the weights of its share.
func (s *Service) weighAlias(d *deployment) {
	a := &s.aliases[d.shift.alias].Alias
	x := &d.shift
	switch {
	case x.share == 100:
		a.Version, a.Other, a.Share = x.to, 0, 0
	case x.share == 0:
		a.Version, a.Other, a.Share = x.from, 0, 0
	case a.Version == x.to:
		a.Other, a.Share = x.from, 100-x.share
	default:
		a.Version, a.Other, a.Share = x.from, x.to, x.share
	}
}

// updateAlias is Lambda's own UpdateAlias: somebody repairs an alias by hand.
// CD-9.8
func (s *Service) updateAlias(u *AliasUpdate, cause kernel.RecordNo) Answer {
	i := s.findAlias(u.Function, u.Name)
	a := &s.aliases[i].Alias
	a.Version, a.Other, a.Share = u.Version, 0, 0
	s.k.Record(events.AliasUpdated, events.About(events.Alias, uint32(i)), cause, rules.CD_9_8, u.Version, 0)
	return Answer{Deployment: None}
}
