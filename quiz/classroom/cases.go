package classroom

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// open makes the case of a scenario: drawn, of the teacher's own, or bundled.
func (c *Class) open(name string) (*question.Case, error) {
	src, drawn := question.PracticeSource(name)
	if !drawn {
		var err error
		if src, err = c.text(name); err != nil {
			return nil, err
		}
	}
	made, err := question.Compile(src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	made.Beliefs() // now: later several items look at once
	return made, nil
}

func (c *Class) text(name string) (*scenarios.Source, error) {
	if !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".yml") {
		return scenarios.LoadBundled(name)
	}
	if filepath.Base(name) != name {
		return nil, fmt.Errorf("%s: copy your own scenarios into %s, and name them without a path", source.Escape(shortened(name)), filepath.Join(c.Folder, ownFolder))
	}
	src, err := scenarios.Load(filepath.Join(c.Folder, ownFolder, name))
	if err == nil {
		src.Name = name
	}
	return src, err
}

// eachCase does something with every case of a list, on all cores, and returns
// the first error in the order of the list. What is done with one case may not
// touch what is done with another.
func (c *Class) eachCase(names []string, do func(n int, made *question.Case) error) error {
	errs := make([]error, len(names))
	next := make(chan int)
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		all.Go(func() {
			for n := range next {
				made, err := c.open(names[n])
				if err == nil {
					err = do(n, made)
				}
				errs[n] = err
			}
		})
	}
	for n := range names {
		next <- n
	}
	close(next)
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
