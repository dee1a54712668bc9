// Package gen draws scenarios for property tests with pgregory.net/rapid:
// fleets, deployment groups, configurations, revisions, calls and faults, and
// whole scenarios of them. What is drawn are plain values of package scenarios,
// so that a case that fails can be printed, saved, run and explained.
//
// Every scenario compiles without an error, and its run ends. Hosts, calls and
// faults are lists of things that stand for themselves, so that rapid can leave
// any of them out when it looks for the smallest case.
//
// Which file decides what:
//
//	options.go    what scenarios may have: features, limits, kinds of fault
//	scenario.go   a whole scenario
//	fleet.go      hosts, and what is around them
//	groups.go     deployment groups, configurations, alarms
//	revisions.go  AppSpecs, and what scripts do
//	shifting.go   a Lambda function and an ECS service, their deployments, and faults of their events
//	timeline.go   when what happens; calls.go, scalingcalls.go: calls; faults.go: faults
//	user.go       a state machine that drives a world
//	fuzz.go       scenarios of one's own, and targets for `go test -fuzz`
package gen
