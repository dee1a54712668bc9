package appspec

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
)

// packed returns a bundle of empty files; a mode of 0 is 0755.
func packed(t *testing.T, appSpec string, files ...string) *bundle.Bundle {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, name := range files {
		mode := fstest.MapFile{Mode: 0o755}
		if strings.HasSuffix(name, ".html") {
			mode.Mode = 0o644
		}
		fsys["v1/"+name] = &mode
	}
	if appSpec != "" {
		fsys["v1/appspec.yml"] = &fstest.MapFile{Data: []byte(appSpec), Mode: 0o644}
	}
	b, err := bundle.OpenFS(fsys, "v1", bundle.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCheckBundle(t *testing.T) {
	files := []string{"scripts/start.sh", "html/index.html", "html/css/a.html", "lib/a.html", "libs"}
	for _, test := range []serverCase{
		{name: "all is there", rule: "CD-4.6", text: linux(`files:
  - {source: /, destination: /srv}
  - {source: html, destination: /srv/www}
hooks:
  AfterInstall: [{location: scripts/start.sh}, {location: /scripts/start.sh}] # want "warning: .* looked up inside the bundle"
`)},
		{name: "scripts", rule: "CD-4.6", text: linux(`hooks:
  AfterInstall:
    - location: scripts/strat.sh # want "17: location: the bundle has no .scripts/strat.sh.; did you mean scripts/start.sh"
    - location: start.sh # want "17: location: the bundle has no .start.sh.; did you mean scripts/start.sh"
    - location: quite/another.py # want "17: .*; add it to the bundle"
    - location: scripts # want "17: location: .scripts. is a directory"
    - location: html/index.html # want "17: note: location: .html/index.html. is not executable; the agent makes it so"
    - location: scripts\start.sh # want "17: location: the bundle has no .*; did you mean scripts/start.sh"
    - location: ../start.sh # want "17: warning: .* leads out of the bundle"
`)},
		{name: "sources", rule: "CD-4.14", text: linux(`files:
  - {source: htlm, destination: /srv} # want "14: source: the bundle has no .htlm.; Install fails"
  - {source: ../x, destination: /srv} # want "14: warning: source: .* leads out"
  - {source: \html\index.html, destination: /srv/w} # want "warning: source: a backslash" "14: source: the bundle has no .*; Install fails"
`)},
		{name: "one destination", rule: "CD-4.17", text: linux(`files:
  - {source: html, destination: /srv}
  - {source: html/index.html, destination: /srv} # want "14: .html/index.html. is copied to ./srv/index.html. twice; Install fails"
  - {source: html/css/a.html, destination: /}
  - {source: lib/a.html, destination: /} # want "14: warning: line 6 copies another" "14: .html/css/a.html. and .lib/a.html. are both copied to ./a.html.; Install fails"
  - {source: html/css, destination: /css}
  - {source: html/css, destination: /css} # want "14: .html/css. is copied to ./css. twice; Install fails; line 8 has it already"
`)},
		{name: "patterns for files", rule: "CD-9.2", text: linux(`files:
  - {source: html, destination: /srv}
permissions:
  - {object: /srv/css/a.html, mode: 644, pattern: "*"} # want "14: object: ./srv/css/a.html. gives a file a pattern, an except or a default ACL"
`)},
		{name: "one file, two permissions", rule: "CD-4.17", text: linux(`files:
  - {source: html, destination: /srv}
permissions:
  - {object: /srv/index.html, mode: 644, type: [file]}
  - {object: /srv, mode: 644} # want "14: object: ./srv. sets again what an entry before it sets"
`)},
		{name: "patterns that overlap", rule: "CD-4.17", text: linux(`files:
  - {source: html, destination: /srv}
permissions:
  - {object: /srv, pattern: "*", mode: 644, type: [file]}
  - {object: /srv, pattern: "i*", mode: 600, type: [file]} # want "14: object: ./srv. sets again"
`)},
		{name: "default ACL for files", rule: "CD-9.2", text: linux(`files:
  - {source: html, destination: /srv}
permissions:
  - {object: /srv, acls: ["d:u:bob:rwx"]} # want "14: object: ./srv. gives a file a pattern, an except or a default ACL"
`)},
		{name: "a directory where a file is", rule: "CD-4.17", text: linux(`files:
  - {source: lib/a.html, destination: /srv}
  - {source: html, destination: /srv/a.html} # want "14: destination: a file and a directory have the same path"
`)},
	} {
		t.Run(test.name, func(t *testing.T) {
			cited(t, test.rule)
			r := CheckBundle(packed(t, test.text, files...))
			compare(t, test.text, r)
			if r.Refusal != "" {
				t.Errorf("refused: %s", r.Refusal)
			}
		})
	}
}

func TestBundleWithoutAppSpec(t *testing.T) {
	for name, fix := range map[string]string{
		"index.html":           "put one there",
		"deploy/x/appspec.yml": "make deploy/x/appspec.yml appspec.yml in the root",
	} {
		r := CheckBundle(packed(t, "", name, "other/a"))
		if r.Refusal != notFound || len(r.Findings) != 1 || r.Findings[0].Fix != fix {
			t.Errorf("CD-9.1: %s: %v", name, r.Findings)
		}
	}
	r := CheckBundle(&bundle.Bundle{AppSpecPath: "appspec.yaml", AppSpec: []byte(linux(""))})
	if r.Refusal != notFound {
		t.Errorf("CD-9.1: appspec.yaml: %q", r.Refusal)
	}
}

// A plan of very many copies is given up, not followed for minutes.
func TestManyCopies(t *testing.T) {
	text := linux("files:\n")
	for i := range 5000 {
		text += fmt.Sprintf("  - {source: /, destination: /srv/%d}\n", i)
	}
	b := &bundle.Bundle{AppSpecPath: "appspec.yml", AppSpec: []byte(text)}
	for i := range 1000 {
		b.Files = append(b.Files, bundle.File{Path: fmt.Sprintf("%04d", i)})
	}
	start := time.Now()
	if r := CheckBundle(b); len(r.Findings) != 0 || time.Since(start) > 5*time.Second {
		t.Errorf("%d findings after %v", len(r.Findings), time.Since(start))
	}
}

// An AppSpec that says os is for instances, whatever else it holds. CD-9.2
func TestOSDecidesThePlatform(t *testing.T) {
	text := "version: 0.0\nos: linux\nresources: []\nhooks:\n  BeforeInstall: [{location: a.sh}]\n"
	if r := Check("appspec.yml", []byte(text), Auto); r.Platform != Server || r.Refusal != "" {
		t.Errorf("platform %v, refused %q", r.Platform, r.Refusal)
	}
}

// Corners of YAML as the agent's library reads it. CD-9.2
func TestCornersOfYAML(t *testing.T) {
	for text, refused := range map[string]bool{
		"hooks:\n  BeforeInstall: {}\n":                                     false,
		"hooks:\n  BeforeInstall: {a: b}\n":                                 true,
		"hooks:\n  BeforeInstall: [{location: a, timeout: 2020-01-01}]\n":   true,
		"hooks:\n  BeforeInstall: [{location: a, timeout: '2020-01-01'}]\n": false,
		"permissions: [{object: /srv, mode: 1__0}]\n":                       true,
		"permissions: [{object: /srv, mode: 1_0}]\n":                        false,
	} {
		if r := Check("appspec.yml", []byte("version: 0.0\nos: linux\n"+text), Server); (r.Refusal != "") != refused {
			t.Errorf("%srefused %q", text, r.Refusal)
		}
	}
}
