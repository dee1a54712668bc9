package command

import (
	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

func newCmdSchema(f *factory) *cobra.Command {
	ofDecks := false
	cmd := &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of scenarios, or of decks",
		Long: "Print the JSON Schema (draft 2020-12) of the scenario format, or with --deck of decks of\n" +
			"cards, for an editor that completes and checks what you write. `rehearse check` and\n" +
			"`rehearse deck check` see more, such as whether a name is defined.",
		Example: "  rehearse schema > scenario.schema.json\n  rehearse schema --deck > deck.schema.json",
		Args:    args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if ofDecks {
				f.io.Copy(deck.Schema())
			} else {
				f.io.Copy(scenarios.Schema())
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&ofDecks, "deck", false, "that of decks of cards")
	return cmd
}
