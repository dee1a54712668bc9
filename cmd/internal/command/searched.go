package command

// What commands that search for faults do alike.

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// bounded is what commands that search for faults check alike before anything is
// read: their kinds, and how far the search may go.
func bounded(kinds string, states, runs int) ([]explore.Kind, error) {
	list, err := explore.ParseKinds(kinds)
	if err != nil {
		return nil, usagef("--kinds: " + source.Escape(err.Error()))
	}
	return list, cmp.Or(counted("states", states), counted("runs", runs))
}

// loadClaims loads a scenario as load does, with the properties that a search
// asks of it.
func loadClaims(f *factory, path string, s settings) (*world, []*property.Property, error) {
	w, err := load(f, path, s)
	if err != nil {
		return nil, nil, err
	}
	list, err := w.scenario.Claims()
	return w, list, err
}

// savable refuses a directory for counterexamples that somebody names and that can not
// be written.
func savable(save string) error {
	if save == "" || save == shrink.Dir {
		return nil
	}
	return writableDirectory("--save", save)
}

// strikes says which of the kinds that somebody asked for can strike nothing, and
// refuses them if none can.
func (o *exploreOptions) strikes(w *world, kinds []explore.Kind) error {
	useful := explore.Striking(kinds, w.setup, w.Fleet().Len())
	if !o.asked || len(useful) == len(kinds) {
		return nil
	}
	idle := slices.DeleteFunc(kindWords(kinds), func(k string) bool { return slices.Contains(kindWords(useful), k) })
	text := "of --kinds " + strings.Join(idle, ", ") + " can strike nothing here, as the scenario has no hosts"
	if len(useful) == 0 {
		return usagef(text + "; name fail, hang or late, which strike the events of deployments")
	}
	o.io.Notef("note: %s\n", text)
	return nil
}

// shrinking is how counterexamples of a search are made smaller; ran is called for
// each run.
func (w *world) shrinking(claim *property.Property, ran func()) shrink.Options {
	return shrink.Options{Files: w.source.Files, Property: claim, Progress: ran}
}

// smaller shows how far making a counterexample small is.
func (f *factory) smaller() (ran, done func()) {
	progress := f.io.Progress("making it small", runsShown)
	return func() { progress.Add(1) }, progress.Done
}
