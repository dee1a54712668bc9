package appspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func TestAuto(t *testing.T) {
	for text, want := range map[string]Platform{
		linux(""):                Server,
		"":                       Server,
		"[":                      Server,
		"text":                   Server,
		"hooks: {AfterInstall:}": Server,
		lambdaFile(pay):          Lambda,
		ecsFile(shop):            ECS,
		"Resources: [{x: {Properties: {taskDefinition: y}}}]": ECS,
		"resources: []":                         Lambda,
		"hooks: [{BeforeAllowTraffic: f}]":      Lambda,
		"Hooks: [{AfterInstall: f}]":            ECS,
		"os: linux\nhooks: [{AfterInstall: f}]": Server,
	} {
		if got := Check("appspec.yml", []byte(text), Auto).Platform; got != want {
			t.Errorf("%q is for %v, want %v", text, got, want)
		}
	}
}

// An AppSpec inside a scenario is read like a file of its own.
func TestParseNode(t *testing.T) {
	text := linux("hooks: {ApplicationStart: [{location: start.sh, timeout: 0300}]}\n")
	root, _ := source.Parse("appspec.yml", []byte(text), source.Options{})
	asFile, fileResult := Parse("appspec.yml", []byte(text))
	asNode, nodeResult := ParseNode(root)
	if diff := cmp.Diff(asFile, asNode) + cmp.Diff(fileResult, nodeResult); diff != "" {
		t.Error(diff)
	}
	if _, r := ParseNode(nil); r.Refusal != emptyFile {
		t.Errorf("CD-9.2: nothing at all: %q", r.Refusal)
	}
}

// The first refusal in the agent's order is not the first in the file.
func TestRefusedAt(t *testing.T) {
	_, r := Parse("appspec.yml", []byte("os: beos\nversion: 2\n"))
	if r.RefusedAt.Line != 2 || r.Findings[0].Line != 1 {
		t.Errorf("CD-9.2: refused at %v, findings %v", r.RefusedAt, r.Findings)
	}
}

// Findings of aliases repeated without end stay few, and fast.
func TestManyFindings(t *testing.T) {
	text := linux("hooks:\n  AfterInstall:\n" + strings.Repeat("  - {}\n", 5000))
	_, r := Parse("appspec.yml", []byte(text))
	if len(r.Findings) != maxFindings {
		t.Errorf("%d findings", len(r.Findings))
	}
	bomb := linux("x: &a [1,1,1,1,1,1,1,1,1,1]\ny: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nhooks: {AfterInstall: [*b,*b,*b,*b,*b]}\n")
	if _, r = Parse("appspec.yml", []byte(bomb)); !strings.Contains(r.Refusal, "has_key?") || len(r.Findings) > 10 {
		t.Errorf("%q %v", r.Refusal, r.Findings)
	}
}

// What a file says reaches a terminal harmless.
func TestHarmless(t *testing.T) {
	_, r := Parse("appspec.yml", []byte("version: \"\\e[2J\\u202e\"\nos: linux\n"))
	if shown := r.Diagnostics().Error(); strings.ContainsAny(shown, "\x1b\u202e") {
		t.Errorf("%q", shown)
	}
}
