package command

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

type shrinkOptions struct {
	*factory
	settings
	outputFile
	path     string // of the scenario
	property string
}

func newCmdShrink(f *factory) *cobra.Command {
	o := &shrinkOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "shrink SCENARIO",
		Short: "Make the smallest scenario that goes wrong in the same way",
		Long: "Make the smallest scenario that goes wrong in the same way as this one: it breaks the\n" +
			"same property, or misses the same expectation, by the same chain of rules. Without\n" +
			"--property it is the first property of the scenario that it breaks, or else the first\n" +
			"expectation that it misses. No part of what comes out can be left out or made simpler.\n\n" +
			"Ctrl-C prints the smallest so far.",
		Example: "  rehearse shrink incident.yaml\n  rehearse shrink rollback --property max-failed=0 -o small.yaml\n" +
			"  rehearse shrink rollback --property 'never any(deployments, status == \"Failed\")'",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.path = a[0]
			return o.run()
		},
	}
	o.settings.baseFlags(cmd)
	o.outputFile.flags(cmd)
	cmd.Flags().StringVar(&o.property, "property", "", "what the scenario breaks, as properties say it, instead of its own")
	return cmd
}

func (o *shrinkOptions) run() error {
	if err := o.check(o.path); err != nil {
		return err
	}
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if err := w.keepable(); err != nil {
		return err
	}
	claim, err := o.claim(w)
	if err != nil {
		return err
	}
	ctx, done := o.untilInterrupted()
	defer done()
	r, err := o.shrink(ctx, w, claim)
	if err != nil {
		return err
	}
	if err := o.tell(r); err != nil {
		return err
	}
	return context.Cause(ctx)
}

// claim is the property that was given, nil if none was.
func (o *shrinkOptions) claim(w *world) (*property.Property, error) {
	if o.property == "" {
		return nil, nil
	}
	w.source.Claims = []string{o.property}
	s, setup, found := w.source.Compile(w.changes...)
	if setup == nil {
		return nil, found
	}
	claims, err := s.Claims()
	if err != nil {
		return nil, err
	}
	return claims[len(claims)-1], nil
}

// runsShown is how many runs the bar of progress is for; few take more.
const runsShown = 500

func (o *shrinkOptions) shrink(ctx context.Context, w *world, claim *property.Property) (*shrink.Result, error) {
	progress := o.io.Progress("runs", runsShown)
	defer progress.Done()
	r, err := shrink.Shrink(ctx, w.scenario, shrink.Options{Files: w.source.Files, Property: claim, Progress: func() { progress.Add(1) }})
	if errors.Is(err, shrink.ErrHolds) {
		return nil, coded{exitInvalid, errors.New("there is nothing to shrink: " + w.name + " " + unbroken(claim))}
	}
	return r, err
}

// unbroken says what a scenario does not break.
func unbroken(claim *property.Property) string {
	if claim != nil {
		return "does not break " + claim.Name
	}
	return "breaks no property and misses no expectation; say with --property what must not happen"
}

// tell prints or writes the scenario that came out.
func (o *shrinkOptions) tell(r *shrink.Result) error {
	path := o.outputFile.path
	if path == "" {
		path = "FILE"
	}
	text := r.Text(filepath.ToSlash(path))
	if !o.json {
		if err := o.write(o.factory, text); err != nil {
			return err
		}
		o.io.Notef("%s\n", summary(r))
		return nil
	}
	others := []map[string]any{}
	for _, find := range r.Others {
		others = append(others, map[string]any{"chains": chainWords(find.Chains), "text": string(scenarios.Encode(find.Scenario))})
	}
	return o.outputFile.document(o.factory, text, map[string]any{
		"schema": "rehearse/shrink/1", "claim": r.Claim, "at": r.At.String(), "chains": chainWords(r.Chains), "why": r.Subject,
		"fingerprint": r.Print.String(), "runs": r.Runs, "minimal": r.Minimal, "others": others,
	})
}

// summary is a line on how a scenario was shrunk.
func summary(r *shrink.Result) string {
	text := "smallest of " + plural(r.Runs, "run")
	if !r.Minimal {
		text = "smallest so far, after " + plural(r.Runs, "run")
	}
	if len(r.Others) > 0 {
		text += "; " + plural(len(r.Others), "other way") + " to break it kept aside: see --json"
	}
	return text
}

// chainWords are chains as lists of the names of rules.
func chainWords(chains []shrink.Chain) (list [][]string) {
	for _, c := range chains {
		list = append(list, c.Words())
	}
	return list
}
