// Package explore searches what can become of a scenario for a run that breaks a
// property, and says how far it has looked.
//
// # What is proved
//
// An exhaustive search visits every state that up to f faults of some kinds can
// lead to. Faults strike at any time: at every lifecycle event, on the host on
// which it is or any other, when it begins, when it has just ended, and while
// nobody is at work. Work takes any time up to its limit (CD-4.7, CD-4.8), so that
// it ends in every order, and waits that it separates are over in every order that
// some times allow; the limit of a whole deployment (CD-2.18) counts waits alone.
// Equals start in any order (CD-2.15), but in blue/green in that of the scenario. In
// deployments to Lambda and ECS the functions of hooks and the tasks of a replacement
// are what works and is struck (CD-9.6, CD-9.7). Scenarios with Auto Scaling groups or
// metrics of traffic are searched by drawn runs alone.
//
// How long work has taken already, a state does not know, and how little can be
// left of a wait it knows roughly: so it has somewhat more orders than there are
// times for. Of each break that is found the times are worked out, and a scenario that
// shows it. What breaks only where there are none is searched once more, each state
// for itself, and then exactly; if even that finds no times, it does not count, but
// the claim is not called proved.
//
// Of the events that an agent runs side by side a state knows which began later, as
// one that starts up asks for it (CD-8.5).
//
// While an agent takes to take up an event (CD-8.1), a fault may strike its host, a
// host that is down may come back, and somebody may stop the deployment. A fault may
// also strike at the very instant at which work ends, which is then done and counts for
// nothing.
//
// A search that may strike hosts begins a second before its scenario, so that some are
// gone when a deployment is made at time 0: early.go.
//
// What a search leaves out, so that something proved can break there:
//
//   - What neither strikes a host nor stops a deployment, nor lets an input do so, is over
//     behind the end of a piece of work or between the polls of two hosts, and it decides by
//     how much less than an agent takes.
//   - More than two pieces of work, or of a fault of the search more than one, end at the very
//     instant at which it strikes the hosts of all of them.
//   - One fault strikes the events of two deployments on one host, as fail or hang at a time
//     in a timeline do: here each event that fails or hangs is a fault.
//   - A host is lost between the call that makes a deployment and its start, at one instant.
//   - A fault strikes when nothing is left to happen.
//   - An exact search, which comes behind this one, ends a wait before an agent takes up an
//     event and knows how much of its time was gone.
//
// Two states are one if all that can still decide, or that some property asks
// about, is the same relative to now, by a digest of 128 bits; hosts that differ
// in nothing but their names can change places. Of two states that differ in their
// waits alone, one covers the other if its waits can have all that is left of those
// of the other: then the other is not gone on from.
//
// # How all cores search
//
// A search goes on from a wave of open states at a time, in two halves. What each
// state of the wave leads to is worked out on all cores, while nothing that they
// share changes: each goroutine has worlds of its own, and looks at the set of
// visited states without adding to it. What comes out is then taken in by one
// goroutine, state after state in the order of the wave: counts, new states, how
// they were come to, where claims break. Which states make a wave hangs on counts
// alone. So the number of cores makes no difference to anything that is said or
// kept.
//
// # Which file decides what
//
//	explore.go     what to search for, verdicts, the report; explorer.go: which search a property gets, and what it says
//	space.go       states, and what a choice makes of one; due.go: what happens without one; choices.go: what may happen next in one; orders.go: who starts first among equals
//	clocks.go      which wait can be over first: zones.go; latest.go: when things happen that follow a step; pauses.go: what may happen before agents take up events, and between.go: whether anything may; ties.go: at the instant at which work ends
//	alike.go       which hosts can change places
//	exhaustive.go  all states; waves.go: on all cores; leads.go: what each leads to; layers.go: by the number of faults; visited.go: those that were seen; paths.go: how; found.go: where claims break; doubts.go: where that needs another look, at states that know more: exact.go
//	known.go       what is known to break before an exhaustive search is over: if every claim does, it looks for fewer faults alone
//	random.go      whole runs with drawn faults and delays: draws.go; shift.go: on Lambda and ECS; coverage.go: what they have shown; odds.go: what they exclude
//	claims.go      what claims ask for
//	trace.go       the way to a counterexample; course.go: the times at which its steps can happen; replay.go: the scenario that shows it; equals.go: with the order of equals
//	resume.go      what is kept of a search that was interrupted; keep.go: as a file
package explore
