package command

// The settings that are advised, and the change to make for them.

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/advise"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// showBest prints what is advised, and the change to make for it.
func (o *adviseOptions) showBest(a *advice) {
	list := o.verdict(a)
	word, rest, _ := strings.Cut(list[0], ":")
	o.io.Printf("%s:%s\n\n", o.bestWord(a, word), rest)
	for _, text := range list[1:] {
		o.io.Printf("%s\n\n", text)
	}
	best := a.Best()
	if best == nil || best.Present {
		return
	}
	for _, part := range a.changes(best) {
		o.io.Printf("%s:\n", part.title)
		o.lines(part.text)
	}
}

// bestWord colours the first word of a verdict.
func (o *adviseOptions) bestWord(a *advice, word string) term.Text {
	switch best := a.Best(); {
	case best == nil:
		return term.Bad.Text(word)
	case best.Verdict == advise.Open:
		return term.Warn.Text(word)
	}
	return term.OK.Text(word)
}

// verdict tells what is advised, in a sentence or more.
func (o *adviseOptions) verdict(a *advice) (list []string) {
	best := a.Best()
	switch {
	case best == nil:
		return []string{"none: no configuration that was tried holds; keep fewer hosts, tolerate fewer faults or kinds of them, or have more hosts"}
	case best.Present && best.Verdict == advise.Open:
		return []string{"best: " + best.Label() + ", which the group has now and which is not proved: " + o.unproved(best)}
	case best.Present:
		return []string{"best: " + best.Label() + ", which the group has now"}
	case best.Verdict == advise.Open:
		list = []string{"best: " + best.Label() + ", which is not proved: " + o.unproved(best)}
	default:
		list = []string{"best: " + best.Label()}
	}
	if best.Unwatched {
		list[0] += "; it switches off the alarms that the group has, as nothing holds with them (CD-6.1)"
	}
	if now := a.asGood(best); now != nil {
		list = append(list, "what the group has now, "+now.Label()+", does as well: with more faults they may part")
	}
	return list
}

// part is some of what to tell AWS.
type part struct {
	title string
	text  []byte
}

// changes are what to tell AWS for a row.
func (a *advice) changes(row *advise.Row) (list []part) {
	c := a.Change(row)
	if c.Configs != nil {
		list = append(list, part{"for the scenario, under deploymentConfigs", source.Write(c.Configs)}, part{"for aws deploy create-deployment-config --cli-input-yaml", source.Write(c.Config)})
	}
	return append(list, part{"for aws deploy update-deployment-group --cli-input-yaml", source.Write(c.Group)})
}

// unproved is how far a row is proved, and what may prove it.
func (o *adviseOptions) unproved(row *advise.Row) string {
	if row.Larger {
		return o.holds(row) + "; give more --states"
	}
	return o.holds(row)
}

// asGood are the settings that the group has now, if they are as good as the
// best.
func (a *advice) asGood(best *advise.Row) *advise.Row {
	for n := range a.Rows {
		if x := &a.Rows[n]; x.Present && x.Verdict == best.Verdict && x.Took == best.Took && x.Kept == best.Kept {
			return x
		}
	}
	return nil
}

// lines prints YAML for copying.
func (o *adviseOptions) lines(text []byte) {
	for line := range strings.Lines(string(text)) {
		o.io.Printf("%s\n", "  "+strings.TrimRight(line, "\n"))
	}
	o.io.Printf("\n")
}
