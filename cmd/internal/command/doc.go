// Package command is the command line, a file for each command: its options,
// its constructor with the flags, its run.
//
//   - root.go: all commands; group.go: those that hold others
//   - help.go: what --help prints; flags.go: what is said of flags that can not be
//   - errors.go: which exit code means what; report.go: what is said of errors
//   - factory.go: what commands share; load.go: from a path to a world
//   - outfile.go: files that are whole or not there; journal.go, pictures.go: what is written to them
//   - output.go: results that go to a file instead of standard output
//   - sitting.go: how a person is asked; feedback.go: what he is told of an answer; notebook.go: where it is kept
//   - lesson.go: questions one after another, as quiz and study ask them; greet.go: what is said to who comes in
//   - store.go: where the progress of the learner lies, and what time it is; progress_*.go: the forms of it
package command
