package command

// Commands that only hold others: rehearse itself, deck and class.

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// listedCommand is a command as JSON.
type listedCommand struct {
	Name    string   `json:"name"` // such as deck export
	Usage   string   `json:"usage"`
	Summary string   `json:"summary"`
	Aliases []string `json:"aliases,omitempty"`

	Text  string       `json:"text,omitempty"` // what --help says of it, with its flags
	Flags []listedFlag `json:"flags,omitempty"`
}

// listedFlag is a flag as JSON.
type listedFlag struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"` // what it takes
	Usage string `json:"usage"`
}

// listed is a command in a list.
func listed(c *cobra.Command) listedCommand {
	return listedCommand{Name: strings.TrimSpace(wordsOf(c)), Usage: c.UseLine(), Summary: c.Short, Aliases: c.Aliases}
}

// described is a command with all that can be said of it.
func described(c *cobra.Command) listedCommand {
	one := listed(c)
	one.Text = cmp.Or(c.Long, c.Short)
	c.Flags().VisitAll(func(flag *pflag.Flag) {
		one.Flags = append(one.Flags, listedFlag{"--" + flag.Name, valueWord(flag), flag.Usage})
	})
	return one
}

// group makes a command one that only holds others, and lists them alone.
func (f *factory) group(c *cobra.Command, inside ...*cobra.Command) *cobra.Command {
	c.AddCommand(inside...)
	c.Args = func(c *cobra.Command, a []string) error {
		if len(a) == 0 {
			return nil
		}
		return usagef("no command " + source.Escape(wordsOf(c)+a[0]) + "; " + nearCommand(c, a[0]) + c.CommandPath() + " --help lists all")
	}
	if c.RunE == nil {
		c.RunE = func(c *cobra.Command, _ []string) error { return f.commands(c) }
	}
	return c
}

// commands lists what a command holds: as its help, or as a document.
func (f *factory) commands(c *cobra.Command) error {
	if !f.json {
		return c.Help()
	}
	list := []listedCommand{}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			list = append(list, listed(sub))
		}
	}
	return f.document(map[string]any{"schema": "rehearse/commands/1", "commands": list})
}

// wordsOf are the words behind rehearse that lead to a command, with a space
// behind.
func wordsOf(c *cobra.Command) (words string) {
	for ; c.HasParent(); c = c.Parent() {
		words = c.Name() + " " + words
	}
	return words
}

// nearCommand asks whether another command was meant.
func nearCommand(c *cobra.Command, word string) string {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	if near, ok := source.Suggest(word, names); ok {
		return "did you mean " + near + "? "
	}
	return ""
}
