package scenariotest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

// Counterexamples that are kept, in a folder for each test.

// place is the folder of the counterexamples of a test.
func place(test string) string {
	parts := strings.Split(test, "/")
	for i := range parts {
		parts[i] = tame(parts[i])
	}
	return filepath.Join(append([]string{shrink.Dir}, parts...)...)
}

// tame is a text as part of a path on any system: letters, digits and -.
func tame(text string) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}
	return strings.Trim(strings.Map(keep, text), "-")
}

// replay tries the counterexamples of a test, and tells of those that still
// break a claim, and of files that are no scenarios.
func (x *exploration) replay(t testing.TB, dir string) (texts []string, err error) {
	t.Helper()
	o := x.shrinking(nil)
	o.Spread = x.options.search.Most()
	list, skipped, err := shrink.Retry(dir, x.scenario, x.all(), o)
	for _, s := range skipped {
		t.Logf("%s is skipped, as it is no scenario: %v", s.Path, s.Why)
	}
	for _, again := range list {
		if text := x.broken(again.Result, again.Path); x.guardOf(again.Property) != nil {
			return []string{text}, err // what else breaks may do so by that
		} else {
			texts = append(texts, text)
		}
	}
	return texts, err
}
