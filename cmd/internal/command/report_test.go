package command

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// called runs a command line as a process would, with an empty home of its own.
func called(t *testing.T, stdin string, words ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("REHEARSE_HOME", t.TempDir())
	io, out, err := term.Test()
	io.In = strings.NewReader(stdin)
	code = Main(words, io)
	return code, out.String(), err.String()
}

// With --json an error is one line of JSON on standard error and nothing else,
// also where a question was put before it.
func TestJSONErrorsAreOneLine(t *testing.T) {
	for _, c := range []struct {
		line, stdin string
		code        int
	}{
		{"quiz --json --seed 1 --scenario rollback --items 2", "?\nq x\n", exitNeedsInput},
		{"study --json --seed 1", "", exitNeedsInput},
		{"predict rollback --json --answers testdata/none", "", exitNeedsInput},
		{"be-codedeploy --json", "begin\nbegni\n", exitNeedsInput},
		{"diagnose --json --seed 1", "", exitNeedsInput},
		{"diagnose --json --seed 1 --no-input", "", exitNeedsInput},
		{"exam --json --seed 1 --items 2", "", exitNeedsInput},
		{"new /nowhere/x.yaml --json", "", exitNeedsInput},
		{"--json nosuch", "", exitUsage},
		{"run --nosuch --json", "", exitUsage},
		{"class --json nosuch", "", exitUsage},
		{"deck --json nosuch", "", exitUsage},
		{"progress --csv --json", "", exitUsage},
		{"diagnose --show nosuch --json", "", exitNotFound},
		{"quiz --exam nosuch --json", "", exitNotFound},
		{"misconceptions M-CD-07 --scenario 99 --json", "", exitNotFound},
		{"run half-at-a-time --terminate web-1@20h --until x --json", "", exitUsage},
	} {
		code, stdout, stderr := called(t, c.stdin, strings.Fields(c.line)...)
		if code != c.code || stdout != "" {
			t.Errorf("%s: exit code %d, want %d; printed %q", c.line, code, c.code, stdout)
		}
		var said struct {
			Schema   string `json:"schema"`
			ExitCode int    `json:"exitCode"`
			Errors   []struct{ Message string }
		}
		if err := json.Unmarshal([]byte(stderr), &said); err != nil || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: %v in\n%s", c.line, err, stderr)
		}
		if said.Schema != "rehearse/error/1" || said.ExitCode != code || len(said.Errors) == 0 || said.Errors[0].Message == "" {
			t.Errorf("%s: %s", c.line, stderr)
		}
	}
}

// What needs no question prints one document with a schema, whatever else is
// asked of it; notes are a line of JSON.
func TestJSONIsOneDocument(t *testing.T) {
	for _, line := range []string{
		"--json", "help run --json", "quiz --help --json", "deck --json", "class --json", "diagnose --show hosts --json", "misconceptions M-CD-07 --scenario 1 --json",
		"progress --json", "progress --where --json", "exam --list --json", "study --json --new 0", "rules --json", "lint testdata/nosuch --json",
		"run half-at-a-time --terminate web-1@20h --json", "check rollback --json", "predict rollback --json",
	} {
		_, stdout, stderr := called(t, "", strings.Fields(line)...)
		var document struct {
			Schema string `json:"schema"`
		}
		if err := json.Unmarshal([]byte(stdout), &document); err != nil || !strings.HasPrefix(document.Schema, "rehearse/") {
			t.Errorf("%s: %v in %.100q", line, err, stdout)
		}
		if stderr != "" && (!json.Valid([]byte(stderr)) || strings.Count(stderr, "\n") != 1) {
			t.Errorf("%s: said %s", line, stderr)
		}
	}
}

// Signs that do something to a terminal stand in a line of JSON as JSON writes
// them.
func TestJSONErrorsAreHarmless(t *testing.T) {
	_, _, stderr := called(t, "", "run", "a\u202eb\x7f", "--json")
	if !json.Valid([]byte(stderr)) || strings.ContainsAny(stderr, "\u202e\x7f") {
		t.Errorf("%q", stderr)
	}
}
