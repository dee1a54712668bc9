package command

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
)

func newCmdClassAssign(f *factory) *cobra.Command {
	a := &classroom.Assignment{}
	cmd := &cobra.Command{
		Use: "assign FOLDER NAME", Short: "Make a sheet for each student",
		Long: "Make a sheet for each student in the roster who has none, in FOLDER/NAME/sheets. All are drawn\n" +
			"from the same questions, three times as many as a sheet has. Without --scenarios the questions are\n" +
			"about small scenarios that are drawn; your own lie in FOLDER/scenarios, and are named without a path.\n" +
			"Without options, an assignment that is there already gets sheets for those who joined since.",
		Example: "  rehearse class assign lab week-1\n" +
			"  rehearse class assign lab week-2 --items 12 --kinds final-status,attempt-order --scenarios rollback,practice:17,mine.yaml",
		Args: args(cobra.ExactArgs(2)),
		RunE: func(c *cobra.Command, words []string) error {
			a.Name, a.Kinds, a.Scenarios = words[1], trimmed(a.Kinds), trimmed(a.Scenarios)
			more := !c.Flags().Changed("kinds") && !c.Flags().Changed("scenarios") && !c.Flags().Changed("items")
			return runClassAssign(f, words[0], a, more)
		},
	}
	cmd.Flags().StringSliceVar(&a.Kinds, "kinds", nil, "questions of these kinds, with commas between them, as \"rehearse predict --help\" lists them; all unless given")
	cmd.Flags().StringSliceVar(&a.Scenarios, "scenarios", nil, "questions about these scenarios, with commas between them: bundled ones, practice:N, or files in FOLDER/scenarios")
	cmd.Flags().IntVar(&a.Items, "items", 10, "so many questions on a sheet, 1 to 100")
	return cmd
}

// trimmed are words without the spaces around them.
func trimmed(words []string) []string {
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// runClassAssign makes sheets. more says that an assignment of the name is to be
// gone on with as it is.
func runClassAssign(f *factory, folder string, a *classroom.Assignment, more bool) error {
	c, err := classroom.Open(folder)
	if err != nil {
		return ofClass(err)
	}
	if more {
		if old, err := c.Assignment(a.Name); err == nil {
			a = old
		}
	}
	p := f.io.Progress("questions", int64(len(c.Roster)*a.Items))
	done, err := c.Assign(a, func(n int) { p.Add(int64(n)) })
	p.Done()
	if err != nil {
		return ofClass(err)
	}
	sheets := filepath.Join(folder, a.Name, "sheets")
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/class-assign/1", "assignment": a.Name, "folder": sheets, "questions": done.Pool,
			"students": append([]string{}, done.Made...), "before": append([]string{}, done.Before...), "idleKinds": append([]string{}, done.Idle...)})
	}
	f.io.Printf("%s with %s of %d made in %s\n", plural(len(done.Made), "sheet"), plural(a.Items, "question"), done.Pool, sheets)
	if len(done.Before) > 0 {
		f.io.Printf("%s had one already\n", plural(len(done.Before), "student"))
	}
	if len(done.Idle) > 0 {
		f.io.Notef("note: about these scenarios no question can be asked of the kinds %s\n", strings.Join(done.Idle, ", "))
	}
	if done.Pool == a.Items {
		f.io.Notef("note: there are no more questions of these kinds about these scenarios, so all students get the same\n")
	}
	if len(done.Made) > 0 {
		f.io.Notef("Give each student his own. What comes back is taken in with:\n  rehearse class collect %s FILE…\n", folder)
	}
	return nil
}
