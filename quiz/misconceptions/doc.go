// Package misconceptions is the catalogue of what learners believe about
// CodeDeploy and is not so: each belief with the rule that it breaks, a
// refutation, and witnesses, which are runs that come out differently for
// somebody who holds it. A belief is a mutant of one decision of the simulator
// (codedeploy.Mutants), found by its id; so what a learner expects can be
// played, and compared with what AWS does.
//
//   - chapters/*.yaml: the catalogue, a file per chapter; witnesses/*.yaml: scenarios that only it needs
//   - catalogue.go: the catalogue as values; read.go: how the chapters are read
//   - witness.go: a witness as text, as a scenario and as a setup
//   - outcome.go: what can be told of a run, and how two runs differ
//   - check.go: whether every belief can be told from AWS and from every other
package misconceptions
