package command

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// Main runs the command line and returns the exit code.
func Main(args []string, io *term.IO) (code int) {
	f := &factory{io: io}
	defer func() {
		if r := recover(); r != nil {
			code = exitInternal
			f.end(coded{code, fmt.Errorf("internal error: %v; this is a mistake of ours, and REHEARSE_DEBUG=1 shows where", r)})
			if os.Getenv("REHEARSE_DEBUG") != "" {
				io.Err.Write(debug.Stack())
			}
		}
	}()
	f.exitOnInterrupt()
	root := newRoot(f)
	root.SetArgs(args)
	err := root.Execute()
	if e := io.WriteError(); err == nil && e != nil {
		err = coded{exitInternal, e}
	}
	f.json = f.json || slices.Contains(args, "--json") // the flags before it may be wrong
	f.end(err)
	return exitCode(err)
}

func newRoot(f *factory) *cobra.Command {
	root := &cobra.Command{
		Use:   "rehearse",
		Short: "Rehearse deployments before they happen",
		Long: "Rehearse replays AWS CodeDeploy deployments from a scenario: who is deployed to,\n" +
			"what fails, what is rolled back, and by which rule.",
		Example:       "  rehearse list\n  rehearse run half-at-a-time-odd\n  rehearse why one-at-a-time-fails web-4",
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.io.Attended() && !f.json {
				return f.greet()
			}
			return f.commands(c)
		},
		PersistentPreRun: func(*cobra.Command, []string) { f.io.JSON = f.json },
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
	return f.group(root, newCmdRun(f), newCmdCheck(f), newCmdList(f), newCmdShow(f), newCmdWhy(f), newCmdDiff(f), newCmdWatch(f), newCmdAsk(f), newCmdPredict(f), newCmdBeCodeDeploy(f), newCmdQuiz(f), newCmdStudy(f), newCmdDiagnose(f), newCmdExam(f),
		newCmdNew(f), newCmdImport(f), newCmdLint(f), newCmdRules(f), newCmdMisconceptions(f), newCmdDeck(f), newCmdClass(f), newCmdSchema(f),
		newCmdProgress(f), newCmdDoctor(f), newCmdVersion(f))
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
