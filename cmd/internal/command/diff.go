package command

import (
	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim"
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
	Record  *journalLine  `json:"record"` // null if the journal ends there
	LedTo   []journalLine `json:"ledTo"`
	Outcome []string      `json:"outcome"`
}

func newCmdDiff(f *factory) *cobra.Command {
	o := &diffOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "diff A [B]",
		Short: "Show where two runs part and what it led to",
		Long: "Show the first record at which two runs part, what it led to on each side, and how\n" +
			"both end. With one scenario, --set or --seed makes the second run. The exit code is 1\n" +
			"if the runs differ.",
		Example: "  rehearse diff mine.yaml --seed 8\n  rehearse diff before.yaml after.yaml",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.a, o.b = a[0], a[len(a)-1]
			if len(a) == 1 && o.seed == "" && len(o.set) == 0 {
				return usagef("one scenario is the same as itself; name another, or give --set or --seed")
			}
			return o.run()
		},
	}
	o.settings.flags(cmd)
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
	p := sim.Diff(a.Journal().Records(), b.Journal().Records())
	sides := []side{sideOf(a, p), sideOf(b, p)}
	if o.json {
		err = o.document(map[string]any{"schema": "rehearse/diff/1", "equal": p.Equal, "runs": sides})
	} else {
		o.show(p, sides)
	}
	if err == nil && !p.Equal {
		return errMissed
	}
	return err
}

func (o *diffOptions) play(path string, s settings) (*world, error) {
	w, err := load(o.factory, path, s)
	if err != nil {
		return nil, err
	}
	w.Journal().SetLevel(kernel.All)
	return w, w.play()
}

func sideOf(w *world, p sim.Parting) side {
	s := side{Name: w.name, LedTo: []journalLine{}, Outcome: []string{}}
	rows := w.Journal().Records()
	if p.At < len(rows) {
		line := lineOf(w.World, rows[p.At])
		s.Record = &line
		for _, r := range sim.LedTo(rows, rows[p.At].No, ledToShown) {
			s.LedTo = append(s.LedTo, lineOf(w.World, r))
		}
	}
	for _, d := range w.Deployments() {
		s.Outcome = append(s.Outcome, d.ID+" "+d.Status.String()+" "+d.Code.String())
	}
	return s
}

func (o *diffOptions) show(p sim.Parting, sides []side) {
	if p.Equal {
		o.io.Printf("the runs are equal\n")
		return
	}
	o.io.Printf("the runs part at record %d\n", p.At+1)
	for i, s := range sides {
		o.io.Printf("\n%s %s\n", term.Bold.Text([]string{"A", "B"}[i]), s.Name)
		if s.Record == nil {
			o.io.Printf("  ends before it\n")
		} else {
			o.line(*s.Record)
		}
		for _, l := range s.LedTo {
			o.line(l)
		}
		for _, text := range s.Outcome {
			o.io.Printf("  = %s\n", text)
		}
	}
}

func (o *diffOptions) line(l journalLine) {
	o.io.Printf("  %s  %s  %s  %s\n", kernel.Time(l.At).String(), l.Subject, l.Text, term.Dim.Text(l.Rule))
}
