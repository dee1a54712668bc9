package command

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// shownRule is a rule as JSON.
type shownRule struct {
	ID        string   `json:"id"`
	Statement string   `json:"statement"`
	Source    string   `json:"source"`
	Mark      string   `json:"mark"`
	Example   []string `json:"example"`
}

func newCmdRules(f *factory) *cobra.Command {
	var coverage bool
	cmd := &cobra.Command{
		Use: "rules [ID…]", Short: "Show the rule book",
		Example: "  rehearse rules\n  rehearse rules CD-2.8 --json\n  rehearse rules --coverage",
		RunE: func(_ *cobra.Command, a []string) error {
			if coverage {
				return runCoverage(f)
			}
			return runRules(f, a)
		},
	}
	cmd.Flags().BoolVar(&coverage, "coverage", false, "show for each rule what decides it and what tests it")
	return cmd
}

func runRules(f *factory, ids []string) error {
	chosen := rules.All()
	if len(ids) > 0 {
		chosen = nil
		for _, id := range ids {
			n, ok := rules.Parse(strings.ToUpper(id))
			rule, found := rules.Lookup(n)
			if !ok || !found {
				return notFound("no rule " + source.Escape(id) + "; rehearse rules lists all")
			}
			chosen = append(chosen, rule)
		}
	}
	if f.json {
		list := []shownRule{}
		for _, r := range chosen {
			list = append(list, shownRule{rules.String(r.ID), r.Statement, r.Source, r.Mark.String(), append([]string{}, r.Examples...)})
		}
		return f.document(map[string]any{"schema": "rehearse/rules/1", "rules": list})
	}
	for _, r := range chosen {
		f.io.Printf("%s  %s\n", term.Bold.Text(rules.String(r.ID)), r.Statement)
		if len(ids) > 0 {
			f.io.Printf("        source: %s (%s)\n", r.Source, r.Mark.String())
			for _, e := range r.Examples {
				f.io.Printf("        example: %s\n", e)
			}
		}
	}
	return nil
}
