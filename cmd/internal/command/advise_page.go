package command

// What is advised as a page.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/advise"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// page is what is advised for a page, which shows all rows.
func (o *adviseOptions) page(a *advice) *page.Advice {
	p := &page.Advice{
		Title: source.Escape("A configuration for " + a.Group), Facts: o.facts(a), Remarks: escapedAll(a.remarks()), Untried: escapedAll(a.Untried), Trade: a.trade(),
		Alarms: a.watched(), Command: source.Escape("rehearse advise " + a.name),
	}
	for n := range a.Rows {
		p.Rows = append(p.Rows, o.advised(a, n))
	}
	p.Remarks = append([]string{orderOfRows}, p.Remarks...)
	for _, l := range o.times(a) {
		p.Remarks = append(p.Remarks, l.Label+": "+l.Text)
	}
	if len(a.Rows) > 0 {
		for _, c := range a.Claims(&a.Rows[0]) {
			p.Claims = append(p.Claims, page.Labelled{Label: source.Escape(c.Label), Text: source.Escape(c.Text)})
		}
	}
	best := a.Best()
	p.Best, p.Verdict = source.Escape(strings.Join(o.verdict(a), "; ")), advise.Breaks.String()
	if best != nil {
		p.Verdict = best.Verdict.String()
	}
	if best != nil && !best.Present {
		for _, part := range a.changes(best) {
			p.Change = append(p.Change, page.Labelled{Label: part.title, Text: string(part.text)})
		}
	}
	return p
}

// facts are what the advice is about.
func (o *adviseOptions) facts(a *advice) []string {
	list := []string{plural(a.Hosts, "host") + " in " + plural(a.Zones, "zone"), "with " + atMost(o.tolerate) + ": " + strings.Join(kindWords(a.Kinds()), ", ")}
	if a.Must > 0 {
		list = append(list, fmt.Sprintf("%d of them to be kept", a.Must))
	}
	return append(list, fmt.Sprintf("%d of %s tried", len(a.Rows), plural(a.All, "configuration")))
}

// advised is a row of the page.
func (o *adviseOptions) advised(a *advice, n int) page.Advised {
	row := &a.Rows[n]
	made := page.Advised{
		Key: keyOf(a, n).Text, Name: source.Escape(row.Label()), AWS: source.Escape(row.Name()), Present: row.Present, Rollback: len(row.Rollback) > 0, Alarms: row.Alarms != nil,
		Took: seconds(row.Took), Worst: seconds(row.Worst), AtLimits: seconds(row.AtLimits), Kept: keptOf(a, row), Verdict: row.Verdict.String(), Through: o.holds(row), Breaks: source.Escape(breaks(row)),
	}
	var shown []*scenarios.Scenario
	show := func(what, how string, s *scenarios.Scenario, claims ...advise.Claim) {
		if slices.Contains(shown, s) {
			return
		}
		shown = append(shown, s)
		made.Cases = append(made.Cases, page.Shown{What: what, How: source.Escape(how), Scenario: escapedLines(a.text(s, claims...))})
	}
	if b := row.Broken; b != nil {
		show("It breaks "+source.Escape(b.Claim.Label), b.How, b.Scenario, b.Claim)
	}
	if c := row.Longest; c != nil {
		show("The longest run that was seen, "+made.Worst, c.How, c.Scenario)
	}
	if c := a.latest(row); c != nil {
		show("The longest that was seen with all work at its limits, "+made.AtLimits, c.How, c.Scenario)
	}
	if c := row.Fewest; c != nil {
		show("The fewest hosts that were seen left alone, "+made.Kept, c.How, c.Scenario)
	}
	return made
}

func escapedLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(source.Escape(strings.TrimRight(line, "\n")) + "\n")
	}
	return b.String()
}

func escapedAll(list []string) (made []string) {
	for _, text := range list {
		made = append(made, source.Escape(text))
	}
	return made
}
