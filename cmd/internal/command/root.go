package command

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Main runs the command line and returns the exit code.
func Main(args []string, io *term.IO) (code int) {
	defer func() {
		if r := recover(); r != nil {
			io.Notef("rehearse: internal error: %s\nThis is a mistake of ours; REHEARSE_DEBUG=1 shows where.\n", fmt.Sprint(r))
			if os.Getenv("REHEARSE_DEBUG") != "" {
				io.Err.Write(debug.Stack())
			}
			code = exitInternal
		}
	}()
	f := &factory{io: io}
	f.exitOnInterrupt()
	root := newRoot(f)
	root.SetArgs(args)
	err := root.Execute()
	if e := io.WriteError(); err == nil && e != nil {
		err = coded{exitInternal, e}
	}
	report(io, err, f.json || slices.Contains(args, "--json"))
	return exitCode(err)
}

// report prints an error, each diagnostic on a line of its own, or all as one
// line of JSON.
func report(io *term.IO, err error, asJSON bool) {
	var found source.Diagnostics
	switch {
	case err == nil || err.Error() == "":
	case asJSON:
		reportJSON(io, err)
	case errors.As(err, &found):
		notes(io, found)
	default:
		io.Notef("rehearse: %s\n", err.Error())
	}
}

// reportJSON prints an error as a line of JSON to standard error.
func reportJSON(io *term.IO, err error) {
	var found source.Diagnostics
	list := []any{}
	if errors.As(err, &found) {
		for _, note := range shownNotes(found) {
			list = append(list, note)
		}
	} else {
		list = append(list, map[string]string{"message": err.Error()})
	}
	if line, err := jsonText(map[string]any{"schema": "rehearse/error/1", "exitCode": exitCode(err), "errors": list}, ""); err == nil {
		io.Notef("%s\n", strings.TrimSuffix(line, "\n"))
	}
}

// notes prints diagnostics to standard error.
func notes(io *term.IO, found source.Diagnostics) {
	for _, d := range found {
		io.Notef("%s\n", term.Normal.Text(d.Error()))
	}
}

func newRoot(f *factory) *cobra.Command {
	root := &cobra.Command{
		Use:   "rehearse",
		Short: "Rehearse deployments before they happen",
		Long: "Rehearse replays AWS CodeDeploy deployments from a scenario: who is deployed to,\n" +
			"what fails, what is rolled back, and by which rule.",
		Example:       "  rehearse list\n  rehearse run half-at-a-time-odd\n  rehearse why one-at-a-time-fails web-4",
		SilenceErrors: true, SilenceUsage: true,
		Args: func(c *cobra.Command, a []string) error {
			if len(a) > 0 {
				return usagef("no command " + source.Escape(a[0]) + "; " + nearCommand(c, a[0]) + "rehearse --help lists all")
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			if f.io.Attended() && !f.json {
				return f.greet()
			}
			return c.Help()
		},
	}
	flags := root.PersistentFlags()
	flags.BoolVar(&f.json, "json", false, "print one JSON document")
	flags.BoolVar(&f.io.Plain, "plain", f.io.Plain, "draw nothing, and print the rows of tables with tabs between fields")
	flags.BoolVar(&f.io.NoColor, "no-color", f.io.NoColor, "print without colour")
	flags.BoolVar(&f.io.Accessible, "accessible", f.io.Accessible, "print sentences instead of drawings")
	flags.BoolVar(&f.io.NoInput, "no-input", f.io.NoInput, "never ask")
	root.SetIn(f.io.In)
	root.SetOut(f.io.Out)
	root.SetErr(f.io.Err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return coded{exitUsage, err} })
	root.AddCommand(newCmdRun(f), newCmdCheck(f), newCmdList(f), newCmdShow(f), newCmdWhy(f), newCmdDiff(f), newCmdWatch(f), newCmdAsk(f), newCmdPredict(f), newCmdBeCodeDeploy(f), newCmdQuiz(f), newCmdStudy(f), newCmdDiagnose(f), newCmdExam(f),
		newCmdNew(f), newCmdImport(f), newCmdLint(f), newCmdRules(f), newCmdMisconceptions(f), newCmdDeck(f), newCmdClass(f), newCmdSchema(f),
		newCmdProgress(f), newCmdDoctor(f), newCmdVersion(f))
	return root
}

// nearCommand asks whether another command was meant.
func nearCommand(root *cobra.Command, word string) string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	if near, ok := source.Suggest(word, names); ok {
		return "did you mean " + near + "? "
	}
	return ""
}

// args wraps cobra's checks of the number of arguments, which are usage
// errors.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, a []string) error {
		if err := check(c, a); err != nil {
			return coded{exitUsage, fmt.Errorf("%w; write %s %s (%s --help says more)", err, c.Parent().CommandPath(), c.Use, c.CommandPath())}
		}
		return nil
	}
}
