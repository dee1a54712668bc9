package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func newCmdClassCollect(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "collect FOLDER FILE…", Short: "Take in what students hand in",
		Long: "Take in the sheets and files of answers that students hand in. Each must carry the seal of the\n" +
			"sheet that its student got. What cannot be taken is said, with exit code 3; all others are taken.\n\n" +
			"Of several hand-ins of a student the one that is collected last holds; what it replaces is kept in\n" +
			"NAME/answers/earlier, and does not come back by being collected again. One without any answer never\n" +
			"takes the place of another, nor does a file of answers that the one there goes on from. To have an\n" +
			"earlier one hold, delete the student's file in NAME/answers and collect the earlier one.",
		Example: "  rehearse class collect lab inbox/*.jsonl\n  rehearse class collect lab anna.yaml --json",
		Args:    args(cobra.MinimumNArgs(2)),
		RunE:    func(_ *cobra.Command, a []string) error { return runClassCollect(f, a[0], a[1:]) },
	}
}

// collected is what became of a file.
type collected struct {
	classroom.Collected
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"`
}

func runClassCollect(f *factory, folder string, paths []string) error {
	c, err := classroom.Open(folder)
	if err != nil {
		return ofClass(err)
	}
	list, refused := []collected{}, false
	var broken error // what ends it: nothing more can be written
	collector := c.Collector()
	for _, path := range paths {
		done, err := collector.Collect(path)
		one := collected{Collected: done, OK: err == nil}
		if err != nil {
			one.Error, refused = err.Error(), true
		}
		list = append(list, one)
		if errors.Is(err, classroom.ErrUnwritable) {
			broken = fmt.Errorf("%s was not taken, nor what comes after it: %w", source.Escape(path), err)
			break
		}
		if !f.json {
			f.showCollected(one, err)
		}
	}
	if f.json {
		if err := f.document(map[string]any{"schema": "rehearse/class-collect/1", "files": list}); err != nil {
			return err
		}
	}
	if broken != nil {
		return ofClass(broken)
	}
	if refused {
		return coded{exitInvalid, errMissed.error}
	}
	return nil
}

func (f *factory) showCollected(c collected, err error) {
	if err != nil {
		f.io.Printf("%s %s\n", term.Bad.Text("REFUSED"), c.File)
		report(f.io, err)
		return
	}
	f.io.Printf("%s %s: %s of %s to %s%s\n", term.OK.Text("ok     "), c.File, plural(c.Answers, "answer"), c.Student, c.Assignment, became(c.Collected))
	if len(c.Differs) > 0 {
		f.io.Notef("note: %s answered %s otherwise before; what was collected last holds, and the other is now %s\n", c.Student, questionsText(c.Differs), c.Earlier)
	}
	for _, note := range c.Notes {
		f.io.Notef("note: %s: %s\n", c.File, note)
	}
}

// became says what became of a file that belongs here.
func became(c classroom.Collected) string {
	switch {
	case c.Same:
		return ", taken before"
	case c.Kept && c.Holds > 0:
		return "; kept what was there, with " + plural(c.Holds, "answer")
	case c.Kept:
		return "; nothing is answered, so nothing was taken"
	case c.Replaced:
		return "; what was handed in before is in answers/earlier"
	}
	return ""
}

// questionsText names questions, such as questions 1, 3.
func questionsText(numbers []int) string {
	var list []string
	for _, n := range numbers {
		list = append(list, strconv.Itoa(n))
	}
	if len(list) == 1 {
		return "question " + list[0]
	}
	return "questions " + strings.Join(list, ", ")
}
