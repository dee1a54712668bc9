package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// predicted are the kinds that are asked unless others are named: status, who
// is touched, in which order, how many stay in service, rollback and its id,
// and what lies where.
const predicted = "final-status,touched-set,attempt-order,healthy-minimum,traffic-at,rollback-happens,rollback-id,revision-map"

// predictedMost is how many items are asked at most.
const predictedMost = 50

type predictOptions struct {
	*factory
	settings
	path    string
	kinds   string
	answers string
	pass    int
	most    int
}

func newCmdPredict(f *factory) *cobra.Command {
	o := &predictOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "predict SCENARIO",
		Short: "Predict what a scenario will do, then see it and be graded",
		Long: "Ask for predictions about a scenario before it runs, then run it, grade every answer\n" +
			"and explain the wrong ones: where the run that was expected parts from what happens, and\n" +
			"by which rule. At a question ? gives the next of four hints, each of which costs a quarter\n" +
			"of the points, and q leaves. A scenario that can not be told in a few sentences is shown\n" +
			"as it is written, and asked about as a whole. practice:N is a small scenario drawn from the\n" +
			"number N, which every command that runs scenarios takes.\n\n" +
			"With --json and without --answers the questions are listed, each with a hash of its key.",
		Example: "  rehearse predict one-at-a-time-fails\n  rehearse predict practice:17 --kinds all\n" +
			"  rehearse predict rollback --answers mine.txt --pass 80 --json",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			if o.path = a[0]; o.json {
				if err := needs(c, "pass", "answers"); err != nil {
					return err
				}
			}
			return o.run()
		},
	}
	o.baseFlags(cmd)
	o.predictFlags(cmd)
	return cmd
}

func (o *predictOptions) predictFlags(cmd *cobra.Command) {
	var names []string
	for _, k := range question.Kinds {
		names = append(names, k.Name)
	}
	cmd.Flags().StringVar(&o.kinds, "kinds", predicted, "ask questions of these kinds, with commas between them, or all: "+strings.Join(names, ", "))
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the answers from this file, one a line, instead of asking")
	cmd.Flags().IntVar(&o.pass, "pass", 0, "end with exit code 1 if less than so many per cent are right")
	cmd.Flags().IntVar(&o.most, "items", 8, "ask at most so many questions")
}

func (o *predictOptions) run() error {
	kinds, err := o.chosen()
	if err != nil {
		return err
	}
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	c, err := question.Open(o.opens(o.path), w.scenario, w.setup)
	if err != nil {
		return err
	}
	items := o.items(c, kinds)
	if len(items) == 0 {
		fix := "; try --kinds all"
		if c.Shows() || o.kinds == "all" {
			fix = "; `rehearse run` shows what becomes of it"
		}
		return coded{exitInvalid, errors.New("no question of these kinds makes sense for " + source.Escape(o.path) + fix)}
	}
	if o.json && o.answers == "" {
		return o.document(listing(o.path, c, items))
	}
	answers, err := o.ask(items)
	if errors.Is(err, errLeft) {
		return o.left(c, items)
	}
	if err != nil {
		return err
	}
	return o.grade(w, c, items, answers)
}

// perKind is how many items of one kind there are, unless fewer kinds are asked
// for than items.
const perKind = 2

// items are the questions: each kind in turn.
func (o *predictOptions) items(c *question.Case, kinds []*question.Kind) (list []*question.Item) {
	if c.Shows() && (o.kinds == predicted || o.kinds == "all") {
		kinds = nil // those that any scenario can be asked about
	}
	count := map[string]int{}
	for _, it := range question.Generate(c, c.Setup.Seed, predictedMost, kinds...) {
		if count[it.Kind.Name]++; count[it.Kind.Name] <= max(perKind, o.most/max(1, len(kinds))) && len(list) < o.most {
			list = append(list, it)
		}
	}
	return list
}

// left ends after a q: a mark that was wanted is missed then.
func (o *predictOptions) left(c *question.Case, items []*question.Item) error {
	if o.json {
		if err := o.document(listing(o.path, c, items)); err != nil {
			return err
		}
	}
	o.io.Sayf("left before the last question; nothing is graded\n")
	if o.pass > 0 {
		return errMissed
	}
	return nil
}

// chosen are the kinds that were named.
func (o *predictOptions) chosen() (kinds []*question.Kind, err error) {
	if o.pass < 0 || o.pass > 100 {
		return nil, usagef("--pass is a percentage from 0 to 100")
	}
	if o.most < 1 || o.most > predictedMost {
		return nil, usagef(fmt.Sprintf("--items is a number from 1 to %d", predictedMost))
	}
	return kindsNamed(o.kinds)
}

// kindsNamed are the kinds of a list with commas between them, or all.
func kindsNamed(text string) (kinds []*question.Kind, err error) {
	if text == "all" {
		return question.Kinds, nil
	}
	var names []string
	for _, k := range question.Kinds {
		names = append(names, k.Name)
	}
	for name := range strings.SplitSeq(text, ",") {
		k, ok := question.Find(strings.TrimSpace(name))
		if !ok {
			fix := "`rehearse predict --help` lists them"
			if near, found := source.Suggest(name, names); found {
				fix = "did you mean " + near + "?"
			}
			return nil, usagef("--kinds: no kind of question " + strconv.Quote(source.Escape(name)) + "; " + fix)
		}
		kinds = append(kinds, k)
	}
	return kinds, nil
}

// opens is a scenario with the flags that make it what was asked about.
func (s *settings) opens(path string) string {
	words := []string{path}
	if s.seed != "" {
		words = append(words, "--seed", s.seed)
	}
	for _, change := range s.set {
		words = append(words, "--set", "'"+change+"'")
	}
	return strings.Join(words, " ")
}

// ask asks all items and returns the answers.
func (o *predictOptions) ask(items []*question.Item) (list []reply, err error) {
	s, err := o.newSitting(o.answers)
	if err != nil {
		return nil, err
	}
	s.label = "Your prediction"
	if !s.quiet {
		s.told(items[0].Case.Facts())
	}
	for n, it := range items {
		r, err := s.ask(pose.Item{Item: it, Known: true}, fmt.Sprintf("%d of %d", n+1, len(items)))
		if err == nil && r.word == wordLeave.key {
			err = errLeft
		}
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// replay runs the scenario and shows it.
func (o *predictOptions) replay(w *world) error {
	r := &recorder{bands: newBands(w), pace: sim.NewPace(w.World), files: &runFiles{}}
	if err := play(o.factory, w, r); err != nil {
		return err
	}
	if !o.json {
		show(o.io, w, scenarios.Verdict{}, r)
	}
	return nil
}
