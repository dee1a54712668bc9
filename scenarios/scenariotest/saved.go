package scenariotest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
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
// break a claim.
func (x *exploration) replay(dir string) (texts []string, err error) {
	kept, err := shrink.Load(dir)
	for _, source := range kept {
		var more []string
		if more, err = x.retry(source); err != nil {
			return nil, err
		}
		texts = append(texts, more...)
	}
	return texts, err
}

// retry runs one counterexample under all claims.
func (x *exploration) retry(source *scenarios.Source) (texts []string, err error) {
	s, found := scenarios.Decode(source.Name, source.Text)
	if found.HasErrors() {
		return nil, found
	}
	for _, p := range x.properties {
		for _, s := range x.again(s) {
			switch r, err := shrink.Shrink(context.Background(), s, x.shrinking(p, 1)); {
			case err == nil:
				texts = append(texts, x.broken(r, source.Name))
			case !errors.Is(err, shrink.ErrHolds):
				return nil, fmt.Errorf("%s: %w", source.Name, err)
			}
		}
	}
	return texts, nil
}

// again are the scenarios in which a counterexample may break a claim now: the
// one that is searched, with its faults, and under a planner its own.
func (x *exploration) again(kept *scenarios.Scenario) (list []*scenarios.Scenario) {
	if x.options.search.Decisions != nil {
		list = append(list, kept)
	}
	if now, fits := explore.Again(kept, x.scenario); fits {
		if setup, _ := x.build.Build(now); setup != nil {
			list = append(list, now)
		}
	}
	return list
}
