package command

import (
	"context"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type exploreOptions struct {
	*factory
	settings
	path   string
	search string
	faults string
	kinds  string
	states int
	runs   int
	save   string
	each   bool
}

func newCmdExplore(f *factory) *cobra.Command {
	o := &exploreOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "explore SCENARIO",
		Short: "Search for the faults that break a property",
		Long: "Let faults strike at every lifecycle event of every host, in every order in which\n" +
			"work can end, and either prove that a property holds, or show a smallest scenario in\n" +
			"which it does not, or say how much was searched. The properties are those of the\n" +
			"scenario, and those given. The faults of counterexamples that were kept in\n" +
			"testdata/rehearse are tried first. The exit code is 1 if a property is broken, or was never put to the test.",
		Example: "  rehearse explore half-at-a-time --property max-offline=5\n" +
			"  rehearse explore mine.yaml --property 'always inService >= 3' --faults 2\n" +
			"  rehearse explore mine.yaml --search random --runs 100000 --kinds terminate,reboot",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.path = a[0]
			return o.run()
		},
	}
	o.baseFlags(cmd)
	o.propertyFlag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.search, "search", "auto", "exhaustive, random or guided; auto is exhaustive where that fits, else random")
	flags.StringVar(&o.faults, "faults", "", "so many faults in a run at most, or any; 3 if absent, or fewer if those do not fit")
	flags.StringVar(&o.kinds, "kinds", "fail,hang,terminate,crashAgent", "kinds of faults, or all: fail, hang, late, terminate, crashAgent, cutNetwork, reboot")
	flags.IntVar(&o.states, "states", 0, "an exhaustive search visits so many states at most; 3,000,000 if absent")
	flags.IntVar(&o.runs, "runs", 0, "a random search makes so many runs; 20,000 if absent")
	flags.BoolVar(&o.each, "no-symmetry", false, "take no two hosts for alike")
	flags.StringVar(&o.save, "save", shrink.Dir, "keep counterexamples in this directory; empty keeps none")
	return cmd
}

// exploration is a search with what is to be said about it.
type exploration struct {
	*world
	report *explore.Report
	small  map[int]*shrink.Result // counterexamples by property, as small as can be
	files  map[int]string         // where they are kept
	again  []keptBreak
}

// keptBreak is a counterexample that was kept, and a property that its faults
// break now.
type keptBreak struct {
	Path     string `json:"scenario"`
	Property string `json:"property"`
}

func (o *exploreOptions) run() error {
	options, err := o.options()
	if err != nil {
		return err
	}
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if options.Properties, err = w.scenario.Claims(); err != nil {
		return err
	}
	if len(options.Properties) == 0 {
		return usagef("the scenario has no properties; give one, such as --property max-offline=3 (`rehearse properties` lists what there is)")
	}
	options.Files, options.Seed = w.source.Files, w.setup.Seed
	x := &exploration{world: w, small: map[int]*shrink.Result{}, files: map[int]string{}}
	if x.again, err = x.keptBreaks(o.save, options.Properties); err != nil {
		return err
	}
	ctx, done := o.untilInterrupted()
	defer done()
	progress := o.io.Progress("exploring", int64(max(options.States, options.Runs, 1)))
	shown := 0
	options.Progress = func(p explore.Progress) {
		progress.Add(int64(p.States + p.Runs - shown))
		shown = p.States + p.Runs
	}
	x.report, err = explore.Explore(ctx, w.scenario, w.setup, options)
	progress.Done()
	if err != nil {
		return unanswered(err)
	}
	if err := o.shrink(ctx, x); err != nil {
		return err
	}
	return o.conclude(ctx, x)
}

// options reads the flags.
func (o *exploreOptions) options() (e explore.Options, err error) {
	var ok bool
	if e.Search, ok = explore.ParseSearch(o.search); !ok {
		return e, usagef("--search is auto, exhaustive, random or guided")
	}
	if e.Kinds, err = explore.ParseKinds(o.kinds); err != nil {
		return e, usagef("--kinds: " + source.Escape(err.Error()))
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
	if err := o.checkProperties(); err != nil {
		return e, err
	}
	if o.states < 0 || o.runs < 0 {
		return e, usagef("--states and --runs are whole numbers from 1")
	}
	e.States, e.Runs, e.Plain = o.states, o.runs, o.each
	return e, nil
}

// keptBreaks tries the faults of the counterexamples in a directory again, and
// tells which of them break a property of the scenario as it is now.
func (x *exploration) keptBreaks(dir string, claims []*property.Property) (list []keptBreak, err error) {
	if dir == "" {
		return nil, nil
	}
	kept, err := shrink.Load(dir)
	if err != nil {
		return nil, coded{exitInvalid, err}
	}
	for _, src := range kept {
		s, found := scenarios.Decode(src.Name, src.Text)
		if found.HasErrors() {
			return nil, found
		}
		made, fits := explore.Again(s, x.scenario)
		if !fits {
			continue
		}
		setup, _ := scenarios.Build(made, x.source.Files)
		if setup == nil {
			continue // they are none that this scenario can have
		}
		_, verdicts, err := property.Run(sim.New(setup), claims)
		if err != nil {
			return nil, unanswered(err)
		}
		for n, v := range verdicts {
			if v == property.Violated {
				list = append(list, keptBreak{src.Name, claims[n].Name})
			}
		}
	}
	return list, nil
}

// shrink makes small counterexamples of those that were found, and keeps them.
func (o *exploreOptions) shrink(ctx context.Context, x *exploration) error {
	var words []string
	for _, k := range x.report.Kinds {
		words = append(words, k.Word())
	}
	for n := range x.report.Results {
		r := &x.report.Results[n]
		if r.Scenario == nil {
			continue
		}
		small, err := shrink.Shrink(ctx, r.Scenario, shrink.Options{Files: x.source.Files, Property: r.Property, Faults: words})
		if err != nil {
			return unanswered(err)
		}
		x.small[n] = small
		if o.save == "" {
			continue
		}
		if x.files[n], err = small.Save(o.save); err != nil {
			o.tell(coded{exitUsage, err})
		}
	}
	return nil
}

// conclude tells what was found, and ends with the exit code of that.
func (o *exploreOptions) conclude(ctx context.Context, x *exploration) error {
	var err error
	if o.json {
		err = o.document(x.document())
	} else {
		o.show(x)
	}
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case x.report.Failed(), len(x.again) > 0:
		return errMissed
	}
	return nil
}
