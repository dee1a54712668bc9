package command

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strconv"

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
	f.exitOnInterrupt(slices.Contains(args, "--json"))
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
	me, version := &learner{}, false
	root := &cobra.Command{
		Use:   "rehearse",
		Short: "Rehearse deployments before they happen",
		Long: "Rehearse replays AWS CodeDeploy deployments from a scenario: who is deployed to,\n" +
			"what fails, what is rolled back, and by which rule.",
		Example:       "  rehearse list\n  rehearse run half-at-a-time-odd\n  rehearse why one-at-a-time-fails web-4",
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := alone(c, "version"); err != nil {
				return err
			}
			if version {
				return runVersion(f)
			}
			if f.io.Attended() && !f.json {
				return f.greet(me)
			}
			if *me != (learner{}) {
				return usagef("--home and --now are for the greeting on a terminal; `rehearse progress` with them tells what is kept")
			}
			return f.commands(c)
		},
		PersistentPreRun: func(*cobra.Command, []string) { f.io.JSON = f.json },
	}
	me.flags(root)
	root.Flags().BoolVar(&version, "version", false, "print the version, as rehearse version does")
	flags := root.PersistentFlags()
	flags.BoolVar(&f.json, "json", false, "print one JSON document")
	flags.BoolVar(&f.io.Plain, "plain", f.io.Plain, "draw nothing, and print the rows of tables with tabs between fields")
	flags.BoolVar(&f.io.NoColor, "no-color", f.io.NoColor, "print without colour")
	flags.BoolVar(&f.io.Accessible, "accessible", f.io.Accessible, "print sentences instead of drawings")
	flags.BoolVar(&f.io.NoInput, "no-input", f.io.NoInput, "never ask")
	root.SetIn(f.io.In)
	root.SetOut(f.io.Out)
	root.SetErr(f.io.Err)
	root.SetFlagErrorFunc(flagError)
	f.helps(root)
	f.group(root, newCmdRun(f), newCmdCheck(f), newCmdExplore(f), newCmdShrink(f), newCmdSweep(f), newCmdWorker(f), newCmdList(f), newCmdShow(f), newCmdWhy(f), newCmdDiff(f), newCmdWatch(f), newCmdAsk(f), newCmdPredict(f), newCmdBeCodeDeploy(f), newCmdQuiz(f), newCmdStudy(f), newCmdDiagnose(f), newCmdExam(f),
		newCmdNew(f), newCmdImport(f), newCmdLint(f), newCmdRules(f), newCmdProperties(f), newCmdMisconceptions(f), newCmdDeck(f), newCmdClass(f), newCmdSchema(f),
		newCmdProgress(f), newCmdDoctor(f), newCmdVersion(f), newCmdAdvise(f))
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		f.group(c)
		for _, shell := range c.Commands() {
			shell.Args = args(cobra.NoArgs)
		}
	}
	return root
}

// args makes wrong numbers of arguments usage errors.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, a []string) error {
		if check(c, a) == nil {
			return nil
		}
		given := "no argument is given"
		switch {
		case len(a) == 1:
			given = "1 argument is given"
		case len(a) > 1:
			given = strconv.Itoa(len(a)) + " arguments are given"
		}
		return usagef(given + "; write " + c.Parent().CommandPath() + " " + c.Use + " (" + c.CommandPath() + " --help says more)")
	}
}
