package command

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type progressOptions struct {
	*factory
	learner
	csv, undo, where, force bool
	exported, imported      string
}

func newCmdProgress(f *factory) *cobra.Command {
	o := &progressOptions{factory: f}
	cmd := &cobra.Command{
		Use: "progress", Short: "Show what you have answered, and what is due",
		Long: "Show what you have answered: by rule and by topic, how well your certainty fits, on how\n" +
			"many days in a row, what is due. All of it lies in one file on this machine (--where),\n" +
			"which --export and --import carry to another; importing twice changes nothing.",
		Example: "  rehearse progress\n  rehearse progress --csv > answers.csv\n  rehearse progress --export backup.json\n" +
			"  rehearse progress --import backup.json\n  rehearse progress --undo",
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return o.run() },
	}
	o.learner.flags(cmd)
	cmd.Flags().BoolVar(&o.csv, "csv", false, "print the answers as CSV, a row each")
	cmd.Flags().StringVar(&o.exported, "export", "", "write all that is kept to a file, as JSON; - is standard output")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file of --export if it exists")
	cmd.Flags().StringVar(&o.imported, "import", "", "add what an exported file has and this machine has not; - is standard input")
	cmd.Flags().BoolVar(&o.undo, "undo", false, "take the last answer back")
	cmd.Flags().BoolVar(&o.where, "where", false, "print where the progress is kept")
	return cmd
}

func (o *progressOptions) run() error {
	if err := o.onlyOne(); err != nil {
		return err
	}
	if _, err := o.now(); err != nil {
		return err
	}
	if err := o.possible(); err != nil {
		return err
	}
	switch {
	case o.where:
		return o.showWhere()
	case o.imported != "":
		return o.with(o.runImport)
	case !o.kept() && (o.exported != "" || o.undo):
		return notFound("nothing is kept in " + source.Escape(progress.Place(o.home)) + " yet")
	case !o.kept():
		return o.report(nil)
	case o.exported != "":
		return o.with(o.runExport)
	case o.undo:
		return o.with(o.runUndo)
	}
	return o.with(o.report)
}

// onlyOne wants at most one thing to be asked for.
func (o *progressOptions) onlyOne() error {
	n := 0
	for _, asked := range []bool{o.csv, o.undo, o.where, o.exported != "", o.imported != ""} {
		if asked {
			n++
		}
	}
	if n > 1 {
		return usagef("--csv, --export, --import, --undo and --where do different things; give one of them")
	}
	if o.csv && o.json {
		return usagef("--csv and --json are two forms of the answers; give one of them, or --export - for all of them as JSON")
	}
	if o.force && (o.exported == "" || o.exported == "-") {
		return usagef("--force needs --export with the name of a file")
	}
	return nil
}

// with opens the progress for one thing to do.
func (o *progressOptions) with(do func(*progress.Store) error) error {
	store, err := o.open(o.factory)
	if err != nil {
		return err
	}
	err = do(store)
	if e := keeping(store.Close()); err == nil {
		err = e
	}
	return err
}

func (o *progressOptions) showWhere() error {
	path := progress.Place(o.home)
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/progress-place/1", "path": path, "exists": o.kept()})
	}
	o.io.Printf("%s\n", path)
	return nil
}

func (o *progressOptions) runExport(store *progress.Store) error {
	if o.exported == "-" { // which is a document with a schema too
		return keeping(store.Export(o.io.Out))
	}
	out, err := o.newOutFile("--export", o.exported, store.Path())
	if err != nil {
		return err
	}
	err = store.Export(out)
	if o.force {
		err = out.commit(err)
	} else if err = out.commitNew(err); errors.Is(err, fs.ErrExist) {
		err = coded{exitConflict, errors.New(source.Escape(o.exported) + " exists; choose another name, or replace it with --force")}
	}
	switch {
	case err != nil:
		return err
	case o.json:
		return o.document(map[string]any{"schema": "rehearse/progress-written/1", "path": o.exported})
	}
	o.io.Notef("wrote %s\n", o.exported)
	return nil
}

func (o *progressOptions) runImport(store *progress.Store) error {
	document, err := o.readImport()
	if err != nil {
		return err
	}
	merged, err := store.Import(document)
	switch {
	case err != nil:
		return keeping(err)
	case o.json:
		return o.document(map[string]any{"schema": "rehearse/progress-import/1", "merged": merged})
	}
	o.io.Printf("new: %d answers in %d sessions, %d of them taken back\nknown already: %d answers\n", merged.Answers, merged.Sessions, merged.Undone, merged.Known)
	return nil
}

func (o *progressOptions) readImport() (d progress.Document, err error) {
	in := io.Reader(o.io.In)
	if o.imported != "-" {
		file, err := os.Open(o.imported)
		if err != nil {
			return d, unreadable(o.imported, err)
		}
		defer file.Close()
		in = file
	}
	d, err = progress.Read(in)
	var at *fs.PathError
	if errors.As(err, &at) {
		return d, unreadable(o.imported, err)
	}
	return d, keeping(err)
}

func (o *progressOptions) runUndo(store *progress.Store) error {
	at, err := o.now()
	if err != nil {
		return err
	}
	a, err := store.Undo(at)
	switch {
	case err != nil:
		return keeping(err)
	case o.json:
		return o.document(map[string]any{"schema": "rehearse/progress-undo/1", "answer": a})
	}
	o.io.Printf("taken back: %s to %s of %s, at %s\n", given(a), a.Item.Kind, a.Item.Scenario, a.At.In(at.Location()).Format(minutes))
	return nil
}

func given(a progress.Answer) string {
	if a.Given == "" {
		return "no answer"
	}
	return a.Given
}
