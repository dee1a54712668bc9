package command

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/diagnosis"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type diagnoseOptions struct {
	*factory
	keeper
	seed, answers, show string
	most, slips         int
	simulate            string
}

func newCmdDiagnose(f *factory) *cobra.Command {
	o := &diagnoseOptions{factory: f}
	cmd := &cobra.Command{
		Use: "diagnose", Short: "Find out which misconception you hold",
		Long: "Ask what tells most about what you believe, and name the misconception that your answers speak\n" +
			"for, with those answers; then say what AWS does instead, and ask once more. It takes at least two\n" +
			"answers that speak for one. Some questions show a whole scenario as it is written. At a question\n" +
			"- passes, and q leaves. --simulate answers as somebody would who holds a misconception.",
		Example: "  rehearse diagnose\n  rehearse diagnose --seed 7 --answers mine.txt --json\n  rehearse diagnose --simulate M-CD-18 --slips 10\n" +
			"  rehearse diagnose --show hosts",
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.compatible(c); err != nil {
				return err
			}
			return o.run()
		},
	}
	o.learner.flags(cmd)
	cmd.Flags().BoolVar(&o.noSave, "no-save", false, "keep nothing")
	cmd.Flags().StringVar(&o.seed, "seed", "", "draw questions from this seed, a whole number from 0, instead of the time")
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the answers from this file, one a line, instead of asking")
	cmd.Flags().IntVar(&o.most, "max", diagnosis.Most, "ask at most so many questions")
	cmd.Flags().StringVar(&o.simulate, "simulate", "", "let a simulated learner answer who holds this misconception, or none (expert)")
	cmd.Flags().IntVar(&o.slips, "slips", 0, "per cent of the answers that a simulated learner gives by mistake")
	cmd.Flags().StringVar(&o.show, "show", "", "print one of the scenarios that questions show: hosts, shifts, colours, settings, files")
	return cmd
}

// diagnosed is an answer in the document.
type diagnosed struct {
	ID     string `json:"id"`
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
	Right  bool   `json:"right"`
	Speaks bool   `json:"evidence"` // it speaks for what was named
}

// compatible refuses flags that say nothing beside others: of a simulated learner
// nothing is kept.
func (o *diagnoseOptions) compatible(c *cobra.Command) (err error) {
	if o.simulate != "" {
		err = without(c, "--simulate", "answers", "home", "no-save")
	}
	return cmp.Or(err, alone(c, "show"), needs(c, "slips", "simulate"), o.keeper.compatible(c))
}

func (o *diagnoseOptions) run() error {
	if o.show != "" {
		return o.print()
	}
	if o.most < 1 || o.most > 100 || o.slips < 0 || o.slips > 100 {
		return usagef("--max is a number from 1 to 100, and --slips a percentage")
	}
	if err := o.keeper.check(); err != nil {
		return err
	}
	seed, err := o.drawnFrom(o.seed)
	if err != nil {
		return err
	}
	ask, err := o.asker(seed)
	if err != nil {
		return err
	}
	p := o.io.Progress("questions", int64(diagnosis.Sources()))
	pool := diagnosis.NewPool(seed, func() { p.Add(1) })
	p.Done()
	s := diagnosis.Begin(pool)
	notes, err := o.openNotebook(&o.keeper)
	if err != nil {
		return err
	}
	if err := notes.begin("diagnose", seed, map[string]int{"max": o.most}); err != nil {
		return errors.Join(err, notes.close())
	}
	given, err := o.ask(s, ask, notes)
	if errors.Is(err, errLeft) || errors.Is(err, term.ErrInputNeeded) && s.Asked() > 0 {
		err = nil
	}
	if err == nil {
		err = o.tell(s, seed, given, ask, notes)
	}
	return errors.Join(err, notes.close())
}

// print prints a scenario that questions show.
func (o *diagnoseOptions) print() error {
	text, ok := diagnosis.Battery(o.show)
	if !ok {
		return notFound("no scenario " + source.Escape(o.show) + " of diagnose; there are " + strings.Join(diagnosis.Batteries, ", "))
	}
	return o.showText(o.show, text)
}

// answerer answers a question; an empty reply passes.
type answerer func(q pose.Item, place string) (reply, error)

// asker is who answers: a person, a file, or somebody who is simulated.
func (o *diagnoseOptions) asker(seed uint64) (answerer, error) {
	if o.simulate != "" {
		id := o.simulate
		if id == "expert" {
			id = ""
		}
		l, err := diagnosis.NewLearner(id, o.slips, seed)
		if err != nil {
			return nil, notFound(err.Error() + "; `rehearse misconceptions` lists them")
		}
		o.noSave = true
		return func(q pose.Item, _ string) (reply, error) { return reply{Answer: l.Answer(q.Item)}, nil }, nil
	}
	if o.io.NoInput && o.answers == "" {
		return nil, fmt.Errorf("%w, but --no-input was given; --answers or --simulate answer instead", term.ErrInputNeeded)
	}
	sit, err := o.newSitting(o.answers)
	if err != nil {
		return nil, err
	}
	sit.words, sit.brief, sit.hints = []word{wordPass, wordLeave}, true, false
	return func(q pose.Item, place string) (reply, error) {
		if q.Known && !sit.quiet {
			sit.io.Sayf("\n")
			for _, line := range q.Case.Facts() {
				sit.io.Sayf("  %s\n", line)
			}
		}
		return sit.ask(q, place)
	}, nil
}

var wordPass = word{"-", "passes"}

// ask asks until something can be named, and tells right from wrong only then.
func (o *diagnoseOptions) ask(s *diagnosis.Session, ask answerer, notes *notebook) (given []diagnosed, err error) {
	for passed := 0; s.Asked()+passed < o.most && !s.Done(); {
		it := s.Next()
		if it == nil {
			break
		}
		q := pose.Item{Item: it, Known: it.Case.Shows()}
		r, err := ask(q, strconv.Itoa(s.Asked()+1))
		switch {
		case err != nil:
			return given, err
		case r.word == wordLeave.key:
			return given, errLeft
		case r.word != "":
			s.Skip(it)
			passed++
			continue
		}
		s.Answer(it, r.Answer)
		given = append(given, diagnosed{ID: it.ID(), Ask: it.Ask, Answer: it.Say(r.Answer), Right: it.Exact(r.Answer)})
		if o.simulate == "" {
			notes.record(q, r)
		}
	}
	return given, nil
}

// tell says what was found, and confirms it.
func (o *diagnoseOptions) tell(s *diagnosis.Session, seed uint64, given []diagnosed, ask answerer, notes *notebook) error {
	if s.Asked() == 0 && !o.json {
		o.io.Notef("Nothing was answered.\n")
		return nil
	}
	v := s.Verdict()
	for _, e := range v.Evidence {
		for i := range given {
			given[i].Speaks = given[i].Speaks || given[i].ID == e.Item.ID()
		}
	}
	if o.json {
		return o.document(verdictOf(seed, v, given))
	}
	if len(v.Named) == 0 {
		o.unnamed(s, v)
		return nil
	}
	for _, m := range v.Named {
		o.io.Printf("%s  %s\n", term.Bold.Text(m.ID), m.Title)
		o.paragraph("  ", "    ", "what your answers say: "+m.Belief)
		o.paragraph("  ", "    ", m.Rule+" "+m.Refutation)
		o.paragraph("  ", "    ", "source: "+m.Source)
	}
	o.io.Printf("\n%s of %d speak for it:\n", plural(len(v.Evidence), "answer"), s.Asked())
	for _, e := range v.Evidence {
		q := pose.Item{Item: e.Item, Known: true}
		o.paragraph("", "  ", e.Item.Ask)
		o.feedback(q, e.Answer, map[string]int{v.Named[0].ID: len(v.Evidence)})
	}
	return o.confirm(s, v, ask, notes)
}

// unnamed says what remains possible.
func (o *diagnoseOptions) unnamed(s *diagnosis.Session, v diagnosis.Verdict) {
	o.io.Printf("After %s no misconception can be named.\n", plural(s.Asked(), "answer"))
	if len(v.Possible) == 0 {
		o.io.Printf("None of your answers speaks for one that is known.\n")
		return
	}
	o.io.Printf("Some of your answers speak for these, but not enough:\n")
	for _, p := range v.Possible {
		o.paragraph("  ", "    ", fmt.Sprintf("%s  %s", p.ID, p.Belief))
	}
}

// confirm asks once more, where nobody is simulated and the answers do not come
// from a file.
func (o *diagnoseOptions) confirm(s *diagnosis.Session, v diagnosis.Verdict, ask answerer, notes *notebook) error {
	it := s.Confirm(v.Named[0].ID)
	if it == nil || o.simulate != "" || o.answers != "" {
		return nil
	}
	q := pose.Item{Item: it, Known: it.Case.Shows()}
	r, err := ask(q, "once more")
	if err != nil || r.word != "" {
		return ignoreEnd(err)
	}
	notes.record(q, r)
	o.feedback(q, r.Answer, nil)
	return nil
}

// ignoreEnd takes the end of the input for leaving.
func ignoreEnd(err error) error {
	if errors.Is(err, term.ErrInputNeeded) {
		return nil
	}
	return err
}

// verdictDocument is rehearse/diagnose/1.
type verdictDocument struct {
	Schema   string          `json:"schema"`
	Seed     uint64          `json:"seed"`
	Answers  []diagnosed     `json:"answers"`
	Named    []verdictNamed  `json:"misconceptions"` // several if no question tells them apart
	Possible []verdictNamed  `json:"possible"`
	Explain  []diagnosedItem `json:"evidence"`
}

type verdictNamed struct {
	ID         string  `json:"id"`
	Belief     string  `json:"belief"`
	Rule       string  `json:"rule"`
	Refutation string  `json:"refutation"`
	Share      float64 `json:"share"` // of what is believed, by the answers so far
}

type diagnosedItem struct {
	ID          string               `json:"id"`
	Explanation question.Explanation `json:"explanation"`
}

func verdictOf(seed uint64, v diagnosis.Verdict, given []diagnosed) verdictDocument {
	doc := verdictDocument{"rehearse/diagnose/1", seed, append([]diagnosed{}, given...), []verdictNamed{}, []verdictNamed{}, []diagnosedItem{}}
	for _, m := range v.Named {
		doc.Named = append(doc.Named, verdictNamed{m.ID, m.Belief, m.Rule, m.Refutation, v.Share})
	}
	for _, p := range v.Possible {
		doc.Possible = append(doc.Possible, verdictNamed{p.ID, p.Belief, p.Rule, p.Refutation, p.Share})
	}
	for _, e := range v.Evidence {
		doc.Explain = append(doc.Explain, diagnosedItem{e.Item.ID(), pose.Item{Item: e.Item}.Explain(e.Answer, nil)})
	}
	return doc
}
