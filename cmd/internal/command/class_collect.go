package command

import (
	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
)

func newCmdClassCollect(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "collect FOLDER FILE…", Short: "Take in what students hand in",
		Long: "Take in the sheets and files of answers that students hand in. Each must carry the seal of the\n" +
			"sheet that its student got. What cannot be taken is said, with exit code 3; all others are taken.\n" +
			"What a student handed in before is kept in answers/earlier.",
		Example: "  rehearse class collect lab inbox/*.jsonl\n  rehearse class collect lab anna.yaml --json",
		Args:    args(cobra.MinimumNArgs(2)),
		RunE:    func(_ *cobra.Command, a []string) error { return runClassCollect(f, a[0], a[1:]) },
	}
}

// collected is what became of a file.
type collected struct {
	classroom.Collected
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"`
}

func runClassCollect(f *factory, folder string, paths []string) error {
	c, err := classroom.Open(folder)
	if err != nil {
		return ofClass(err)
	}
	list, refused := []collected{}, false
	collector := c.Collector()
	for _, path := range paths {
		done, err := collector.Collect(path)
		one := collected{Collected: done, OK: err == nil}
		if err != nil {
			one.Error, refused = err.Error(), true
		}
		if list = append(list, one); !f.json {
			f.showCollected(one, err)
		}
	}
	if f.json {
		if err := f.document(map[string]any{"schema": "rehearse/class-collect/1", "files": list}); err != nil {
			return err
		}
	}
	if refused {
		return coded{exitInvalid, errMissed.error}
	}
	return nil
}

func (f *factory) showCollected(c collected, err error) {
	if err != nil {
		f.io.Printf("%s %s\n", term.Bad.Text("REFUSED"), c.File)
		report(f.io, err)
		return
	}
	text := plural(c.Answers, "answer") + " of " + c.Student + " to " + c.Assignment
	switch {
	case c.Same:
		text += ", taken before"
	case c.Replaced:
		text += "; what was handed in before is in answers/earlier"
	}
	f.io.Printf("%s %s: %s\n", term.OK.Text("ok     "), c.File, text)
	if c.Note != "" {
		f.io.Notef("%s: %s\n", c.File, c.Note)
	}
}
