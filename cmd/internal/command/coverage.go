package command

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The functions that name a rule and the tests that do, found in the sources
// by a test, which also fails when this file is not fresh.
//
//go:embed coverage.json
var coverageJSON []byte

// covered is what is known about one rule.
type covered struct {
	ID        string   `json:"id"`
	Functions []string `json:"functions"` // that decide it
	Tests     []string `json:"tests"`     // files that name it
	Mutants   []string `json:"mutants"`
	Reason    string   `json:"reason,omitempty"` // why it is not covered
}

// full says whether code decides the rule and a test names it.
func (c *covered) full() bool { return len(c.Functions) > 0 && len(c.Tests) > 0 }

// later are the parts of the service that are not simulated yet, by the
// beginning of the rules about them.
var later = []struct{ prefix, reason string }{
	{"CD-12.", "the API is not served yet; what a timeline can call is checked"},
	{"CD-8.2", "the fixed pickup delay of CD-8.1 stands for the agent's back-off"},
	{"CD-4.11", "scripts are not executed, so nothing reads their environment"},
	{"CD-4.19", "scripts are not executed, so they have no working directory"},
}

// coverage joins sources, decisions and mutants.
func coverage() ([]covered, error) {
	found := map[string]*covered{}
	var list []covered
	if err := json.Unmarshal(coverageJSON, &list); err != nil {
		return nil, err
	}
	for i := range list {
		found[list[i].ID] = &list[i]
	}
	addDecisions(found, reflect.TypeFor[codedeploy.Decisions]())
	for _, m := range codedeploy.Mutants {
		c := found[rules.String(m.Rule)]
		c.Mutants = append(c.Mutants, m.ID)
	}
	for i := range list {
		sort.Strings(list[i].Mutants)
		list[i].Reason = reason(&list[i])
	}
	return list, nil
}

// addDecisions puts the decision that a field's tag names before the
// functions.
func addDecisions(found map[string]*covered, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type.Kind() == reflect.Struct {
			addDecisions(found, f.Type)
		} else if c := found[f.Tag.Get("rule")]; c != nil {
			c.Functions = append([]string{"Decisions." + f.Name}, c.Functions...)
		}
	}
}

// reason is why a rule is not covered.
func reason(c *covered) string {
	if c.full() {
		return ""
	}
	for _, l := range later {
		if c.ID == l.prefix || strings.HasSuffix(l.prefix, ".") && strings.HasPrefix(c.ID, l.prefix) {
			return l.reason
		}
	}
	return "a definition or a consequence of other rules: no function of its own names it"
}

func runCoverage(f *factory) error {
	list, err := coverage()
	if err != nil {
		return err
	}
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/coverage/1", "rules": list})
	}
	t := &term.Table{Header: []string{"rule", "decided by", "tests", "mutants"}}
	full := 0
	for i := range list {
		c := &list[i]
		if c.full() {
			full++
			t.Row(c.ID, short(c.Functions), short(c.Tests), strings.Join(c.Mutants, " "))
		} else {
			t.Row(c.ID, "not covered: "+c.Reason, short(c.Tests), "")
		}
	}
	f.io.Table(t)
	f.io.Printf("%d of %d rules have code that decides them and a test that names them\n", full, len(list))
	return nil
}

// short names the first of a list and how many there are beside.
func short(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return names[0] + " and " + strconv.Itoa(len(names)-1) + " more"
}
