package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/advise"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type adviseOptions struct {
	*factory
	settings
	path     string
	keep     string
	tolerate int
	group    string
	kinds    string
	states   int
	runs     int
	all      bool
	html     string
	svg      string
	save     string
}

func newCmdAdvise(f *factory) *cobra.Command {
	o := &adviseOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "advise SCENARIO",
		Short: "Search for the configuration that keeps enough hosts through faults",
		Long:  adviseLong,
		Example: "  rehearse advise half-at-a-time --keep 75%\n" +
			"  rehearse advise mine.yaml --group shop/prod --keep 6 --tolerate 2 --html advice.html\n" +
			"  rehearse advise mine.yaml --kinds fail,hang --property at-most-one-rollback --all",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.path = a[0]
			return o.run()
		},
	}
	o.baseFlags(cmd)
	o.propertyFlag(cmd)
	o.onlyFlag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.keep, "keep", "0%", "how many hosts to leave alone: a share such as 75%, or a number")
	flags.IntVar(&o.tolerate, "tolerate", 1, "so many faults, wherever they strike")
	flags.StringVar(&o.group, "group", "", "the deployment group as application/group; the one that the timeline deploys to if absent")
	flags.StringVar(&o.kinds, "kinds", "fail,hang,terminate,crashAgent", "kinds of faults, or all: fail, hang, late, terminate, crashAgent, cutNetwork, reboot")
	flags.IntVar(&o.states, "states", 300_000, "the search visits so many states for one configuration at most")
	flags.IntVar(&o.runs, "runs", 2_000, "so many random runs for each that does not fit")
	flags.BoolVar(&o.all, "all", false, "show all that was tried, not only the best of what breaks")
	flags.StringVar(&o.html, "html", "", "write what is advised as an HTML page to this file, with the worst cases as scenarios")
	flags.StringVar(&o.svg, "svg", "", "draw the trade, time against hosts that are kept, to this file")
	flags.StringVar(&o.save, "save", "", "keep the counterexamples, made small, in this directory")
	return cmd
}

const adviseLong = "Try every minimum of healthy hosts that makes a difference to a deployment group, with\n" +
	"and without rollbacks and alarms; zone by zone too, with minimums in each zone and time\n" +
	"for the alarms; with traffic control, and blue/green, where there can be either. Those\n" +
	"come first that hold whatever --tolerate faults do, the fastest of them on top; then the\n" +
	"others, with the faults that break them: first what takes most faults to break, and then\n" +
	"what keeps most of the hosts wanted. Last comes what to tell AWS, and what was not tried,\n" +
	"by which rule.\n\n" +
	"These must hold: every deployment ends; one that fails, or that an alarm stops, leaves\n" +
	"all hosts on the last good revision, but for those that are gone or without an agent,\n" +
	"to which nobody can deploy; and the properties of the scenario and of --property.\n\n" +
	"--keep 75% adds that three quarters of the N hosts, rounded up, are left alone. Without\n" +
	"a load balancer no host ever leaves service (CD-7.4), so what counts is offline: targets\n" +
	"in progress and failed (CD-2.7). A host that a fault strikes while it is deployed to is\n" +
	"one of these, since failures draw on the same budget. Behind a load balancer what counts\n" +
	"is who takes no requests, less the hosts whose instance, network or agent is gone: no\n" +
	"configuration gives those back. Rollbacks count too; they ignore zones (CD-2.29) and\n" +
	"work out their minimum from the hosts that are left.\n\n" +
	"The time is that of an undisturbed deployment from created to completed, and of its\n" +
	"rollback if it has one; of several deployments to the group that of the longest,\n" +
	"and never of the hours between them. The time with faults, and how many hosts are kept,\n" +
	"are the worst that was seen when faults struck where they delay it most and work took as\n" +
	"long as in the scenario; the time at limits is the longest seen when all work took as\n" +
	"long as its limit lets it, too, as `rehearse explore` lets it: an hour for each event\n" +
	"(CD-4.8), and less only for scripts with a timeout (CD-4.7). A longer run may be there.\n" +
	"Whether it holds is searched as explore does, in every order. A row that does not fit\n" +
	"says up to how many faults it is proved. --html has all of this on a page, with the\n" +
	"scenarios that show the worst of each; `rehearse run` replays them. The exit code is 1\n" +
	"if nothing holds."

// advice is what is advised, with what is to be said about it.
type advice struct {
	*advise.Report
	name  string
	files map[*advise.Row]string // counterexamples that are kept

	limits string // of the lifecycle events, in words
}

func (o *adviseOptions) run() error {
	options, err := o.options()
	if err != nil {
		return err
	}
	if err := savable(o.save); err != nil {
		return err
	}
	w, claims, err := loadClaims(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	options.Properties, options.Files, options.Seed = claims, w.source.Files, w.setup.Seed
	drawn, err := o.begin()
	for _, picture := range drawn {
		defer picture.discard()
	}
	if err != nil {
		return err
	}
	ctx, done := o.untilInterrupted()
	defer done()
	report, err := o.advise(ctx, w, options)
	if err != nil {
		return advisable(err)
	}
	a := &advice{Report: report, name: w.name, files: map[*advise.Row]string{}, limits: limitsOf(w.setup, report.Group)}
	if err := o.keepSmall(ctx, a, w); err != nil {
		return err
	}
	for _, picture := range drawn {
		if err := picture.commit(picture.write(picture, a)); err != nil {
			return err
		}
	}
	return o.conclude(ctx, a)
}

// drawnAdvice is a file with a picture of an advice.
type drawnAdvice struct {
	*outFile
	write func(out io.Writer, a *advice) error
}

// begin begins the files, so that a name that will not do is told before the
// search.
func (o *adviseOptions) begin() (list []drawnAdvice, err error) {
	for _, one := range []struct {
		flag, name string
		write      func(out io.Writer, a *advice) error
	}{
		{"--html", o.html, func(out io.Writer, a *advice) error { return page.AdviceHTML(out, o.page(a)) }},
		{"--svg", o.svg, func(out io.Writer, a *advice) error { return page.TradeSVG(out, a.trade()) }},
	} {
		if one.name == "" {
			continue
		}
		file, err := o.newOutFile(one.flag, one.name, o.path)
		if err != nil {
			return list, err
		}
		list = append(list, drawnAdvice{file, one.write})
	}
	return list, nil
}

// options reads the flags.
func (o *adviseOptions) options() (a advise.Options, err error) {
	if a.Keep, err = advise.ParseKeep(o.keep); err != nil {
		return a, usagef("--keep " + cmp.Or(source.Escape(o.keep), `""`) + " " + err.Error())
	}
	if o.tolerate < 0 || o.tolerate > mostTolerated {
		return a, usagef(fmt.Sprintf("--tolerate is a whole number from 0 to %d", mostTolerated))
	}
	if o.svg == "-" || o.html == "-" {
		return a, usagef("--html and --svg name files; - is none")
	}
	if a.Kinds, err = bounded(o.kinds, o.states, o.runs); err != nil {
		return a, err
	}
	a.Group, a.Tolerate, a.States, a.Runs, a.Workers = o.group, o.tolerate, o.states, o.runs, runtime.GOMAXPROCS(0)
	return a, nil
}

// mostTolerated is more faults than any search that ends gets to.
const mostTolerated = 1000

// advise searches, and shows how far it is.
func (o *adviseOptions) advise(ctx context.Context, w *world, a advise.Options) (*advise.Report, error) {
	progress := o.io.Progress("trying configurations", 1000)
	defer progress.Done()
	shown := 0
	a.Progress = func(done, of int) {
		progress.Add(int64(1000*done/of - shown))
		shown = 1000 * done / of
	}
	return advise.Advise(ctx, w.scenario, a)
}

// advisable gives an error its exit code.
func advisable(err error) error {
	var none *advise.NotFoundError
	var choice *advise.ChoiceError
	switch {
	case errors.As(err, &none):
		return notFound(err.Error())
	case errors.As(err, &choice):
		return coded{exitInvalid, err}
	}
	return unanswered(err)
}

// keepSmall makes the counterexamples small and keeps them, if that is wanted.
func (o *adviseOptions) keepSmall(ctx context.Context, a *advice, w *world) error {
	if o.save == "" {
		return nil
	}
	ran, done := o.smaller()
	defer done()
	for n := range a.Rows {
		row := &a.Rows[n]
		if row.Broken == nil || ctx.Err() != nil {
			continue
		}
		small, err := shrink.Shrink(ctx, row.Broken.Scenario, w.shrinking(row.Broken.Claim.Property, ran))
		if err != nil {
			return unanswered(err)
		}
		path, err := small.Save(o.save)
		if err != nil {
			o.tell(coded{exitUsage, fmt.Errorf("--save: %w", err)})
			if errors.As(err, new(*fs.PathError)) {
				return nil // nor will the others
			}
			continue
		}
		a.files[row] = path
	}
	return nil
}

// conclude tells what was found, and ends with the exit code of that.
func (o *adviseOptions) conclude(ctx context.Context, a *advice) error {
	var err error
	if o.json {
		err = o.document(o.documentOf(a))
	} else {
		o.show(a)
	}
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case a.Best() == nil:
		return errMissed
	}
	return nil
}
