package command

import (
	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

func newCmdSchema(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of the scenario format",
		Example: "  rehearse schema > scenario.schema.json",
		Args:    args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			f.io.Copy(scenarios.Schema())
			return nil
		},
	}
}
