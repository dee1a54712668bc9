package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/study"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// studied are the bundled decks in the order in which their cards are new.
var studied = []string{"codedeploy", "codepipeline", "codebuild", "codecommit", "suite", "codestar"}

// studyPlan is with what a session was begun.
type studyPlan struct {
	Decks     []string `json:"decks,omitempty"` // empty: all that are bundled, and generated questions
	Topic     string   `json:"topic,omitempty"`
	Exam      string   `json:"exam,omitempty"`
	New       int      `json:"new"`
	Certainty bool     `json:"certainty,omitempty"`
}

type studyOptions struct {
	*factory
	keeper
	studyPlan
	seed    string
	answers string
}

func newCmdStudy(f *factory) *cobra.Command {
	o := &studyOptions{factory: f}
	cmd := &cobra.Command{
		Use: "study", Short: "Study what is due, and a few new cards",
		Long: "Ask again what you are about to forget, cards and questions about runs, and some new\n" +
			"cards, with the topics mixed. What you know comes back later and later, what was wrong\n" +
			"the next day. At a question ? gives a hint, which leaves the schedule as it was; - gives\n" +
			"up, u takes the last answer back, q leaves. Each answer is kept at once.",
		Example: "  rehearse study\n  rehearse study --topic rollback --new 5\n  rehearse study --exam DVA-C02/3.4\n  rehearse study --deck codepipeline\n" +
			"  rehearse study --deck mine.yaml --answers mine.txt --json",
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.compatible(c); err != nil {
				return err
			}
			if len(o.Decks) > 0 {
				if err := without(c, "--deck, which generates no questions", "seed"); err != nil {
					return err
				}
			}
			return o.run()
		},
	}
	o.keeper.flags(cmd)
	cmd.Flags().StringArrayVar(&o.Decks, "deck", nil, "only cards of this deck: a file, or a name of \"rehearse deck list\"; may be given again")
	cmd.Flags().StringVar(&o.Topic, "topic", "", "only what has this in its topic")
	cmd.Flags().StringVar(&o.Exam, "exam", "", "only what is for this exam, domain or task, such as DVA-C02 or DOP-C02/1.4")
	cmd.Flags().IntVar(&o.New, "new", 10, "so many new cards at most")
	cmd.Flags().BoolVar(&o.Certainty, "certainty", false, "ask how sure you are of each answer")
	cmd.Flags().StringVar(&o.seed, "seed", "", "generate questions from this seed, a whole number from 0, instead of the time")
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the answers from this file, one a line, instead of asking")
	return cmd
}

func (o *studyOptions) run() error {
	if o.New < 0 {
		return usagef("--new is a number from 0")
	}
	if err := o.keeper.check(); err != nil {
		return err
	}
	seed, err := o.drawnFrom(o.seed)
	if err != nil {
		return err
	}
	if _, err := o.plan(); err != nil { // before anybody is asked anything
		return err
	}
	l, resumed, err := o.newLesson(&o.keeper, "study", o.answers)
	if err != nil {
		return err
	}
	if resumed {
		seed = l.notes.session.Seed
		if err := json.Unmarshal(l.notes.session.Options, &o.studyPlan); err != nil {
			return coded{exitConflict, err}
		}
	}
	queue, err := o.queue(l.notes, seed)
	if err != nil {
		return err
	}
	if len(queue) == 0 {
		return o.nothing(l)
	}
	if !resumed {
		if err := l.notes.begin("study", seed, o.studyPlan); err != nil {
			return err
		}
	}
	return o.ask(l, queue)
}

// ask asks all that is in the queue.
func (o *studyOptions) ask(l *lesson, queue []pose.Question) error {
	l.most, l.certainty = len(l.notes.given)+len(queue), o.Certainty
	l.next = func() (q pose.Question, err error) {
		q, queue = queue[0], queue[1:]
		return q, nil
	}
	return l.finish(l.run())
}

// plan is what may be asked, for whoever begins.
func (o *studyOptions) plan() (*study.Plan, error) {
	cards, err := o.cards()
	if err != nil {
		return nil, err
	}
	objectives, err := o.objectivesUnder(o.Exam)
	if err != nil {
		return nil, err
	}
	p := &study.Plan{Cards: cards, Items: len(o.Decks) == 0, New: o.New, For: objectives,
		About: func(topic string) bool { return strings.Contains(bare(topic), bare(o.Topic)) }}
	if !slices.ContainsFunc(cards, func(c pose.Card) bool { return p.About(c.Topic()) }) {
		return nil, notFound("no topic has " + strconv.Quote(source.Escape(o.Topic)) + " in it; `rehearse deck list` shows all")
	}
	return p, nil
}

// queue is what to ask.
func (o *studyOptions) queue(n *notebook, seed uint64) ([]pose.Question, error) {
	p, err := o.plan()
	if err != nil {
		return nil, err
	}
	p.Seed = seed
	known, answered := map[string]bool{}, map[string]bool{}
	for _, a := range n.given {
		answered[pose.NameOf(a)] = true
	}
	n.keep(func(s *progress.Store) error {
		all, err := s.Cards()
		for _, c := range all {
			known[c.Name] = true
			if c.IsDue(n.moment()) && !answered[c.Name] {
				p.Due = append(p.Due, c.Name)
			}
		}
		return err
	})
	p.Known = func(name string) bool { return known[name] || answered[name] }
	p.New -= n.newIn()
	return p.Queue(), nil
}

// newIn is how many cards were new in this session.
func (n *notebook) newIn() (count int) {
	old := map[string]bool{}
	for _, a := range n.before {
		old[pose.NameOf(a)] = true
	}
	for _, a := range n.given {
		if name := pose.NameOf(a); !old[name] {
			old[name] = true
			count++
		}
	}
	return count
}

// cards are those of all decks that were named, or of all that are bundled.
func (o *studyOptions) cards() (list []pose.Card, err error) {
	names := o.Decks
	if len(names) == 0 {
		names = studied
	}
	for _, name := range names {
		d, err := o.loadDeck(name)
		if err != nil {
			return nil, err
		}
		list = append(list, pose.Cards(d)...)
	}
	return list, nil
}

// nothing says when there is something to study again.
func (o *studyOptions) nothing(l *lesson) error {
	if o.json {
		doc := l.documentOf(true)
		doc.Seed = 0
		return errors.Join(o.document(doc), l.notes.close())
	}
	text := "nothing is due"
	l.notes.keep(func(s *progress.Store) error {
		all, err := s.Cards()
		if len(all) > 0 {
			text += fmt.Sprintf("; the next on %s", all[0].Due.In(l.notes.moment().Location()).Format(minutes))
		}
		return err
	})
	o.io.Printf("%s\nFor new cards: rehearse study --new 10. For questions without end: rehearse quiz.\n", text)
	return l.notes.close()
}
