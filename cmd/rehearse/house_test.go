package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/seed-11de0fc1/rehearse/"

// mayImport is the house: which of our rooms each room may import. A room that
// is not here may not exist.
var mayImport = map[string][]string{
	"sim/kernel":                {},
	"sim/rules":                 {"sim/kernel"},
	"sim/events":                {"sim/kernel"},
	"fleet":                     {"sim/kernel", "sim/rules", "sim/events"},
	"sim/codedeploy":            {"sim/kernel", "sim/rules", "sim/events", "fleet"},
	"sim":                       {"sim/kernel", "sim/rules", "sim/events", "fleet", "sim/codedeploy"},
	"sim/shorthand":             {"sim/kernel", "sim/events", "fleet", "sim/codedeploy", "sim"},
	"sim/invariants":            {"sim/kernel", "sim/events", "fleet", "sim/codedeploy", "sim"},
	"scenarios/source":          {},
	"scenarios/bundle":          {"scenarios/source"},
	"scenarios/library":         {},
	"scenarios/appspec":         {"sim/codedeploy", "sim/events", "sim/rules", "scenarios/source", "scenarios/bundle"},
	"scenarios":                 {"sim", "sim/", "fleet", "scenarios/"},
	"scenarios/awsjson":         {"sim", "sim/", "fleet", "scenarios", "scenarios/source"},
	"scenarios/property":        {"sim", "sim/", "fleet", "scenarios/source"},
	"scenarios/explore":         {"sim", "sim/", "fleet", "scenarios", "scenarios/property", "scenarios/source"},
	"scenarios/sweep":           {"sim", "sim/", "fleet", "scenarios", "scenarios/bundle", "scenarios/property", "scenarios/source"},
	"scenarios/sweep/queue":     {"scenarios/sweep"},
	"scenarios/explore/advise":  {"sim", "sim/", "fleet", "scenarios", "scenarios/source", "scenarios/property", "scenarios/explore"},
	"scenarios/explore/oracle":  {}, // knows nothing of ours, so that it can be wrong in other places
	"scenarios/explore/shrink":  {"sim", "sim/", "fleet", "scenarios", "scenarios/source", "scenarios/property"},
	"scenarios/explore/zoo":     {"sim", "sim/", "fleet", "scenarios", "scenarios/property"},
	"scenarios/gen":             {"sim", "sim/kernel", "scenarios", "scenarios/source"},
	"scenarios/scenariotest":    {"sim", "sim/codedeploy", "sim/kernel", "scenarios", "scenarios/property", "scenarios/explore", "scenarios/explore/shrink", "scenarios/gen"},
	"scenarios/awsjson/imports": {"sim", "sim/", "fleet", "scenarios", "scenarios/source"},
	"quiz/question":             {"sim", "sim/", "fleet", "scenarios", "scenarios/source", "quiz/misconceptions"},
	"quiz/deck":                 {"sim/rules", "scenarios", "scenarios/source"},
	"quiz/deck/exchange":        {"quiz/deck", "scenarios/source"},
	"quiz/measure":              {},
	"quiz/progress":             {"quiz/measure"},
	"quiz/pose":                 {"quiz/question", "quiz/deck", "quiz/progress", "quiz/measure", "quiz/misconceptions", "scenarios"},
	"quiz/classroom":            {"quiz/question", "quiz/pose", "quiz/measure", "quiz/misconceptions", "quiz/deck/exchange", "scenarios", "scenarios/source", "sim/kernel"},
	"quiz/diagnosis":            {"quiz/question", "quiz/misconceptions", "scenarios", "sim/codedeploy", "sim/kernel"},
	"quiz/exam":                 {"quiz/question", "quiz/pose", "quiz/deck", "quiz/measure", "scenarios", "sim/kernel"},
	"quiz/adaptive":             {"quiz/pose", "quiz/progress", "quiz/measure", "sim/kernel"},
	"quiz/study":                {"quiz/pose", "quiz/question", "scenarios", "sim/kernel"},
	"quiz/service":              {"sim", "sim/", "scenarios/source", "quiz/question", "quiz/pose", "quiz/progress", "quiz/misconceptions"},
	"quiz/misconceptions":       {"sim", "sim/", "fleet", "scenarios", "scenarios/source"},
	"cmd/internal/term":         {"scenarios/source"},
	"cmd/internal/page":         {"sim", "sim/", "scenarios/source"},
	"cmd/internal/command":      {"sim", "sim/", "fleet", "scenarios", "scenarios/", "quiz/", "cmd/internal/term", "cmd/internal/page"},
	"cmd/rehearse":              {"cmd/internal/command", "cmd/internal/term"},
}

// onlyIn says which room alone may import a package from outside.
var onlyIn = map[string]string{
	"gopkg.in/yaml.v3":                   "scenarios/source",
	"github.com/AlecAivazis/survey/v2":   "cmd/internal/term",
	"github.com/olekukonko/tablewriter":  "cmd/internal/term",
	"github.com/schollz/progressbar/v3":  "cmd/internal/term",
	"github.com/spf13/cobra":             "cmd/internal/command",
	"github.com/klauspost/compress/zstd": "cmd/internal/command",
	"golang.org/x/net/html":              "quiz/deck/exchange",
	"pgregory.net/rapid":                 "scenarios/gen",
	"modernc.org/sqlite":                 "quiz/progress",
	"github.com/nats-io/nats.go":         "scenarios/sweep/queue",
	"modernc.org/sqlite/lib":             "quiz/progress",
	"github.com/adrg/xdg":                "quiz/progress",

	"github.com/nats-io/nats.go/jetstream":         "scenarios/sweep/queue",
	"github.com/nats-io/nats-server/v2/server":     "scenarios/sweep/queue",
	"github.com/open-spaced-repetition/go-fsrs/v3": "quiz/measure",
}

// pure rooms decide what happens in a run: nothing from outside the program
// may reach them.
var pure = []string{"sim", "sim/", "fleet"}

var impure = []string{"os", "net", "time", "math/rand", "math/rand/v2", "io", "io/fs", "sync", "runtime"}

type listed struct {
	ImportPath string
	Imports    []string
}

func list(t *testing.T) (packages []listed) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	return packages
}

// Imports run one way, and what comes from outside stays behind one door.
func TestHouse(t *testing.T) {
	for _, p := range list(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		allowed, ok := mayImport[room]
		if !ok {
			t.Errorf("%s: a room that the house does not know", room)
		}
		for _, path := range p.Imports {
			if other, ours := strings.CutPrefix(path, module); ours && !covers(allowed, other) {
				t.Errorf("%s imports %s", room, other)
			}
			if door, ok := onlyIn[path]; ok && door != room {
				t.Errorf("%s imports %s, which only %s may", room, path, door)
			}
			if covers(pure, room) && slices.Contains(impure, path) {
				t.Errorf("%s imports %s, but a run must not depend on it", room, path)
			}
			if covers(pure, room) && strings.Contains(path, ".") && !strings.HasPrefix(path, module) {
				t.Errorf("%s imports %s from outside", room, path)
			}
		}
	}
}

// Below the command line the time is a parameter: the quiz never asks for it.
func TestQuizHasNoClock(t *testing.T) {
	asks := regexp.MustCompile(`\btime\.(Now|Since|Until|After|Tick|NewTimer|NewTicker|Sleep|Local)\b`)
	files := 0
	err := filepath.WalkDir(filepath.Join("..", "..", "quiz"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if found := asks.FindString(string(text)); found != "" {
			t.Errorf("%s: %s is banned; take the time as a parameter", path, found)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatal(files, err)
	}
}

// covers says whether a room is in a list; a name ending in / stands for all
// below it.
func covers(rooms []string, room string) bool {
	return slices.ContainsFunc(rooms, func(r string) bool {
		return r == room || strings.HasSuffix(r, "/") && strings.HasPrefix(room, r)
	})
}

// What is for tests is not in the program.
func TestProgramHasNoTestLibrary(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		if path == "testing" || path == "pgregory.net/rapid" || strings.HasPrefix(path, module+"scenarios/gen") {
			t.Errorf("the program has %s", path)
		}
	}
}
