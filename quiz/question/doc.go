// Package question makes questions about scenarios whose keys come from the
// engine.
//
// An item is made of a case, a kind and a seed. The case is a scenario with its
// run under the rules of AWS and its runs under every misconception of
// codedeploy.Mutants that changes it. The kind asks something of a run and can
// read the answer off any run. So the key is the answer of the true run, and
// each wrong option is the answer of somebody who holds a misconception; where
// misconceptions give fewer than two wrong answers, the learner types, orders
// or chooses from a list instead. A wrong answer is explained by the first
// record in which the true run and that of the misconception part.
//
// Rules of an item: its stem says every fact that the key depends on and never
// the rule, in 12 lines of 80 columns at most, and ends with the command that
// opens the run. The order of options comes from the seed. What sources leave
// open is not asked. Where beliefs lead to a single wrong option, some kinds fill
// in a second one, which was run as well.
//
// Kinds have the numbers that they have among all that a trainer may ask. 23,
// what becomes of each execution of a pipeline, is not there: no pipeline is
// simulated.
//
// Which file decides what:
//
//	case.go, run.go       a scenario and its runs; concerns.go: which misconceptions can matter to it
//	kind.go               what a kind is, and all of them; fits.go: when kinds make sense
//	finalstatus.go …      a file for each kind, or for a few that belong together
//	change.go             one thing changed about a case, for the kinds from 26 on
//	step.go               what the service does next, as a step; theservice.go: asking for it
//	item.go               from kind to item: the key, wrong options, their order; generate.go: many of them
//	facts*.go, stem.go    what a stem tells
//	answer.go, read.go    answers, and what people type; score.go: how right they are
//	hints.go, explain.go  before and after an answer
//	lint.go               items that must not be asked
//	practice*.go          small scenarios from a seed
package question
