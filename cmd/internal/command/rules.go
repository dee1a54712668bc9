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
	Pending   string   `json:"notCovered,omitempty"` // why no code decides it
}

func newCmdRules(f *factory) *cobra.Command {
	var coverage bool
	cmd := &cobra.Command{
		Use: "rules [ID or WORD…]", Short: "Show the rule book, or the rules that have all of some words",
		Long: "Show the rule book by which everything is decided: each rule with its number, such as CD-2.8\n" +
			"for the eighth of chapter 2, what it says, where that is written, and examples in short, which\n" +
			"a test runs. Words choose the rules that have all of them.",
		Example: "  rehearse rules\n  rehearse rules CD-2\n  rehearse rules CD-2.8 --json\n  rehearse rules minimum zone\n  rehearse rules --coverage",
		RunE: func(_ *cobra.Command, a []string) error {
			if coverage && len(a) > 0 {
				return usagef("--coverage looks at all rules; leave " + source.Escape(strings.Join(a, " ")) + " out")
			}
			if coverage {
				return runCoverage(f)
			}
			return runRules(f, a)
		},
	}
	cmd.Flags().BoolVar(&coverage, "coverage", false, "show for each rule what decides it and what tests it")
	return cmd
}

// runRules shows the rules that are named, or that have the words that are
// given.
func runRules(f *factory, words []string) error {
	chosen, err := chooseRules(words)
	if err != nil {
		return err
	}
	pending, err := notCovered()
	if err != nil {
		return err
	}
	if f.json {
		list := []shownRule{}
		for _, r := range chosen {
			id := rules.String(r.ID)
			list = append(list, shownRule{id, r.Statement, r.Source, r.Mark.String(), append([]string{}, r.Examples...), pending[id]})
		}
		return f.document(map[string]any{"schema": "rehearse/rules/1", "rules": list})
	}
	for _, r := range chosen {
		f.io.Printf("%s  %s\n", term.Bold.Text(rules.String(r.ID)), r.Statement)
		if reason := pending[rules.String(r.ID)]; reason != "" {
			f.io.Printf("        not decided by any code: %s\n", reason)
		}
		if len(words) > 0 {
			f.io.Printf("        source: %s (%s)\n", r.Source, r.Mark.String())
			for _, e := range r.Examples {
				f.io.Printf("        example: %s\n", e)
			}
		}
	}
	return nil
}

// chooseRules finds rules by their ids, or else by words; all if there are none.
func chooseRules(words []string) ([]rules.Rule, error) {
	var chosen []rules.Rule
	for _, word := range words {
		if chapter := chapterOf(word); chapter != nil {
			chosen = append(chosen, chapter...)
			continue
		}
		if n, ok := rules.Parse(strings.ToUpper(word)); ok {
			if rule, found := rules.Lookup(n); found {
				chosen = append(chosen, rule)
				continue
			}
		}
		if len(chosen) > 0 || strings.HasPrefix(strings.ToUpper(word), "CD-") {
			return nil, notFound("no rule " + source.Escape(word) + "; rehearse rules lists all")
		}
	}
	if len(chosen) > 0 {
		return chosen, nil
	}
	for _, r := range rules.All() {
		if hasWords(r.Statement, words) {
			chosen = append(chosen, r)
		}
	}
	if len(chosen) == 0 {
		return nil, notFound("no rule has the words " + source.Escape(strings.Join(words, " ")) + "; rehearse rules lists all")
	}
	return chosen, nil
}

// chapterOf are the rules of a chapter, such as CD-2; nil if a word is none.
func chapterOf(word string) (chapter []rules.Rule) {
	for _, r := range rules.All() {
		if strings.HasPrefix(rules.String(r.ID), strings.ToUpper(word)+".") {
			chapter = append(chapter, r)
		}
	}
	return chapter
}

func hasWords(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
			return false
		}
	}
	return true
}

// notCovered says for each rule that no code decides why that is.
func notCovered() (map[string]string, error) {
	list, err := coverage()
	reasons := map[string]string{}
	for i := range list {
		if c := &list[i]; len(c.Functions) == 0 {
			reasons[c.ID] = c.Reason
		}
	}
	return reasons, err
}
