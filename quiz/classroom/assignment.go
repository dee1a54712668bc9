package classroom

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Assignment is what the sheets of an assignment are drawn from.
type Assignment struct {
	Name      string
	Kinds     []string // of questions; empty: all
	Scenarios []string // bundled ones, practice:N, or files in the folder scenarios; empty: drawn ones
	Items     int      // on each sheet, 1 to MostItems
}

// MostItems is how many questions a sheet can have.
const MostItems = 100

const (
	assignmentFile = "assignment.yaml"
	sheetsFolder   = "sheets"
	answersFolder  = "answers"
	earlierFolder  = "earlier"
	gradesFolder   = "grades"
	feedbackFolder = "feedback"
)

// dir is the folder of an assignment.
func (c *Class) dir(name string, below ...string) string {
	return filepath.Join(append([]string{c.Folder, name}, below...)...)
}

// check says what is wrong with an assignment.
func (a *Assignment) check() error {
	switch {
	case !isFileName(a.Name) || a.Name == ownFolder:
		return fmt.Errorf("an assignment can not be called %s; use at most 64 letters, digits and . _ - @", source.Escape(shortened(a.Name)))
	case a.Items < 1 || a.Items > MostItems:
		return fmt.Errorf("a sheet has 1 to %d questions, not %d", MostItems, a.Items)
	}
	for _, list := range [][]string{a.Kinds, a.Scenarios} {
		for i, name := range list {
			if slices.Contains(list[:i], name) {
				return fmt.Errorf("%s is named twice", source.Escape(shortened(name)))
			}
		}
	}
	_, err := a.kinds()
	return err
}

// options are those with which the assignment was made.
func (a *Assignment) options() string {
	text := fmt.Sprintf("--items %d", a.Items)
	if len(a.Kinds) > 0 {
		text += " --kinds " + strings.Join(a.Kinds, ",")
	}
	if len(a.Scenarios) > 0 {
		text += " --scenarios " + strings.Join(a.Scenarios, ",")
	}
	return source.Escape(text)
}

// kinds are the kinds of questions.
func (a *Assignment) kinds() (list []*question.Kind, err error) {
	var names []string
	for _, k := range question.Kinds {
		names = append(names, k.Name)
	}
	for _, name := range a.Kinds {
		k, ok := question.Find(name)
		if !ok {
			text := "no kind of question " + source.Escape(shortened(name))
			if near, found := source.Suggest(name, names); found {
				text += "; did you mean " + near + "?"
			}
			return nil, errors.New(text)
		}
		list = append(list, k)
	}
	if len(list) == 0 {
		list = slices.Clone(question.Kinds)
	}
	return list, nil
}

func (a *Assignment) encode() []byte {
	return source.Write(source.Map(source.Pair("assignment", source.Int(1)), source.Pair("name", source.Str(a.Name)),
		source.Pair("items", source.Int(int64(a.Items))), source.Pair("kinds", words(a.Kinds)), source.Pair("scenarios", words(a.Scenarios))))
}

func words(list []string) *source.Node {
	made := source.Seq()
	for _, word := range list {
		made.Items = append(made.Items, source.Str(word))
	}
	return made
}

// Assignment reads an assignment of the class. The error has ErrNotFound if
// there is none of that name.
func (c *Class) Assignment(name string) (*Assignment, error) {
	path := c.dir(name, assignmentFile)
	data, err := os.ReadFile(path)
	if absent(err) || !isFileName(name) {
		return nil, fmt.Errorf("no assignment %s: %w%s", source.Escape(shortened(name)), ErrNotFound, c.known())
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	a, found := decodeAssignment(path, data)
	if found.HasErrors() {
		return nil, found
	}
	return a, a.check()
}

// known says which assignments there are.
func (c *Class) known() string {
	paths, _ := filepath.Glob(filepath.Join(c.Folder, "*", assignmentFile)) // the pattern is right
	var names []string
	for _, path := range paths {
		names = append(names, filepath.Base(filepath.Dir(path)))
	}
	if len(names) == 0 {
		return "; `rehearse class assign` makes one"
	}
	return "; there is " + strings.Join(names, ", ")
}

func decodeAssignment(file string, data []byte) (*Assignment, source.Diagnostics) {
	root, found := source.Parse(file, data, source.Options{})
	if root == nil {
		return nil, found
	}
	r := source.NewReader()
	o := r.Object(root, "assignment", "name", "items", "kinds", "scenarios")
	r.Require(o, "assignment", "name", "items")
	r.Int(o.Get("assignment"), 1, 1)
	a := &Assignment{Name: r.Name(o.Get("name")), Items: int(r.Int(o.Get("items"), 1, MostItems)), Kinds: r.Names(o.Get("kinds")), Scenarios: r.Names(o.Get("scenarios"))}
	return a, append(found, r.Diagnostics()...)
}
