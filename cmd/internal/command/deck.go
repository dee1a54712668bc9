package command

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func newCmdDeck(f *factory) *cobra.Command {
	cmd := &cobra.Command{
		Use: "deck", Short: "Check, list, show, import and export decks of cards",
		Long: "Decks of cards: those that come with Rehearse, and your own as YAML files.",
		Example: "  rehearse deck list\n  rehearse deck export codedeploy --to anki --output codedeploy.txt\n" +
			"  rehearse deck import quiz.gift --output mine.yaml\n  rehearse deck check mine.yaml",
	}
	return f.group(cmd, newCmdDeckList(f), newCmdDeckShow(f), newCmdDeckCheck(f), newCmdDeckImport(f), newCmdDeckExport(f))
}

// deckText reads the text of a deck: a file, - for standard input, or the name
// of one that is bundled.
func (f *factory) deckText(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(io.LimitReader(f.io.In, deck.MaxBytes+1))
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return bundledDeck(path)
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		if text, ok := deck.BundledText(path); ok {
			return text, nil
		}
	}
	text, err := io.ReadAll(io.LimitReader(file, deck.MaxBytes+1))
	return text, unreadable(path, err)
}

func bundledDeck(name string) ([]byte, error) {
	if text, ok := deck.BundledText(name); ok {
		return text, nil
	}
	fix := "name a file, or one of " + strings.Join(deck.Bundled(), ", ")
	if near, ok := source.Suggest(name, deck.Bundled()); ok {
		fix = "did you mean " + near + "?"
	}
	return nil, notFound("no deck " + source.Escape(name) + "; " + fix)
}

// deckName is how messages call a deck.
func deckName(path string) string {
	if path == "-" {
		return "stdin"
	}
	return path
}

// loadDeck reads a deck that must be without errors.
func (f *factory) loadDeck(path string) (*deck.Deck, error) {
	text, err := f.deckText(path)
	if err != nil {
		return nil, err
	}
	d, found := deck.Decode(deckName(path), text)
	if found.HasErrors() {
		return nil, found
	}
	return d, nil
}

// listedDeck is a deck as lists show it.
type listedDeck struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Language string   `json:"language"`
	Cards    int      `json:"cards"`
	Topics   []string `json:"topics"`
}

func newCmdDeckList(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "list [FILE…]", Short: "List the bundled decks, and those in files",
		Example: "  rehearse deck list\n  rehearse deck list mine.yaml --json",
		RunE:    func(_ *cobra.Command, a []string) error { return runDeckList(f, a) },
	}
}

func runDeckList(f *factory, paths []string) error {
	list := []listedDeck{}
	for _, path := range append(deck.Bundled(), paths...) {
		d, err := f.loadDeck(path)
		if err != nil {
			return err
		}
		entry := listedDeck{path, d.Title, d.Language, len(d.Cards), []string{}}
		for i := range d.Cards {
			if !slices.Contains(entry.Topics, d.Cards[i].Topic) {
				entry.Topics = append(entry.Topics, d.Cards[i].Topic)
			}
		}
		list = append(list, entry)
	}
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/deck-list/1", "decks": list})
	}
	t := &term.Table{Whole: true, Header: []string{"name", "title", "cards", "topics"}}
	for _, e := range list {
		t.Row(e.Name, e.Title, e.Cards, strings.Join(e.Topics, ", "))
	}
	f.io.Table(t)
	return nil
}

func newCmdDeckShow(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "show NAME [CARD…]", Short: "Print the text of a deck, or some of its cards",
		Long:    "Print the text of a deck as it stands, comments included, or only the cards that are\nnamed. A deck that is not valid is refused.",
		Example: "  rehearse deck show codedeploy > mine.yaml\n  rehearse deck show codedeploy half-of-nine\n  rehearse deck show codedeploy --json",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE:    func(_ *cobra.Command, a []string) error { return runDeckShow(f, a[0], a[1:]) },
	}
}

func runDeckShow(f *factory, path string, cards []string) error {
	text, err := f.deckText(path)
	if err != nil {
		return err
	}
	d, found := deck.Decode(deckName(path), text)
	if found.HasErrors() {
		return found
	}
	if len(cards) > 0 {
		if d.Cards, err = chosenCards(d, cards); err != nil {
			return err
		}
		text = deck.Encode(d)
	}
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/deck-show/1", "decks": []*deck.Deck{d}})
	}
	for line := range lines(text) {
		f.io.Printf("%s\n", line)
	}
	return nil
}

// chosenCards are the cards of a deck that are named.
func chosenCards(d *deck.Deck, ids []string) (cards []deck.Card, err error) {
	var all []string
	for i := range d.Cards {
		all = append(all, d.Cards[i].ID)
	}
	for _, id := range ids {
		i := slices.Index(all, id)
		if i < 0 {
			fix := "rehearse deck show NAME prints all"
			if near, ok := source.Suggest(id, all); ok {
				fix = "did you mean " + near + "?"
			}
			return nil, notFound("no card " + source.Escape(id) + " in that deck; " + fix)
		}
		cards = append(cards, d.Cards[i])
	}
	return cards, nil
}
