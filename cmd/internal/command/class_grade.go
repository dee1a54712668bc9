package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
)

func newCmdClassGrade(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "grade FOLDER NAME", Short: "Grade what was handed in",
		Long: "Make every question anew through the engine, mark the answers, and write to FOLDER/NAME/grades:\n" +
			"gradebook.csv with a row a student (Canvas and Moodle take it), answers.csv with a row an answer,\n" +
			"and feedback/ID.txt to give back. A question counts by what is right in it. A question that a newer\n" +
			"version of Rehearse asks in other words does not count, and is said. To grade again, do the same\n" +
			"again: it says whose percentage is another than before.",
		Example: "  rehearse class grade lab week-1\n  rehearse class grade lab week-1 --json",
		Args:    args(cobra.ExactArgs(2)),
		RunE:    func(_ *cobra.Command, a []string) error { return runClassGrade(f, a[0], a[1]) },
	}
}

// graded grades an assignment, with progress.
func graded(f *factory, folder, name string) (*classroom.Class, *classroom.Grades, error) {
	c, err := classroom.Open(folder)
	if err != nil {
		return nil, nil, ofClass(err)
	}
	a, err := c.Assignment(name)
	if err != nil {
		return nil, nil, ofClass(err)
	}
	p := f.io.Progress("questions", int64(len(c.Roster)*a.Items))
	defer p.Done()
	g, err := c.Grade(name, func(n int) { p.Add(int64(n)) })
	return c, g, ofClass(err)
}

func runClassGrade(f *factory, folder, name string) error {
	c, g, err := graded(f, folder, name)
	if err != nil {
		return err
	}
	where, err := c.Write(g)
	if err != nil {
		return ofClass(err)
	}
	if f.json {
		return f.document(struct {
			Schema string `json:"schema"`
			*classroom.Grades
			Folder string `json:"folder"`
		}{"rehearse/class-grade/1", g, where})
	}
	tb := &term.Table{Header: []string{"student", "name", "right", "of", "per cent", ""}}
	for _, r := range g.Students {
		switch {
		case !r.Handed:
			tb.Row(r.Student.ID, r.Student.Name, "", "", "", "nothing handed in")
		case r.Fault != "":
			tb.Row(r.Student.ID, r.Student.Name, "", "", "", r.Fault)
		default:
			tb.Row(r.Student.ID, r.Student.Name, r.Right, r.Of, r.Percent, unread(r))
		}
	}
	f.io.Table(tb)
	if slices.ContainsFunc(g.Students, partly) {
		f.io.Printf("Right are answers that are so wholly; the percentage counts what is right in part as well.\n")
	}
	f.showChanges(g)
	if len(g.Without) > 0 {
		f.io.Notef("note: without a sheet: %s; rehearse class assign %s %s makes one\n", strings.Join(g.Without, ", "), folder, name)
	}
	f.io.Printf("gradebook, answers and feedback are in %s\n", where)
	return nil
}

// partly says whether anything that somebody answered is right in part.
func partly(r classroom.Result) bool {
	return slices.ContainsFunc(r.Marks, func(m classroom.Mark) bool { return m.State == classroom.Partly })
}

// unread says which answers could not be understood.
func unread(r classroom.Result) string {
	var list []int
	for _, m := range r.Marks {
		if m.State == classroom.Unread {
			list = append(list, m.Number)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "not understood: " + questionsText(list)
}

func (f *factory) showChanges(g *classroom.Grades) {
	for _, c := range g.Changed {
		f.io.Printf("%s: %v %% before, %v %% now\n", c.Student, c.Before, c.Now)
	}
	if g.Voided > 0 {
		f.io.Notef("note: %s on sheets, about %s, would not be asked so now, because the scenario or Rehearse has changed; they do not count\n",
			plural(g.Voided, "question"), about(g, func(m classroom.Mark) bool { return m.State == classroom.Voided }))
	}
	if g.NewKeys > 0 {
		f.io.Notef("note: %s on sheets, about %s: the key is another one than when they were given out; the present one counts\n",
			plural(g.NewKeys, "question"), about(g, func(m classroom.Mark) bool { return m.NewKey }))
	}
}

// about names the scenarios of some questions.
func about(g *classroom.Grades, which func(classroom.Mark) bool) string {
	var names []string
	for _, r := range g.Students {
		for _, m := range r.Marks {
			if which(m) && !slices.Contains(names, m.Scenario) {
				names = append(names, m.Scenario)
			}
		}
	}
	return strings.Join(names, ", ")
}
