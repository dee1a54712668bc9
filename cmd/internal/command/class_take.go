package command

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type takeOptions struct {
	*factory
	learner
	sheet, output, answers string
	again                  bool
}

func newCmdClassTake(f *factory) *cobra.Command {
	o := &takeOptions{factory: f}
	cmd := &cobra.Command{
		Use: "take SHEET", Short: "Answer a sheet",
		Long: "Ask the questions of a sheet, one after another. Each answer is written at once to a file beside\n" +
			"the sheet, to be handed in; what was answered before is asked again only if you want to go over it.\n" +
			"At a question q leaves, n goes on without changing the answer, and p goes back. Answers from a file\n" +
			"are kept if all of them make sense, and else none. To answer in an editor, write into the sheet\n" +
			"instead.",
		Example: "  rehearse class take anna.yaml\n  rehearse class take anna.yaml --again\n" +
			"  rehearse class take anna.yaml --answers mine.txt --output anna.jsonl",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.sheet = a[0]
			return o.run()
		},
	}
	cmd.Flags().StringVar(&o.output, "output", "", "write the answers to this file, instead of the sheet's name with .answers.jsonl")
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the answers from this file, one a line, instead of asking")
	cmd.Flags().BoolVar(&o.again, "again", false, "begin with the first question, whatever was answered before")
	cmd.Flags().StringVar(&o.at, "now", "", "take this for the present time, such as 2026-03-01T18:00:00+01:00")
	return cmd
}

func (o *takeOptions) run() error {
	if _, err := o.now(); err != nil {
		return err
	}
	s, err := classroom.LoadSheet(o.sheet)
	if err != nil {
		return ofClass(err)
	}
	sit, err := o.newSitting(o.answers)
	if err != nil {
		return err
	}
	if o.output == "" {
		o.output = strings.TrimSuffix(strings.TrimSuffix(o.sheet, ".yaml"), ".yml") + ".answers.jsonl"
	}
	j, file, err := classroom.OpenJournal(o.output, s)
	if errors.Is(err, classroom.ErrUnwritable) {
		err = fmt.Errorf("%w; name another file with --output", err)
	}
	if err != nil {
		return ofClass(err)
	}
	defer file.Close()
	t := &taking{takeOptions: o, sheet: s, journal: j, file: file, sit: sit, answered: j.Answers()}
	return t.run()
}

var (
	wordNext = word{"n", "goes on"}
	wordBack = word{"p", "goes back"}
)

// taking is a student who answers a sheet.
type taking struct {
	*takeOptions
	sheet    *classroom.Sheet
	journal  *classroom.Journal
	file     *os.File
	sit      *sitting
	answered map[int]string
	pending  []pendingAnswer // of a file of answers, which counts as a whole
	given    int             // answers that are new or others than before
}

type pendingAnswer struct {
	question int
	text     string
	took     time.Duration
}

func (t *taking) run() error {
	t.sit.hints, t.sit.words = false, []word{wordLeave, wordNext, wordBack}
	again, err := t.goesOver()
	if err != nil {
		return err
	}
	err = t.ask(again)
	if errors.Is(err, errLeft) || errors.Is(err, term.ErrInputNeeded) && (t.given > 0 || t.complete()) {
		err = nil // the input has ended; what was answered is kept
	}
	if err == nil {
		err = t.keep()
	}
	if err != nil {
		return t.inFile(err)
	}
	return t.done()
}

// complete says whether every question has an answer.
func (t *taking) complete() bool {
	for i := range t.sheet.Entries {
		if t.answered[t.sheet.Entries[i].Number] == "" {
			return false
		}
	}
	return true
}

// goesOver says whether to begin with the first question. What is complete is
// gone over if that is wanted, and never replaced by a file of answers unless
// --again says so.
func (t *taking) goesOver() (bool, error) {
	switch {
	case t.again || !t.complete():
		return t.again, nil
	case t.sit.quiet:
		return false, coded{exitConflict, errors.New(source.Escape(t.output) + " has an answer to each question already; replace them with --again, or name another file with --output")}
	case t.json:
		return false, nil
	}
	t.sit.wrapped("", "Each question is answered already, in "+t.output+".")
	yes, err := t.sit.prompter.Confirm("Go over your answers again?", false)
	if errors.Is(err, term.ErrInputNeeded) {
		return false, nil
	}
	return yes, err
}

// ask asks what was not answered yet, or everything again.
func (t *taking) ask(again bool) error {
	wanted := make([]bool, len(t.sheet.Entries))
	for n := range wanted {
		wanted[n] = again || t.answered[t.sheet.Entries[n].Number] == ""
	}
	for n := 0; n < len(wanted); {
		if !wanted[n] {
			n++
			continue
		}
		e := &t.sheet.Entries[n]
		t.sit.label = t.labelOf(e)
		r, err := t.sit.ask(e, t.placeOf(n))
		switch {
		case err != nil:
			return err
		case r.word == wordLeave.key:
			return errLeft
		case r.word == wordBack.key:
			n = max(0, n-1)
			wanted[n] = true
			continue
		case r.word == "":
			if err := t.take(e.Number, r); err != nil {
				return err
			}
		}
		n++
	}
	return nil
}

// labelOf stands before what is typed; for a file it says where it is wrong.
func (t *taking) labelOf(e *classroom.Entry) string {
	if t.sit.quiet {
		return "question " + strconv.Itoa(e.Number)
	}
	return "Your answer"
}

// placeOf says which question it is, and what was answered so far.
func (t *taking) placeOf(n int) string {
	place := fmt.Sprintf("%d of %d", n+1, len(t.sheet.Entries))
	if so := t.answered[t.sheet.Entries[n].Number]; so != "" {
		place += ", answered so far: " + source.Escape(so)
	}
	return place
}

// take takes an answer that is another than before: at once, or with all others
// of its file.
func (t *taking) take(question int, r reply) error {
	text := r.Answer[0]
	if t.answered[question] == text {
		return nil
	}
	t.answered[question] = text
	t.given++
	a := pendingAnswer{question, text, r.took}
	if t.sit.quiet {
		t.pending = append(t.pending, a)
		return nil
	}
	return t.write(a)
}

func (t *taking) write(a pendingAnswer) error {
	err := t.journal.Add(t.file, a.question, a.text, t.moment(), a.took)
	if err != nil {
		err = fmt.Errorf("%w; the answer to question %d is not kept, what was given before is", err, a.question)
	}
	return ofClass(err)
}

// keep writes the answers of a file, unless more are left than were asked for.
func (t *taking) keep() error {
	if !t.sit.quiet {
		return nil
	}
	if left, err := t.sit.prompter.Input("", "", nil); err == nil {
		return fmt.Errorf("%q is left over: there are more answers than questions to answer", source.Escape(left))
	}
	for _, a := range t.pending {
		if err := t.write(a); err != nil {
			return err
		}
	}
	return nil
}

// inFile is an error with the file of answers that it is about, if it is about
// one.
func (t *taking) inFile(err error) error {
	var c coded
	if !t.sit.quiet || errors.As(err, &c) {
		return err
	}
	if errors.Is(err, term.ErrInputNeeded) {
		err = errors.New("there is no answer in it")
	}
	return coded{exitInvalid, fmt.Errorf("%s: %w; nothing was kept", source.Escape(t.answers), err)}
}

// done says where the answers are.
func (t *taking) done() error {
	n := len(t.journal.Answers())
	if t.json {
		return t.document(map[string]any{"schema": "rehearse/class-take/1", "assignment": t.sheet.Assignment, "student": t.sheet.Student, "file": t.output,
			"answers": n, "of": len(t.sheet.Entries), "given": t.given})
	}
	t.io.Printf("%d of %s answered, in %s\n", n, plural(len(t.sheet.Entries), "question"), t.output)
	if n < len(t.sheet.Entries) {
		t.io.Notef("To go on later, do the same again. Then hand in that file.\n")
	} else {
		t.io.Notef("Hand in that file.\n")
	}
	return nil
}
