// Package term is the one place that knows the terminal: its streams, colours,
// width and signs, and how to ask a person something. It decides how a thing is
// shown, never what is shown; it knows nothing of deployments or scenarios
// beyond the plain values handed to it.
//
// Every text that is printed through it is escaped with source.Escape, so that
// a hostile name cannot move the cursor. Code that writes to IO.Out directly
// (JSON) has to take care of that itself.
//
// Which file answers which question:
//
//	io.go           which streams, and which flags bend the output?
//	detect.go       what can this terminal do: colour, width, UTF-8?
//	print.go        how is a line printed, and did writing fail?
//	style.go        what do the colours mean?
//	width.go        how many columns does a text take?
//	table.go        how is a table shown to people, scripts, screen readers?
//	columns.go      how wide does each column get?
//	grid.go         who draws the lines of a table?
//	progress.go     when is a progress bar seen?
//	prompt.go       who asks, and what counts as an answer?
//	line.go, script.go, survey.go    the three who ask
//	timeline.go     what did each instance do, drawn over time?
//	glyph.go        which sign stands for which state?
//	axis.go         which column is which moment?
//	bands.go        what did a fleet too large for rows do?
//	bars.go         how large is each of some shares?
//	sentences.go    the same two drawings in words
package term
