package classroom

// Which of several hand-ins of a student holds: one without answers never takes
// the place of another; of two files of answers of which one goes on where the
// other ends, the longer one holds; else that which was collected last, and
// what it replaced never comes back by being collected again.

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// returned is what was handed in, in either form.
type returned struct {
	Head
	answers map[int]string
	given   []Given // one after another; on a sheet there are none
	notes   []string
	data    []byte
}

// readReturned reads what was handed in.
func readReturned(path string, data []byte) (*returned, error) {
	if isJournal(data) {
		j, err := ReadJournal(path, data)
		if err != nil {
			return nil, err
		}
		h := &returned{Head: j.Head, answers: j.Answers(), given: j.Given, data: data}
		if j.Cut {
			h.notes = append(h.notes, "its last line is cut off and was left out; ask whether an answer is missing")
		}
		return h, nil
	}
	s, found := ReadSheet(path, data)
	if found.HasErrors() {
		return nil, found
	}
	return &returned{Head: s.Head, answers: s.Answers(), data: data}, nil
}

// beyond is a question with an answer that is not among so many; 0 if there is
// none.
func (h *returned) beyond(questions int) int {
	if all := slices.Sorted(maps.Keys(h.answers)); len(all) > 0 && all[len(all)-1] > questions {
		return all[len(all)-1]
	}
	return 0
}

// goesOnFrom says whether it is a file of answers that began as another one.
func (h *returned) goesOnFrom(other *returned) bool {
	n := len(other.given)
	return n > 0 && len(h.given) >= n && slices.Equal(h.given[:n], other.given)
}

// differs are the questions that two hand-ins answer differently.
func (h *returned) differs(other *returned) []int {
	list := []int{}
	for n := 1; n <= MostItems; n++ {
		if h.answers[n] != other.answers[n] {
			list = append(list, n)
		}
	}
	return list
}

// keep puts a hand-in among the answers if it holds, and the one before beside.
// At no time is there none.
func (c *Class) keep(done *Collected, h *returned) error {
	dir := c.dir(h.Assignment, answersFolder)
	old, end, err := present(dir, h.Student)
	if err != nil {
		return err
	}
	before := &returned{}
	if old != nil {
		if before, err = readReturned(end, old); err != nil {
			before = &returned{} // damaged: anything is worth more
		}
	}
	done.Same = len(h.answers) > 0 && maps.Equal(before.answers, h.answers)
	done.Kept = !done.Same && (len(h.answers) == 0 || before.goesOnFrom(h) || old != nil && aside(dir, h.Student, h.data) != "")
	if done.Same || done.Kept {
		done.Holds = len(before.answers)
		return nil
	}
	if done.Holds = len(h.answers); old == nil {
		return place(dir, h)
	}
	if done.Replaced = true; len(before.answers) > 0 && !h.goesOnFrom(before) {
		done.Differs = h.differs(before)
	}
	if done.Earlier, err = setAside(dir, h.Student, end, old); err != nil {
		return err
	}
	if err := place(dir, h); err != nil || end == endOf(h.data) {
		return err
	}
	if err := os.Remove(filepath.Join(dir, h.Student+end)); err != nil {
		return unwritable(filepath.Join(dir, h.Student+end), err)
	}
	return nil
}

// place writes a hand-in among the answers.
func place(dir string, h *returned) error {
	if err := folder(dir); err != nil {
		return err
	}
	return write(filepath.Join(dir, h.Student+endOf(h.data)), h.data, 0o600)
}

// handInEnds are how the names of files that were handed in end.
var handInEnds = []string{".yaml", ".jsonl"}

func endOf(data []byte) string {
	if isJournal(data) {
		return ".jsonl"
	}
	return ".yaml"
}

// present is what a student handed in, and how its name ends; nil if there is
// nothing. Where a replacement broke off and both forms are there, the one that
// is not among the earlier ones holds.
func present(dir, student string) (data []byte, end string, err error) {
	for _, e := range handInEnds {
		path := filepath.Join(dir, student+e)
		text, err := os.ReadFile(path)
		if absent(err) {
			continue
		}
		if err != nil {
			return nil, "", unreadable(path, err)
		}
		if data == nil || aside(dir, student, data) != "" {
			data, end = text, e
		}
	}
	return data, end, nil
}

// aside is where a hand-in lies that was replaced; empty if it was not.
func aside(dir, student string, data []byte) string {
	for _, end := range handInEnds {
		for n := 1; ; n++ {
			path := earlier(dir, student, n, end)
			old, err := os.ReadFile(path)
			if err != nil {
				break
			}
			if string(old) == string(data) {
				return path
			}
		}
	}
	return ""
}

func earlier(dir, student string, n int, end string) string {
	return filepath.Join(dir, earlierFolder, fmt.Sprintf("%s.%d%s", student, n, end))
}

// setAside copies what was handed in before to the first free number.
func setAside(dir, student, end string, data []byte) (string, error) {
	if path := aside(dir, student, data); path != "" {
		return path, nil
	}
	if err := folder(filepath.Join(dir, earlierFolder)); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		to := earlier(dir, student, n, end)
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			return to, write(to, data, 0o600)
		}
	}
}
