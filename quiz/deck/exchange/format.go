package exchange

import (
	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Format is a way in which other programs have cards.
type Format struct {
	Name   string
	Title  string   // for lists
	Ends   []string // of file names
	Binary bool
	Write  func(*deck.Deck) (text []byte, losses []string) // nil: can not be written
	Read   func(Input) (*deck.Deck, source.Diagnostics)    // nil: can not be read
}

// Formats are all formats.
var Formats = []Format{
	{Name: "anki", Title: "Anki text", Ends: []string{".txt"}, Write: WriteAnki, Read: ReadAnki},
	{Name: "csv", Title: "table", Ends: []string{".csv", ".tsv"}, Write: WriteCSV, Read: ReadCSV},
	{Name: "gift", Title: "Moodle GIFT", Ends: []string{".gift"}, Write: WriteGIFT, Read: ReadGIFT},
	{Name: "moodle", Title: "Moodle XML", Ends: []string{".xml"}, Write: WriteMoodle},
	{Name: "qti", Title: "QTI 1.2 package for Canvas", Ends: []string{".zip"}, Binary: true, Write: WriteQTI},
	{Name: "html", Title: "sheet to print", Ends: []string{".html"}, Write: WriteHTML},
}

// Find returns the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
