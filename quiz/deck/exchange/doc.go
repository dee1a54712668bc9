// Package exchange leads decks from and to the formats of other programs.
//
// A writer takes a deck that Decode let through, prints the same bytes for the
// same deck every time, and says what its format could not hold. A reader
// trusts nothing: it hands a tree with the places of the file it reads to
// deck.DecodeNode, so that every fault of an imported card is told like one of
// a deck, with file, line and column.
//
// Which file decides what:
//
//	format.go      the formats there are
//	losses.go      what a format could not hold
//	plain.go       a card as plain question and answer; tags.go: what it refers to, as tags
//	input.go       which bytes are a text; clean.go: markup and control characters taken away
//	draft.go       the cards that a reader found
//	anki.go        Anki's text files, anki_read.go
//	csv.go         tables, csv_read.go
//	gift.go        Moodle's GIFT; gift_read.go, gift_split.go, gift_answer.go
//	moodle.go      Moodle XML; category.go: its categories and wildcards
//	qti.go         QTI 1.2 as Canvas takes it; qti_item.go: its questions; qti_zip.go: the package
//	html.go        a sheet to print
package exchange
