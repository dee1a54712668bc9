package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// outside copies testdata/module, which is somebody else's module, and returns
// how to run commands in it without a network.
func outside(t *testing.T) (run func(args ...string) (output string, err error)) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata", "module"))); err != nil {
		t.Fatal(err)
	}
	run = func(args ...string) (string, error) {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "LC_ALL=C.UTF-8")
		output, err := cmd.CombinedOutput()
		return string(output), err
	}
	if text, err := run("go", "mod", "edit", "-replace", module[:len(module)-1]+"="+root); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return run
}

// The library works for a module that is not ours, with the versions that it
// names.
func TestModule(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	run := outside(t)
	if text, err := run("go", "test", "./..."); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

// A test that fails there names commands that replay and explain it.
func TestModuleThatFails(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	run := outside(t)
	for _, test := range []string{"TestRollback", "FuzzServe"} {
		text, err := run("go", "test", "-tags", "broken", "-run", "^"+test+"$")
		commands := regexp.MustCompile(`(?m)^\s*rehearse (run|why) .*`).FindAllString(text, 2)
		if err == nil || len(commands) != 2 {
			t.Fatalf("%s: %v\n%s", test, err, text)
		}
		for _, command := range commands {
			text, err := run(strings.Fields(command)...)
			if shows := strings.Contains(text, "VIOLATED"); err != nil && !shows || text == "" { // which run says by its exit code, too
				t.Errorf("%s: %v\n%s", command, err, text)
			}
		}
		if again, err := run("go", "test", "-tags", "broken", "-run", "^"+test+"$"); err == nil || !strings.Contains(again, commands[0]) {
			t.Errorf("%s: tried again: %v\n%s", test, err, again)
		}
	}
}

// A planner that is broken is told of as one that rehearse run does not have.
func TestModuleWithABrokenPlanner(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	run := outside(t)
	text, err := run("go", "test", "-tags", "broken", "-run", "^TestNaive$")
	if err == nil || !strings.Contains(text, "it takes 1 fault") || strings.Contains(text, "rehearse run testdata") {
		t.Errorf("%v\n%s", err, text)
	}
}

// What the README shows in Go is in a test of ours, so that it compiles and
// holds.
func TestReadmeGo(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tested bytes.Buffer
	for _, pattern := range []string{"testdata/module/*_test.go", "sim/*/*_test.go", "scenarios/*/*_test.go"} {
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			code, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tested.Write(code)
		}
	}
	blocks := strings.Split(string(text), "```go\n")
	if len(blocks) < 2 {
		t.Error("the README shows no Go")
	}
	for _, block := range blocks[1:] {
		block, _, _ = strings.Cut(block, "```")
		if !strings.Contains(tested.String(), block) {
			t.Errorf("no test has this:\n%s", block)
		}
	}
}
