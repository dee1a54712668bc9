package command

import (
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// ailment is one thing that doctor looked at.
type ailment struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

func newCmdDoctor(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Look whether everything works here",
		Long:    "Look at the terminal, the place for temporary files, the bundled scenarios and the file\nwith your progress. The exit code is 1 if something is wrong.",
		Example: "  rehearse doctor --json",
		Args:    args(cobra.NoArgs),
		RunE:    func(*cobra.Command, []string) error { return runDoctor(f) },
	}
}

func runDoctor(f *factory) error {
	list := []ailment{terminal(f.io), temporary(), library(f), kept()}
	healthy := true
	for _, d := range list {
		healthy = healthy && d.OK
	}
	if f.json {
		if err := f.document(map[string]any{"schema": "rehearse/doctor/1", "checks": list}); err != nil {
			return err
		}
	} else {
		for _, d := range list {
			word := term.OK.Text("ok   ")
			if !d.OK {
				word = term.Bad.Text("wrong")
			}
			f.io.Printf("%s %s: %s\n", word, d.Name, d.Detail)
		}
	}
	if !healthy {
		return errMissed
	}
	return nil
}

func terminal(io *term.IO) ailment {
	detail := strconv.Itoa(io.Width) + " columns"
	for _, x := range []struct {
		on   bool
		text string
	}{{io.Interactive(), "interactive"}, {!io.NoColor, "colour"}, {io.ASCII, "ASCII only"}} {
		if x.on {
			detail += ", " + x.text
		}
	}
	return ailment{"terminal", true, detail}
}

func temporary() ailment {
	dir, err := os.MkdirTemp("", "rehearse-*")
	if err != nil {
		return ailment{"temporary files", false, err.Error()}
	}
	defer os.Remove(dir)
	return ailment{"temporary files", true, os.TempDir()}
}

// kept looks through the progress. It makes no file, and moves none.
func kept() ailment {
	path := progress.Place("")
	if err := progress.Examine(path); err != nil {
		return ailment{"progress", false, err.Error()}
	}
	return ailment{"progress", true, path}
}

// library runs every bundled scenario against what it expects.
func library(f *factory) ailment {
	o := checkOptions{factory: &factory{io: quiet(f.io)}, settings: settings{}}
	failed := 0
	all := scenarios.Library()
	for _, e := range all {
		if r, err := o.check(e.Name); err != nil || !r.OK {
			failed++
		}
	}
	return ailment{"bundled scenarios", failed == 0 && len(all) > 0, strconv.Itoa(len(all)) + " run, " + strconv.Itoa(failed) + " failed"}
}

// quiet is an IO that says nothing.
func quiet(io *term.IO) *term.IO {
	silent := *io
	silent.Err = discard{}
	return &silent
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
