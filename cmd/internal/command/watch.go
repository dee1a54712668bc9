package command

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

type watchOptions struct {
	*factory
	settings
	path  string
	speed int64
}

func newCmdWatch(f *factory) *cobra.Command {
	o := &watchOptions{factory: f}
	cmd := &cobra.Command{
		Use: "watch SCENARIO", Short: "Replay a scenario live, record by record",
		Long: "Replay a scenario and print what is decided as it happens, so many simulated seconds a\n" +
			"second. In a pipe nothing waits.",
		Example: "  rehearse watch rollback --speed 20",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path = a[0]
			if o.speed < 1 {
				return usagef("--speed is a whole number from 1")
			}
			return o.run()
		},
	}
	o.settings.flags(cmd)
	cmd.Flags().Int64Var(&o.speed, "speed", 10, "simulated seconds a second")
	return cmd
}

func (o *watchOptions) run() error {
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	w.Journal().SetLevel(kernel.All)
	shown, at := 0, kernel.Time(0)
	for {
		more, err := w.Step()
		if err != nil {
			return err
		}
		for _, r := range w.Journal().Records()[shown:] {
			if w.until > 0 && r.At > w.until {
				return nil
			}
			o.wait(r.At - at)
			at = r.At
			shown++
			o.io.Printf("%s\t%s\t%s\t%s\n", r.At.String(), w.Subject(r), w.Describe(r), term.Dim.Text(lineOf(w.World, r).Rule))
		}
		if !more {
			return nil
		}
	}
}

// wait lets a span of simulated time pass, if a person is watching.
func (o *watchOptions) wait(span kernel.Time) {
	if o.io.Interactive() && span > 0 {
		time.Sleep(time.Duration(int64(span)/o.speed) * time.Millisecond)
	}
}
