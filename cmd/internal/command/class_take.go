package command

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type takeOptions struct {
	*factory
	learner
	sheet, output, answers string
}

func newCmdClassTake(f *factory) *cobra.Command {
	o := &takeOptions{factory: f}
	cmd := &cobra.Command{
		Use: "take SHEET", Short: "Answer a sheet",
		Long: "Ask the questions of a sheet, one after another. Each answer is written at once to a file beside\n" +
			"the sheet, to be handed in; what was answered before is not asked again. At a question q leaves,\n" +
			"n goes on without an answer, and p goes back. To answer in an editor, write into the sheet instead.",
		Example: "  rehearse class take anna.yaml\n  rehearse class take anna.yaml --answers mine.txt --output anna.jsonl",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.sheet = a[0]
			return o.run()
		},
	}
	cmd.Flags().StringVar(&o.output, "output", "", "write the answers to this file, instead of the sheet's name with .answers.jsonl")
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the answers from this file, one a line, instead of asking")
	cmd.Flags().StringVar(&o.at, "now", "", "take this for the present time, such as 2026-03-01T18:00:00+01:00")
	return cmd
}

func (o *takeOptions) run() error {
	data, err := os.ReadFile(o.sheet)
	if errors.Is(err, fs.ErrNotExist) {
		return notFound("no file " + source.Escape(o.sheet))
	}
	if err != nil {
		return err
	}
	s, found := classroom.ReadSheet(o.sheet, data)
	if found.HasErrors() {
		return found
	}
	if o.output == "" {
		o.output = strings.TrimSuffix(o.sheet, ".yaml") + ".answers.jsonl"
	}
	j, file, err := classroom.OpenJournal(o.output, s)
	if err != nil {
		return ofClass(err)
	}
	defer file.Close()
	err = o.ask(s, j, file)
	if err != nil && !errors.Is(err, errLeft) {
		return err
	}
	return o.done(s, j)
}

var (
	wordNext = word{"n", "goes on"}
	wordBack = word{"p", "goes back"}
)

// ask asks what was not answered yet.
func (o *takeOptions) ask(s *classroom.Sheet, j *classroom.Journal, file *os.File) error {
	sit, err := o.newSitting(o.answers)
	if err != nil {
		return err
	}
	sit.hints, sit.words = false, []word{wordLeave, wordNext, wordBack}
	answered := j.Answers()
	for n := 0; n < len(s.Entries); {
		e := &s.Entries[n]
		if answered[e.Number] != "" {
			n++
			continue
		}
		r, err := sit.ask(e, strconv.Itoa(n+1)+" of "+strconv.Itoa(len(s.Entries)))
		switch {
		case errors.Is(err, term.ErrInputNeeded) && len(j.Given) > 0:
			return nil // the input has ended; what was answered is kept
		case err != nil:
			return err
		case r.word == wordLeave.key:
			return errLeft
		case r.word == wordBack.key:
			n = max(0, n-1)
			delete(answered, s.Entries[n].Number)
			continue
		case r.word == "":
			at, err := o.now()
			if err != nil {
				return err
			}
			if err := j.Add(file, e.Number, r.Answer[0], at, r.took); err != nil {
				return coded{exitInternal, err}
			}
		}
		n++
	}
	return nil
}

// done says where the answers are.
func (o *takeOptions) done(s *classroom.Sheet, j *classroom.Journal) error {
	n := len(j.Answers())
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/class-take/1", "assignment": s.Assignment, "student": s.Student, "file": o.output, "answers": n, "of": len(s.Entries)})
	}
	o.io.Printf("%d of %s answered, in %s\n", n, plural(len(s.Entries), "question"), o.output)
	return nil
}
