package command

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// checkedDeck is the verdict on one deck.
type checkedDeck struct {
	Name     string      `json:"name"`
	OK       bool        `json:"ok"`
	Cards    int         `json:"cards"`
	Findings []shownNote `json:"findings"`
	code     int
}

func newCmdDeckCheck(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "check [FILE…]", Short: "Check decks",
		Long: "Check decks, without a name all that come with rehearse, and tell every fault with its\n" +
			"place. The exit code is 3 if a deck has errors, 4 if a file is not there; the others are\n" +
			"checked all the same. A warning tells of a card that can be answered without knowing\n" +
			"anything.",
		Example: "  rehearse deck check\n  rehearse deck check mine.yaml\n  rehearse deck check decks/*.yaml --json",
		Args:    args(cobra.ArbitraryArgs),
		RunE:    func(_ *cobra.Command, a []string) error { return runDeckCheck(f, a) },
	}
}

func runDeckCheck(f *factory, paths []string) error {
	if len(paths) == 0 {
		paths = deck.Bundled()
	}
	list, worst := []checkedDeck{}, exitDone
	for _, path := range paths {
		c, found, err := f.checkDeck(path)
		list, worst = append(list, c), max(worst, c.code)
		if f.json {
			continue
		}
		notes(f.io, found)
		if err != nil {
			report(f.io, err)
		}
		if c.OK {
			f.io.Printf("%s %s (%d cards)\n", term.OK.Text("ok    "), path, c.Cards)
		} else {
			f.io.Printf("%s %s\n", term.Bad.Text("FAILED"), path)
		}
	}
	if f.json {
		if err := f.document(map[string]any{"schema": "rehearse/deck-check/1", "decks": list}); err != nil {
			return err
		}
	}
	if worst == exitDone {
		return nil
	}
	return coded{worst, errors.New("")}
}

// checkDeck checks one deck. It tells what is wrong with the deck, or why it
// could not be read.
func (f *factory) checkDeck(path string) (checkedDeck, source.Diagnostics, error) {
	c := checkedDeck{Name: path, Findings: []shownNote{}}
	text, err := f.deckText(path)
	if err != nil {
		c.code = exitCode(err)
		c.Findings = append(c.Findings, shownNote{File: path, Severity: "error", Message: strings.TrimSpace(err.Error())})
		return c, nil, err
	}
	d, found := deck.Decode(deckName(path), text)
	if c.OK = !found.HasErrors(); !c.OK {
		c.code = exitInvalid
	}
	if d != nil {
		c.Cards = len(d.Cards)
	}
	c.Findings = append(c.Findings, shownNotes(found)...)
	return c, found, nil
}
