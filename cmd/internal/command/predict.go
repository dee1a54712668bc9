package command

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
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
			"by which rule. At a question ? gives the next of four hints, and q leaves. practice:N is a\n" +
			"small scenario drawn from the number N, which every command that runs scenarios takes.\n\n" +
			"With --json and without --answers the questions are listed, each with a hash of its key.",
		Example: "  rehearse predict one-at-a-time-fails\n  rehearse predict practice:17 --kinds all\n" +
			"  rehearse predict rollback --answers mine.txt --pass 80 --json",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.path = a[0]
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
	c, err := question.NewCase(o.opens(), w.setup)
	if err != nil {
		return err
	}
	items := o.items(c, kinds)
	if len(items) == 0 {
		return coded{exitInvalid, errors.New("no question of these kinds makes sense for " + source.Escape(o.path) + "; try --kinds all")}
	}
	if o.json && o.answers == "" {
		return o.document(listing(o.path, c, items))
	}
	answers, err := o.ask(items)
	if errors.Is(err, errLeft) {
		return o.left()
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
	count := map[string]int{}
	for _, it := range question.Generate(c, c.Setup.Seed, predictedMost, kinds...) {
		if count[it.Kind.Name]++; count[it.Kind.Name] <= max(perKind, o.most/len(kinds)) && len(list) < o.most {
			list = append(list, it)
		}
	}
	return list
}

// left ends after a q: a mark that was wanted is missed then.
func (o *predictOptions) left() error {
	o.io.Notef("left before the last question; nothing is graded\n")
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
	if o.until != "" {
		return nil, usagef("--until leaves nothing to predict; leave it out")
	}
	if o.kinds == "all" {
		return question.Kinds, nil
	}
	var names []string
	for _, k := range question.Kinds {
		names = append(names, k.Name)
	}
	for name := range strings.SplitSeq(o.kinds, ",") {
		k, ok := question.Find(strings.TrimSpace(name))
		if !ok {
			text := "no kind of question " + source.Escape(name)
			if near, found := source.Suggest(name, names); found {
				text += "; did you mean " + near + "?"
			}
			return nil, usagef(text)
		}
		kinds = append(kinds, k)
	}
	return kinds, nil
}

// opens is the scenario with the flags that make it what was asked about.
func (o *predictOptions) opens() string {
	words := []string{o.path}
	if o.seed != "" {
		words = append(words, "--seed", o.seed)
	}
	for _, change := range o.set {
		words = append(words, "--set", "'"+change+"'")
	}
	return strings.Join(words, " ")
}

// prompter is who answers: a file, or whoever sits here.
func (o *predictOptions) prompter() (term.Prompter, error) {
	if o.answers == "" {
		return o.io.Prompter(), nil
	}
	text, err := os.ReadFile(o.answers)
	if err != nil {
		return nil, err
	}
	var answers []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			answers = append(answers, line)
		}
	}
	return term.Script(answers...), nil
}

// errLeft says that somebody left with q.
var errLeft = errors.New("left")

// answered is an answer with the hints that it took.
type answered struct {
	question.Answer
	hints int
}

// ask asks all items and returns the answers.
func (o *predictOptions) ask(items []*question.Item) (list []answered, err error) {
	prompter, err := o.prompter()
	if err != nil {
		return nil, err
	}
	if o.answers == "" {
		o.facts(items)
	}
	for n, it := range items {
		a, err := o.one(prompter, it, fmt.Sprintf("%d of %d", n+1, len(items)))
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// one asks one item until it is answered.
func (o *predictOptions) one(p term.Prompter, it *question.Item, place string) (a answered, err error) {
	if o.answers == "" {
		o.pose(it, place)
	}
	valid := func(text string) error {
		if text == "?" || text == "q" {
			return nil
		}
		_, err := it.Read(text)
		return err
	}
	for {
		text, err := p.Input("Your prediction", "", valid)
		switch {
		case err != nil:
			return a, err
		case text == "q":
			return a, errLeft
		case text == "?":
			a.hints++
			o.hint(it, a.hints)
			continue
		}
		a.Answer, err = it.Read(text)
		return a, err
	}
}

// hint shows a hint, or that there is none left.
func (o *predictOptions) hint(it *question.Item, n int) {
	lines := it.Hint(n)
	if lines == nil {
		o.io.Notef("There is no further hint.\n")
	}
	for _, line := range lines {
		o.wrapped("  ", line)
	}
}

// facts shows what all items have in common.
func (o *predictOptions) facts(items []*question.Item) {
	o.io.Notef("%s\n", term.Bold.Text("What you know"))
	for _, fact := range items[0].Case.Facts() {
		o.wrapped("  ", fact)
	}
}

// pose shows what an item asks.
func (o *predictOptions) pose(it *question.Item, place string) {
	o.io.Notef("\n%s\n", term.Bold.Text(place))
	for _, fact := range it.Own {
		o.wrapped("  ", fact)
	}
	o.wrapped("", it.Ask)
	for i, thing := range it.Things {
		o.io.Notef("  %d. %s\n", i+1, thing)
	}
	for i, option := range it.Choices {
		o.io.Notef("  %d. %s\n", i+1, option.Text)
	}
	o.wrapped("", "Answer with "+it.Example()+"; ? gives a hint, q leaves.")
}

// wrapped writes a message in lines that fit.
func (o *predictOptions) wrapped(indent, text string) {
	for _, line := range term.Wrap(text, o.io.Width-len(indent)) {
		o.io.Notef("%s%s\n", indent, line)
	}
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
