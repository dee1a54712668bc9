package command

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// quizPlan is with what a quiz was begun: all that it takes, with the seed and
// the answers so far, to go on with it.
type quizPlan struct {
	Topic     string `json:"topic,omitempty"`
	Exam      string `json:"exam,omitempty"`
	Kinds     string `json:"kinds"`
	Scenario  string `json:"scenario,omitempty"`
	Items     int    `json:"items,omitempty"` // 0: endless
	Certainty bool   `json:"certainty,omitempty"`
}

type quizOptions struct {
	*factory
	keeper
	quizPlan
	seed    string
	answers string
}

func newCmdQuiz(f *factory) *cobra.Command {
	o := &quizOptions{factory: f}
	cmd := &cobra.Command{
		Use: "quiz", Short: "Practise: questions without end, each answer explained at once",
		Long: "Ask questions about deployments, one after another, and explain each wrong answer: what\n" +
			"happens, where the run that was expected parts from it, by which rule. What is asked next\n" +
			"follows from what you have answered. At a question ? gives a hint, - gives up, u takes the\n" +
			"last answer back, q leaves.\n\n" +
			"Each answer is kept at once in the file that `rehearse progress` shows. A quiz that was\n" +
			"left, or broke off, can be taken up again.",
		Example: "  rehearse quiz\n  rehearse quiz --topic rollback --items 10\n  rehearse quiz --topic CD-2 --certainty\n" +
			"  rehearse quiz --scenario half-at-a-time --items 5 --answers mine.txt --json",
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.compatible(c); err != nil {
				return err
			}
			return o.run()
		},
	}
	o.keeper.flags(cmd)
	cmd.Flags().StringVar(&o.Topic, "topic", "", "only what is about this topic of \"rehearse list\", or hangs on a rule or chapter of \"rehearse rules\", such as CD-2.8 or CD-5")
	cmd.Flags().StringVar(&o.Exam, "exam", "", "only what is for this exam, domain or task, such as DVA-C02 or DOP-C02/1.4")
	cmd.Flags().StringVar(&o.Kinds, "kinds", "all", "only questions of these kinds, with commas between them; \"rehearse predict --help\" lists them")
	cmd.Flags().StringVar(&o.Scenario, "scenario", "", "only what is about this scenario: a file, a name of \"rehearse list\", or practice:N")
	cmd.Flags().IntVar(&o.Items, "items", 0, "end after so many answers; 0 is without end")
	cmd.Flags().BoolVar(&o.Certainty, "certainty", false, "ask how sure you are of each answer")
	cmd.Flags().StringVar(&o.seed, "seed", "", "draw everything from this seed, a whole number from 0, instead of the time")
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the answers from this file, one a line, instead of asking")
	return cmd
}

func (o *quizOptions) run() error {
	if err := o.check(); err != nil {
		return err
	}
	seed, err := o.drawnFrom(o.seed)
	if err != nil {
		return err
	}
	draw, err := o.draw(seed)
	if err != nil { // before anybody is asked anything
		return err
	}
	l, resumed, err := o.newLesson(&o.keeper, "quiz", o.answers)
	if err != nil {
		return err
	}
	if resumed {
		seed = l.notes.session.Seed
		if err := json.Unmarshal(l.notes.session.Options, &o.quizPlan); err != nil {
			return coded{exitConflict, err}
		}
		if draw, err = o.draw(seed); err != nil {
			return err
		}
	} else if err := l.notes.begin("quiz", seed, o.quizPlan); err != nil {
		return err
	}
	return o.ask(l, draw)
}

// check refuses flags that make no sense.
func (o *quizOptions) check() error {
	if o.Items < 0 {
		return usagef("--items is a number from 0")
	}
	if _, err := kindsNamed(o.Kinds); err != nil {
		return err
	}
	return o.keeper.check()
}

// draw is where the questions come from.
func (o *quizOptions) draw(seed uint64) (*quizDraw, error) {
	kinds, err := kindsNamed(o.Kinds)
	if err != nil {
		return nil, err
	}
	d := &quizDraw{seed: seed, kinds: kinds}
	about, err := aboutTopic(o.Topic)
	if err != nil {
		return nil, err
	}
	objectives, err := o.objectivesUnder(o.Exam)
	if err != nil {
		return nil, err
	}
	d.fits = func(it *question.Item) bool { return about(it) && isFor(pose.Item{Item: it}, objectives) }
	if o.Scenario == "" {
		return d, nil
	}
	src, err := loadText(o.Scenario)
	if err != nil {
		return nil, err
	}
	s, setup, found := src.Compile()
	if setup == nil {
		return nil, found
	}
	d.only, err = question.Open(src.Name, s, setup)
	return d, err
}

// ask asks what is drawn.
func (o *quizOptions) ask(l *lesson, d *quizDraw) error {
	l.most, l.certainty = o.Items, o.Certainty
	l.none = "there is no question of these kinds about that; leave --kinds, --topic, --exam or --scenario out"
	l.next = func() (q pose.Question, err error) { return d.next(l.notes) }
	l.io.Sayf("Seed %d.\n", l.notes.session.Seed)
	return l.finish(l.run())
}

// drawnFrom reads --seed; without one it is the time.
func (l *learner) drawnFrom(text string) (uint64, error) {
	if text == "" {
		return uint64(max(0, l.moment().UnixMilli())), nil
	}
	seed, err := strconv.ParseUint(text, 10, 63)
	if err != nil || strconv.FormatUint(seed, 10) != text {
		return 0, usagef("--seed is a whole number from 0")
	}
	return seed, nil
}

// isFor says whether a question is for one of some objectives; nil are all.
func isFor(q pose.Question, objectives []string) bool {
	wanted := func(name string) bool { return slices.Contains(objectives, name) }
	return objectives == nil || slices.ContainsFunc(q.Objectives(), wanted)
}

// id is what looks like a rule or a chapter.
var id = regexp.MustCompile(`^[A-Za-z]+-[0-9.]+$`)

// aboutTopic says of an item whether it is about a topic of the library, or
// hangs on a rule or on one of a chapter.
func aboutTopic(text string) (func(it *question.Item) bool, error) {
	known := topics()
	for _, t := range known {
		if strings.Contains(bare(t), bare(text)) {
			return func(it *question.Item) bool { return strings.Contains(bare(it.Topic()), bare(text)) }, nil
		}
	}
	under := func(rule string) bool {
		return strings.EqualFold(rule, text) || strings.HasPrefix(rule, strings.ToUpper(text)+".")
	}
	if slices.ContainsFunc(rules.All(), func(r rules.Rule) bool { return under(rules.String(r.ID)) }) {
		return func(it *question.Item) bool { return slices.ContainsFunc(it.Rules(), under) }, nil
	}
	if id.MatchString(text) {
		return nil, notFound("no rule or chapter " + source.Escape(text) + "; write one of `rehearse rules`, such as CD-2.8, or CD-2 for its chapter")
	}
	return nil, notFound("no topic has " + strconv.Quote(source.Escape(text)) + " in it; there are: " + strings.Join(known, ", "))
}
