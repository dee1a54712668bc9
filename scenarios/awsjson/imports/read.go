package imports

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Input is one text to import: one or several documents, one after another.
type Input struct {
	Name string // for messages: the path, or stdin
	Data []byte // at most 64 MiB
}

// Imported is a scenario made of what AWS printed.
type Imported struct {
	Scenario *scenarios.Scenario

	comments []comment
}

// Read makes one scenario of all inputs together. Diagnostics of severity Note
// or Warning say in what the scenario differs from the account; if they hold
// an Error, they hold nothing else, and there is no scenario. AWS's own
// contradictions are no errors. Parameters are values for those of CloudFormation
// templates, by name, the pseudo parameters of AWS included.
func Read(inputs []Input, parameters map[string]string) (*Imported, source.Diagnostics) {
	a := &account{Reader: source.NewReader(), parameters: parameters}
	for _, in := range inputs {
		a.names = append(a.names, in.Name)
		a.read(in)
	}
	if len(inputs) == 0 {
		a.Errorf(source.Position{}, "name files with what "+printedBy+" printed", "nothing to import")
	}
	if a.failed() {
		return nil, a.errors()
	}
	a.addTemplates()
	if a.failed() {
		return nil, a.errors()
	}
	d := &draft{account: a}
	root := d.scenario()
	if a.failed() {
		return nil, a.errors()
	}
	s, found := scenarios.DecodeNode(root)
	if !found.HasErrors() {
		setup, more := scenarios.Build(s, nil)
		if found = append(found, more...); setup != nil {
			d.noteUnmatched(setup)
		}
	}
	found = append(a.Diagnostics(), found...).Sorted()
	if found.HasErrors() {
		return nil, errorsOf(found)
	}
	return &Imported{Scenario: s, comments: d.comments}, found
}

func (a *account) failed() bool { return a.Diagnostics().HasErrors() }

func (a *account) errors() source.Diagnostics { return errorsOf(a.Diagnostics()) }

// errorsOf leaves out what only matters if there is a scenario.
func errorsOf(found source.Diagnostics) source.Diagnostics {
	return slices.DeleteFunc(found, func(d source.Diagnostic) bool { return d.Severity != source.Error })
}
