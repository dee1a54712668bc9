package command

import (
	"slices"
	"strconv"
	"strings"

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
}

func newCmdList(f *factory) *cobra.Command {
	var topic string
	cmd := &cobra.Command{
		Use: "list", Short: "List the bundled scenarios",
		Example: "  rehearse list\n  rehearse list --topic rollback",
		Args:    args(cobra.NoArgs),
		RunE:    func(*cobra.Command, []string) error { return runList(f, topic) },
	}
	cmd.Flags().StringVar(&topic, "topic", "", "only those whose topic has this in it")
	return cmd
}

func runList(f *factory, topic string) error {
	list := []listedScenario{}
	t := &term.Table{Whole: true, Header: []string{"name", "title", "teaches"}}
	for _, e := range scenarios.Library() {
		if strings.Contains(strings.ToLower(e.Topic), strings.ToLower(topic)) {
			list = append(list, listedScenario(e))
			t.Row(e.Name, e.Title, strings.Join(e.Teaches, " "))
		}
	}
	if f.json && len(list) > 0 {
		return f.document(map[string]any{"schema": "rehearse/list/1", "scenarios": list})
	}
	if len(list) == 0 {
		return notFound("no topic has " + strconv.Quote(source.Escape(topic)) + " in it; there are: " + strings.Join(topics(), ", "))
	}
	f.io.Table(t)
	return nil
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
