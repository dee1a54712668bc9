package command

import (
	"github.com/spf13/cobra"
)

func newCmdShow(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "show SCENARIO", Short: "Print the text of a scenario",
		Long: "Print the text of a scenario as it stands, comments included. A scenario that is not\nvalid is refused. A copy of a bundled scenario runs in any directory: a bundle that is\n" +
			"not beside it is taken from those that come with Rehearse, and a note says so.",
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
	if _, setup, found := src.Compile(); setup == nil {
		return found
	}
	return f.showText(src.Name, src.Text)
}

// showText prints the text of a scenario.
func (f *factory) showText(name string, text []byte) error {
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/show/1", "scenarios": []map[string]string{{"name": name, "text": string(text)}}})
	}
	for line := range lines(text) {
		f.io.Printf("%s\n", line)
	}
	return nil
}
