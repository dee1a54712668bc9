package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

type sweepOptions struct {
	*factory
	settings
	path        string
	from, seeds int64
	cores       cores
	grid        []string
	csv, jsonl  bool
	resume      bool
	store       string

	listen string
	nats   server
	job    string // --emit
	image  string

	plan *sweep.Plan
	sum  *sweep.Sum
	keep sweep.Store
}

func newCmdSweep(f *factory) *cobra.Command {
	o := &sweepOptions{factory: f}
	cmd := &cobra.Command{
		Use: "sweep SCENARIO", Short: "Run a scenario under many seeds and settings",
		Long: "Run a scenario under many seeds, and in a grid of settings, and tell how the runs came out: how\n" +
			"many had a deployment that Failed, how long they took, the fewest hosts in service, how many\n" +
			"violate a property. Each seed that is named can be replayed with `rehearse run --seed`. The report\n" +
			"is the same, byte for byte, for any number of workers.\n\n" +
			"What differs from seed to seed is what the scenario leaves open: durations that are ranges such\n" +
			"as 20s..40s, and the order of hosts if it is shuffled.\n\n" +
			"Ctrl-C ends a sweep after the runs that are under way and keeps what is known; --resume\n" +
			"goes on from there. The exit code is 1 if a run did not come to its end, or if a property is\n" +
			"violated or was never put to the test.\n\n" +
			"--listen lets other machines help: it starts a NATS server and says how workers join. Where\n" +
			"others than this machine can reach it, it wants a token and has a certificate, both made anew\n" +
			"and told once. --nats takes a server or cluster that is there, with JetStream. --emit k8s-job\n" +
			"prints workers for it as a Kubernetes Job; run the sweep itself beside them.",
		Example: "  rehearse sweep half-at-a-time-odd --seeds 10000\n" +
			"  rehearse sweep my.yaml --grid fleet.instances[web].count=4,8,16\n" +
			"  rehearse sweep my.yaml --seeds 1000000 --fail 2@ValidateService --json\n" +
			"  rehearse sweep my.yaml --property \"always offline <= 3\"\n" +
			"  rehearse sweep my.yaml --seeds 1000000 --resume\n" +
			"  rehearse sweep my.yaml --seeds 100000000 --listen 127.0.0.1:4222\n" +
			"  rehearse sweep my.yaml --nats nats://nats.default:4222 --emit k8s-job --image IMAGE --workers 50",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path = a[0]
			if err := o.checkServer(c); err != nil {
				return err
			}
			return o.run()
		},
	}
	o.flags(cmd)
	return cmd
}

func (o *sweepOptions) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Int64Var(&o.seeds, "seeds", 1000, "how many seeds")
	flags.Int64Var(&o.from, "from", 1, "the first seed")
	o.cores.flag(cmd, "run on so many cores of this machine; all of them if it is not given, 0 to leave it to other workers")
	flags.StringArrayVar(&o.grid, "grid", nil, "sweep what --set would change, as PATH=A,B,…; given again, every combination")
	o.settings.propertyFlag(cmd)
	o.settings.onlyFlag(cmd)
	flags.BoolVar(&o.csv, "csv", false, "print a table with commas, a row for each cell of the grid")
	flags.BoolVar(&o.jsonl, "jsonl", false, "print a line of JSON for each cell of the grid")
	flags.BoolVar(&o.resume, "resume", false, "go on with this sweep where it was interrupted")
	flags.StringVar(&o.store, "store", "", "keep what is known of an interrupted sweep in this directory, instead of the cache of this account")
	flags.StringVar(&o.listen, "listen", "", "start a NATS server at this address of this machine for workers, such as 127.0.0.1:4222")
	flags.StringVar(&o.nats.URL, "nats", "", "hand the work out over the NATS server at this address")
	o.nats.flags(cmd)
	flags.StringVar(&o.job, "emit", "", "print this instead of sweeping: k8s-job, the workers as a Kubernetes Job")
	flags.StringVar(&o.image, "image", "", "the image with rehearse in it that --emit runs")
	o.settings.setFlag(cmd)
	o.settings.tryFlags(cmd)
}

func (o *sweepOptions) run() error {
	if err := o.check(); err != nil {
		return err
	}
	if err := o.prepare(); err != nil {
		return err
	}
	if o.job != "" {
		return o.printJob()
	}
	if err := o.place(); err != nil {
		return err
	}
	if err := o.takeUp(); err != nil {
		return err
	}
	ctx, done := o.untilInterrupted()
	defer done()
	if err := o.sweep(ctx); err != nil {
		return o.unfinished(err)
	}
	o.keep.Forget(o.plan)
	_ = os.RemoveAll(o.queueFiles()) // what stays only takes room
	_ = os.Remove(o.queueFiles() + ".lock")
	return o.report()
}

// checkServer refuses flags about servers that say nothing or can not be.
func (o *sweepOptions) checkServer(c *cobra.Command) error {
	if c.Flags().Changed("emit") && o.job != jobFormat {
		return noFormat(o.job)
	}
	for _, pair := range [][2]string{{"token", "nats"}, {"creds", "nats"}, {"fingerprint", "nats"}, {"emit", "nats"}, {"emit", "image"}, {"emit", "workers"}, {"image", "emit"}} {
		if err := needs(c, pair[0], pair[1]); err != nil {
			return err
		}
	}
	switch {
	case o.listen != "" && o.nats.URL != "":
		return usagef("--listen starts a server and --nats takes one that is there; give one of them")
	case o.nats.URL != "":
		if err := o.nats.check("--nats"); err != nil {
			return err
		}
	}
	least := 1
	if o.distributed() && o.job == "" {
		least = 0
	}
	return o.cores.check(c, least)
}

// jobFormat is what --emit prints.
const jobFormat = "k8s-job"

func noFormat(word string) error {
	text := "--emit prints no " + cmp.Or(source.Escape(word), `""`) + "; "
	if _, ok := source.Suggest(word, []string{jobFormat}); ok {
		return usagef(text + "did you mean " + jobFormat + "?")
	}
	return usagef(text + "all it can print is " + jobFormat)
}

func (o *sweepOptions) distributed() bool { return o.listen != "" || o.nats.URL != "" }

// check refuses numbers that can not be.
func (o *sweepOptions) check() error {
	switch {
	case o.seeds < 1:
		return usagef("--seeds is at least 1")
	case o.from < 0 || o.from > math.MaxInt64-o.seeds:
		return usagef("--from is a seed, a whole number from 0, and so is the last one")
	case o.csv && (o.json || o.jsonl), o.jsonl && o.json:
		return usagef("--csv, --json and --jsonl are three forms of one report; give one of them")
	}
	return o.checkOnly()
}

// prepare plans the sweep.
func (o *sweepOptions) prepare() error {
	spec := sweep.Spec{Set: o.set, Tries: o.tries, Properties: o.properties, Only: o.only, From: uint64(o.from), Seeds: uint64(o.seeds)}
	for _, text := range o.grid {
		axis, err := sweep.ParseAxis(text)
		if err != nil {
			return usagef("--grid " + source.Escape(text+": "+err.Error()))
		}
		spec.Grid = append(spec.Grid, axis)
	}
	src, err := loadText(o.path)
	if err != nil {
		return err
	}
	plan, found, err := sweep.New(src, spec)
	var wrong source.Diagnostics
	if errors.As(err, &wrong) {
		hintImport(o.io, src)
		return err
	}
	if err != nil {
		return coded{exitUsage, errors.New(source.Escape(err.Error()))}
	}
	notes(o.io, found)
	o.plan = plan
	o.noteAlike()
	return nil
}

// noteAlike says of cells in which nothing differs from seed to seed.
func (o *sweepOptions) noteAlike() {
	alike := o.plan.Alike()
	if len(alike) == 0 || o.seeds == 1 {
		return
	}
	where := "in this scenario"
	if len(alike) < len(o.plan.Cells) {
		where = "in " + plural(len(alike), "cell")
	}
	o.io.Notef("note: nothing but ids depends on the seed %s, so all runs go alike; give durations as ranges, such as takes: 20s..40s, or let the order be shuffled\n", where)
}

// place finds where an unfinished sweep is kept.
func (o *sweepOptions) place() (err error) {
	if o.keep = sweep.Store(o.store); o.store != "" {
		return writableDirectory("--store", o.store)
	}
	if o.keep, err = sweep.DefaultStore(); err != nil && (o.resume || o.listen != "") {
		return usagef("there is no directory for what is kept; name one with --store")
	}
	return nil
}

// takeUp begins with what was kept, if that is wanted. A server of ours or theirs
// may have more, even where a sweep was killed and nothing was kept here.
func (o *sweepOptions) takeUp() (err error) {
	o.sum = sweep.NewSum(o.plan)
	if !o.resume {
		return nil
	}
	sum, err := o.keep.TakeUp(o.plan)
	switch {
	case err == nil:
		o.sum = sum
	case errors.Is(err, sweep.ErrNothingKept) && o.distributed():
	case errors.Is(err, sweep.ErrNothingKept):
		return notFound(err.Error() + "; leave --resume out to begin it")
	default:
		return coded{exitConflict, errors.New(source.Escape(err.Error() + "; leave --resume out to begin anew"))}
	}
	return nil
}

// keepEvery is how often a sweep or a search is kept while it goes on.
const keepEvery = 30 * time.Second

// sweep runs what is missing.
func (o *sweepOptions) sweep(ctx context.Context) error {
	progress := o.io.Progress("runs", int64(o.plan.Runs()))
	defer progress.Done()
	progress.Add(int64(o.sum.Runs()))
	last := time.Now()
	added := func(runs uint64) {
		progress.Add(int64(runs))
		if time.Since(last) > keepEvery {
			_ = o.keep.Keep(o.plan, o.sum) // the next time, or the end, will tell
			last = time.Now()
		}
	}
	if o.distributed() {
		return o.distribute(ctx, added)
	}
	return sweep.Local(ctx, o.plan, o.sum, o.cores.n, added)
}

// unfinished keeps what is known when a sweep could not go on, shows it, and says how
// to go on. Nothing is kept that can not be trusted.
func (o *sweepOptions) unfinished(cause error) error {
	var mismatch *sweep.Mismatch
	if errors.As(cause, &mismatch) {
		return coded{exitInternal, cause}
	}
	if o.sum.Runs() == 0 {
		return cause
	}
	if !o.json && !o.csv && !o.jsonl {
		o.show(o.sum.Report(o.plan))
	}
	if err := o.keep.Keep(o.plan, o.sum); err != nil {
		o.factory.tell(errors.New("what is known could not be kept: " + source.Escape(err.Error())))
		return cause
	}
	o.io.Notef("note: %d of %d runs are kept; the same command with --resume goes on\n", o.sum.Runs(), o.plan.Runs())
	return cause
}

// report shows the report in the form that was asked for.
func (o *sweepOptions) report() (err error) {
	r := o.sum.Report(o.plan)
	switch {
	case o.json:
		err = o.document(r)
	case o.csv:
		err = o.table(r)
	case o.jsonl:
		err = o.lines(r)
	default:
		o.show(r)
	}
	for _, c := range r.Cells {
		if err == nil && c.Unanswered != nil {
			err = coded{exitInvalid, fmt.Errorf("a property has no answer with seed %d: %s", c.Unanswered.Seed, source.Escape(c.Unanswered.Text))}
		}
	}
	if err == nil && !r.Passed() {
		return errMissed
	}
	return err
}
