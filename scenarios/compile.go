package scenarios

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// Compile decodes and builds the scenario in one go, so that faults of both
// kinds come out together. Each of changes is PATH=VALUE as source.Set takes
// it and is made first. If the diagnostics hold an Error, the setup is nil.
func (s *Source) Compile(changes ...string) (*Scenario, *sim.Setup, source.Diagnostics) {
	root, found := source.Parse(s.Name, s.Text, source.Options{})
	if root == nil {
		return nil, nil, found
	}
	for _, change := range changes {
		if more := set(root, change); more != nil {
			return nil, nil, append(found, more...)
		}
	}
	scenario, more := DecodeNode(root)
	more = append(more, scenario.claim(s.Claims, s.Only)...)
	setup, rest := build(scenario, NewBuilder(s.Files), faulty(root, more))
	found = append(append(found, more...), rest...)
	if found.HasErrors() {
		setup = nil
	}
	return scenario, setup, found.Sorted()
}

// claim puts properties behind those of the text, or in their place; one that is
// the name of one of these moves it there.
func (s *Scenario) claim(texts []string, only bool) source.Diagnostics {
	r := source.NewReader()
	var given ClaimList
	for _, text := range texts {
		n := source.Bare("--property", text)
		if i := slices.IndexFunc(s.Properties, func(c Claim) bool { return text != "" && c.Name.Text == text }); i >= 0 {
			given = append(given, s.Properties[i])
			s.Properties = slices.Delete(s.Properties, i, i+1)
		} else if near := s.Properties.near(text); near != "" {
			r.Errorf(n.Position, "did you mean "+near+"?", "no property of the scenario is called %q", text)
		} else {
			given = append(given, claimOf(r, Name{}, n))
		}
	}
	if only {
		s.Properties = nil
	}
	s.Properties = append(s.Properties, given...)
	return r.Diagnostics()
}

// set makes one change, given as PATH=VALUE.
func set(root *source.Node, change string) source.Diagnostics {
	place := source.Position{File: "--set " + change}
	path, text, ok := cutChange(change)
	if !ok {
		return source.Diagnostics{{Position: place, Message: "no = in it", Fix: "write --set fleet.instances[0].count=4"}}
	}
	value, found := source.Parse(place.File, []byte(text), source.Options{})
	if value == nil {
		return found
	}
	if err := source.Set(root, path, value); err != nil {
		message, fix, _ := strings.Cut(err.Error(), "; ")
		return source.Diagnostics{{Position: place, Message: message, Fix: fix}}
	}
	return nil
}

// cutChange cuts at the first = outside of brackets, as names may hold one.
func cutChange(change string) (path, value string, ok bool) {
	depth := 0
	for i, r := range change {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case '=':
			if depth <= 0 {
				return change[:i], change[i+1:], true
			}
		}
	}
	return "", "", false
}

// faulty returns the top-level keys below which a fault was found. A key that
// nobody knows may have been meant as any of them, and a change from elsewhere
// may be anywhere.
func faulty(root *source.Node, found source.Diagnostics) map[string]bool {
	known := map[string]bool{}
	for _, key := range shapeOf(reflect.TypeFor[Scenario]()).known {
		known[key] = true
	}
	marked := map[string]bool{}
	for _, d := range found {
		if d.Severity != source.Error {
			continue
		}
		key := keyAt(root, d.Position)
		if !known[key] || d.File != root.File {
			return known
		}
		marked[key] = true
	}
	return marked
}

// keyAt returns the top-level key under which a place is.
func keyAt(root *source.Node, at source.Position) string {
	last := ""
	for _, e := range root.Entries {
		if e.Key.Line > at.Line || e.Key.Line == at.Line && e.Key.Column > at.Column {
			break
		}
		last = e.Key.Text
	}
	return last
}
