package command

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
)

func newCmdClass(f *factory) *cobra.Command {
	cmd := &cobra.Command{
		Use: "class", Short: "Teach a class without a server: sheets, answers, grades",
		Long: "A class is a folder. Each student gets a sheet of his own, drawn from the same questions; the\n" +
			"sheets have no keys. What comes back is graded by running every scenario anew.\n\n" +
			"First new makes the folder, and assign the sheets of an assignment, which you give out. Students\n" +
			"answer with take, or with an editor. Then collect takes in what they give back, as often as you\n" +
			"like; grade marks it, again whenever something changed, and report tells what it shows.\n\n" +
			"From a class's secret all sheets can be made: keep its folder to yourself. Whoever has Rehearse\n" +
			"can run a scenario and see what happens; a graded exam needs supervision.",
		Example: "  rehearse class new lab --roster students.csv\n  rehearse class assign lab week-1 --items 10\n" +
			"  rehearse class take lab/week-1/sheets/anna.yaml\n  rehearse class collect lab anna.answers.jsonl\n" +
			"  rehearse class grade lab week-1\n  rehearse class report lab week-1",
	}
	return f.group(cmd, newCmdClassNew(f), newCmdClassAssign(f), newCmdClassTake(f), newCmdClassCollect(f), newCmdClassGrade(f), newCmdClassReport(f))
}

// ofClass is an error of a class with its exit code.
func ofClass(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, classroom.ErrExists):
		return coded{exitConflict, err}
	case errors.Is(err, classroom.ErrFull):
		return coded{exitInternal, err}
	case errors.Is(err, classroom.ErrUnwritable):
		return coded{exitUsage, err}
	case errors.Is(err, classroom.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return coded{exitNotFound, err}
	}
	return err
}
