//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

const manyHosts = `rehearse: 1
fleet: {instances: [{name: web, count: 60000, tags: {Env: prod}}]}
applications:
  - applicationName: app
    deploymentGroups: [{deploymentGroupName: prod, deploymentConfigName: CodeDeployDefault.HalfAtATime, ec2TagFilters: [{Key: Env, Value: prod}]}]
revisions: {v1: {appspec: {version: 0.0, os: linux}}}
timeline:
  - {at: 0s, createDeployment: {applicationName: app, deploymentGroupName: prod, revision: v1}}
  - {at: 3s, fault: {terminate: web-10..web-50000}}
expect: [{deployment: 1, status: Succeeded}]
`

// At Ctrl-C advise shows the configurations that were tried by then, and says
// how many there are.
func TestAdviseInterrupted(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	for _, moment := range []time.Duration{20 * time.Millisecond, 500 * time.Millisecond} {
		out, said, code := toldToEnd(t, moment, "advise", "host-count", "--keep", "50%", "--tolerate", "4", "--states", "2000000")
		if code != 130 {
			t.Fatalf("exit code %d: %s", code, said)
		}
		if out != "" && !strings.Contains(out, "interrupted: ") {
			t.Errorf("it prints %s", out)
		}
	}
}

// At Ctrl-C shrink prints the smallest scenario so far, whole, or nothing yet;
// and says that it was interrupted, unless it is done by then.
func TestShrinkInterrupted(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	path := filepath.Join(t.TempDir(), "many.yaml")
	if err := os.WriteFile(path, []byte(manyHosts), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, moment := range []time.Duration{20 * time.Millisecond, 400 * time.Millisecond, time.Second} {
		out, said, code := toldToEnd(t, moment, "shrink", path)
		if code != 130 && code != 0 {
			t.Fatalf("exit code %d: %s", code, said)
		}
		if out == "" {
			continue
		}
		src := scenarios.Source{Name: "out.yaml", Text: []byte(out)}
		if _, setup, found := src.Compile(); setup == nil {
			t.Fatal(fmt.Sprint(found), "\n", out)
		}
	}
}

// A search that is told to end by a signal goes on with the line that it says,
// as often as one likes, and ends as one that never was told.
func TestExploreInterrupted(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	words := []string{"explore", "half-at-a-time", "--property", "always offline <= 5", "--property", "ends-within=30h", "--runs=3000", "--faults", "2", "--kinds", "fail,terminate", "--save="}
	want, err := rehearse(t, words...).Output()
	if err != nil {
		t.Fatal(err)
	}
	store := t.TempDir()
	words = append(words, "--store", store)
	ends := 0
	for moment := 100 * time.Millisecond; ; moment += 50 * time.Millisecond {
		out, said, code := toldToEnd(t, moment, words...)
		if code == 0 {
			if out != string(want) || ends == 0 {
				t.Errorf("after %d signals:\n%swant\n%s", ends, out, want)
			}
			return
		}
		if code != 130 {
			t.Fatalf("exit code %d: %s", code, said)
		}
		if strings.Contains(said, "this goes on:\n  rehearse explore half-at-a-time ") && strings.Contains(said, " --store="+store+" --resume\n") { // else it had not begun
			if ends++; ends == 1 {
				words = append(words, "--resume")
			}
		}
	}
}

// toldToEnd runs a command and sends it SIGINT after a moment; it may be done. If
// it has not even begun to listen by then, it gets more time.
func toldToEnd(t *testing.T, moment time.Duration, words ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, said bytes.Buffer
	cmd := rehearse(t, words...)
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(moment)
	_ = cmd.Process.Signal(syscall.SIGINT)
	_ = cmd.Wait() // the exit code tells
	if cmd.ProcessState.ExitCode() < 0 {
		return toldToEnd(t, 2*moment, words...)
	}
	return out.String(), said.String(), cmd.ProcessState.ExitCode()
}
