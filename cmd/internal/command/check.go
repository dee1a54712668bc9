package command

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

type checkOptions struct {
	*factory
	settings
	paths []string
}

// checkResult is the verdict on one scenario.
type checkResult struct {
	Name          string   `json:"name"`
	OK            bool     `json:"ok"`
	Passed        int      `json:"passed"`
	Failures      []string `json:"failures"`
	NeverHappened []int    `json:"neverHappened,omitempty"` // entries of the timeline, from 0

	Properties []shownProperty `json:"properties,omitempty"`
	code       int             // the exit code it alone would lead to
}

func newCmdCheck(f *factory) *cobra.Command {
	o := &checkOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "check [SCENARIO…]",
		Short: "Run scenarios and compare them with what they expect",
		Long: "Run scenarios, or the whole library if none is named, and compare each with its\n" +
			"`expect` and its properties. The exit code is 1 if anything was missed, or if a property\n" +
			"was never put to the test; 3 or 4 if a scenario is wrong or not there; the others are\n" +
			"checked all the same.",
		Example: "  rehearse check\n  rehearse check deploy/*.yaml --json\n  rehearse check --property ends --property minimum-healthy",
		RunE: func(_ *cobra.Command, a []string) error {
			o.paths = a
			return o.run()
		},
	}
	o.settings.flags(cmd)
	o.settings.propertyFlag(cmd)
	o.settings.onlyFlag(cmd)
	return cmd
}

func (o *checkOptions) run() error {
	if len(o.paths) == 0 {
		for _, e := range scenarios.Library() {
			o.paths = append(o.paths, e.Name)
		}
	}
	var results []checkResult
	progress := o.io.Progress("checking", int64(len(o.paths)))
	defer progress.Done()
	worst := exitDone
	for _, path := range o.paths {
		r, err := o.check(path)
		if exitCode(err) == exitUsage || len(results) == 0 && ofProperty(err) { // so it is with all of them
			return err
		}
		if err != nil {
			r = unchecked(path, err)
		}
		results = append(results, r)
		worst = max(worst, r.code)
		progress.Add(1)
	}
	progress.Done()
	if err := o.print(results); err != nil || worst == exitDone {
		return err
	}
	return coded{worst, errors.New("")}
}

// unchecked is the result for a scenario that could not be run.
func unchecked(path string, err error) checkResult {
	return checkResult{Name: path, Failures: strings.Split(err.Error(), "\n"), code: exitCode(err)}
}

// check runs one scenario.
func (o *checkOptions) check(path string) (checkResult, error) {
	w, err := load(o.factory, path, o.settings)
	if err != nil {
		return checkResult{}, err
	}
	pace := sim.NewPace(w.World)
	w.Journal().SetLevel(w.scenario.JournalLevel())
	if explained := len(w.scenario.Properties) > 0 && w.Fleet().Len() <= fleetKept; explained {
		w.Journal().SetLevel(kernel.All)
	} else {
		w.Journal().Stream(pace.Observe)
	}
	if err := w.playUnder(); err != nil {
		return checkResult{}, err
	}
	pace.Observe(w.Journal().Records())
	v := scenarios.Check(w.scenario, w.World, pace)
	r := checkResult{Name: path, Passed: v.Passed, Failures: []string{}, NeverHappened: w.neverTaken(), Properties: w.properties()}
	violated, untested := judged(r.Properties)
	r.OK = v.Failed+violated+untested == 0
	for _, f := range v.Failures {
		r.Failures = append(r.Failures, f.String())
	}
	if !r.OK {
		r.code = exitMissed
	}
	return r, nil
}

// held says how much came out as it should.
func (r *checkResult) held() string {
	text := plural(r.Passed, "expectation")
	switch n := len(r.Properties); n {
	case 0:
	case 1:
		text += ", 1 property"
	default:
		text += ", " + strconv.Itoa(n) + " properties"
	}
	return text
}

func (o *checkOptions) print(results []checkResult) error {
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/check/1", "checks": results})
	}
	failed := 0
	for _, r := range results {
		if r.OK {
			o.io.Printf("%s %s (%s)\n", term.OK.Text("ok    "), r.Name, r.held())
			for _, n := range r.NeverHappened {
				o.io.Printf("       note: timeline[%d] never happened\n", n)
			}
			continue
		}
		failed++
		o.io.Printf("%s %s\n", term.Bad.Text("FAILED"), r.Name)
		for _, f := range r.Failures {
			o.io.Printf("       %s\n", f)
		}
		for i := range r.Properties {
			if p := &r.Properties[i]; p.Verdict != property.Held.String() {
				showProperty(o.io, "       ", p)
			}
		}
	}
	o.io.Printf("%s, %d failed\n", plural(len(results), "scenario"), failed)
	return nil
}
