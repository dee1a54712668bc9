// Package shorthand reads and runs cases of one line, the notation of the rule
// book, of tables and of witnesses:
//
//	4 OneAtATime PFPP, rollback: Failed HEALTH_CONSTRAINTS, waves 1 1, skipped 2
//
// Before the colon stand the number of hosts, the configuration, what each
// host does (P passes, F fails, A has no agent, S is stopped, T hangs until
// its timeout) and options; behind it the status of the deployment and what
// else must hold. Hosts are numbered from 1. Unless a case says first, all of
// them run an earlier revision and are Healthy and Current.
//
//   - parse.go: the notation
//   - setup.go: the world of a case
//   - check.go: whether its run ends as it says
//   - scenario.go: a case as the text of a scenario
package shorthand
