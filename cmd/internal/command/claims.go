package command

// The properties of a scenario, those of --property among them: how a run is
// followed under them, and what is told of it.

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// followed is what came out of following a run under its properties.
type followed struct {
	watch    *property.Watch
	verdicts []property.Verdict // nil if the run was stopped early
}

// shownProperty is a property of a run as JSON.
type shownProperty struct {
	Property string          `json:"property"`
	Claim    string          `json:"claim,omitempty"` // what a built-in stands for
	Verdict  string          `json:"verdict"`         // held, violated, vacuous, or open if the run was stopped early
	Reason   string          `json:"reason,omitempty"`
	At       string          `json:"at,omitempty"`     // of violated
	Record   kernel.RecordNo `json:"record,omitempty"` // the latest at that instant, from 1
	Kind     string          `json:"kind,omitempty"`
	Chain    []link          `json:"chain,omitempty"` // that record, and what caused it
}

func (s *settings) propertyFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.properties, "property", nil, "what must hold, such as 'always offline <= 3' or max-offline=3, as \"rehearse properties\" lists them, or the name of one of the scenario; may be given again")
}

// onlyFlag leaves out properties.
func (s *settings) onlyFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.only, "only", false, "leave out the properties of the scenario that --property does not name")
}

// checkOnly refuses --only where it would leave nothing.
func (s *settings) checkOnly() error {
	if s.only && len(s.properties) == 0 {
		return usagef("--only alone leaves out all properties of the scenario; name with --property those that are to stay")
	}
	return nil
}

// ofProperty says whether an error is about a property of --property.
func ofProperty(err error) bool {
	var found source.Diagnostics
	return errors.As(err, &found) && slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.File == "--property" })
}

// playUnder runs the world as play does, and follows it under its properties.
func (w *world) playUnder() error {
	list, err := w.scenario.Claims()
	switch {
	case err != nil:
		return err
	case len(list) == 0:
		return w.play()
	}
	until := kernel.Time(1<<63 - 1)
	if w.early() {
		until = w.until
	}
	w.claims.watch, err = property.Start(w.World, list)
	for more := true; more && err == nil; {
		if more, err = w.StepUntil(until); err == nil && more {
			err = w.claims.watch.Step(w.World)
		}
	}
	w.Journal().Flush()
	if err == nil && !w.early() {
		w.claims.verdicts, err = w.claims.watch.End(w.World)
	}
	return unanswered(err)
}

// unanswered is what is said of a property that has no answer.
func unanswered(err error) error {
	var none *property.Unanswered
	if errors.As(err, &none) {
		text := "property " + err.Error() + "; let the property say what holds then"
		if place := none.Place.String(); place != "" {
			text = source.Escape(place) + ": " + text
		}
		return coded{exitInvalid, errors.New(text)}
	}
	return err
}

// properties are the properties of a run that has ended.
func (w *world) properties() (list []shownProperty) {
	if w.claims.watch == nil {
		return nil
	}
	for n, p := range w.claims.watch.Properties {
		one := shownProperty{Property: p.Name, Verdict: "open", Reason: "the run was stopped early"}
		if p.Text != p.Name {
			one.Claim = p.Text
		}
		if w.claims.verdicts != nil {
			one.Verdict, one.Reason = w.claims.verdicts[n].String(), ""
		}
		if one.Verdict == property.Vacuous.String() {
			one.Reason = w.vacuous(p)
		}
		for _, v := range w.claims.watch.Violations {
			if v.Property == p {
				w.blame(&one, v)
			}
		}
		list = append(list, one)
	}
	return list
}

// vacuous is why a property was never put to the test.
func (w *world) vacuous(p *property.Property) string {
	switch {
	case p.Hostless(w.World):
		return "there is no host that it could speak of"
	case p.Verb == property.Sometimes:
		return "it was never so in this run"
	}
	return "what stands before -> was never so in this run"
}

// blame says where a property broke, and by what.
func (w *world) blame(one *shownProperty, v property.Violation) {
	one.Verdict, one.Reason, one.At, one.Record = property.Violated.String(), "", v.At.String(), v.Record
	if v.AtEnd {
		one.Reason = "when nothing was left to happen"
	}
	rows := w.Journal().Records()
	if kernel.RecordNo(len(rows)) != w.Journal().Len() || one.Record == 0 {
		return
	}
	one.Kind, one.Chain = events.RecordName(rows[one.Record-1].Kind), w.chain(one.Record)
}

// judged counts the properties that a run broke, and those that it did not put
// to the test.
func judged(list []shownProperty) (violated, untested int) {
	for i := range list {
		switch list[i].Verdict {
		case property.Violated.String():
			violated++
		case property.Vacuous.String():
			untested++
		}
	}
	return violated, untested
}

// verdictWord colours a verdict.
func verdictWord(verdict string) term.Text {
	switch verdict {
	case property.Held.String():
		return term.OK.Text("held    ")
	case property.Violated.String():
		return term.Bad.Text("VIOLATED")
	}
	return term.Warn.Text((verdict + "        ")[:8])
}

// showProperties tells of each property what came out, and why.
func showProperties(io *term.IO, list []shownProperty) {
	if len(list) == 0 {
		return
	}
	io.Printf("\nproperties\n")
	for i := range list {
		showProperty(io, "  ", &list[i])
	}
}

func showProperty(io *term.IO, indent string, p *shownProperty) {
	io.Printf(indent+"%s  %s\n", verdictWord(p.Verdict), p.Property)
	inner := indent + "          "
	if p.Verdict != property.Held.String() && p.Claim != "" {
		io.Printf(inner+"that is: %s\n", p.Claim)
	}
	switch {
	case p.Verdict == property.Violated.String() && p.Record == 0:
		io.Printf(inner + "from the start\n")
	case p.Verdict == property.Violated.String():
		io.Printf(inner+"at %s%s, by record %d%s\n", p.At, spaced(p.Reason), int64(p.Record), spaced(p.Kind))
	case p.Reason != "":
		io.Printf(inner+"%s\n", p.Reason)
	}
	showChain(io, inner, p.Chain, false)
}

// spaced is a text with a space in front, if it says anything.
func spaced(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}
