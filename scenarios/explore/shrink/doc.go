// Package shrink makes small counterexamples: of a scenario that breaks a
// property, or misses an expectation of its own, it leaves out and simplifies
// all that it can, as long as the same claim breaks by the same chain of rules, and by
// faults of the same kinds if it takes any; nothing that goes wrong by itself takes the
// place of one, and what the claim would take fewer faults without, such as a rollback,
// stays.
// The result can be run, checked, and explained like any scenario.
//
// Which file decides what:
//
//	shrink.go    the search: edits are tried in a fixed order until none helps
//	claim.go     what a scenario breaks, and where
//	chain.go     the rules by which it does
//	faults.go    the faults that it takes
//	pinned.go    what it can not do without, as it would take fewer then
//	cone.go      what a breach can have come from, by the causes in the journal
//	edits.go     the sorts of edits, in their order:
//	happens.go   less happens
//	fewer.go     fewer hosts
//	rest.go      fewer groups, revisions, settings and all else
//	simpler.go   simpler and earlier faults
//	lone.go      one fault in the place of several
//	rounder.go   smaller and rounder numbers and durations
//	plain.go     plain names
//	place.go     how a scenario is changed at one place; names.go: at all that speak of a thing; hosts.go: of a host
//	story.go     how it happens in the scenario that was searched
//	result.go    what a counterexample says of itself
//	save.go      counterexamples that are kept, to be run first next time; again.go: how
package shrink
