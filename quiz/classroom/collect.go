package classroom

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Collected is what became of a file that was handed in.
type Collected struct {
	File       string `json:"file"`
	Assignment string `json:"assignment,omitempty"`
	Student    string `json:"student,omitempty"`
	Answers    int    `json:"answers"`
	Replaced   bool   `json:"replaced"` // an earlier one lies beside it now
	Same       bool   `json:"same"`     // it had been taken before
	Note       string `json:"note,omitempty"`
}

// maxSheet is how many bytes a file that is handed in may have.
const maxSheet = maxJournal

// Collector takes what students hand in.
type Collector struct {
	*Class
	seals map[string]map[string]string // by assignment and student
}

// Collector begins to take what students hand in.
func (c *Class) Collector() *Collector { return &Collector{c, map[string]map[string]string{}} }

// Collect takes a file that a student handed in, a sheet or a file of answers.
// What was handed in before is kept beside. The error has ErrForeign if it is
// not from this class.
func (c *Collector) Collect(path string) (done Collected, err error) {
	done.File = path
	info, err := os.Stat(path)
	if err != nil {
		return done, fmt.Errorf("%s: %w", source.Escape(path), unwrapped(err))
	}
	if info.Size() > maxSheet {
		return done, fmt.Errorf("%s has more than %d MiB; it is nothing that is handed in", source.Escape(path), maxSheet>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return done, err
	}
	head, answers, note, err := readHandIn(path, data)
	if err != nil {
		return done, err
	}
	done.Assignment, done.Student, done.Answers, done.Note = head.Assignment, head.Student, len(answers), note
	if err := c.belongs(path, head); err != nil {
		return done, err
	}
	return done, c.keep(&done, data)
}

// unwrapped is the reason of an error of a file.
func unwrapped(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// readHandIn reads what was handed in, in either form.
func readHandIn(path string, data []byte) (h Head, answers map[int]string, note string, err error) {
	if isJournal(data) {
		j, err := ReadJournal(path, data)
		if err != nil {
			return h, nil, "", err
		}
		if j.Cut {
			note = "its last line is cut off and was left out; ask whether an answer is missing"
		}
		return j.Head, j.Answers(), note, nil
	}
	s, found := ReadSheet(path, data)
	if found.HasErrors() {
		return h, nil, "", found
	}
	return s.Head, s.Answers(), "", nil
}

// belongs says what is foreign about a file.
func (c *Collector) belongs(path string, h Head) error {
	foreign := func(format string, args ...any) error {
		return fmt.Errorf("%s: %w: %s", source.Escape(path), ErrForeign, source.Escape(fmt.Sprintf(format, args...)))
	}
	seals, err := c.sealsOf(h.Assignment)
	if errors.Is(err, ErrNotFound) {
		return foreign("it is for the assignment %s, which this class has not", shortened(h.Assignment))
	}
	if err != nil {
		return err
	}
	seal, ok := seals[h.Student]
	if !ok {
		return foreign("it is from %s, who has no sheet of %s", shortened(h.Student), h.Assignment)
	}
	if seal != h.Seal {
		return foreign("its seal is not that of the sheet of %s; somebody else's, or another class's, or changed by hand", h.Student)
	}
	return nil
}

// sealsOf are the seals of an assignment, by student.
func (c *Collector) sealsOf(name string) (map[string]string, error) {
	if seals, ok := c.seals[name]; ok {
		return seals, nil
	}
	a, err := c.Assignment(name)
	if err != nil {
		return nil, err
	}
	list, err := c.variants(a)
	if err != nil {
		return nil, err
	}
	c.seals[name] = map[string]string{}
	for i := range list {
		c.seals[name][list[i].Student] = c.seal(a, &list[i])
	}
	return c.seals[name], nil
}

// keep puts a file among the answers, and the one before beside.
func (c *Class) keep(done *Collected, data []byte) error {
	dir := c.dir(done.Assignment, answersFolder)
	if err := os.MkdirAll(filepath.Join(dir, earlierFolder), 0o700); err != nil {
		return err
	}
	for _, end := range handInEnds {
		old, err := os.ReadFile(filepath.Join(dir, done.Student+end))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if done.Same = string(old) == string(data); done.Same {
			return nil
		}
		if err := c.setAside(dir, done.Student, end); err != nil {
			return err
		}
		done.Replaced = true
	}
	return writeNew(filepath.Join(dir, done.Student+endOf(data)), data, 0o600)
}

// handInEnds are how the names of files that were handed in end.
var handInEnds = []string{".yaml", ".jsonl"}

func endOf(data []byte) string {
	if isJournal(data) {
		return ".jsonl"
	}
	return ".yaml"
}

// setAside moves what was handed in before to the first free number.
func (c *Class) setAside(dir, student, end string) error {
	for n := 1; ; n++ {
		to := filepath.Join(dir, earlierFolder, fmt.Sprintf("%s.%d%s", student, n, end))
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			return os.Rename(filepath.Join(dir, student+end), to)
		}
	}
}
