package command

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// runFiles are the files that a run can leave: its journal, the notices that
// AWS would send meanwhile, and pictures of it.
type runFiles struct {
	journal string
	level   string
	events  string
	html    string
	svg     string
	writers []func([]kernel.Record)
	open    []*lineFile
	drawn   []*picture
}

func (o *runFiles) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.journal, "journal", "", "write the journal to this file as JSON lines, compressed if it ends in .zst")
	cmd.Flags().StringVar(&o.level, "journal-level", "all", "which records --journal writes: decisions, or all")
	cmd.Flags().StringVar(&o.events, "events", "", "write what EventBridge and SNS are told to this file as JSON lines, compressed if it ends in .zst")
	cmd.Flags().StringVar(&o.html, "html", "", "draw the run as an HTML page to this file")
	cmd.Flags().StringVar(&o.svg, "svg", "", "draw the timeline as SVG to this file")
}

// check refuses flags that can not be, before anything is read.
func (o *runFiles) check() (kernel.Level, error) {
	level, err := kernel.ParseLevel(o.level)
	switch {
	case err != nil || level == kernel.Off:
		return level, usagef("--journal-level is decisions or all")
	case o.journal == "-":
		return level, usagef("--journal names a file; `rehearse watch --json` prints the records")
	case o.events == "-":
		return level, usagef("--events names a file, as the result of the run goes to standard output")
	case o.html == "-" || o.svg == "-":
		return level, usagef("--html and --svg name files; - is none")
	case o.events != "" && samePlace(o.events, o.journal):
		return level, usagef("--events and --journal name the same file")
	}
	return level, nil
}

// samePlace tells whether two names mean one file.
func samePlace(a, b string) bool {
	if b == "" {
		return false
	}
	for _, name := range []*string{&a, &b} {
		if target, err := filepath.EvalSymlinks(*name); err == nil {
			*name = target
		}
		if whole, err := filepath.Abs(*name); err == nil {
			*name = whole
		}
	}
	return a == b
}

// begin begins the files of a run of the scenario at a path.
func (o *runFiles) begin(f *factory, path string, w *world, level kernel.Level) error {
	if o.journal != "" {
		file, err := f.newLineFile("--journal", o.journal, path)
		if err != nil {
			return err
		}
		o.open = append(o.open, file)
		o.writers = append(o.writers, (&journalFile{file, w.World, level}).observe)
	}
	if err := o.beginPictures(f, path); err != nil || o.events == "" {
		return err
	}
	file, err := f.newLineFile("--events", o.events, path)
	if err != nil {
		return err
	}
	file.lines.SetEscapeHTML(false)
	account, region := w.scenario.Place()
	notices := awsjson.NewNotices(w.World, account, region, func(n awsjson.Notice) { file.line(n) })
	o.open = append(o.open, file)
	o.writers = append(o.writers, notices.Observe)
	return nil
}

// observe writes records as they pass.
func (o *runFiles) observe(rows []kernel.Record) {
	for _, write := range o.writers {
		write(rows)
	}
}

// commit gives all files their names.
func (o *runFiles) commit() error {
	for _, file := range o.open {
		if err := file.commit(); err != nil {
			return err
		}
	}
	return nil
}

// discard removes those that have not got their names.
func (o *runFiles) discard() {
	for _, file := range o.open {
		file.discard()
	}
	for _, picture := range o.drawn {
		picture.discard()
	}
}
