package appspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

type serverCase struct {
	name, rule string
	text       string
	refusal    string // what the agent says, from its beginning; "" if it does not refuse
}

// linux puts a section below the two required keys, version on line 1.
func linux(section string) string { return "version: 0.0\nos: linux\n" + section }

func windows(section string) string { return "version: 0.0\nos: windows\n" + section }

func testServer(t *testing.T, cases []serverCase) {
	t.Helper()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			cited(t, test.rule)
			_, r := Parse("appspec.yml", []byte(test.text))
			compare(t, test.text, r)
			if !strings.HasPrefix(r.Refusal, test.refusal) || (r.Refusal == "") != (test.refusal == "") {
				t.Errorf("refusal\n got %q\nwant %q", r.Refusal, test.refusal)
			}
			if r.Platform != Server {
				t.Errorf("platform %v", r.Platform)
			}
		})
	}
}

const (
	refusesVersion = "The deployment failed because an invalid version value "
	refusesOS      = "The deployment failed because the application specification file specifies an unsupported operating system "
)

func TestServerHead(t *testing.T) {
	testServer(t, []serverCase{
		{"the least an agent takes", "CD-9.2", linux(""), ""},
		{"nothing below the keys", "CD-4.5", linux("files:\nhooks:\npermissions:\nfile_exists_behavior:\n"), ""},
		{"false is nothing too", "CD-4.5", linux("files: false\nhooks: no\npermissions: off\n"), ""},
		{"an empty file", "CD-9.2", ` # want "appspec.yml: is empty; write version and os"`, emptyFile},
		{"an empty value", "CD-9.2", `~ # want "1: the AppSpec is empty"`, emptyFile},
		{"a text", "CD-9.2", `hello # want "1: an AppSpec is a mapping"`, refusesVersion + "()"},
		{"a list", "CD-9.2", `- version: 0.0 # want "1: an AppSpec is a mapping"`, "no implicit conversion"},
		{"not YAML", "CD-8.8", "version: 0.0\nos: [linux # want \"1: .*\"\n", "(<unknown>): "},
		{"a tab", "CD-8.8", "version: 0.0\nfiles:\n\t- source: / # want \"indent with spaces\"\n", "(<unknown>): "},
		{"the last of two keys counts", "CD-9.2", "version: 0.0\nos: macos\nos: linux # want \"1: warning: the key .os. is here twice\"\n", ""},
		{"a second document", "CD-9.2", linux("--- # want \"warning: a second document begins here\"\nos: windows\n"), ""},
		{"unknown keys", "CD-9.2", linux("file: [] # want \"1: warning: the key .file. is ignored; did you mean files\"\n"), ""},
		{"keys of another platform", "CD-9.2", linux("Resources: [] # want \"1: warning: agents ignore Resources; .*Lambda and ECS\"\n"), ""},
		{"an alias", "CD-9.2", linux("hooks:\n  AfterInstall: &a # want \"17: warning: this value is used again\"\n    - location: a.sh\n  BeforeInstall: *a\n"), ""},

		{"version as a whole number", "CD-9.2", "version: 0\nos: linux\n", ""},
		{"version written otherwise", "CD-9.2", "version: -0.00\nos: linux\n", ""},
		{"version missing", "CD-9.2", "os: linux # want \"1: version is missing; write version: 0.0\"\n", refusesVersion + "()"},
		{"version quoted", "CD-9.2", "version: \"0.0\" # want \"10: version: a quoted .0.0. is text, .* without quotes .CD-9.2.\"\nos: linux\n", refusesVersion + "(0.0)"},
		{"version of tomorrow", "CD-9.2", "version: 0.1 # want \"10: version: .0.1. is not the number 0.0\"\nos: linux\n", refusesVersion + "(0.1)"},
		{"version in words", "CD-9.2", "version: no # want \"10: version: .false. is not\"\nos: linux\n", refusesVersion + "(false)"},

		{"os missing", "CD-9.2", "version: 0.0 # want \"1: os is missing\"\n", refusesOS + "()"},
		{"os with a capital", "CD-9.2", "version: 0.0\nos: Linux # want \"5: os: no operating system .Linux.; did you mean linux\"\n", refusesOS + "(Linux)"},
		{"os unknown", "CD-9.2", "version: 0.0\nos: plan9 # want \"5: .*; write linux or windows\"\n", refusesOS + "(plan9)"},
		{"version is checked before os", "CD-9.2", "os: x # want \"5: os\"\nversion: 1 # want \"10: version\"\n", refusesVersion + "(1)"},

		{"overwrite", "CD-9.2", linux("file_exists_behavior: OVERWRITE\n"), ""},
		{"small letters", "CD-9.2", linux("file_exists_behavior: overwrite # want \"23: .*did you mean OVERWRITE\"\n"),
			"The deployment failed because an invalid file_exists_behavior value (overwrite)"},
		{"file_exists_behavior is checked last", "CD-9.2", linux("file_exists_behavior: x # want \"x\"\nhooks: {AfterInstall: [{}]} # want \"24: a script without a location\"\n"), noLocation},
	})
}

func TestName(t *testing.T) {
	for name, refused := range map[string]bool{
		"appspec.yml": false, "v1/appspec.yml": false, "web.yml": false,
		"appspec.yaml": true, "v1/appspec.yaml": true, "AppSpec.yml": true, "appspec.json": true,
	} {
		_, r := Parse(name, []byte(linux("")))
		if (r.Refusal == notFound) != refused {
			t.Errorf("CD-9.1: %s: %v", name, r.Findings)
		}
	}
}

// A whole AppSpec, as the deployment gets it.
func TestServerValue(t *testing.T) {
	text := linux(`
file_exists_behavior: RETAIN
files:
  - source: /
    destination: /srv/shop
permissions:
  - object: /srv/shop
    except: ["*.log", 7]
    type: [directory]
    owner: shop
  - object: /srv/shop/bin
    pattern: "*.sh"
    mode: 755
hooks:
  ApplicationStart:
    - location: " scripts/start.sh "
      timeout: 300s # want "warning: timeout: .300s. is read as 300 seconds"
      runas: shop
    - location: scripts/warm.sh
  Install: # want "3: warning: Install can not be scripted"
    - location: scripts/never.sh
  AfterLunch: # want "3: warning: agents know no lifecycle event"
    - location: scripts/never.sh
  ValidateService:
`)
	want := codedeploy.AppSpec{
		OS:         "linux",
		FileExists: codedeploy.Retain,
		Files:      []codedeploy.FileMapping{{Source: "/", Destination: "/srv/shop"}},
		Permissions: []codedeploy.Permission{
			{Object: "/srv/shop", Pattern: "**", Except: []string{"*.log", "7"}, Owner: "shop", Directories: true},
			{Object: "/srv/shop/bin", Pattern: "*.sh", Files: true, Directories: true},
		},
	}
	want.Hooks[events.Install] = []codedeploy.Script{{Location: "scripts/never.sh", Timeout: 3600}}
	want.Hooks[events.ApplicationStart] = []codedeploy.Script{
		{Location: "scripts/start.sh", Timeout: 300, RunAs: "shop"},
		{Location: "scripts/warm.sh", Timeout: 3600},
	}
	got, r := Parse("appspec.yml", []byte(text))
	compare(t, text, r)
	if r.Refusal != "" {
		t.Errorf("refused: %s", r.Refusal)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("CD-9.2: %s", diff)
	}
}
