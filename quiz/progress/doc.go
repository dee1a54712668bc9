// Package progress keeps what a learner has done: sessions, answers, and the
// schedule that follows from them. All of it is one SQLite file, which only
// this package knows.
//
// Answers are never changed and never deleted. What is taken back is so by a
// record of its own, and the schedule is no second truth: it is computed again
// from the answers whenever one comes or goes.
//
// An answer has an identity that no other has anywhere: the store in which it
// was given, and its number there. The numbers, not the clock, say what came
// first, so that a clock set back reorders nothing. Answers of several stores
// are put between one another by their times; those of each stay in order.
//
// The times come in as parameters. A call that returned without an error is on
// the disk; one that did not has left nothing.
//
//	place.go      where does the file lie?
//	open.go       who may open it, and is it sound?
//	damaged.go    where does a damaged file go?
//	schema.go     what is in the file; migrate.go: how does an older one become like that?
//	errors.go     what went wrong, in words for the learner
//	answer.go     what is an answer; session.go: what is a session?
//	record.go     how does an answer come in; undo.go: how is it taken back?
//	history.go    what was answered, in order?
//	cards.go      what is due?
//	unexplained.go    which answers does no known misconception lead to?
//	export.go, import.go, check.go    the same as JSON, and back
//	report.go     what does all of it come to?
package progress
