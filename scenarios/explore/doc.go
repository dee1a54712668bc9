// Package explore searches what can become of a scenario for a run that breaks a
// property, and says how far it has looked.
//
// # What is proved
//
// An exhaustive search visits every state that up to f faults of some kinds can
// lead to. Faults strike at every lifecycle event, on the host on which it is or
// any other, when it begins and when it has just ended, as long as some host is
// at work; they do not strike while nobody is. Work ends in every order. It
// takes next to no time, or outlasts the waits that are under way: timeouts,
// waits of a deployment, inputs at fixed times. Waits that begin behind one
// another are therefore over in the order that this gives, and what hangs on
// work that takes about as long as a wait is not looked at: see Random, which
// keeps to the times of the scenario. Equals start in any order (CD-2.15), but
// in blue/green in that of the scenario. Two waits that are over within half a
// second are over in either order.
//
// Two states are one if all that can still decide, or that some property asks
// about, is the same relative to now, by a digest of 128 bits; hosts that differ
// in nothing but their names can change places.
//
// # Which file decides what
//
//	explore.go     what to search for, verdicts, the report
//	space.go       what may happen next in a state; orders.go: who starts first among equals
//	alike.go       which hosts can change places
//	exhaustive.go  all states, by the number of faults; visited.go: those that were seen; paths.go: how; found.go: where claims break
//	random.go      whole runs with drawn faults and delays: draws.go; coverage.go: what they have shown; odds.go: what they exclude
//	claims.go      what claims ask for, and what can not be searched for them
//	trace.go       the way to a counterexample; replay.go: the scenario that shows it
//	resume.go      what is kept of a search that was interrupted; keep.go: as a file
//	again.go       a counterexample that was kept, on the scenario as it is now
package explore
