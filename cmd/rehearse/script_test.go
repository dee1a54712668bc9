package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the stories of testdata/script print")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rehearse": main})
}

func params(t *testing.T) testscript.Params {
	return testscript.Params{
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits},
		Setup: func(e *testscript.Env) error {
			e.Setenv("LC_ALL", "C.UTF-8")
			e.Setenv("COLUMNS", "")
			return nil
		},
	}
}

// exits runs a command that must end with an exit code: exits 3 rehearse run x.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if want := args[0]; strconv.Itoa(code) != want {
		ts.Fatalf("exit code %d, want %s", code, want)
	}
}

// The stories of testdata/script, each a file.
func TestScripts(t *testing.T) {
	p := params(t)
	p.Dir = filepath.Join("..", "..", "testdata", "script")
	testscript.Run(t, p)
}

// Every example of the README runs and prints what the README says.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	script, n := readmeScript(string(text))
	if n < 5 {
		t.Fatalf("%d examples in the README", n)
	}
	path := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(path, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	p := params(t)
	p.UpdateScripts = false
	p.Files = []string{path}
	testscript.Run(t, p)
}

// readmeScript makes a script of the console blocks: a line with $ is run, what
// follows is what it prints. A command that must fail says so with its exit
// code, as in `$ rehearse check x.yaml   # exit 1`.
func readmeScript(text string) (script string, n int) {
	var commands, files strings.Builder
	for i, block := range strings.Split(text, "```console\n") {
		if i == 0 {
			continue
		}
		block, _, _ = strings.Cut(block, "```")
		for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
			command, output, _ := strings.Cut(part, "\n")
			command, exit, fails := strings.Cut(command, "  # exit ")
			n++
			if !fails {
				exit = "0"
			}
			fmt.Fprintf(&commands, "exits %s %s\n", strings.TrimSpace(exit), command)
			if output = strings.TrimRight(output, "\n"); output != "" {
				fmt.Fprintf(&commands, "cmp stdout want%d\n", n)
				fmt.Fprintf(&files, "-- want%d --\n%s\n", n, output)
			}
		}
	}
	return commands.String() + files.String(), n
}
