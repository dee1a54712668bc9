package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

const withProperties = `rehearse: 1
fleet: {instances: [{name: web, count: 3, zones: [us-east-1a], tags: {Env: prod}}]}
applications: [{applicationName: shop, deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}]}]}]
revisions: {v1: {appspec: {version: 0.0, os: linux}}}
timeline: [{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}]
properties: [
`

// A property of a megabyte, or one that nests without end, is refused at its
// place, as fast as any.
func TestEndlessProperties(t *testing.T) {
	for text, want := range map[string]string{
		"always offline <= " + strings.Repeat("1", 1_000_000):                             "s.yaml:7:4097: a property has at most 4096 bytes, and this has 1000018; take it apart into several",
		"always " + strings.Repeat("(", 500_000) + "mixed" + strings.Repeat(")", 500_000): "s.yaml:7:4097: a property has at most 4096 bytes, and this has 1000012; take it apart into several",
		"always " + strings.Repeat("(", 2000) + "mixed" + strings.Repeat(")", 2000):       "s.yaml:7:48: more than 40 things are inside one another; take it apart into several properties",
		"always " + strings.Repeat("not ", 1000) + "mixed":                                "s.yaml:7:168: more than 40 things are inside one another; take it apart into several properties",
		"always hosts > " + strings.Repeat("-", 4000) + "1":                               "s.yaml:7:56: more than 40 things are inside one another; take it apart into several properties",
	} {
		_, _, found := (&Source{Name: "s.yaml", Text: []byte(withProperties + text + "\n]\n")}).Compile()
		if diff := cmp.Diff(want, found.Error()); diff != "" {
			t.Error(diff)
		}
	}
}

// Properties beside the text are read like those in it, and their names must be
// defined too.
func TestClaimsBesideTheText(t *testing.T) {
	src := &Source{Name: "s.yaml", Text: []byte(withProperties + "ends]\n"), Claims: []string{"max-offline=3", "never any(instances, name == 'web-2')"}}
	s, setup, found := src.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	list, err := s.Claims()
	if err != nil || len(list) != 3 || list[1].Verb != property.Always || list[2].Mentions[0].Name != "web-2" {
		t.Fatal(list, err)
	}
	src.Claims = []string{"never any(instances, name == 'web-4')"}
	if _, _, found = src.Compile(); found.Error() != `--property:1:31: no single instance "web-4"; use web-1 … web-3` {
		t.Error(found)
	}
}

// A claim that was never read has no place, and is looked at by Build.
func TestBuildReadsClaims(t *testing.T) {
	s, _ := Decode("s.yaml", []byte(withProperties+"ends]\n"))
	s.Properties = append(s.Properties, Claim{Text: "alwys mixed"})
	if setup, found := Build(s, nil); setup != nil || found.Error() != "alwys is neither a verb nor a built-in property; did you mean always?" {
		t.Error(found)
	}
	if _, err := s.Claims(); err == nil {
		t.Error("no error")
	}
}

// Properties stand in a list, or behind names of one's own, and both may be
// mixed; they are written as they were read.
func TestNamedProperties(t *testing.T) {
	for _, c := range []struct{ text, names, again string }{
		{"[ends, always offline <= 2]", "ends|always offline <= 2", ` [ends, "always offline <= 2"]`},
		{"{half at once: always offline <= 2, over: ends}", "half at once|over", "\n  half at once: \"always offline <= 2\"\n  over: ends"},
		{"[ends, {half at once: always offline <= 2, max: max-offline=2}]", "ends|half at once|max", "\n  - ends\n  - {half at once: \"always offline <= 2\"}\n  - {max: max-offline=2}"},
		{"[{a: ends}, {b: ends}]", "a|b", "\n  a: ends\n  b: ends"},
		{"{}", "", " []"},
	} {
		s, found := Decode("s.yaml", []byte("rehearse: 1\nproperties: "+c.text))
		if found.HasErrors() {
			t.Fatal(found)
		}
		list, err := s.Claims()
		var names []string
		for _, p := range list {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, "|"); err != nil || got != c.names {
			t.Errorf("%s: %s, %v", c.text, got, err)
		}
		if text := string(Encode(s)); !strings.Contains(text, "properties:"+c.again+"\n") {
			t.Errorf("%s: %s", c.text, text)
		}
	}
}

// A property is written down as it was read, unless it is one in Go.
func TestClaimOf(t *testing.T) {
	s, _ := Decode("s.yaml", []byte("rehearse: 1\nproperties: [max-offline=2, always mixed, {half: max-offline=2}, {ends: always mixed}]"))
	list, err := s.Claims()
	if err != nil {
		t.Fatal(err)
	}
	var again ClaimList
	for _, p := range list {
		c, ok := ClaimOf(p)
		if !ok {
			t.Error(p.Name)
		}
		again = append(again, c)
	}
	want := slices.Clone(s.Properties)
	want[2].Text = "always offline <= 2" // what a built-in stands for does not tell which it was
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	if c, ok := ClaimOf(&property.Property{Name: "always mixed", Text: "always mixed"}); ok {
		t.Error(c)
	}
}
