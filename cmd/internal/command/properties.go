package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// shownBuiltin is a property that has a name, as JSON.
type shownBuiltin struct {
	Name      string   `json:"name"`
	Example   string   `json:"example"`
	Statement string   `json:"statement"`
	Claim     string   `json:"claim"` // what the example stands for
	Rules     []string `json:"rules"`
}

// shownField is something that a property can name, as JSON.
type shownField struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"` // world, instances or deployments
	Kind   string   `json:"kind"`
	Values []string `json:"values,omitempty"` // of an enumeration
	Text   string   `json:"text"`
}

func newCmdProperties(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "properties [NAME]", Short: "Show what can be claimed of every run",
		Long: "Show the properties that have a name, and what a property in words of your own can speak\n" +
			"of; behind a NAME what that stands for, with the rules behind it. A scenario has properties\n" +
			"under `properties`, as a list or each behind a name of your own (half left alone: always\n" +
			"2 * offline <= hosts); the commands that run scenarios take more by --property.\n\n" +
			"A property is a verb with a condition. always holds at every change of state, never at\n" +
			"none, eventually at some instant (within 2h: by then), atEnd when nothing is left to happen,\n" +
			"sometimes in some run: one that never sees it proves nothing. Behind always and atEnd\n" +
			"a -> b claims b only where a holds, and where a never held it is no pass.\n" +
			"Nor is a claim about what hosts do where there are none, as with Lambda and ECS.\n\n" +
			"All but atEnd look at time 0 too, before the first deployment is made: eventually\n" +
			"running == 0 within 1h holds there at once. Say what must have happened as well:\n" +
			"eventually count(deployments) > 0 and running == 0 within 1h.\n\n" +
			"A condition compares fields, whole numbers (3), durations (90s) and words in quotes\n" +
			"(\"Failed\") by == != < <= > >=, calculates by + - * / %, and joins by and, or, not.\n" +
			"all(instances, …), any, none and count go through instances or deployments; inside, the\n" +
			"names are fields of each.",
		Example: "  rehearse properties\n  rehearse properties last-good-at-end\n  rehearse properties offline --json\n" +
			"  rehearse run rollback --property 'always offline <= 1'",
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error { return runProperties(f, strings.Join(a, "")) },
	}
}

// runProperties shows all there is, or what has a name.
func runProperties(f *factory, name string) error {
	builtins, fields := builtinsNamed(name), fieldsNamed(name)
	switch {
	case len(builtins)+len(fields) == 0:
		return noProperty(name)
	case f.json:
		return f.document(map[string]any{"schema": "rehearse/properties/1", "properties": builtins, "fields": fields})
	case name != "" && len(builtins) > 0:
		showBuiltin(f.io, &builtins[0])
	case name == "":
		t := &term.Table{Whole: true, Prose: true, Header: []string{"property", "what it claims"}}
		for i := range builtins {
			t.Row(builtins[i].Example, builtins[i].Statement)
		}
		f.io.Table(t)
	}
	showFields(f.io, fields, name != "")
	return nil
}

// builtinsNamed are those of a name, with or without an argument; all if there
// is none.
func builtinsNamed(name string) []shownBuiltin {
	name, _, _ = strings.Cut(name, "=")
	list := []shownBuiltin{}
	for _, b := range property.Builtins() {
		if name != "" && b.Name != name {
			continue
		}
		one := shownBuiltin{b.Name, b.Usage, b.Statement, b.Text(), []string{}}
		for _, id := range b.Rules {
			one.Rules = append(one.Rules, rules.String(id))
		}
		list = append(list, one)
	}
	return list
}

func fieldsNamed(name string) []shownField {
	list := []shownField{}
	for _, section := range property.Fields() {
		for i := range section.Fields {
			if x := &section.Fields[i]; name == "" || x.Name == name {
				list = append(list, shownField{x.Name, section.Of, x.Kind(), x.Values(), x.Doc})
			}
		}
	}
	return list
}

func noProperty(name string) error {
	var names []string
	for _, b := range property.Builtins() {
		names = append(names, b.Name)
	}
	for _, x := range fieldsNamed("") {
		names = append(names, x.Name)
	}
	text := "no property and no field " + source.Escape(name) + "; "
	if near, ok := source.Suggest(name, slices.Compact(names)); ok {
		return notFound(text + "did you mean " + near + "?")
	}
	return notFound(text + "`rehearse properties` lists all")
}

// showBuiltin shows a property with the rules behind it.
func showBuiltin(io *term.IO, b *shownBuiltin) {
	io.Printf("%s  %s\n", term.Bold.Text(b.Example), b.Statement)
	io.Printf("  stands for: %s\n", b.Claim)
	for _, id := range b.Rules {
		n, _ := rules.Parse(id)
		rule, _ := rules.Lookup(n)
		io.Printf("  %s  %s\n", term.Accent.Text(id), rule.Statement)
	}
}

// mostWords is how many words of a field have room beside others.
const mostWords = 8

// showFields shows fields in a table for each kind of thing, and all their
// words if few are asked for.
func showFields(io *term.IO, list []shownField, few bool) {
	for first := true; len(list) > 0; first = false {
		n := 1
		for n < len(list) && list[n].Of == list[0].Of {
			n++
		}
		t := &term.Table{Whole: true, Prose: true, Header: []string{"field", "kind", "what it is"}}
		for _, x := range list[:n] {
			t.Row(x.Name, kindOf(&x, few), x.Text)
		}
		if !few || !first {
			io.Printf("\n")
		}
		io.Printf("%s\n", term.Bold.Text("fields of "+article(list[0].Of)))
		io.Table(t)
		list = list[n:]
	}
}

// kindOf is what a field is, with its words.
func kindOf(x *shownField, few bool) string {
	switch {
	case x.Values == nil:
		return x.Kind
	case few || len(x.Values) <= mostWords:
		return "a word: " + strings.Join(x.Values, ", ")
	}
	return "a word: " + strings.Join(x.Values[:2], ", ") + ", …"
}

func article(of string) string {
	if of == "world" {
		return "the world"
	}
	return of
}
