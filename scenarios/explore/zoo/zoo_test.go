package zoo

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

var update = flag.Bool("update", false, "write testdata/minima.txt anew")

// Enough hosts and faults for the smallest case of each.
const (
	hosts  = 4
	faults = 3
)

// Every animal breaks its claim; mended, it keeps it with as many hosts, one
// more, and as many faults. The smallest cases are those of the list.
func TestZoo(t *testing.T) {
	var list strings.Builder
	seen := map[string]bool{}
	for _, a := range All() {
		c, err := a.Minimum(hosts, faults)
		if err != nil {
			t.Fatal(err)
		}
		if c == nil || seen[a.Name] {
			t.Errorf("%s: %s: nothing breaks %q, or it is here twice", a.Name, a.Broken, a.Claim.Name)
			continue
		}
		seen[a.Name] = true
		fmt.Fprintf(&list, "%s: %s\n  %s\n  %v\n", a.Name, a.Broken, a.Claim.Name, c)
		a.keepsMended(t, c)
	}
	if len(seen) < 60 {
		t.Errorf("%d animals", len(seen))
	}
	golden(t, "testdata/minima.txt", list.String())
}

// keepsMended tries all up to a case, and one host more.
func (a *Animal) keepsMended(t *testing.T, c *Case) {
	if a.Planner == nil && a.Mended == nil {
		return
	}
	for n := 1; n <= c.Hosts+1; n++ {
		_, setup, err := a.scenario(n, a.Mended)
		if err != nil {
			t.Fatal(err)
		}
		again, err := fewest(setup, &codedeploy.AWS, a.Claim, a.faults(n), len(c.Faults))
		if err != nil {
			t.Fatal(err)
		}
		if again != nil {
			t.Errorf("%s: mended, %v break %q", a.Name, again, a.Claim.Name)
		}
	}
}

func golden(t *testing.T, file, got string) {
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
