package classroom

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Collected is what became of a file that was handed in.
type Collected struct {
	File       string   `json:"file"`
	Assignment string   `json:"assignment,omitempty"`
	Student    string   `json:"student,omitempty"`
	Answers    int      `json:"answers"`
	Same       bool     `json:"same"`              // these answers had been taken before
	Kept       bool     `json:"kept"`              // it was not taken: what was there holds, if anything was
	Holds      int      `json:"holds"`             // the answers of what holds now
	Replaced   bool     `json:"replaced"`          // another one was there
	Differs    []int    `json:"differs"`           // questions that the other one answered otherwise
	Earlier    string   `json:"earlier,omitempty"` // where the other one lies now
	Notes      []string `json:"notes"`
}

// maxSheet is how many bytes a file that is handed in may have.
const maxSheet = maxJournal

// Collector takes what students hand in.
type Collector struct {
	*Class
	sealed map[string]map[string]sealed // by assignment and student
}

// sealed is what is known of the sheet of a student.
type sealed struct {
	seal      string
	questions int
}

// Collector begins to take what students hand in.
func (c *Class) Collector() *Collector { return &Collector{c, map[string]map[string]sealed{}} }

// Collect takes a file that a student handed in, a sheet or a file of answers,
// unless what he handed in before holds. The error has ErrForeign if it is not
// from this class.
func (c *Collector) Collect(path string) (done Collected, err error) {
	done = Collected{File: path, Differs: []int{}, Notes: []string{}}
	data, err := readWhole(path)
	if err != nil {
		return done, err
	}
	h, err := readReturned(path, data)
	if err != nil {
		return done, err
	}
	done.Assignment, done.Student, done.Answers, done.Notes = h.Assignment, h.Student, len(h.answers), append(done.Notes, h.notes...)
	sheet, err := c.belongs(path, h.Head)
	if err != nil {
		return done, err
	}
	if n := h.beyond(sheet.questions); n > 0 {
		done.Notes = append(done.Notes, fmt.Sprintf("question %d is not on the sheet, which has %d; its answer does not count", n, sheet.questions))
	}
	taken := done
	if err := c.keep(&taken, h); err != nil {
		return done, err
	}
	return taken, nil
}

// readWhole reads a file that may have been handed in.
func readWhole(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder; name the files in it, such as %s", source.Escape(path), source.Escape(filepath.Join(path, "*")))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file", source.Escape(path))
	case info.Size() > maxSheet:
		return nil, fmt.Errorf("%s has more than %d MiB; it is nothing that is handed in", source.Escape(path), maxSheet>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

// belongs is the sheet that a file answers, or says what is foreign about it.
func (c *Collector) belongs(path string, h Head) (sealed, error) {
	foreign := func(format string, args ...any) (sealed, error) {
		return sealed{}, fmt.Errorf("%s: %w: %s", source.Escape(path), ErrForeign, source.Escape(fmt.Sprintf(format, args...)))
	}
	sheets, err := c.sealsOf(h.Assignment)
	if errors.Is(err, ErrNotFound) {
		return foreign("it is for the assignment %s, which this class has not", shortened(h.Assignment))
	}
	if err != nil {
		return sealed{}, err
	}
	sheet, ok := sheets[h.Student]
	if !ok {
		return foreign("it is from %s, who has no sheet of %s", shortened(h.Student), h.Assignment)
	}
	if sheet.seal != h.Seal {
		return foreign("its seal is not that of the sheet of %s; somebody else's, or another class's, or changed by hand", h.Student)
	}
	return sheet, nil
}

// sealsOf is what is known of the sheets of an assignment, by student.
func (c *Collector) sealsOf(name string) (map[string]sealed, error) {
	if sheets, ok := c.sealed[name]; ok {
		return sheets, nil
	}
	a, err := c.Assignment(name)
	if err != nil {
		return nil, err
	}
	list, err := c.variants(a)
	if err != nil {
		return nil, err
	}
	c.sealed[name] = map[string]sealed{}
	for i := range list {
		c.sealed[name][list[i].Student] = sealed{c.seal(a, &list[i]), len(list[i].Questions)}
	}
	return c.sealed[name], nil
}
