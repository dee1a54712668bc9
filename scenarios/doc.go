// Package scenarios is the format in which people write down what to rehearse:
// a fleet, applications, revisions, what happens when, and what must come out.
//
// A scenario is a plain value, Scenario, between its text and a world: Decode
// and Encode lead from and to the text, Build to the setup of a world, and
// Check compares the world after its run with what was expected. Load finds
// the text, and Compile does all that is needed before a run. What is wrong
// with a scenario comes out at once, each fault with its place; what AWS would
// take and then fail is no fault but part of the rehearsal.
//
// Which file decides what:
//
//	scenario.go      the format; fleet.go, groups.go, revisions.go, timeline.go, faults.go, expect.go: its parts
//	functions.go     Lambda functions and ECS services; groups_shifting.go: what groups and configurations of these have besides
//	value.go         names, ranges, sizes, tags
//	shape.go         what the tags of the types say about keys
//	decode.go        text to scenario, decode_object.go: its mappings; encode.go: scenario to text; schema.go: the format for editors
//	build.go         scenario to setup: which name means which thing
//	build_hosts.go   which hosts a word means; build_numbers.go: which deployments can exist at all
//	place.go         whose account, and which Region; quotas.go: what the account allows
//	build_*.go       one for each part of the format
//	check.go         what came out against what was expected; check_deployment.go, check_instance.go, check_shifting.go
//	try.go, trial.go faults that are tried without a change of the text, as flags say them; trial_members.go: on whom; trial_unfelt.go: which decided nothing
//	ask.go           the same as questions say them; ask_words.go, ask_hosts.go, ask_verbs.go: their words; ask_list.go: examples
//	load.go          where the text is; compile.go: changes from the command line; library.go: what is bundled
package scenarios
