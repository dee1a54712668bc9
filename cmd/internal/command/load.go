package command

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// settings are the flags of every command that runs a scenario.
type settings struct {
	seed  string // empty: the scenario's
	set   []string
	until string
	tries scenarios.Tries

	properties []string // of commands that judge
	only       bool     // no others
}

func (s *settings) flags(cmd *cobra.Command) {
	s.baseFlags(cmd)
	s.tryFlags(cmd)
}

// tryFlags are those that try a fault.
func (s *settings) tryFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.tries.Fail, "fail", nil, "let a lifecycle event fail on a host, or on so many of the targets: web-3@ValidateService, 3@Install; it fails in what the timeline deploys, not in a rollback of hosts to what was there; for Lambda and ECS a hook by its event or function: BeforeAllowTraffic, which fails in a rollback too")
	cmd.Flags().StringArrayVar(&s.tries.Terminate, "terminate", nil, "terminate instances: web-3@90s")
	cmd.Flags().StringArrayVar(&s.tries.Stop, "stop", nil, "stop instances: web-3@90s")
	cmd.Flags().StringArrayVar(&s.tries.CrashAgent, "crash-agent", nil, "let the agent crash for good: web-3@90s")
	cmd.Flags().StringArrayVar(&s.tries.Slow, "slow", nil, "let scripts take so many times as long: web-3@10")
	cmd.Flags().StringArrayVar(&s.tries.ZoneOutage, "zone-outage", nil, "take an Availability Zone down: us-east-1a@2m")
	cmd.Flags().StringArrayVar(&s.tries.Alarm, "alarm", nil, "set an alarm to ALARM: api-errors@5m")
}

// baseFlags are those that change the scenario or the run, but try no fault.
func (s *settings) baseFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.seed, "seed", "", "draw everything from this seed, a whole number from 0, instead of the scenario's")
	s.setFlag(cmd)
}

func (s *settings) setFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.set, "set", nil, "change the scenario first, as PATH=VALUE; may be given again")
}

func (s *settings) untilFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.until, "until", "", "stop at this simulated time, such as 90s")
}

// world is a scenario with the world built from it.
type world struct {
	*sim.World
	scenario *scenarios.Scenario
	setup    *sim.Setup
	source   *scenarios.Source
	changes  []string // made to its text first
	trials   []scenarios.Trial
	own      int // inputs of the scenario itself; those of trials come behind
	name     string
	until    kernel.Time // below 0: to the end
	claims   followed
}

// load builds the world of a scenario; nothing has run yet.
func load(f *factory, path string, s settings) (*world, error) {
	w := &world{name: path, until: -1}
	if err := s.checkOnly(); err != nil {
		return nil, err
	}
	if s.until != "" {
		ms, err := source.ParseDuration(s.until)
		if err != nil {
			return nil, usagef("--until " + source.Escape(s.until) + " " + err.Error() + "; write one such as 90s")
		}
		w.until = kernel.Time(ms)
	}
	if _, err := strconv.ParseInt(s.seed, 10, 64); s.seed != "" && (err != nil || s.seed[0] == '-' || s.seed[0] == '+' || s.seed[0] == '0' && s.seed != "0") {
		return nil, usagef("--seed is a whole number from 0")
	}
	src, err := loadText(path)
	if err != nil {
		return nil, err
	}
	src.Claims, src.Only = s.properties, s.only
	w.source, w.changes = src, s.set
	if s.seed != "" {
		w.changes = append(w.changes, "seed="+s.seed)
	}
	var found source.Diagnostics
	if w.scenario, w.setup, found = src.Compile(w.changes...); w.setup == nil {
		hintImport(f.io, src)
		return nil, found
	}
	notes(f.io, found)
	w.own = len(w.setup.Inputs)
	if w.trials, err = s.tries.Try(w.setup); err != nil {
		return nil, coded{exitUsage, err}
	}
	w.World = sim.New(w.setup)
	return w, nil
}

// hintImport tells what to do with a document that is no scenario at all.
func hintImport(io *term.IO, src *scenarios.Source) {
	root, _ := source.Parse(src.Name, src.Text, source.Options{})
	if root != nil && root.Kind == source.Mapping && root.Get("rehearse") == nil && root.Get("fleet") == nil && root.Get("timeline") == nil {
		io.Notef("note: %s is no scenario; `rehearse import` makes one of what the AWS CLI prints and of CloudFormation templates\n", src.Name)
	}
}

// loadText finds the text of a scenario: as scenarios.Load does, or drawn as
// practice:17.
func loadText(path string) (*scenarios.Source, error) {
	if src, ok := question.PracticeSource(path); ok {
		return src, nil
	}
	src, err := scenarios.Load(path)
	if errors.Is(err, scenarios.ErrNotFound) {
		return nil, err
	}
	return src, unreadable(path, err)
}

// tried is a world of the same scenario with trials.
func (w *world) tried(trials []scenarios.Trial) (*world, error) {
	other := *w
	other.scenario, other.setup, _ = w.source.Compile(w.changes...) // as it did before
	if err := scenarios.Try(other.setup, trials); err != nil {
		return nil, coded{exitUsage, errors.New(source.Escape(err.Error()))}
	}
	other.World, other.trials = sim.New(other.setup), trials
	return &other, nil
}

// unfelt says of the trials that decided nothing in the run why.
func (w *world) unfelt() (list []string) {
	if len(w.trials) == 0 {
		return nil
	}
	for n, why := range scenarios.Unfelt(w.World, w.trials) {
		if why != "" {
			list = append(list, `"`+w.trials[n].String()+`" decided nothing: `+why)
		}
	}
	return list
}

// noteUnfelt tells of the trials that decided nothing.
func (w *world) noteUnfelt(io *term.IO) {
	for _, text := range w.unfelt() {
		io.Notef("note: %s\n", text)
	}
}

// creates says whether the timeline asks for a deployment.
func (w *world) creates() bool {
	return slices.ContainsFunc(w.setup.Inputs, func(in sim.Input) bool { return in.Call != nil && in.Call.Op == codedeploy.OpCreateDeployment })
}

// neverTaken are the entries of the timeline that did not happen, from 0.
func (w *world) neverTaken() (list []int) {
	for n := range w.own {
		if _, _, ok := w.Taken(n); !ok {
			list = append(list, n)
		}
	}
	return list
}

// mostKept is how many hosts a run may have of which all records are kept; that
// takes about 6 kB a host.
const mostKept = 100_000

// keepable refuses a run whose records would not fit in memory.
func (w *world) keepable() error {
	if w.Fleet().Len() <= mostKept {
		return nil
	}
	return coded{exitInvalid, fmt.Errorf("this needs all records of a run, and %d hosts have too many; with up to %d it works, and `rehearse run --journal FILE` takes any",
		w.Fleet().Len(), mostKept)}
}

// early says whether the run is to be stopped before its end; what a scenario
// expects is then not judged.
func (w *world) early() bool { return w.until >= 0 }

// play runs the world to its end, or until the time that was asked for.
func (w *world) play() error {
	if w.early() {
		return w.RunUntil(w.until)
	}
	return w.Run()
}
