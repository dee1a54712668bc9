// Package sweep runs one scenario under many seeds and settings, on as many
// goroutines and machines as there are, and gives one report of it.
//
// What is swept is a Spec. Its Plan, a pure function of it and of the build,
// cuts the work into shards; the result of a shard is a Part; a Sum adds parts
// up, in any order and however often each comes. So the report is the same, byte
// for byte, whoever ran what and when.
//
//   - spec.go: what is swept, as a value that can be sent and has a digest; axis.go: one dimension of the grid
//   - plan.go: its cells, each a scenario with some changes, and its shards
//   - runner.go: a shard is run; tally.go, counts.go: what is counted of its runs
//   - sum.go: parts are put together; keep.go: a sum in a file
//   - local.go: all of it on the goroutines of one machine
//   - report.go: what came out, in whole numbers
//
// Nothing here knows of networks: package queue below it carries shards and parts
// between machines.
package sweep
