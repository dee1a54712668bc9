package command

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type shrinkOptions struct {
	*factory
	settings
	outputFile
	path string // of the scenario
}

func newCmdShrink(f *factory) *cobra.Command {
	o := &shrinkOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "shrink SCENARIO",
		Short: "Make the smallest scenario that goes wrong in the same way",
		Long: "Make the smallest scenario that goes wrong in the same way as this one: it breaks the\n" +
			"same property, or misses the same expectation, by the same rules in the same order, as\n" +
			"`rehearse why` tells them; steps that went well may be fewer. It is the first property\n" +
			"that it breaks of those given, or of its own, or else the first expectation that it\n" +
			"misses. No part of what comes out can be left out or made simpler.\n\n" +
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
	o.settings.propertyFlag(cmd)
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
	claims, err := w.scenario.Claims()
	if err != nil {
		return err
	}
	ctx, done := o.untilInterrupted()
	defer done()
	r, err := o.shrink(ctx, w, claims[len(claims)-len(o.properties):])
	if err != nil {
		return unanswered(err)
	}
	if err := o.tell(r); err != nil {
		return err
	}
	return context.Cause(ctx)
}

// runsShown is how many runs the bar of progress is for; few take more.
const runsShown = 500

// shrink makes the scenario small for the first of the given properties that it
// breaks, or for what it breaks of its own if none is given.
func (o *shrinkOptions) shrink(ctx context.Context, w *world, given []*property.Property) (r *shrink.Result, err error) {
	progress := o.io.Progress("runs", runsShown)
	defer progress.Done()
	options := shrink.Options{Files: w.source.Files, Progress: func() { progress.Add(1) }}
	if len(given) == 0 {
		r, err = shrink.Shrink(ctx, w.scenario, options)
	}
	for _, options.Property = range given {
		if r, err = shrink.Shrink(ctx, w.scenario, options); !errors.Is(err, shrink.ErrHolds) {
			break
		}
	}
	if errors.Is(err, shrink.ErrHolds) {
		return nil, coded{exitInvalid, errors.New("there is nothing to shrink: " + source.Escape(w.name) + " " + unbroken(given))}
	}
	return r, err
}

// unbroken says what a scenario does not break.
func unbroken(given []*property.Property) string {
	if len(given) > 0 {
		return "does not break " + given[0].Name
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
		others = append(others, map[string]any{"chain": find.Chain.Words(), "text": string(scenarios.Encode(find.Scenario))})
	}
	return o.outputFile.document(o.factory, text, map[string]any{
		"schema": "rehearse/shrink/1", "claim": r.Claim, "at": r.At.String(), "chain": r.Chain.Words(), "why": r.Subject,
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
