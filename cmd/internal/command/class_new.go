package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func newCmdClassNew(f *factory) *cobra.Command {
	var title, roster, seed string
	cmd := &cobra.Command{
		Use: "new FOLDER", Short: "Make the folder of a class",
		Long: "Make the folder of a class: a roster to fill in, what to do next in README.txt, and class.yaml\n" +
			"with the secret that sheets are drawn from. A roster is a CSV file with the columns id and name;\n" +
			"an id becomes part of file names and may be a pseudonym.",
		Example: "  rehearse class new lab\n  rehearse class new lab --title \"Deploying, autumn\" --roster students.csv",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			if title == "" {
				title = nameOf(a[0])
			}
			return runClassNew(f, a[0], title, roster, seed)
		},
	}
	cmd.Flags().StringVar(&title, "title", "", "what the class is called on sheets; the name of the folder unless given")
	cmd.Flags().StringVar(&roster, "roster", "", "take the students from this CSV file")
	cmd.Flags().StringVar(&seed, "seed", "", "make the secret of this text instead of drawing it; whoever knows it can make all sheets")
	return cmd
}

// nameOf is how a folder is called, whatever the path to it.
func nameOf(folder string) string {
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	return filepath.Base(folder)
}

func runClassNew(f *factory, folder, title, roster, seed string) error {
	var students []byte
	if roster != "" {
		text, err := readRoster(roster)
		if err != nil {
			return err
		}
		students = text
	}
	c, err := classroom.Create(folder, title, seed, roster, students)
	if err != nil {
		return ofClass(err)
	}
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/class/1", "folder": folder, "title": c.Title, "students": studentsOf(c)})
	}
	f.io.Printf("%s is the folder of the class %s, with %s in roster.csv\n", folder, c.Title, plural(len(c.Roster), "student"))
	if len(c.Roster) == 0 {
		f.io.Printf("Write them into %s, one a line (id,name), and then:\n", filepath.Join(folder, "roster.csv"))
	}
	f.io.Printf("  rehearse class assign %s week-1\n", folder)
	return nil
}

// maxRoster is how many bytes a roster may have.
const maxRoster = 4 << 20

// readRoster reads a file, or what a pipe has.
func readRoster(path string) ([]byte, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound("no file " + source.Escape(path))
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, usagef("--roster " + source.Escape(path) + " is a folder; name a CSV file in it")
	}
	text, err := io.ReadAll(io.LimitReader(file, maxRoster+1))
	if err == nil && len(text) > maxRoster {
		err = fmt.Errorf("%s has more than %d MiB; it is no roster", source.Escape(path), maxRoster>>20)
	}
	return text, err
}

// studentsOf is the roster, never nil.
func studentsOf(c *classroom.Class) []classroom.Student {
	return append([]classroom.Student{}, c.Roster...)
}
