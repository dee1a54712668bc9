package command

import (
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// ledToShown is how many consequences are listed on each side.
const ledToShown = 8

type diffOptions struct {
	*factory
	settings
	a, b string
}

// side is one of two runs from where they part.
type side struct {
	Name    string        `json:"name"`
	Record  *journalLine  `json:"record"`         // null if the journal ends there
	Says    string        `json:"says,omitempty"` // where the records are alike
	LedTo   []journalLine `json:"ledTo"`
	Outcome []string      `json:"outcome"`
}

func newCmdDiff(f *factory) *cobra.Command {
	o := &diffOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "diff A [B]",
		Short: "Show how two runs end, and where they part",
		Long: "Show how two runs end, which hosts came out otherwise, the first record at which the\n" +
			"runs part, and what it led to on each side. With one scenario, --set, --seed or a fault\n" +
			"such as --fail makes the second run. The exit code is 1 if the runs differ.",
		Example: "  rehearse diff mine.yaml --fail 3@ValidateService\n  rehearse diff before.yaml after.yaml",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.a, o.b = a[0], a[len(a)-1]
			if len(a) == 1 && len(o.given()) == 0 {
				return usagef("one scenario is the same as itself; name another, or give --set, --seed or a fault such as --fail")
			}
			return o.run()
		},
	}
	o.settings.flags(cmd)
	o.settings.untilFlag(cmd)
	return cmd
}

func (o *diffOptions) run() error {
	a, err := o.play(o.a, settings{until: o.until})
	if err != nil {
		return err
	}
	b, err := o.play(o.b, o.settings)
	if err != nil {
		return err
	}
	b.noteUnfelt(o.io)
	p := sim.Diff(a.World, b.World)
	sides := []side{sideOf(a, p, p.A), sideOf(b, p, p.B)}
	if o.a == o.b {
		sides[1].Name = strings.Join(append([]string{b.name}, o.given()...), " ")
	}
	if o.json {
		err = o.document(map[string]any{"schema": "rehearse/diff/1", "equal": p.Equal, "runs": sides, "changed": changed(a, b)})
	} else {
		o.show(p, sides, changed(a, b))
	}
	if err == nil && !p.Equal {
		return errMissed
	}
	return err
}

// given are the flags that make the second run of a scenario another one.
func (o *diffOptions) given() (flags []string) {
	for _, change := range o.set {
		flags = append(flags, "--set "+change)
	}
	for _, flag := range o.tries.Flags() {
		for _, try := range flag.Texts {
			flags = append(flags, flag.Name+" "+try)
		}
	}
	if o.seed != "" {
		flags = append(flags, "--seed "+o.seed)
	}
	return flags
}

func (o *diffOptions) play(path string, s settings) (*world, error) {
	w, err := load(o.factory, path, s)
	if err != nil {
		return nil, err
	}
	if err := w.keepable(); err != nil {
		return nil, err
	}
	w.Journal().SetLevel(kernel.All)
	return w, w.play()
}

func sideOf(w *world, p sim.Parting, says string) side {
	s := side{Name: w.name, Says: says, LedTo: []journalLine{}, Outcome: []string{}}
	rows := w.Journal().Records()
	if p.At < len(rows) {
		line := lineOf(w.World, rows[p.At])
		s.Record = &line
		for _, r := range sim.LedTo(rows, rows[p.At].No, ledToShown) {
			s.LedTo = append(s.LedTo, lineOf(w.World, r))
		}
	}
	for _, d := range w.Deployments() {
		s.Outcome = append(s.Outcome, outcome(d))
	}
	return s
}

// outcome says how a deployment ended, in words that do not depend on its id.
func outcome(d sim.Deployment) string {
	text := d.Status.String()
	if d.Code != events.NoError {
		text += " " + d.Code.String()
	}
	text += fmt.Sprintf(": %d succeeded, %d failed, %d skipped of %d, %s by %s", d.Succeeded, d.Failed, d.Skipped, d.Targets, d.RevisionName, d.Creator)
	if d.Status.Final() {
		text += ", took " + (d.Ended - d.Created).String()
	}
	return text
}

// changed lists the hosts whose status in a deployment of one run is not that
// of the deployment with the same number in the other.
func changed(a, b *world) (list []change) {
	in := map[int]map[string]string{}
	for _, d := range a.Deployments() {
		in[d.Number] = map[string]string{}
		for t, status := range targets(a, d) {
			in[d.Number][t] = status
		}
	}
	for _, d := range b.Deployments() {
		for host, status := range targets(b, d) {
			if was, there := in[d.Number][host]; there && was != status {
				list = append(list, change{d.Number, host, was, status})
			}
		}
	}
	return list
}

// change is a host that came out otherwise.
type change struct {
	Deployment int    `json:"deployment"`
	Host       string `json:"host"`
	A          string `json:"a"`
	B          string `json:"b"`
}

func targets(w *world, d sim.Deployment) iter.Seq2[string, string] {
	return func(yield func(name, status string) bool) {
		for t := d.FirstTarget; d.Begun && t < d.FirstTarget+uint32(d.Targets); t++ {
			if !yield(w.TargetName(t), w.CodeDeploy().Target(t).Status.String()) {
				return
			}
		}
	}
}

func (o *diffOptions) show(p sim.Parting, sides []side, changed []change) {
	if p.Equal {
		o.io.Printf("the runs are equal\n")
		return
	}
	for i, s := range sides {
		o.io.Printf("%s %s\n", term.Bold.Text([]string{"A", "B"}[i]), s.Name)
		for n, text := range s.Outcome {
			o.io.Printf("  %d  %s\n", n+1, text)
		}
	}
	o.showChanged(changed)
	if p.A != "" && sides[0].Record == nil {
		o.io.Printf("\nthe runs are alike but for what they leave\n")
	} else {
		o.io.Printf("\nthe runs part at record %d\n", p.At+1)
	}
	for i, s := range sides {
		o.io.Printf("\n%s\n", term.Bold.Text([]string{"A", "B"}[i]))
		switch {
		case s.Record != nil:
			o.line(*s.Record)
		case s.Says == "":
			o.io.Printf("  ends before it\n")
		}
		if s.Says != "" {
			o.io.Printf("  %s\n", s.Says)
		}
		for _, l := range s.LedTo {
			o.line(l)
		}
	}
}

// showChanged prints the hosts that came out otherwise.
func (o *diffOptions) showChanged(changed []change) {
	if len(changed) == 0 {
		return
	}
	o.io.Printf("\nhosts that come out otherwise\n")
	t := &term.Table{Header: []string{"deployment", "host", "A", "B"}}
	for i, c := range changed {
		if i < rowsShown {
			t.Row(c.Deployment, c.Host, status(c.A), status(c.B))
		}
	}
	o.io.Table(t)
	if rest := len(changed) - rowsShown; rest > 0 {
		o.io.Printf("and %d more\n", rest)
	}
}

func (o *diffOptions) line(l journalLine) {
	o.io.Printf("  %s  %s  %s  %s\n", kernel.Time(l.At).String(), l.Subject, l.Text, term.Dim.Text(l.Rule))
}
