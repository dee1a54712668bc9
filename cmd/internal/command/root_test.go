package command

import (
	"slices"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// What help prints after a flag is what sort of value it takes: a word between
// backquotes in its description would be taken for that.
func TestFlagsNameTheirValues(t *testing.T) {
	io, _, _ := term.Test()
	sorts := []string{"", "string", "strings", "stringArray", "int", "float", "duration"}
	var look func(c *cobra.Command)
	seen := 0
	look = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			seen++
			if value, _ := pflag.UnquoteUsage(f); !slices.Contains(sorts, value) {
				t.Errorf("%s --%s takes %q; write commands in its description between double quotes", c.CommandPath(), f.Name, value)
			}
		})
		for _, below := range c.Commands() {
			look(below)
		}
	}
	look(newRoot(&factory{io: io}))
	if seen < 50 {
		t.Errorf("%d flags", seen)
	}
}
