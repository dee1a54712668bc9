package imports

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

var update = flag.Bool("update", false, "write the golden files")

// inputsOf are the documents of a case, in the order of their names.
func inputsOf(t testing.TB, dir string) (inputs []Input) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasPrefix(file.Name(), "want.") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, Input{file.Name(), data})
	}
	return inputs
}

func cases(t testing.TB) []string {
	t.Helper()
	dirs, err := filepath.Glob("testdata/*/want.yaml")
	if err != nil || len(dirs) < 10 {
		t.Fatalf("%d cases, %v", len(dirs), err)
	}
	for i := range dirs {
		dirs[i] = filepath.Dir(dirs[i])
	}
	return dirs
}

// yaml imports what must be fine.
func yaml(t testing.TB, inputs ...Input) (text []byte, notes string) {
	t.Helper()
	im, found := Read(inputs, nil)
	if im == nil {
		t.Fatal(found)
	}
	text, err := im.YAML()
	if err != nil {
		t.Fatal(err)
	}
	return text, found.Error()
}

// run compiles a scenario and runs it to its end.
func run(t testing.TB, text []byte) (*scenarios.Scenario, *sim.World) {
	t.Helper()
	s, setup, found := (&scenarios.Source{Name: "want.yaml", Text: text}).Compile()
	if setup == nil || len(found) > 0 {
		t.Fatalf("%v\n%s", found, text)
	}
	w := sim.New(setup)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return s, w
}

// Each case is documents of an account; want.yaml is the scenario that they
// make, want.notes what is said about it.
func TestGolden(t *testing.T) {
	for _, dir := range cases(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			text, notes := yaml(t, inputsOf(t, dir)...)
			again, _ := yaml(t, inputsOf(t, dir)...)
			if !bytes.Equal(text, again) {
				t.Error("two imports differ")
			}
			if notes != "" {
				notes += "\n"
			}
			golden(t, filepath.Join(dir, "want.yaml"), string(text))
			golden(t, filepath.Join(dir, "want.notes"), notes)
			run(t, text)
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (- wanted, + got; -update accepts):\n%s", path, diff)
	}
}
