package command

import (
	"bytes"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// pictureRows is up to how many hosts a live picture has, so that a terminal of
// 24 lines holds it.
const pictureRows = 12

type watchOptions struct {
	*factory
	settings
	path  string
	speed int64
}

func newCmdWatch(f *factory) *cobra.Command {
	o := &watchOptions{factory: f}
	cmd := &cobra.Command{
		Use: "watch SCENARIO", Short: "Replay a scenario live",
		Long: "Replay a scenario as it happens, so many simulated seconds a second: a picture that\n" +
			"grows, or a line for each record if there are more than 12 hosts. In a pipe nothing\n" +
			"waits and there are lines alone, which --json makes those of run --journal.",
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
	o.settings.untilFlag(cmd)
	cmd.Flags().Int64Var(&o.speed, "speed", 10, "simulated seconds a second")
	return cmd
}

func (o *watchOptions) run() error {
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	w.Journal().SetLevel(kernel.All)
	show := o.line
	switch {
	case o.json:
		show = o.record
	case o.io.Interactive() && w.Fleet().Len() <= pictureRows:
		show = o.picture()
	}
	return o.replay(w, show)
}

// replay steps through the run and shows each record when its time has come.
func (o *watchOptions) replay(w *world, show func(*world, kernel.Record)) error {
	shown, at := 0, kernel.Time(0)
	for {
		more, err := w.Step()
		if err != nil {
			return err
		}
		for _, r := range w.Journal().Records()[shown:] {
			if w.early() && r.At > w.until {
				return nil
			}
			o.wait(r.At - at)
			at = r.At
			shown++
			show(w, r)
		}
		if !more || o.io.WriteError() != nil {
			return nil
		}
	}
}

// line shows a record as a line.
func (o *watchOptions) line(w *world, r kernel.Record) {
	o.io.Printf("%s\t%s\t%s\t%s\n", r.At.String(), w.Subject(r), w.Describe(r), term.Dim.Text(lineOf(w.World, r).Rule))
}

// record shows a record as a line of JSON, as run --journal writes it.
func (o *watchOptions) record(w *world, r kernel.Record) {
	line, _ := jsonText(lineOf(w.World, r), "") // numbers and strings: it cannot fail
	o.io.Copy([]byte(line))
}

// picture shows the timeline up to a record, over the one before. The terminal
// stays as it is otherwise, so that Ctrl-C leaves nothing to put right.
func (o *watchOptions) picture() func(*world, kernel.Record) {
	height := 0
	return func(w *world, r kernel.Record) {
		var page bytes.Buffer
		sheet := *o.io
		sheet.Out = &page
		sheet.Printf("%s  %s\n", term.Bold.Text(title(w)), r.At.String())
		sheet.Timeline(timeline(w.World))
		if height > 0 {
			o.io.Out.Write([]byte("\x1b[" + strconv.Itoa(height) + "A\x1b[J"))
		}
		height = bytes.Count(page.Bytes(), []byte("\n"))
		o.io.Out.Write(page.Bytes())
	}
}

// wait lets a span of simulated time pass, if a person is watching.
func (o *watchOptions) wait(span kernel.Time) {
	if o.io.Interactive() && span > 0 {
		time.Sleep(time.Duration(int64(span)/o.speed) * time.Millisecond)
	}
}
