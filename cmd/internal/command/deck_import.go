package command

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type deckImportOptions struct {
	*factory
	from string
	in   exchange.Input
	to   outputFile
}

func newCmdDeckImport(f *factory) *cobra.Command {
	o := &deckImportOptions{factory: f}
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Make a deck of an Anki text file, a table or a GIFT file",
		Long: "Make a deck of a text file that Anki exports, of a table (CSV) whose first row names its\n" +
			"columns, or of a file in Moodle's GIFT format; - is standard input. The deck is printed, or\n" +
			"written to --output, which never replaces a file without --force (exit code 5). What could\n" +
			"not be taken over is told. HTML and control characters are taken away. A card that names no\n" +
			"rule rests on the file it came from.",
		Example: "  rehearse deck import notes.txt > mine.yaml\n  rehearse deck import quiz.gift --title \"Our quiz\" --output quiz.yaml\n" +
			"  rehearse deck import - --from csv --id mine < cards.csv",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error { return o.run(a[0]) },
	}
	cmd.Flags().StringVar(&o.from, "from", "", "anki, csv or gift; otherwise the end of the name decides: .txt, .csv, .gift")
	cmd.Flags().StringVar(&o.in.ID, "id", "", "id of the deck; otherwise the name of the file")
	cmd.Flags().StringVar(&o.in.Title, "title", "", "title of the deck; otherwise what the file says")
	cmd.Flags().StringVar(&o.in.Language, "language", "", "language of the deck; otherwise en")
	o.to.flags(cmd)
	return cmd
}

func (o *deckImportOptions) run(path string) error {
	if _, err := os.Stat(path); path != "-" && err != nil {
		return unreadable(path, err)
	}
	format, err := readable(o.from, path)
	if err != nil {
		return err
	}
	if err := o.to.check(path); err != nil {
		return err
	}
	o.in.Name = deckName(path)
	if o.in.Data, err = o.importText(path); err != nil {
		return err
	}
	d, found := format.Read(o.in)
	if found.HasErrors() {
		return found
	}
	text := deck.Encode(d)
	if o.json {
		return o.to.document(o.factory, text, map[string]any{"schema": "rehearse/deck-import/1", "cards": len(d.Cards), "notes": shownNotes(found)})
	}
	if err := o.to.write(o.factory, text); err != nil {
		return err
	}
	notes(o.io, found)
	return nil
}

// importText reads a file, which must be there, or standard input.
func (o *deckImportOptions) importText(path string) ([]byte, error) {
	in, err := o.input(path)
	return in.Data, err
}

// readable finds the format of a file that is to be read.
func readable(name, path string) (exchange.Format, error) {
	var names []string
	for _, f := range exchange.Formats {
		if f.Read == nil {
			continue
		}
		if names = append(names, f.Name); f.Name == name || name == "" && slices.Contains(f.Ends, strings.ToLower(filepath.Ext(path))) {
			return f, nil
		}
	}
	if name == "" {
		return exchange.Format{}, usagef("the name " + source.Escape(path) + " does not tell the format; add --from " + strings.Join(names, ", --from "))
	}
	return exchange.Format{}, usagef("--from is " + strings.Join(names, ", "))
}
