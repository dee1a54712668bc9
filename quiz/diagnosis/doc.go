// Package diagnosis finds out which misconception a learner holds, by asking
// what tells most.
//
// There is a hypothesis for each misconception that the simulator can run, and
// one for somebody who holds none. What each of them answers to a question is
// known from runs, so every answer moves what is believed of the learner, by
// Bayes' rule with a share of slips. The next question is the one after which
// least is left open on average. It ends when one hypothesis, or several that no
// question of the pool can tell apart, has four fifths of all belief and at least
// two answers speak for it; or when enough was asked, and then it says so.
//
// Which file decides what:
//
//	hypotheses.go  who could be sitting there
//	pool.go        the questions there are, and what everybody answers to them
//	posterior.go   what is believed after some answers
//	next.go        what to ask next
//	verdict.go     what to say in the end
//	learner.go     learners that are simulated
package diagnosis
