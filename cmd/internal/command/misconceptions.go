package command

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

type misconceptionsOptions struct {
	*factory
	topic, exam string
	scenario    int
	check       bool
}

// shownMisconception is a misconception as JSON.
type shownMisconception struct {
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	Belief      string         `json:"belief"`
	Rule        string         `json:"rule"`
	Refutation  string         `json:"refutation"`
	Source      string         `json:"source"`
	Topic       string         `json:"topic"`
	Exam        []string       `json:"exam"`
	Needs       []string       `json:"needs"`
	Runnable    bool           `json:"runnable"`
	NotRunnable string         `json:"notRunnable,omitempty"`
	Equivalent  string         `json:"equivalent,omitempty"`
	Witnesses   []shownWitness `json:"witnesses"`
}

type shownWitness struct {
	Witness     string            `json:"witness"`
	Command     string            `json:"command"`
	Differences []shownDifference `json:"differences,omitempty"` // if one misconception is asked for
}

type shownDifference struct {
	Subject string `json:"subject"`
	AWS     string `json:"aws"`
	Belief  string `json:"belief"`
}

func newCmdMisconceptions(f *factory) *cobra.Command {
	o := &misconceptionsOptions{factory: f}
	cmd := &cobra.Command{
		Use: "misconceptions [ID or WORD…]", Short: "Show what people believe about CodeDeploy and is not so",
		Long: "List what people believe about CodeDeploy and is not so, by topic, or what has all of some\n" +
			"words. An id shows one of them, with its refutation and its witnesses: runs that come out\n" +
			"differently for somebody who believes it. --check plays all witnesses under all beliefs; the\n" +
			"exit code is 1 if a belief can not be told from AWS or from another one.",
		Example: "  rehearse misconceptions\n  rehearse misconceptions --topic rollback --exam DOP-C02\n  rehearse misconceptions minimum\n" +
			"  rehearse misconceptions M-CD-07\n  rehearse misconceptions M-CD-07 --scenario 1 | rehearse run -\n  rehearse misconceptions --check",
		RunE: func(_ *cobra.Command, a []string) error { return o.run(a) },
	}
	cmd.Flags().StringVar(&o.topic, "topic", "", "only those whose topic has this in it")
	cmd.Flags().StringVar(&o.exam, "exam", "", "only those for this exam, domain or task, such as SOA-C03 or DVA-C02/3.4")
	cmd.Flags().IntVar(&o.scenario, "scenario", 0, "print this witness of the one that is named, from 1, as a scenario")
	cmd.Flags().BoolVar(&o.check, "check", false, "prove that each can be told from AWS and from every other")
	return cmd
}

func (o *misconceptionsOptions) run(words []string) error {
	if o.check {
		if len(words) > 0 || o.topic != "" || o.exam != "" || o.scenario != 0 {
			return usagef("--check looks at all of them; leave the rest out")
		}
		return o.runCheck()
	}
	one, err := namedMisconception(words)
	switch {
	case err != nil:
		return err
	case one != nil && (o.topic != "" || o.exam != ""):
		return usagef("--topic and --exam choose from all; leave them out beside " + one.ID)
	case one != nil && o.scenario != 0:
		return o.printScenario(one)
	case o.scenario != 0:
		return usagef("--scenario needs the id of one misconception")
	case one != nil:
		return o.showOne(one)
	}
	return o.list(words)
}

// namedMisconception is the one that a single word names by its id, nil if the
// words are to be searched for.
func namedMisconception(words []string) (*misconceptions.Misconception, error) {
	if len(words) != 1 || !strings.HasPrefix(strings.ToUpper(words[0]), "M-") {
		return nil, nil
	}
	if m, ok := misconceptions.Lookup(words[0]); ok {
		return m, nil
	}
	return nil, notFound("no misconception " + source.Escape(words[0]) + "; rehearse misconceptions lists all")
}

// list shows those that were asked for under a heading for each topic.
func (o *misconceptionsOptions) list(words []string) error {
	chosen, err := o.chosen(words)
	if err != nil {
		return err
	}
	if o.json {
		list := []shownMisconception{}
		for i := range chosen {
			list = append(list, shown(chosen[i]))
		}
		return o.document(map[string]any{"schema": "rehearse/misconceptions/1", "misconceptions": list})
	}
	for len(chosen) > 0 {
		n := 1
		for n < len(chosen) && chosen[n].Topic == chosen[0].Topic {
			n++
		}
		t := &term.Table{Whole: true, Header: []string{"id", "belief", "breaks"}}
		for _, m := range chosen[:n] {
			t.Row(m.ID, m.Belief, m.Rule)
		}
		o.io.Printf("%s\n", term.Bold.Text(chosen[0].Topic))
		o.io.Table(t)
		if chosen = chosen[n:]; len(chosen) > 0 {
			o.io.Printf("\n")
		}
	}
	return nil
}

// chosen are those that the flags and words ask for.
func (o *misconceptionsOptions) chosen(words []string) (list []*misconceptions.Misconception, err error) {
	objectives, err := o.objectivesUnder(o.exam)
	if err != nil {
		return nil, err
	}
	all := misconceptions.All()
	for i := range all {
		m := &all[i]
		if strings.Contains(strings.ToLower(m.Topic), strings.ToLower(o.topic)) && (objectives == nil || m.For(objectives)) && m.Has(words) {
			list = append(list, m)
		}
	}
	if list == nil {
		return nil, notFound("no misconception is like that; the topics are: " + strings.Join(misconceptions.Topics(), "; "))
	}
	return list, nil
}

func shown(m *misconceptions.Misconception) shownMisconception {
	out := shownMisconception{
		m.ID, m.Title, m.Belief, m.Rule, m.Refutation, m.Source, m.Topic, append([]string{}, m.Exam...), append([]string{}, m.Needs...),
		m.NotRunnable == "", m.NotRunnable, m.Equivalent, []shownWitness{}}
	for i, w := range m.Witnesses {
		out.Witnesses = append(out.Witnesses, shownWitness{Witness: w.Text, Command: w.Command(m.ID, i+1)})
	}
	return out
}

// printScenario prints a witness as a scenario.
func (o *misconceptionsOptions) printScenario(m *misconceptions.Misconception) error {
	if o.scenario < 1 || o.scenario > len(m.Witnesses) {
		return notFound(m.ID + " has " + strconv.Itoa(len(m.Witnesses)) + " witnesses")
	}
	w := m.Witnesses[o.scenario-1]
	text, err := w.Scenario()
	switch {
	case err != nil:
		return coded{exitInternal, err}
	case text == "":
		return usagef("this witness is bundled; write " + w.Command(m.ID, o.scenario))
	}
	return o.showText(m.ID+" "+strconv.Itoa(o.scenario), []byte(text))
}

// showOne shows a misconception with what each side of its witnesses gives.
func (o *misconceptionsOptions) showOne(m *misconceptions.Misconception) error {
	one := shown(m)
	for i, w := range m.Witnesses {
		setup, err := w.Setup()
		if err != nil {
			return coded{exitInternal, err}
		}
		for _, d := range m.Differences(setup) {
			one.Witnesses[i].Differences = append(one.Witnesses[i].Differences, shownDifference{d.Subject, d.Here, d.There})
		}
	}
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/misconceptions/1", "misconceptions": []shownMisconception{one}})
	}
	o.describe(m)
	for i := range one.Witnesses {
		o.witness(i+1, &one.Witnesses[i])
	}
	return nil
}

func (o *misconceptionsOptions) describe(m *misconceptions.Misconception) {
	o.io.Printf("%s  %s\n", term.Bold.Text(m.ID), m.Title)
	id, _ := rules.Parse(m.Rule)
	rule, _ := rules.Lookup(id)
	for _, line := range [][2]string{
		{"belief", m.Belief}, {"but", m.Refutation}, {"rule", m.Rule + ": " + rule.Statement}, {"source", m.Source},
		{"exam", strings.Join(m.Exam, ", ")}, {"first", strings.Join(m.Needs, ", ")}, {"not runnable", m.NotRunnable},
		{"same as", strings.TrimSpace(m.Equivalent + " " + m.Why)},
	} {
		if line[1] != "" {
			o.io.Printf("  %s: %s\n", line[0], line[1])
		}
	}
}

// mostDifferences is how many rows a witness shows; --json has all.
const mostDifferences = 7

// witness shows what each side gives.
func (o *misconceptionsOptions) witness(place int, w *shownWitness) {
	o.io.Printf("\nwitness %d: %s\n  %s\n", place, w.Witness, w.Command)
	t := &term.Table{Header: []string{"what", "AWS", "the belief"}}
	for i, d := range w.Differences {
		if i < mostDifferences {
			t.Row(d.Subject, orDash(d.AWS), orDash(d.Belief))
		}
	}
	o.io.Table(t)
	if more := len(w.Differences) - mostDifferences; more > 0 {
		o.io.Printf("and %d more\n", more)
	}
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
