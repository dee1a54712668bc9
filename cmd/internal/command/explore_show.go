package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// show prints what a search has found.
func (o *exploreOptions) show(x *exploration) {
	for _, k := range x.again {
		if k.Faults > 0 {
			o.io.Printf("%s %s: what strikes there breaks %s here\n", term.Bad.Text("kept"), k.Path, k.Property)
		} else {
			o.io.Printf("%s %s: %s is broken here without what strikes there\n", term.Bad.Text("kept"), k.Path, k.Property)
		}
	}
	for n := range x.report.Results {
		o.showResult(x, n)
	}
	if x.report.Enough {
		o.showScope(x.exhausted())
		o.showLayers(x.report)
	}
	if x.report.Drawn() {
		o.showScope(x.drawn())
		if !x.report.Enough && x.report.Why != "" {
			o.io.Printf("no exhaustive search: %s\n", x.report.Why)
		}
		o.showRuns(x.report)
	}
}

func (o *exploreOptions) showScope(scope []string) {
	o.io.Printf("\nscope: %s", scope[0])
	for _, more := range scope[1:] {
		o.io.Printf(";\n       %s", more)
	}
	o.io.Printf("\n")
}

func (o *exploreOptions) showResult(x *exploration, n int) {
	r := &x.report.Results[n]
	style := term.OK
	if !r.Verdict.Pass() {
		style = term.Bad
	}
	o.io.Printf("%s %s\n", style.Text(r.Verdict.String()), r.Property.Name)
	if r.Property.Name != r.Property.Text && r.Property.Text != "" {
		o.io.Printf("  that is: %s\n", r.Property.Text)
	}
	switch r.Verdict {
	case explore.Untested:
		why := "no run puts it to the test"
		if r.Property.Hostless(x.World) {
			why = "there is no host that it could speak of"
		}
		o.io.Printf("  %s, so nothing is said about it\n", why)
	case explore.NotFound:
		if r.Doubts > 0 {
			o.io.Printf("  in %s that the search can not rule out it breaks, but no scenario was found that shows one\n", plural(r.Doubts, "order"))
		}
	case explore.Broken:
		o.showCounterexample(x, n)
	}
}

func (o *exploreOptions) showCounterexample(x *exploration, n int) {
	r, small := &x.report.Results[n], x.small[n]
	o.io.Printf("  broken %s%s%s\n", withFaults(r.Faults), x.besideOwn(), holdsWith(r))
	o.showStory(x, n)
	which := "the smallest scenario"
	if !small.Minimal {
		which = "a scenario, not yet the smallest,"
	}
	o.io.Printf("  %s that goes wrong %s, %s,\n  at %s, as its times are small too:\n\n", which, alikeBy(small), x.smallest(n), small.At.String())
	path := x.files[n]
	if path == "" {
		path = "FILE"
	}
	for _, line := range strings.Split(strings.TrimRight(string(small.Text(path)), "\n"), "\n") {
		o.io.Printf("    %s\n", line)
	}
	if x.files[n] != "" {
		o.io.Printf("\n  kept in %s\n", x.files[n])
	}
}

// holdsWith says with how many faults a broken property holds, as far as that is known.
func holdsWith(r *explore.Result) string {
	switch {
	case r.Faults == 0:
		return ""
	case r.UpTo == r.Faults-1:
		return "; it holds with " + atMost(r.UpTo)
	case r.UpTo >= 0:
		return fmt.Sprintf("; it holds with %s, and whether with fewer than %d is not known", atMost(r.UpTo), r.Faults)
	case r.Search == explore.Exhaustive:
		return "; whether it holds with fewer is not known"
	case r.Faults == 1:
		return "; drawn runs found it, so that it may break without one"
	}
	return "; drawn runs found it, so that fewer may be enough"
}

// withFaults says how many faults it takes.
func withFaults(n int) string {
	if n == 0 {
		return "without a fault"
	}
	return "with " + plural(n, "fault")
}

func atMost(n int) string {
	if n == 0 {
		return "none"
	}
	return "up to " + plural(n, "fault")
}

// scope is what the search for a property has looked at, in words.
func (x *exploration) scope(r *explore.Result) string {
	if r.Search == explore.Exhaustive {
		return strings.Join(x.exhausted(), "; ")
	}
	return strings.Join(x.drawn(), "; ")
}

// exhausted is what the exhaustive search has looked at.
func (x *exploration) exhausted() []string {
	order := "in any order"
	if x.report.InOrder {
		order = "in that of the scenario"
	}
	return []string{
		x.searched() + ", " + x.struck(),
		"work takes any time up to its limit; equals start " + order + " (CD-2.15)",
		"left out: that a whole deployment runs out of time by long work (CD-2.18)",
	}
}

// struck says with how many faults the exhaustive search has visited all states, and
// with how many some, as it ends when all is known to break, or has too many.
func (x *exploration) struck() string {
	r, last := x.report, x.report.Layers[len(x.report.Layers)-1]
	kinds := ""
	if len(r.Kinds) > 0 {
		kinds = " (" + strings.Join(kindWords(r.Kinds), ", ") + ")"
	}
	switch {
	case r.AnyFaults && len(r.Layers) == 1: // there is no moment for one, or it does what happens without it too
		return "any number of faults" + kinds + ", which lead to no other state"
	case r.AnyFaults:
		return "any number of faults" + kinds + " at every lifecycle event"
	case last.Faults == 0 && r.UpTo < 0:
		return "some of the states without a fault"
	case r.UpTo < 0:
		return "some of the states with " + atMost(last.Faults) + kinds
	case r.UpTo == 0 && last.Done:
		return "no fault"
	case last.Done:
		return atMost(r.UpTo) + kinds + " at every lifecycle event"
	case r.UpTo == 0:
		return "all states without a fault, and some with " + plural(last.Faults, "fault") + kinds
	}
	return "all states with " + atMost(r.UpTo) + ", and some with " + plural(last.Faults, "fault") + kinds
}

// drawn is what the drawn runs have looked at.
func (x *exploration) drawn() []string {
	r, search, about := x.report, explore.Random, ""
	if r.By(explore.Guided) {
		search = explore.Guided
	}
	if r.Enough {
		about = " for what the exhaustive one can not tell"
	}
	with := "drawn faults (" + strings.Join(kindWords(r.Kinds), ", ") + ") and delays"
	switch {
	case len(r.Kinds) == 0:
		with = "drawn delays, as these kinds of faults strike hosts alone"
	case r.Odds.Places == 0:
		with = "nothing that faults or delays could strike"
	}
	return []string{
		fmt.Sprintf("%s search of %s%s", search, x.searched(), about),
		fmt.Sprintf("%s with %s, seed %d", plural(r.Runs, "run"), with, r.Seed),
	}
}

// searched is what faults can strike, in words.
func (x *exploration) searched() string {
	shifts := slices.ContainsFunc(x.setup.CodeDeploy.Applications, func(a codedeploy.Application) bool { return a.Platform != codedeploy.Server })
	switch n := x.report.Instances; {
	case shifts && n == 0:
		return "hooks and task sets"
	case shifts:
		return plural(n, "instance") + ", hooks and task sets"
	default:
		return plural(n, "instance")
	}
}

func (o *exploreOptions) showLayers(r *explore.Report) {
	table := &term.Table{Header: []string{"faults", "states", ""}}
	for _, l := range r.Layers {
		all := "all"
		if !l.Done {
			all = "not all"
		}
		table.Row(l.Faults, l.States, all)
	}
	o.io.Table(table)
	o.io.Printf("%s visited; %s led to one that was known\n", plural(r.States, "state"), plural(int(r.Steps)-r.States+1, "choice"))
	switch {
	case r.Interrupted:
		o.io.Printf("not complete: %s\n", r.Why)
	case r.Why != "":
		o.io.Printf("not complete: %s; give --states, --faults or --kinds\n", r.Why)
	}
}

func (o *exploreOptions) showRuns(r *explore.Report) {
	o.io.Printf("covered: %s, %s of a rule, %s of records\n", plural(len(r.Coverage.Rules), "rule"), plural(r.Coverage.Outcomes, "outcome"), plural(r.Coverage.Follows, "pair"))
	if r.Odds.Places == 0 {
		o.io.Printf("there is no lifecycle event that a fault could strike\n")
		return
	}
	if !slices.ContainsFunc(r.Results, func(x explore.Result) bool { return x.Search != explore.Exhaustive && x.Verdict == explore.NotFound }) {
		return
	}
	o.io.Printf("what was not found breaks in fewer than one drawn run of %d, with 95%% confidence", r.Odds.Rare)
	if r.Odds.Missed < explore.Certain {
		o.io.Printf(";\nthe chance that a given fault at a given lifecycle event, of %d, was never tried\n"+
			"alone is %s at most", r.Odds.Places, millionths(r.Odds.Missed))
	}
	if r.Odds.Pair < explore.Certain {
		o.io.Printf(", and that two given ones were never tried together %s", millionths(r.Odds.Pair))
	}
	o.io.Printf("\n")
}

// millionths is a chance in per cent.
func millionths(n int64) string { return fmt.Sprintf("%d.%04d%%", n/10_000, n%10_000) }

// document is the JSON document of a search.
func (x *exploration) document() map[string]any {
	r := x.report
	doc := map[string]any{
		"schema": "rehearse/explore/1", "scenario": x.name, "search": r.Results[0].Search.String(), "instances": r.Instances,
		"kinds": kindWords(r.Kinds), "properties": x.results(), "scope": x.scope(&r.Results[0]), "why": r.Why, "kept": append([]keptBreak{}, x.again...),
	}
	if len(r.Layers) > 0 {
		doc["layers"], doc["states"], doc["steps"], doc["complete"], doc["upTo"], doc["anyFaults"], doc["symmetric"] = layersOf(r), r.States, r.Steps, r.Complete, r.UpTo, r.AnyFaults, r.Symmetric
	}
	if r.Drawn() {
		doc["runs"], doc["seed"], doc["oneIn"], doc["missedMillionths"], doc["missedPairMillionths"] = r.Runs, r.Seed, r.Odds.Rare, r.Odds.Missed, r.Odds.Pair
		doc["coverage"] = map[string]any{"rules": ruleWords(r), "outcomes": r.Coverage.Outcomes, "follows": r.Coverage.Follows}
	}
	return doc
}

func (x *exploration) results() []map[string]any {
	list := []map[string]any{}
	for n := range x.report.Results {
		r := &x.report.Results[n]
		made := map[string]any{"property": r.Property.Name, "verdict": r.Verdict.String(), "passed": r.Verdict.Pass(), "search": r.Search.String(), "scope": x.scope(r)}
		if r.Property.Text != r.Property.Name {
			made["claim"] = r.Property.Text
		}
		if r.Doubts > 0 {
			made["doubts"] = r.Doubts
		}
		if r.Verdict == explore.Broken {
			if made["faults"] = r.Faults; r.UpTo >= 0 {
				made["holdsUpTo"] = r.UpTo
			}
			small := x.small[n]
			made["smallestFaults"] = x.smallestFaults(n)
			made["counterexample"] = string(small.Text(x.files[n]))
			made["strikes"] = append([]string{}, r.Strikes(x.scenario)...)
			made["found"] = x.storyDocument(n)
			made["at"], made["why"], made["minimal"] = small.At.String(), small.Subject, small.Minimal
			if x.files[n] != "" {
				made["file"] = x.files[n]
			}
		}
		list = append(list, made)
	}
	return list
}

func kindWords(kinds []explore.Kind) (words []string) {
	for _, k := range kinds {
		words = append(words, k.String())
	}
	return words
}

func ruleWords(r *explore.Report) []string {
	words := []string{}
	for _, rule := range r.Coverage.Rules {
		words = append(words, rules.String(rule))
	}
	return words
}

func layersOf(r *explore.Report) []map[string]any {
	list := []map[string]any{}
	for _, l := range r.Layers {
		list = append(list, map[string]any{"faults": l.Faults, "states": l.States, "complete": l.Done})
	}
	return list
}
