package misconceptions

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// is made of it runs as the case does.
func TestShortWitnesses(t *testing.T) {
	for _, line := range shortWitnesses(t) {
		c, err := shorthand.Parse(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if err := c.Check(&codedeploy.AWS); err != nil {
			t.Errorf("under AWS: %v", err)
		}
		setup, err := compiled(&scenarios.Source{Name: line, Text: []byte(c.Scenario())})
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if diff := differences(play(c.Setup(), &codedeploy.AWS), play(setup, &codedeploy.AWS)); diff != nil {
			t.Errorf("%s: its scenario differs: %v", line, diff)
		}
	}
}

// option of it.
func shortWitnesses(t *testing.T) []string {
	list := []string{
		"4 HOST_COUNT 2 PFAS, lb, unhealthy 2, rollback, rollback-on-stop: Failed HEALTH_CONSTRAINTS, skipped 1",
		"2 AllAtOnce PT: Succeeded", "6 HOST_COUNT 2 PPPPPP, zones a b c: Succeeded", "2 OneAtATime PP, first: Succeeded",
		"2 OneAtATime PF, ignore-stop-failures: Succeeded", "2 AllAtOnce PP, outdated-only: Failed NO_INSTANCES", "3 OneAtATime PPP, stop 10s: Stopped MANUAL_STOP",
	}
	for _, m := range All() {
		for _, w := range m.Witnesses {
			if _, short, err := w.short(); short && err == nil && !slices.Contains(list, w.Text) {
				list = append(list, w.Text)
			}
		}
	}
	return list
}

// Every scenario of the package is a witness, and tells of itself.
func TestOwnScenarios(t *testing.T) {
	used := map[string]bool{}
	for _, m := range All() {
		for i, w := range m.Witnesses {
			used[w.Text] = true
			text, err := w.Scenario()
			if err != nil || (text == "") != strings.HasPrefix(w.Command(m.ID, i+1), "rehearse run ") {
				t.Errorf("%s: %q: %v", m.ID, w.Text, err)
			}
		}
	}
	files, _ := fs.Glob(witnessFiles, "witnesses/*.yaml")
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "witnesses/"), ".yaml")
		text, _ := witnessFiles.ReadFile(file)
		scenario, _, found := (&scenarios.Source{Name: file, Text: text}).Compile()
		if found.HasErrors() || scenario.Title == "" || !strings.HasPrefix(string(text), "# ") {
			t.Errorf("%s: a comment, a title, and no error: %v", file, found)
		}
		if !used[name] {
			t.Errorf("%s is no witness", file)
		}
	}
}

// A witness that is none is an error, and not another run.
func TestWitnessRefuses(t *testing.T) {
	for _, text := range []string{"no-such-scenario", "rollback --seed 8", "rollback --set", "4 OneAtATime PP: Succeeded", "rollback --fail web-9@Install", "rollback --set fleet=3"} {
		if _, err := (Witness{text}).Setup(); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
