package scenarios

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// read returns a file of testdata.
func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// compile decodes and builds a text with the bundles of testdata around it.
func compile(name string, text []byte) (*Scenario, source.Diagnostics) {
	s, _, found := (&Source{Name: name, Text: text, Files: directory("testdata")}).Compile()
	return s, found
}

var want = regexp.MustCompile(`# want ("[^"]*"(?: "[^"]*")*)`)

// What is wrong with a scenario is told all at once, each fault in its line.
// The faults expected stand in the files of testdata/wrong, in their lines.
func TestFaultsAreToldInTheirLines(t *testing.T) {
	files, _ := filepath.Glob("testdata/wrong/*.yaml")
	if len(files) == 0 {
		t.Fatal("no files")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, found := compile("s.yaml", text)
			for i, line := range strings.Split(string(text), "\n") {
				var patterns []string
				if m := want.FindStringSubmatch(line); m != nil {
					patterns = strings.Split(strings.Trim(m[1], `"`), `" "`)
				}
				expect(t, i+1, patterns, found)
			}
		})
	}
}

// expect holds the faults of a line against patterns, one for each.
func expect(t *testing.T, line int, patterns []string, found source.Diagnostics) {
	t.Helper()
	for _, d := range found {
		if d.Line != line || d.Severity == source.Note {
			continue
		}
		matched := -1
		for i, p := range patterns {
			if regexp.MustCompile(p).MatchString(d.Error()) {
				matched = i
				break
			}
		}
		if matched < 0 {
			t.Errorf("unexpected: %s", d)
			continue
		}
		patterns = append(patterns[:matched:matched], patterns[matched+1:]...)
	}
	for _, p := range patterns {
		t.Errorf("line %d: nothing like %q", line, p)
	}
}

// Every word of the format once: it decodes and builds without a fault, and
// printing it loses nothing.
func TestEveryWord(t *testing.T) {
	for _, name := range []string{"every-word.yaml", "every-word-shifting.yaml"} {
		s, found := compile(name, read(t, name))
		if len(found) > 0 {
			t.Fatal(found)
		}
		roundTrip(t, s)
	}
}

func roundTrip(t testing.TB, s *Scenario) {
	t.Helper()
	text := Encode(s)
	again, found := Decode("again.yaml", text)
	if len(found) > 0 {
		t.Fatalf("%v\n%s", found, text)
	}
	if diff := cmp.Diff(s, again); diff != "" {
		t.Fatalf("printed and read again, it differs:\n%s\n%s", diff, text)
	}
	if second := Encode(again); string(second) != string(text) {
		t.Fatalf("printed again, it differs:\n%s\n%s", text, second)
	}
}

// Output of the AWS CLI pastes in: what it prints besides is noted, and what
// the SDKs spell with capitals is the same.
func TestOutputOfAWSPastesIn(t *testing.T) {
	camel, found := compile("pasted.json", read(t, "pasted.json"))
	if found.HasErrors() {
		t.Fatal(found)
	}
	if len(found) != 2 || !strings.Contains(found.Error(), "deploymentGroupId is what AWS prints") {
		t.Errorf("notes: %v", found)
	}
	pascal, found := compile("pasted.json", read(t, "pasted-pascal.json"))
	if found.HasErrors() {
		t.Fatal(found)
	}
	if diff := cmp.Diff(camel.Applications, pascal.Applications); diff != "" {
		t.Error(diff)
	}
}

func cmpScenarios(a, b *Scenario) string { return cmp.Diff(a, b) }
