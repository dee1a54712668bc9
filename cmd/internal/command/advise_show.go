package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/advise"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// brokenShown is how many of those that break something are shown.
const brokenShown = 5

// show prints what is advised.
func (o *adviseOptions) show(a *advice) {
	o.io.Printf("%s: %s in %s\n", term.Bold.Text(a.Group), plural(a.Hosts, "host"), plural(a.Zones, "zone"))
	if len(a.Rows) > 0 {
		for _, c := range a.Claims(&a.Rows[0]) {
			o.io.Printf("  %s: %s\n", c.Label, c.Text)
		}
	}
	o.io.Printf("with %s: %s\n\n", atMost(o.tolerate), strings.Join(kindWords(a.Kinds()), ", "))
	hidden := o.table(a)
	if hidden > 0 {
		o.io.Printf("not shown: %s of which something breaks each; --all shows them\n", plural(hidden, "configuration"))
	}
	o.io.Printf("%s\n", orderOfRows)
	for _, l := range o.times(a) {
		o.io.Printf("%s: %s\n", l.Label, l.Text)
	}
	for _, text := range a.remarks() {
		o.io.Printf("%s\n", text)
	}
	if len(a.files) > 0 {
		o.io.Printf("kept: %s in %s\n", plural(len(a.files), "counterexample"), o.save)
	}
	if len(a.Rows) < a.All {
		o.io.Printf("interrupted: %d of %d were tried\n", len(a.Rows), a.All)
	}
	o.io.Printf("\nhosts kept, over the time that a deployment takes\n")
	o.io.Points(a.points())
	o.io.Printf("\n")
	o.showBest(a)
	o.io.Printf("not tried:\n")
	for _, text := range a.Untried {
		o.io.Printf("  %s\n", text)
	}
}

// table shows the rows, and says how many it does not.
func (o *adviseOptions) table(a *advice) (hidden int) {
	t := &term.Table{Prose: true, Header: []string{"", "minimum", "rollback", "alarms", "time", "faults", "limits", "kept", "holds", "what breaks it"}}
	broken := 0
	for n := range a.Rows {
		row := &a.Rows[n]
		if row.Verdict == advise.Breaks {
			if broken++; broken > brokenShown && !row.Present && !o.all {
				hidden++
				continue
			}
		}
		t.Row(keyOf(a, n), labelOf(row), yesOr(len(row.Rollback) > 0), alarmsOf(a, row), seconds(row.Took), seconds(row.Worst), rounded(row.AtLimits), keptOf(a, row), o.holds(row), breaks(row))
	}
	o.io.Table(t)
	return hidden
}

// orderOfRows is by what the rows are in order.
const orderOfRows = "in order: what holds, the fastest first; then what takes most faults to break, and of that what keeps most"

// times say which times the columns have.
func (o *adviseOptions) times(a *advice) []page.Labelled {
	tried := 0
	for n := range a.Rows {
		tried = max(tried, a.Rows[n].Tried)
	}
	return []page.Labelled{
		{Label: "time", Text: "of an undisturbed deployment from created to completed, and of its rollback; of several the longest"},
		{Label: "faults", Text: fmt.Sprintf("the longest seen with %s and work as in the scenario, in up to %s", atMost(o.tolerate), plural(tried, "run"))},
		{Label: "limits", Text: "the longest seen where all work takes up to its limit, too, as in `rehearse explore` (CD-4.7, CD-4.8)"},
	}
}

// seconds is a time rounded down to seconds.
func seconds(t kernel.Time) string { return term.Clock(int64(t - t%kernel.Second)) }

// rounded is a time rounded down to minutes, if it is an hour or more.
func rounded(t kernel.Time) string {
	if t < kernel.Hour {
		return seconds(t)
	}
	return seconds(t - t%kernel.Minute)
}

// keys are the signs of those that do not break, and of the others.
const keys = "123456789abcdefghijklmnopqrstuvwxyz"

func keyOf(a *advice, n int) term.Text {
	switch row := &a.Rows[n]; {
	case row.Verdict == advise.Breaks:
		return term.Bad.Text("x")
	case row.Verdict == advise.Untested || n >= len(keys):
		return term.Warn.Text("?")
	}
	return term.OK.Text(keys[n : n+1])
}

func labelOf(row *advise.Row) string {
	if row.Present {
		return row.Label() + " (now)"
	}
	return row.Label()
}

func yesOr(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// alarmsOf is nothing where there are none at all.
func alarmsOf(a *advice, row *advise.Row) string {
	if a.watched() {
		return yesOr(row.Alarms != nil)
	}
	return ""
}

// watched says whether alarms are watched under some settings that were tried.
func (a *advice) watched() bool {
	return slices.ContainsFunc(a.Rows, func(row advise.Row) bool { return row.Alarms != nil })
}

func keptOf(a *advice, row *advise.Row) string {
	return fmt.Sprintf("%d/%d", row.Kept, a.Hosts)
}

// holds says through how many faults something holds.
func (o *adviseOptions) holds(row *advise.Row) string {
	switch {
	case row.Verdict == advise.Breaks && row.Broken.Faults == 0:
		return "never"
	case row.Verdict == advise.Breaks && row.UpTo < 0:
		return fmt.Sprintf("not %d", row.Broken.Faults)
	case row.Verdict == advise.Breaks:
		return fmt.Sprintf("%d, not %d", row.UpTo, row.Broken.Faults)
	case row.Verdict == advise.Untested:
		return "untested"
	case row.Verdict == advise.Open && row.UpTo < 0:
		return "open"
	case row.Verdict == advise.Open:
		return fmt.Sprintf("%d of %d", row.UpTo, o.tolerate)
	case row.AnyFaults:
		return "any"
	}
	return fmt.Sprint(row.UpTo)
}

// breaks is what breaks a row, or why it is open.
func breaks(row *advise.Row) string {
	switch b := row.Broken; {
	case row.Verdict == advise.Untested:
		return "no run puts " + row.Untested + " to the test"
	case row.Verdict == advise.Open && row.Runs > 0:
		return "nothing in " + plural(row.Runs, "run") + " with drawn faults"
	case b == nil && row.Stopped:
		return "an alarm stops it without a fault"
	case b == nil:
	case b.Claim.Label == "succeeds":
		return b.How
	default:
		return b.Claim.Label + ": " + b.How
	}
	return ""
}

// remarks are what is to be said of several rows at once.
func (a *advice) remarks() (list []string) {
	if len(a.Others) > 0 {
		list = append(list, "of "+a.Group+" alone: what breaks by deployments to "+severalOf(a.Others)+" is not up to its configuration, and counts for properties of --property and the scenario alone")
	}
	inOrder, exceeds := false, false
	for n := range a.Rows {
		row := &a.Rows[n]
		if text := "open: " + row.Why; row.Verdict == advise.Open && !slices.Contains(list, text) {
			list = append(list, text)
		}
		inOrder = inOrder || row.InOrder && row.Verdict == advise.Holds
		exceeds = exceeds || row.Exceeds && row.Verdict == advise.Holds
	}
	if exceeds {
		list = append(list, "proved for work that is over before the time limit of its deployment, into which some run at their limits (CD-2.18): "+a.limits)
	}
	if inOrder {
		list = append(list, "blue/green is proved for hosts that start in the order of the scenario (CD-2.15)")
	}
	return list
}

// points is the picture of the trade.
func (a *advice) points() (list []term.Point) {
	for n := range a.Rows {
		row, key := &a.Rows[n], keyOf(a, n)
		list = append(list, term.Point{Key: key.Text, Style: key.Style, Name: labelOf(row), X: int64(row.Took), Y: row.Kept * 100 / a.Hosts})
	}
	return list
}

// trade is the same as SVG.
func (a *advice) trade() *page.Trade {
	t := &page.Trade{Keep: a.Must * 100 / a.Hosts, Title: source.Escape(fmt.Sprintf("%s: %s under %s", a.Group, plural(a.Hosts, "host"), plural(len(a.Rows), "configuration")))}
	for n := range a.Rows {
		row := &a.Rows[n]
		text := row.Verdict.String()
		if row.Broken != nil {
			text = row.Broken.Claim.Label + " breaks: " + row.Broken.How
		}
		t.Tried = append(t.Tried, page.Tried{Key: keyOf(a, n).Text, Name: source.Escape(labelOf(row)), Took: int64(row.Took), Kept: row.Kept * 100 / a.Hosts,
			Holds: row.Verdict <= advise.Open, Text: source.Escape(text)})
	}
	return t
}
