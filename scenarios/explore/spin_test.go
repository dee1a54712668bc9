package explore

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
)

// Spin, a model checker of another make, on oracle/testdata/half.pml.

// halfOf is what half.pml is about.
func halfOf(n int) oracle.Space {
	return oracle.Space{Instances: n, Minimum: (n + 1) / 2, Events: 7, AnyOrder: true, Rollback: true}
}

// Three of different makes come to the same number of states: Spin, the oracle
// and, by TestStatesAreThoseOfTheOracle, the search with the engine.
func TestSpinHasTheStatesOfTheOracle(t *testing.T) {
	for n := 2; n <= 4; n++ {
		states, transitions := checkerOf(t, n).run(t)
		if wanted, steps := halfOf(n).Count(); states != wanted+1 || transitions < steps {
			t.Errorf("%d instances: Spin has %d states with the one before the first start, and %d transitions; the oracle %d and %d steps", n, states, transitions, wanted, steps)
		}
	}
}

// checker is the path of a program that Spin has made of a model.
type checker string

// checkerOf makes the checker for n instances. A test is skipped where there is
// no Spin, unless REQUIRE_SPIN is set.
func checkerOf(t testing.TB, n int) checker {
	t.Helper()
	for _, tool := range []string{"spin", "gcc"} {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("REQUIRE_SPIN") != "" {
			t.Fatalf("REQUIRE_SPIN is set, but there is no %s in PATH", tool)
		}
		t.Skipf("no %s in PATH, so nothing is compared with Spin; apt-get install spin gcc, or set REQUIRE_SPIN=1 to fail instead", tool)
	}
	model, err := os.ReadFile("oracle/testdata/half.pml") // here, for go test to see it change
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "half.pml"), model, 0o600); err != nil {
		t.Fatal(err)
	}
	output(t, dir, "spin", "-a", "-o2", fmt.Sprintf("-DN=%d", n), "half.pml")
	output(t, dir, "gcc", "-O2", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c")
	return checker(filepath.Join(dir, "pan"))
}

var (
	complete = regexp.MustCompile(`errors: 0\n`)
	cut      = regexp.MustCompile(`error:.*|.*not completed.*`)
	results  = regexp.MustCompile(`(\d+) states, stored\n(?s:.*?)(\d+) transitions`)
)

// run visits all states.
func (c checker) run(t testing.TB) (states, transitions int) {
	t.Helper()
	text := output(t, filepath.Dir(string(c)), string(c), "-w20")
	found := results.FindStringSubmatch(text)
	if !complete.MatchString(text) || cut.MatchString(text) || found == nil {
		t.Fatalf("Spin's checker did not visit all states:\n%s", text)
	}
	states, _ = strconv.Atoi(found[1])
	transitions, _ = strconv.Atoi(found[2])
	return states, transitions
}

func output(t testing.TB, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, text)
	}
	return string(text)
}
