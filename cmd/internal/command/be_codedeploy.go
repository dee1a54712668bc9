package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/quiz/service"
)

type beOptions struct {
	*factory
	settings
	path    string
	answers string
	pass    int
	every   bool
}

func newCmdBeCodeDeploy(f *factory) *cobra.Command {
	o := &beOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "be-codedeploy [SCENARIO]",
		Short: "Be CodeDeploy: take every step of a deployment yourself",
		Long: "Show how the hosts of a scenario stand, and let you decide what CodeDeploy does next. A\n" +
			"step that is right takes the simulation on; a wrong one is explained, by the rule and by the\n" +
			"belief under which it would be right, and then the right one is taken.\n\n" +
			"Steps: begin, deploy HOST, event HOST EVENT, shift PERCENT, stop, end STATUS, skip,\n" +
			"rollback REVISION, and wait when nothing can be done before something ends. ? gives a\n" +
			"hint, q leaves. Without SCENARIO it is a small one drawn from --seed, practice:1 at first.",
		Example: "  rehearse be-codedeploy one-at-a-time-fails\n  rehearse be-codedeploy --seed 17\n" +
			"  rehearse be-codedeploy rollback --every-event\n  rehearse be-codedeploy half-at-a-time --answers steps.txt --pass 80 --json",
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			if len(a) > 0 {
				o.path = a[0]
			}
			return o.run()
		},
	}
	o.baseFlags(cmd)
	cmd.Flags().StringVar(&o.answers, "answers", "", "take the steps from this file, one a line, instead of asking")
	cmd.Flags().IntVar(&o.pass, "pass", 0, "end with exit code 1 if less than so many per cent of the steps are right at once")
	cmd.Flags().BoolVar(&o.every, "every-event", false, "begin every lifecycle event on every host, not only those on the first")
	return cmd
}

func (o *beOptions) run() error {
	if o.pass < 0 || o.pass > 100 {
		return usagef("--pass is a percentage from 0 to 100")
	}
	if o.path == "" {
		seed := o.seed
		if seed == "" {
			seed = "1"
		}
		if o.path, o.seed = "practice:"+seed, ""; !drawable(o.path) {
			return usagef("--seed is a whole number from 0")
		}
	}
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	c, err := question.NewCase(o.opens(o.path), w.setup)
	if err != nil {
		return err
	}
	g := service.New(c, o.every)
	left, err := o.play(g, c)
	if err != nil {
		return err
	}
	return o.finish(g, c, left)
}

func drawable(name string) bool {
	_, ok := question.PracticeSource(name)
	return ok
}

// play asks for one step after another. left says that somebody left before the
// end.
func (o *beOptions) play(g *service.Game, c *question.Case) (left bool, err error) {
	s, err := o.newSitting(o.answers)
	if err != nil {
		return false, err
	}
	s.label = "Your step"
	if !s.quiet {
		s.told(c.Facts())
	}
	for n := 1; ; n++ {
		m := g.Next()
		if m == nil {
			return false, nil
		}
		r, err := s.ask(m, fmt.Sprintf("step %d", n))
		if err != nil {
			return false, err
		}
		if r.word == wordLeave.key {
			return true, nil
		}
		if !o.json {
			if s.quiet {
				o.io.Printf("%s\n", term.Dim.Text(shownStep(n, m)))
			}
			o.feedback(m, r.Answer, g.Support())
		}
		g.Take(m, r.Answer, r.hints)
	}
}

// shownStep heads what is said about a step.
func shownStep(n int, m *service.Moment) string {
	return fmt.Sprintf("step %d, %s", n, strings.TrimPrefix(m.Ask(), "It is "))
}

// beDocument is rehearse/be-codedeploy/1.
type beDocument struct {
	Schema   string         `json:"schema"`
	Scenario string         `json:"scenario"`
	Seed     uint64         `json:"seed"`
	Facts    []string       `json:"facts"`
	Steps    []service.Move `json:"steps"`
	Result   beResult       `json:"result"`
}

// beResult is how all steps came out.
type beResult struct {
	Right          int         `json:"right"` // at once
	Of             int         `json:"of"`
	Percent        int         `json:"percent"`
	Over           bool        `json:"over"` // nobody left before the end
	Misconceptions []suspicion `json:"misconceptions"`
	Pass           int         `json:"pass,omitempty"`
	Passed         bool        `json:"passed"`
}

// suspicion is a misconception that would take wrong steps.
type suspicion struct {
	ID     string `json:"id"`
	Steps  int    `json:"steps"` // wrong ones that it would take
	Belief string `json:"belief,omitempty"`
}

// finish prints how the game came out.
func (o *beOptions) finish(g *service.Game, c *question.Case, left bool) error {
	r := beResult{Right: g.Right(), Of: len(g.Moves()), Over: !left, Misconceptions: []suspicion{}, Pass: o.pass}
	if r.Of > 0 {
		r.Percent = 100 * r.Right / r.Of
	}
	r.Passed = r.Percent >= o.pass && (!left || o.pass == 0)
	support := g.Support()
	for _, id := range g.Suspected() {
		s := suspicion{ID: id, Steps: support[id]}
		if m, ok := misconceptions.Lookup(id); ok {
			s.Belief = m.Belief
		}
		r.Misconceptions = append(r.Misconceptions, s)
	}
	if o.json {
		doc := &beDocument{"rehearse/be-codedeploy/1", o.path, c.Setup.Seed, c.Facts(), append([]service.Move{}, g.Moves()...), r}
		if err := o.document(doc); err != nil {
			return err
		}
	} else {
		o.showResult(r, c)
	}
	if !r.Passed {
		return errMissed
	}
	return nil
}

// mostSuspected is how many misconceptions are named at the end.
const mostSuspected = 5

func (o *beOptions) showResult(r beResult, c *question.Case) {
	if !r.Over {
		o.io.Sayf("left before the end\n")
	}
	o.io.Printf("\n%d of %d steps right at once, %d %%", r.Right, r.Of, r.Percent)
	if r.Pass > 0 {
		o.io.Printf(", wanted %d %%", r.Pass)
	}
	o.io.Printf("\n")
	shown := 0
	for _, s := range r.Misconceptions {
		if s.Belief == "" || shown == mostSuspected { // nobody is known to believe it
			continue
		}
		shown++
		o.paragraph("  ", "    ", fmt.Sprintf("%s would take %s: %s", s.ID, countedSteps(s.Steps), s.Belief))
	}
	o.io.Printf("see the whole run: %s\n", c.Command())
}

func countedSteps(n int) string {
	if n == 1 {
		return "1 of the wrong steps"
	}
	return fmt.Sprintf("%d of the wrong steps", n)
}
