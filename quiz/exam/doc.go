// Package exam is a rehearsal of an exam: questions against the clock, without
// feedback until the end.
//
// The clock runs on while an exam is left, as it does in the real one; a clock
// that is set back gives no time. What was not answered counts as wrong, and of
// several right options all must be chosen. Some questions are on trial and do
// not count, as in the real exams; nobody is told which. The result is the share
// that is right, with an interval: it is no score of AWS, and is not turned into
// one.
//
//	preset.go  which exams there are, and how much of the real one they cover
//	draw.go    which questions are asked
//	exam.go    an exam under way, move by move
//	result.go  what it came to
package exam
