package command

import (
	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func newCmdShow(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "show SCENARIO", Short: "Print the text of a scenario",
		Long:    "Print the text of a scenario as it stands, comments included. A scenario that is not\nvalid is refused.",
		Example: "  rehearse show half-at-a-time > mine.yaml",
		Args:    args(cobra.ExactArgs(1)),
		RunE:    func(_ *cobra.Command, a []string) error { return runShow(f, a[0]) },
	}
}

func runShow(f *factory, path string) error {
	src, err := loadText(path)
	if err != nil {
		return err
	}
	if _, found := source.Parse(src.Name, src.Text, source.Options{}); found.HasErrors() {
		return found
	}
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/show/1", "scenarios": []map[string]string{{"name": src.Name, "text": string(src.Text)}}})
	}
	for line := range lines(src.Text) {
		f.io.Printf("%s\n", line)
	}
	return nil
}
