package command

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
)

type deckExportOptions struct {
	*factory
	format string
	to     outputFile
}

func newCmdDeckExport(f *factory) *cobra.Command {
	o := &deckExportOptions{factory: f}
	cmd := &cobra.Command{
		Use: "export NAME --to FORMAT", Short: "Write a deck for Anki, Moodle, Canvas, a spreadsheet or paper",
		Long: "Write a deck in the format of another program: anki (text for Anki's import), csv (a\n" +
			"table), gift and moodle (for Moodle), qti (a QTI 1.2 archive for Canvas), html (a sheet to\n" +
			"print with the answers on a page of their own). It is printed, or written to --output,\n" +
			"which never replaces a file without --force (exit code 5). What the format could not hold\n" +
			"is told. The same deck gives the same bytes.",
		Example: "  rehearse deck export codedeploy --to anki > codedeploy.txt\n  rehearse deck export codebuild --to qti --output codebuild.zip\n" +
			"  rehearse deck export mine.yaml --to html --output mine.html --force",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error { return o.run(a[0]) },
	}
	cmd.Flags().StringVar(&o.format, "to", "", "anki, csv, gift, moodle, qti or html")
	o.to.flags(cmd)
	return cmd
}

func (o *deckExportOptions) run(path string) error {
	format, ok := exchange.Find(o.format)
	if !ok {
		return usagef("--to is " + strings.Join(formatNames(), ", "))
	}
	if format.Binary && o.to.path == "" {
		return usagef("a " + format.Name + " file is no text; name it with --output FILE" + format.Ends[0])
	}
	if err := o.to.check(path); err != nil {
		return err
	}
	d, err := o.loadDeck(path)
	if err != nil {
		return err
	}
	text, losses := format.Write(d)
	if o.json {
		return o.to.document(o.factory, text, map[string]any{"schema": "rehearse/deck-export/1", "format": format.Name, "cards": len(d.Cards), "losses": append([]string{}, losses...)})
	}
	if err := o.to.write(o.factory, text); err != nil {
		return err
	}
	for _, loss := range losses {
		o.io.Notef("note: %s\n", loss)
	}
	return nil
}

func formatNames() (names []string) {
	for _, f := range exchange.Formats {
		names = append(names, f.Name)
	}
	return names
}
