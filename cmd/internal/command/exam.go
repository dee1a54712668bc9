package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/exam"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type examOptions struct {
	*factory
	keeper
	preset          string
	seed, answers   string
	items, minutes  int
	pass            int
	list, review    bool
	sized, timed    bool // --items and --minutes were given
	named           bool // so was the preset
	exam            *exam.Exam
	full, elsewhere bool // no answer is wanted any more, unless somebody goes back; another process has gone on
	notes           *notebook
	sit             *sitting
}

func newCmdExam(f *factory) *cobra.Command {
	o := &examOptions{factory: f}
	cmd := &cobra.Command{
		Use: "exam [PRESET]", Short: "Take an exam against the clock",
		Long: "Questions with options against the clock, without feedback until the end, then the share that is\n" +
			"right by task and by rule. It is no AWS score. Some questions are on trial and do not count, as in\n" +
			"the real exams. At a question an answer takes you on; f flags it, n and p move, g goes to a number,\n" +
			"l lists, s submits, q leaves. Each answer is kept at once, and the clock runs on while you are away.",
		Example: "  rehearse exam --list\n  rehearse exam dva-deploy\n  rehearse exam --resume\n" +
			"  rehearse exam dop-sdlc --items 8 --seed 7 --answers mine.txt --pass 75 --json",
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			o.sized, o.timed = cmd.Flags().Changed("items"), cmd.Flags().Changed("minutes")
			if err := alone(cmd, "list"); err != nil {
				return err
			}
			if o.list && len(a) > 0 {
				return usagef("--list lists all exams; leave " + source.Escape(a[0]) + " out")
			}
			o.preset = "dva-deploy"
			if len(a) > 0 {
				o.preset, o.named = a[0], true
			}
			return o.run()
		},
	}
	o.keeper.flags(cmd)
	cmd.Flags().BoolVar(&o.list, "list", false, "list the exams there are")
	cmd.Flags().StringVar(&o.seed, "seed", "", "draw questions from this seed, a whole number from 0, instead of the time")
	cmd.Flags().IntVar(&o.items, "items", 0, "ask so many questions instead, 1 to 100, in as much less or more time")
	cmd.Flags().IntVar(&o.minutes, "minutes", 0, "take so many minutes instead")
	cmd.Flags().StringVar(&o.answers, "answers", "", "take answers and moves from this file, one a line, instead of asking")
	cmd.Flags().IntVar(&o.pass, "pass", 0, "end with exit code 1 if less than so many per cent are right")
	cmd.Flags().BoolVar(&o.review, "review", false, "show every question in the end, with the right answer and why")
	return cmd
}

func (o *examOptions) run() (err error) {
	if o.list {
		return o.presets()
	}
	p, err := o.wanted()
	if err != nil {
		return err
	}
	if o.sit, err = o.newSitting(o.answers); err != nil {
		return err
	}
	o.sit.hints, o.sit.brief, o.sit.clock = false, true, o.moment
	o.sit.words = []word{{"f", "flags"}, {"n", "goes on"}, {"p", "goes back"}, {"g", "goes to a number"}, {"l", "lists"}, {"s", "submits"}, wordLeave}
	if o.notes, err = o.openNotebook(&o.keeper); err != nil {
		return err
	}
	if err = o.begin(p); err == nil {
		err = o.take()
	}
	return errors.Join(err, o.notes.close())
}

// presets lists the exams.
func (o *examOptions) presets() error {
	if o.json {
		list := []map[string]any{}
		for _, p := range exam.Presets {
			list = append(list, map[string]any{"name": p.Name, "title": p.Title, "items": p.Items, "minutes": p.Minutes, "unscored": p.Unscored, "covers": p.Covers})
		}
		return o.document(map[string]any{"schema": "rehearse/exams/1", "exams": list})
	}
	tb := &term.Table{Header: []string{"exam", "questions", "minutes", "title", "covers"}, Whole: true}
	for _, p := range exam.Presets {
		tb.Row(p.Name, p.Items, p.Minutes, p.Title, p.Covers)
	}
	o.io.Table(tb)
	return nil
}

// wanted is the exam that the flags describe.
func (o *examOptions) wanted() (p exam.Preset, err error) {
	var names []string
	for _, p := range exam.Presets {
		names = append(names, p.Name)
	}
	p, ok := exam.Find(o.preset)
	switch near, found := source.Suggest(o.preset, names); {
	case !ok && found:
		return p, notFound("no exam " + source.Escape(o.preset) + "; did you mean " + near + "?")
	case !ok:
		return p, notFound("no exam " + source.Escape(o.preset) + "; there is " + strings.Join(names, ", "))
	case o.sized && (o.items < 1 || o.items > 100), o.timed && (o.minutes < 1 || o.minutes > 600), o.pass < 0 || o.pass > 100:
		return p, usagef("--items is a number from 1 to 100, --minutes one from 1 to 600, --pass a percentage")
	case o.resume && (o.sized || o.timed || o.seed != ""):
		return p, usagef("--resume goes on with the exam as it was begun; leave --items, --minutes and --seed out")
	}
	if o.seed != "" {
		if _, err := o.drawnFrom(o.seed); err != nil {
			return p, err
		}
	}
	if o.sized {
		p = p.Of(o.items)
	}
	if o.timed {
		p.Minutes = o.minutes
	}
	return p, o.keeper.check()
}

// begin begins the exam, or goes on with one that was left.
func (o *examOptions) begin(p exam.Preset) error {
	resumed, err := o.goesOn()
	if err != nil || resumed {
		return err
	}
	if o.io.NoInput && !o.sit.quiet {
		return fmt.Errorf("%w, but --no-input was given; --answers answers instead", term.ErrInputNeeded)
	}
	seed, err := o.drawnFrom(o.seed)
	if err != nil {
		return err
	}
	if o.exam, err = exam.Begin(p, seed, o.moment()); err != nil {
		return err
	}
	if err := o.notes.begin("exam", seed, map[string]string{"preset": p.Name}); err != nil {
		return err
	}
	o.save()
	if !o.sit.quiet {
		o.sit.wrapped("", fmt.Sprintf("%s: %s in %d minutes. It is about %s.", p.Title, plural(p.Items, "question"), p.Minutes, p.Covers))
	}
	return nil
}

// goesOn goes on with the exam that was left last, if somebody wants it.
func (o *examOptions) goesOn() (resumed bool, err error) {
	session, ok := o.left()
	if !ok {
		if o.resume {
			return false, notFound("no exam " + o.ofPreset() + "was left")
		}
		return false, nil
	}
	var state exam.State
	if err := json.Unmarshal(session.State, &state); err != nil {
		return false, coded{exitConflict, errors.New("what was kept of the exam can not be read; rehearse exam --anew begins another")}
	}
	yes := o.resume
	if !o.resume && !o.anew && !o.sit.quiet && !o.io.NoInput {
		o.sit.wrapped("", fmt.Sprintf("You left an exam %s of %s, with %d of %s answered. It stays if you begin another one.",
			state.Preset, session.Begun.In(o.moment().Location()).Format(minutes), len(state.Answers), plural(len(state.IDs), "question")))
		if yes, err = o.sit.prompter.Confirm("Go on with it?", true); err != nil {
			return false, err
		}
	}
	if !yes {
		return false, nil
	}
	if o.exam, err = exam.Resume(state); err != nil {
		return false, coded{exitConflict, fmt.Errorf("%w; rehearse exam --anew begins another", err)}
	}
	o.notes.takeUp(session)
	o.notes.stands = session.State
	return true, nil
}

// ofPreset is the preset that was named, if any, before another word.
func (o *examOptions) ofPreset() string {
	if o.named {
		return o.preset + " "
	}
	return ""
}

// left is the latest exam that has not ended, of the preset if one was named.
func (o *examOptions) left() (found progress.Session, ok bool) {
	o.notes.keep(func(s *progress.Store) error {
		list, err := s.Unfinished()
		for _, session := range list {
			var state exam.State
			known := json.Unmarshal(session.State, &state) == nil
			if session.Kind == "exam" && (!o.named || known && state.Preset == o.preset) {
				found, ok = session, true
				return nil
			}
		}
		return err
	})
	return found, ok
}

// save keeps where the exam stands, unless it has gone on elsewhere.
func (o *examOptions) save() {
	text, _ := json.Marshal(o.exam.State) // texts and numbers can be written
	o.notes.keep(func(s *progress.Store) error {
		list, err := s.Unfinished()
		stands := slices.ContainsFunc(list, func(other progress.Session) bool {
			return other.ID == o.notes.session.ID && (o.notes.stands == nil || bytes.Equal(other.State, o.notes.stands))
		})
		if err != nil || !stands {
			o.elsewhere = err == nil
			return err
		}
		o.notes.stands = text
		return s.Save(o.notes.session.ID, text)
	})
}

// errElsewhere says that somebody else has taken up the same exam.
var errElsewhere = coded{exitConflict, errors.New("this exam goes on in another window, or was handed in there; what was answered there is kept, and nothing more from here")}

// take asks until the exam is over, or somebody leaves.
func (o *examOptions) take() error {
	if o.exam.Tick(o.moment()); o.exam.Left == 0 {
		o.io.Notef("The time was up before you came back; what was answered counts.\n")
	}
	for !o.exam.Over && !o.elsewhere {
		r, err := o.sit.ask(o.exam.Current(), o.place())
		if errors.Is(err, term.ErrInputNeeded) && o.sit.quiet {
			break // the file has no more: it is handed in as it is
		}
		if err != nil {
			o.save()
			return err
		}
		if r.word == wordLeave.key {
			if o.save(); o.elsewhere {
				return errElsewhere
			}
			if o.notes.store != nil {
				o.io.Notef("Kept; rehearse exam --resume goes on. The clock runs on.\n")
			}
			return nil
		}
		if err := o.move(r); err != nil {
			return err
		}
		o.save()
	}
	o.exam.Submit(o.moment())
	return o.end()
}

// surplus says that a file has more answers than there are questions: then one
// may be missing, or twice there.
func (o *examOptions) surplus() error {
	o.notes.end()
	return coded{exitInvalid, fmt.Errorf("%s has more answers than the exam has questions, %d; nothing was handed in", o.answers, len(o.exam.Questions))}
}

// place says which question this is, and how much time is left.
func (o *examOptions) place() string {
	left := o.exam.Tick(o.moment()).Round(time.Second)
	text := fmt.Sprintf("%d of %d, %v left", o.exam.At+1, len(o.exam.Questions), left)
	if given := o.exam.Answers[o.exam.At]; given != "" {
		text += ", answered " + given
	}
	for _, n := range o.exam.Flagged {
		if n == o.exam.At {
			text += ", flagged"
		}
	}
	return text
}

// move does what was said at a question.
func (o *examOptions) move(r reply) error {
	e, now := o.exam, o.moment()
	if r.word == "" && o.full && o.sit.quiet {
		return o.surplus()
	}
	o.full = false
	switch r.word {
	case "":
		err := e.Answer(typedAs(e.Current(), r), now)
		if errors.Is(err, exam.ErrOver) {
			o.io.Notef("The time is up.\n")
			return nil
		}
		o.full = len(e.Answers) == len(e.Questions)
		if err == nil && !o.sit.quiet && o.full {
			o.io.Notef("All questions are answered; s submits.\n")
		}
		return err
	case "f":
		e.Flag()
	case "n":
		e.Go(e.At + 1)
	case "p":
		e.Go(e.At - 1)
	case "l":
		o.overview()
	case "s":
		return o.submit()
	case "g":
		return o.goTo()
	}
	return nil
}

// typedAs is an answer as it can be read again.
func typedAs(q exam.Question, r reply) string {
	listed := q.Listed()
	var numbers []string
	for _, text := range r.Answer {
		for n, option := range listed {
			if option == text {
				numbers = append(numbers, strconv.Itoa(n+1))
			}
		}
	}
	if a, err := q.Read(strings.Join(numbers, " ")); err == nil && a.Equal(r.Answer) {
		return strings.Join(numbers, " ")
	}
	for n := range listed { // the option says an answer in other words
		if a, err := q.Read(strconv.Itoa(n + 1)); err == nil && a.Equal(r.Answer) {
			return strconv.Itoa(n + 1)
		}
	}
	return strings.Join(r.Answer, " ")
}

func (o *examOptions) goTo() error {
	text, err := o.sit.prompter.Input("To which question", "", func(text string) error {
		if n, err := strconv.Atoi(text); err != nil || n < 1 || n > len(o.exam.Questions) {
			return fmt.Errorf("%q is not a number from 1 to %d", text, len(o.exam.Questions))
		}
		return nil
	})
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(text)
	o.exam.Go(n - 1)
	return nil
}

// submit ends the exam, if somebody means it who has left questions out.
func (o *examOptions) submit() error {
	blank := len(o.exam.Questions) - len(o.exam.Answers)
	if blank > 0 && !o.sit.quiet {
		yes, err := o.sit.prompter.Confirm(plural(blank, "question")+" without an answer count as wrong. Submit?", false)
		if err != nil || !yes {
			return err
		}
	}
	o.exam.Submit(o.moment())
	return nil
}

// overview lists all questions.
func (o *examOptions) overview() {
	var unanswered, flagged []string
	for n := range o.exam.Questions {
		if o.exam.Answers[n] == "" {
			unanswered = append(unanswered, strconv.Itoa(n+1))
		}
	}
	for _, n := range o.exam.Flagged {
		flagged = append(flagged, strconv.Itoa(n+1))
	}
	o.sit.wrapped("", fmt.Sprintf("%d of %d answered.", len(o.exam.Answers), len(o.exam.Questions)))
	for _, line := range []struct {
		label string
		list  []string
	}{{"Without an answer: ", unanswered}, {"Flagged: ", flagged}} {
		if len(line.list) > 0 {
			o.sit.wrapped("  ", line.label+strings.Join(line.list, ", "))
		}
	}
}
