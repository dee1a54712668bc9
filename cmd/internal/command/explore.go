package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

type exploreOptions struct {
	*factory
	settings
	path   string
	search string
	faults string
	kinds  string
	asked  bool // for kinds by their names
	states int
	runs   int
	save   string
	each   bool
	resume bool
	proof  bool
	store  string
	line   string        // that goes on, if this one is interrupted
	every  time.Duration // after which the search is kept
}

func newCmdExplore(f *factory) *cobra.Command {
	o := &exploreOptions{factory: f, every: keepEvery}
	cmd := &cobra.Command{
		Use:   "explore SCENARIO",
		Short: "Search for the faults that break a property",
		Long:  exploreLong,
		Example: "  rehearse explore one-at-a-time --property max-offline=1\n" +
			"  rehearse explore mine.yaml --property 'always inService >= 3' --faults 2\n" +
			"  rehearse explore mine.yaml --search random --runs 100000 --kinds terminate,reboot\n" +
			"  rehearse explore mine.yaml --property succeeds --states 20000000 --resume",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path, o.line = a[0], resuming(c, a)
			o.asked = c.Flags().Changed("kinds") && o.kinds != "all"
			return o.run()
		},
	}
	o.baseFlags(cmd)
	o.propertyFlag(cmd)
	o.onlyFlag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.search, "search", "auto", "exhaustive: every state; random: drawn runs; guided: drawn runs that go on from those that showed something new; auto: exhaustive where that fits, else random")
	flags.StringVar(&o.faults, "faults", "", "so many faults in a run at most, or any for all that there can be; 3 if absent, or fewer if those do not fit")
	flags.StringVar(&o.kinds, "kinds", "fail,hang,terminate,crashAgent", "kinds of faults, or all: fail, hang, late, terminate, crashAgent, cutNetwork, reboot")
	flags.IntVar(&o.states, "states", 4_000_000, "an exhaustive search visits so many states at most")
	flags.IntVar(&o.runs, "runs", 20_000, "a search by drawn runs makes so many")
	flags.BoolVar(&o.each, "no-symmetry", false, "take no two hosts for alike, which takes longer and says the same")
	flags.BoolVar(&o.proof, "require-proof", false, "end with exit code 1 too if a property is neither broken nor proved")
	flags.BoolVar(&o.resume, "resume", false, "go on with this search where it ended, was interrupted or was killed")
	flags.StringVar(&o.store, "store", "", "keep what is known of a search in this directory, instead of the cache of this account")
	flags.StringVar(&o.save, "save", shrink.Dir, "keep counterexamples in this directory; empty keeps none")
	return cmd
}

const exploreLong = "Search for faults that break a property of the scenario or of --property. Up to --faults\n" +
	"of them strike in a run, at every lifecycle event and between them, on every host; work takes\n" +
	"any time up to its limit, and work and waits end in every order.\n\n" +
	"A property is proved if no such faults break it. If some do, a counterexample says when what\n" +
	"happens in the scenario, and shows a smallest scenario that goes wrong in the same way. It is\n" +
	"not found if nothing broke it and not all could be looked at: the scope says what was. It is\n" +
	"vacuous if no run puts it to the test, and one with the verb sometimes is reached if a run does.\n\n" +
	"What does not fit --states is searched by --runs drawn runs, which prove nothing. So are\n" +
	"properties that ask for times in numbers, beside the proof of the others, and scenarios with\n" +
	"Auto Scaling groups or metrics of traffic. Of Lambda and ECS deployments, faults strike the\n" +
	"hooks and Install. A proof leaves out that a whole deployment runs out of time by long work\n" +
	"(CD-2.18), and a few orders around the instants at which agents take up events, which go doc\n" +
	"github.com/seed-11de0fc1/rehearse/scenarios/explore lists.\n\n" +
	"Of the kinds of faults, fail lets a lifecycle event fail, hang lets it go on until its timeout,\n" +
	"and late lets it end just before that; terminate, crashAgent and cutNetwork take the instance,\n" +
	"its agent or its network for good, and reboot takes it down for a minute. The faults and delays\n" +
	"that a scenario has of its own happen too, and are not counted.\n\n" +
	"Counterexamples are kept in testdata/rehearse, where their faults are tried first next time.\n" +
	"An auto search that takes seconds makes some drawn runs, and tells at once what these break.\n" +
	"Once it knows that every property breaks, it looks for fewer faults alone.\n" +
	"Ctrl-C ends a search, which tells what is known. A search is kept then, every 30 seconds, and\n" +
	"when it has used up its states or runs: --resume goes on from there, also with more --states\n" +
	"or --runs, and tells what a search tells that never ended; of one that is over it tells what\n" +
	"that found.\n\n" +
	"The exit code is 1 if a property is broken, by faults that were kept too, or was never put to\n" +
	"the test; with --require-proof also if one is neither broken nor proved."

// exploration is a search with what is to be said about it.
type exploration struct {
	*world
	report *explore.Report
	story  map[int]*shrink.Story  // counterexamples by property, as they happen in the scenario
	small  map[int]*shrink.Result // the same, as small as can be
	files  map[int]string         // where they are kept
	again  []keptBreak
	kept   bool        // it goes on with --resume
	ended  *keptSearch // where it is to be kept what it found, as it was kept on the way and is over; or nil
}

// keptBreak is a counterexample that was kept, and a property that breaks now with so
// many of its faults, delays too.
type keptBreak struct {
	Path     string `json:"scenario"`
	Property string `json:"property"`
	Faults   int    `json:"faults"`
}

func (o *exploreOptions) run() error {
	options, err := o.options()
	if err != nil {
		return err
	}
	if err := o.writable(); err != nil {
		return err
	}
	w, claims, err := loadClaims(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if len(claims) == 0 {
		return usagef("the scenario has no properties; give one, such as --property max-offline=3 (`rehearse properties` lists what there is)")
	}
	if err := o.strikes(w, options.Kinds); err != nil {
		return err
	}
	options.Properties, options.Files, options.Seed = claims, w.source.Files, w.setup.Seed
	x := &exploration{world: w, story: map[int]*shrink.Story{}, small: map[int]*shrink.Result{}, files: map[int]string{}}
	if err := o.retry(x, &options); err != nil {
		return err
	}
	ctx, done := o.untilInterrupted()
	defer done()
	if over, err := o.explore(ctx, x, options); over || err != nil {
		return err
	}
	if err := o.shrink(ctx, x); err != nil {
		return err
	}
	return o.conclude(ctx, x)
}

// explore searches, from the beginning or from where it was interrupted. A search that
// was over before is not made again: what it found is told.
func (o *exploreOptions) explore(ctx context.Context, x *exploration, options explore.Options) (over bool, err error) {
	k, err := o.keptSearch(x.world, &options)
	if err != nil {
		return false, err
	}
	if o.resume {
		from, end, err := k.takeUp()
		switch {
		case err != nil:
			return false, err
		case end != nil:
			return true, o.tellEnd(end)
		}
		defer from.Close()
		options.From = from
	}
	progress, keep := o.io.Progress("exploring", 1), k.every(o.every)
	options.Progress = func(p explore.Progress) {
		keep(p)
		if p.Runs > 0 {
			progress.Set(plural(p.Pairs, "pair")+" covered", "runs", int64(p.Runs), int64(p.Most))
		} else {
			progress.Set(plural(p.Faults, "fault"), "states", int64(p.States), int64(p.Most))
		}
	}
	options.Early = func(k explore.Known) {
		progress.Done()
		o.io.Notef("note: a drawn run breaks %s %s; the search goes on, and Ctrl-C tells what is known\n", k.Property.Name, withFaults(k.Faults))
		progress = o.io.Progress("exploring", 1)
	}
	x.report, err = explore.Explore(ctx, x.scenario, x.setup, options)
	progress.Done()
	switch {
	case errors.Is(err, explore.ErrDamaged):
		return false, k.refused("is damaged")
	case errors.Is(err, explore.ErrBeyond):
		return false, k.refused("has come further than so many --states or --runs")
	case errors.As(err, new(*explore.Impossible)):
		return false, usagef(err.Error() + "; leave out --search exhaustive")
	case err != nil:
		return false, unanswered(err)
	}
	o.settle(k, x)
	return false, nil
}

// options reads the flags.
func (o *exploreOptions) options() (e explore.Options, err error) {
	var ok bool
	if e.Search, ok = explore.ParseSearch(o.search); !ok {
		return e, usagef("--search is auto, exhaustive, random or guided")
	}
	if e.Kinds, err = bounded(o.kinds, o.states, o.runs); err != nil {
		return e, err
	}
	switch e.Partial = true; o.faults {
	case "":
		e.Faults = 3
	case "any":
		e.Faults = explore.AnyFaults
	default:
		e.Partial = false
		if e.Faults, err = strconv.Atoi(o.faults); err != nil || e.Faults < 0 {
			return e, usagef("--faults is any, or a whole number from 0")
		}
	}
	e.States, e.Runs, e.Plain = o.states, o.runs, o.each
	return e, nil
}

// retry tries the faults of the counterexamples that were kept again, and tells
// which of them break a property of the scenario as it is now. The search need not look
// for as many.
func (o *exploreOptions) retry(x *exploration, options *explore.Options) error {
	if o.save == "" {
		return nil
	}
	list, skipped, err := shrink.Retry(o.save, x.scenario, options.Properties, shrink.Options{Files: x.source.Files, Spread: options.Most()})
	if err != nil {
		return coded{exitInvalid, unanswered(err)}
	}
	for _, s := range skipped {
		o.io.Notef("note: %s is skipped, as it is no scenario: %v\n", s.Path, s.Why)
	}
	for _, again := range list {
		x.again = append(x.again, keptBreak{again.Path, again.Claim, again.Faults})
		if again.Faults > 0 && options.May(again.Struck.Timeline[len(x.scenario.Timeline):]) {
			options.Known = append(options.Known, explore.Known{Property: again.Property, Faults: again.Faults, Scenario: again.Struck})
		}
	}
	return nil
}

// shrink makes small counterexamples of those that were found, and keeps them.
func (o *exploreOptions) shrink(ctx context.Context, x *exploration) error {
	for n := range x.report.Results {
		r := &x.report.Results[n]
		if r.Scenario == nil {
			continue
		}
		err := o.makeSmall(ctx, x, n)
		if err != nil {
			return unanswered(err)
		}
		if o.save == "" || x.report.Interrupted { // it is not as small as it gets
			continue
		}
		if x.files[n], err = x.small[n].Save(o.save); err != nil {
			o.tell(coded{exitUsage, fmt.Errorf("--save: %w", err)})
		}
	}
	return nil
}

// notProved says that nothing was found, and that there may be something.
func notProved(r explore.Result) bool { return r.Verdict == explore.NotFound }

// conclude tells what was found, and ends with the exit code of that.
func (o *exploreOptions) conclude(ctx context.Context, x *exploration) error {
	var err error
	if o.json {
		err = o.document(x.document())
	} else {
		o.show(x)
	}
	switch {
	case !x.kept:
	case x.report.Interrupted:
		o.io.Notef("note: what is known is kept; this goes on:\n  %s\n", o.line)
	case x.report.Rest.MoreStates():
		o.io.Notef("note: what is known is kept; --resume with more --states goes on from there\n")
	}
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	end := &searchEnd{Missed: x.report.Failed() || len(x.again) > 0, Open: slices.ContainsFunc(x.report.Results, notProved)}
	if x.ended != nil {
		x.ended.end(end, x.document())
	}
	return o.missed(end)
}
