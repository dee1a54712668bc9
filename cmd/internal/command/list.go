package command

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type listedScenario struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Topic   string   `json:"topic"`
	Teaches []string `json:"teaches"`
	Exam    []string `json:"exam"`
}

type listOptions struct {
	*factory
	topic, exam string
}

func newCmdList(f *factory) *cobra.Command {
	o := &listOptions{factory: f}
	cmd := &cobra.Command{
		Use: "list", Short: "List the bundled scenarios by topic",
		Long: "List the bundled scenarios by topic. --exam leaves those for an exam (DVA-C02), a domain\n" +
			"of it (DOP-C02/1) or a task (DOP-C02/1.4).",
		Example: "  rehearse list\n  rehearse list --topic rollback\n  rehearse list --exam DVA-C02",
		Args:    args(cobra.NoArgs),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	cmd.Flags().StringVar(&o.topic, "topic", "", "only those whose topic has this in it")
	cmd.Flags().StringVar(&o.exam, "exam", "", "only those for this exam, domain or task, such as SOA-C03 or DVA-C02/3.4")
	return cmd
}

func (o *listOptions) run() error {
	objectives, err := o.objectivesUnder(o.exam)
	if err != nil {
		return err
	}
	list := o.chosen(objectives)
	switch {
	case len(list) == 0 && o.exam == "":
		return notFound("no topic has " + strconv.Quote(source.Escape(o.topic)) + " in it; there are: " + strings.Join(topics(), ", "))
	case len(list) == 0:
		return notFound("no scenario is for " + source.Escape(o.exam) + " under that topic; `rehearse list` shows all")
	case o.json:
		return o.document(map[string]any{"schema": "rehearse/list/1", "scenarios": list})
	}
	o.table(list)
	return nil
}

// objectivesUnder are those that an exam, a domain or a task means; nil if nothing is
// asked for.
func (f *factory) objectivesUnder(exam string) (names []string, err error) {
	for _, x := range scenarios.Objectives {
		if exam != "" && x.Under(exam) {
			names = append(names, x.Name)
		}
	}
	if exam == "" || names != nil {
		return names, nil
	}
	unknown := choice{text: "no exam objective " + strconv.Quote(source.Escape(exam)) + "; there are"}
	for _, x := range scenarios.Objectives {
		unknown.list = append(unknown.list, [2]string{x.Name, x.Title})
	}
	return nil, coded{exitNotFound, unknown}
}

// chosen are the scenarios that were asked for, by topic.
func (o *listOptions) chosen(objectives []string) []listedScenario {
	list := []listedScenario{}
	for _, e := range scenarios.Library() {
		isFor := func(name string) bool { return slices.Contains(objectives, name) }
		if strings.Contains(bare(e.Topic), bare(o.topic)) && (objectives == nil || slices.ContainsFunc(e.Exam, isFor)) {
			list = append(list, listedScenario(e))
		}
	}
	slices.SortStableFunc(list, func(a, b listedScenario) int { return strings.Compare(a.Topic, b.Topic) })
	return list
}

// bare is a text without case, spaces and signs, so that blue-green finds Blue/green.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// table prints the scenarios under a heading for each topic.
func (o *listOptions) table(list []listedScenario) {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Topic == list[0].Topic {
			n++
		}
		t := &term.Table{Whole: true, Header: []string{"name", "title", "teaches"}}
		for _, e := range list[:n] {
			t.Row(e.Name, e.Title, strings.Join(e.Teaches, " "))
		}
		o.io.Printf("%s\n", term.Bold.Text(list[0].Topic))
		o.io.Table(t)
		if list = list[n:]; len(list) > 0 {
			o.io.Printf("\n")
		}
	}
}

// topics are the topics of the library, each once.
func topics() (list []string) {
	for _, e := range scenarios.Library() {
		if !slices.Contains(list, e.Topic) {
			list = append(list, e.Topic)
		}
	}
	slices.Sort(list)
	return list
}
