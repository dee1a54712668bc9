package command

// What --help prints, in lines that fit, with a word for what each flag takes.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// valueWords are what flags take, by their names; a number is N.
var valueWords = map[string]string{
	"alarm": "NAME@TIME", "answers": "FILE", "config": "NAME", "crash-agent": "HOST@TIME", "deck": "DECK", "events": "FILE", "exam": "EXAM", "export": "FILE",
	"fail": "HOSTS@EVENT", "faults": "NUMBER", "from": "FORMAT", "group": "GROUP", "home": "DIRECTORY", "html": "FILE", "id": "ID", "import": "FILE", "journal": "FILE", "journal-level": "LEVEL", "keep": "HOSTS",
	"kinds": "KINDS", "language": "CODE", "now": "TIME", "output": "FILE", "parameter": "NAME=VALUE", "platform": "PLATFORM", "property": "PROPERTY", "roster": "FILE", "save": "DIRECTORY",
	"scenario": "SCENARIO", "scenarios": "SCENARIOS", "search": "SEARCH", "seed": "SEED", "set": "PATH=VALUE", "show": "NAME", "simulate": "ID", "slow": "HOST@TIMES", "grid": "PATH=A,B", "store": "DIRECTORY", "listen": "ADDRESS", "nats": "URL", "token": "TOKEN",
	"creds": "FILE", "fingerprint": "SHA256", "emit": "WHAT", "image": "IMAGE", "stop": "HOST@TIME",
	"svg": "FILE", "template": "TEMPLATE", "terminate": "HOST@TIME", "title": "TEXT", "to": "FORMAT", "topic": "TOPIC", "until": "TIME", "zone-outage": "ZONE@TIME",
}

// valueWord is what a flag takes; nothing if it is given alone.
func valueWord(flag *pflag.Flag) string {
	switch flag.Value.Type() {
	case "bool":
		return ""
	case "int", "int64":
		return "N"
	}
	return cmp.Or(valueWords[flag.Name], "TEXT")
}

// widest is how wide a text for reading may get.
const widest = 100

// helps makes a command, and all in it, print its help so.
func (f *factory) helps(root *cobra.Command) {
	root.SetHelpFunc(func(c *cobra.Command, _ []string) {
		if f.json {
			_ = f.document(map[string]any{"schema": "rehearse/help/1", "commands": []listedCommand{described(c)}}) // nobody reads it then
			return
		}
		for _, line := range helpOf(c, min(f.io.Width, widest)) {
			fmt.Fprintln(f.io.Out, line)
		}
	})
	root.SetHelpCommand(&cobra.Command{
		Use: "help [COMMAND]", Short: "Say more about a command", Example: "  rehearse help run\n  rehearse help deck export",
		RunE: func(_ *cobra.Command, words []string) error {
			c, rest, err := root.Find(words)
			if err != nil || len(rest) > 0 {
				last := words[len(words)-max(1, len(rest))]
				return usagef("no command " + wordsOf(c) + last + "; " + nearCommand(c, last) + c.CommandPath() + " --help lists all")
			}
			return c.Help()
		},
	})
}

// helpOf is the help of a command in lines of at most w columns.
func helpOf(c *cobra.Command, w int) (list []string) {
	list = term.Fill(strings.TrimSpace(cmp.Or(c.Long, c.Short)), w)
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			list = append(append(list, "", title), lines...)
		}
	}
	section("Usage", usageOf(c, w))
	section("Also called", indented(c.Aliases))
	section("Examples", broken(strings.Split(c.Example, "\n"), w))
	for _, g := range groupsOf(c) {
		section(g.title, besides(g.rows, w))
	}
	own, faults := parted(c.LocalNonPersistentFlags())
	section("Flags", flagRows(own, w))
	section("Faults to try, each as often as you like", flagRows(faults, w))
	everywhere := c.InheritedFlags()
	everywhere.AddFlagSet(c.PersistentFlags())
	section("Flags of every command", flagRows(everywhere, w))
	if c.HasAvailableSubCommands() {
		list = append(list, "")
		list = append(list, term.Fill(c.CommandPath()+" COMMAND --help says more of a command.", w)...)
	}
	return list
}

// usageOf is how a command is typed, and what a scenario is if it takes one.
func usageOf(c *cobra.Command, w int) []string {
	lines := []string{c.UseLine()}
	switch {
	case c.HasParent() && c.HasSubCommands():
		lines = []string{c.CommandPath() + " COMMAND"}
	case c.HasSubCommands():
		lines = append(lines, c.CommandPath()+" COMMAND")
	}
	lines = broken(lines, w)
	if strings.Contains(c.Use, "SCENARIO") {
		lines = append(lines, indented(term.Wrap("SCENARIO is a name of `rehearse list`, a file, a directory with a scenario.yaml, "+
			"- for standard input, or practice:N, a small one drawn from the number N.", w-2))...)
	}
	return lines
}

// parted takes the faults out of some flags.
func parted(flags *pflag.FlagSet) (own, faults *pflag.FlagSet) {
	own, faults = pflag.NewFlagSet("own", pflag.ContinueOnError), pflag.NewFlagSet("faults", pflag.ContinueOnError)
	tries := scenarios.Tries{}.Flags()
	flags.VisitAll(func(flag *pflag.Flag) {
		if slices.ContainsFunc(tries, func(f scenarios.Flag) bool { return f.Name == "--"+flag.Name }) {
			faults.AddFlag(flag)
		} else {
			own.AddFlag(flag)
		}
	})
	return own, faults
}

func indented(lines []string) (list []string) {
	for _, line := range lines {
		list = append(list, "  "+line)
	}
	return list
}

// broken are commands as they are typed, those that are too long on several
// lines that a shell takes for one.
func broken(commands []string, w int) (list []string) {
	for _, command := range commands {
		line := " "
		for _, word := range shellWords(strings.TrimSpace(command)) {
			if len(line) > 6 && term.Columns(line)+1+term.Columns(word)+2 > w {
				list, line = append(list, line+` \`), "     "
			}
			line += " " + word
		}
		if strings.TrimSpace(line) != "" {
			list = append(list, line)
		}
	}
	return list
}

// shellWords are the words of a command; what is quoted stays whole.
func shellWords(command string) (words []string) {
	quoted := false
	return strings.FieldsFunc(command, func(r rune) bool {
		if r == '"' || r == '\'' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
}

// purposes are what the commands of rehearse are for, in the order in which one
// meets them.
var purposes = []struct{ title, names string }{
	{"Look at deployments", "list run why watch ask diff show check explore advise shrink sweep worker"},
	{"Write your own", "new import lint schema"},
	{"Practise", "predict be-codedeploy quiz study exam diagnose progress"},
	{"Look up", "rules properties misconceptions deck"},
	{"Teach", "class"},
	{"This program", "doctor completion version help"},
}

// commandGroup are commands with a heading.
type commandGroup struct {
	title string
	rows  [][2]string
}

// groupsOf are the commands that a command holds, those of rehearse by purpose.
func groupsOf(c *cobra.Command) (list []commandGroup) {
	if c.HasParent() {
		g := commandGroup{title: "Commands"}
		for _, sub := range c.Commands() {
			g.rows = append(g.rows, [2]string{sub.Name(), sub.Short})
		}
		return []commandGroup{g}
	}
	for _, p := range purposes {
		g := commandGroup{title: p.title}
		for name := range strings.FieldsSeq(p.names) {
			if sub, _, err := c.Find([]string{name}); err == nil && sub != c {
				g.rows = append(g.rows, [2]string{name, sub.Short})
			}
		}
		list = append(list, g)
	}
	return list
}

// flagRows are flags with what they do.
func flagRows(flags *pflag.FlagSet, w int) []string {
	var rows [][2]string
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		name := "--" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", " + name
		}
		usage := flag.Usage
		if flag.Name == "help" {
			usage = "print this"
		}
		if !slices.Contains([]string{"", "0", "false", "[]"}, flag.DefValue) {
			usage += " (" + flag.DefValue + " unless given)"
		}
		rows = append(rows, [2]string{strings.TrimSpace(name + " " + valueWord(flag)), usage})
	})
	return besides(rows, w)
}

// besides are names with a text beside each, or below those that are too long.
func besides(rows [][2]string, w int) (list []string) {
	column := 0
	for _, row := range rows {
		if n := term.Columns(row[0]); n <= w/3 {
			column = max(column, n)
		}
	}
	indent := strings.Repeat(" ", column+4)
	for _, row := range rows {
		lines := term.Wrap(row[1], w-len(indent))
		if term.Columns(row[0]) > column {
			list = append(list, "  "+row[0])
		} else {
			list, lines = append(list, fmt.Sprintf("  %-*s  %s", column, row[0], lines[0])), lines[1:]
		}
		for _, line := range lines {
			list = append(list, indent+line)
		}
	}
	return list
}
