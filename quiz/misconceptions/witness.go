package misconceptions

import (
	"embed"
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

//go:embed witnesses/*.yaml
var witnessFiles embed.FS

// Witness is a run that tells a belief from AWS: a case in the short notation,
// the name of a scenario in witnesses, or that of a bundled one, behind which
// --set and --fail can change it as for `rehearse run`.
type Witness struct{ Text string }

// short is the witness as a case in the short notation, if it is one.
func (w Witness) short() (*shorthand.Case, bool, error) {
	if !strings.Contains(w.Text, ": ") {
		return nil, false, nil
	}
	c, err := shorthand.Parse(w.Text)
	return c, true, err
}

// own is the text of the scenario in witnesses that is meant, if one is.
func (w Witness) own() ([]byte, bool) {
	text, err := witnessFiles.ReadFile("witnesses/" + w.Text + ".yaml")
	return text, err == nil
}

// Scenario is the witness as the text of a scenario that stands alone, or empty
// for a bundled one, which `rehearse run` opens by its name.
func (w Witness) Scenario() (string, error) {
	c, short, err := w.short()
	switch {
	case err != nil:
		return "", err
	case short:
		return c.Scenario(), nil
	}
	text, _ := w.own()
	return string(text), nil
}

// Setup is the witness as the simulator plays it.
func (w Witness) Setup() (*sim.Setup, error) {
	c, short, err := w.short()
	switch {
	case err != nil:
		return nil, err
	case short:
		return c.Setup(), nil
	}
	if text, own := w.own(); own {
		return compiled(&scenarios.Source{Name: w.Text, Text: text})
	}
	name, changes, tries, err := w.words()
	if err != nil {
		return nil, err
	}
	src, err := scenarios.Load(name)
	if err != nil {
		return nil, err
	}
	setup, err := compiled(src, changes...)
	if err != nil {
		return nil, err
	}
	return setup, tries.Apply(setup)
}

func compiled(src *scenarios.Source, changes ...string) (*sim.Setup, error) {
	_, setup, found := src.Compile(changes...)
	if setup == nil {
		return nil, found
	}
	return setup, nil
}

// words are the name of a bundled scenario and what is changed about it.
func (w Witness) words() (name string, changes []string, tries scenarios.Tries, err error) {
	fields := strings.Fields(w.Text)
	for i := 1; i+1 < len(fields); i += 2 {
		switch fields[i] {
		case "--set":
			changes = append(changes, fields[i+1])
		case "--fail":
			tries.Fail = append(tries.Fail, fields[i+1])
		default:
			return "", nil, tries, fmt.Errorf("%q: --set or --fail, not %s", w.Text, fields[i])
		}
	}
	if len(fields)%2 == 0 {
		return "", nil, tries, fmt.Errorf("%q: a name, and pairs of flag and value", w.Text)
	}
	return fields[0], changes, tries, nil
}

// Command is the command that plays the witness, the one at a place, from 1, of
// a misconception.
func (w Witness) Command(id string, place int) string {
	if text, err := w.Scenario(); text == "" && err == nil {
		return "rehearse run " + w.Text
	}
	return fmt.Sprintf("rehearse misconceptions %s --scenario %d | rehearse run -", id, place)
}
