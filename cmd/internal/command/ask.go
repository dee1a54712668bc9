package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

type askOptions struct {
	*factory
	settings
	path, question string
}

func newCmdAsk(f *factory) *cobra.Command {
	o := &askOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "ask SCENARIO [QUESTION]",
		Short: "Try faults on a scenario, in plain words",
		Long: "Try what a question says on a scenario, and tell how the run ends, and what that is\n" +
			"compared with the run without it. The scenario is not changed, and its expectations are\n" +
			"not judged. A question with words that can not be read is refused, and nothing is run;\n" +
			"without a question this lists what can be asked.\n\n" +
			"An event fails in every revision that the timeline deploys, and so not in a rollback to\n" +
			"what was there before. So many hosts are the first of those that the timeline deploys\n" +
			"to; of a blue/green deployment these are the replacements.",
		Example: "  rehearse ask half-at-a-time \"3 hosts fail ValidateService\"\n" +
			"  rehearse ask half-at-a-time \"web-2 and web-5 fail ApplicationStart\"\n" +
			"  rehearse ask half-at-a-time \"zone us-east-1a is out at 10s and web-1 is slow\"\n" +
			"  rehearse ask mine.yaml \"stop at 30s with rollback\" --json",
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path, o.question = a[0], strings.Join(a[1:], " ")
			if strings.TrimSpace(o.question) == "" {
				if err := without(c, "the list of questions", "until"); err != nil {
					return err
				}
			}
			return o.run()
		},
	}
	o.settings.baseFlags(cmd)
	o.settings.untilFlag(cmd)
	return cmd
}

func (o *askOptions) run() error {
	before, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if strings.TrimSpace(o.question) == "" {
		return o.list(scenarios.Questions(before.setup))
	}
	if o.json {
		if err := before.keepable(); err != nil {
			return err
		}
	}
	trials, err := scenarios.Ask(before.setup, o.question)
	if err != nil {
		return coded{exitUsage, errors.New(err.Error() + "; `rehearse ask " + source.Escape(o.path) + "` lists what can be asked")}
	}
	after, err := before.tried(trials)
	if err != nil {
		return err
	}
	r := &recorder{bands: newBands(after), pace: sim.NewPace(after.World), files: &runFiles{}}
	if o.json {
		before.Journal().SetLevel(kernel.All)
	}
	if err := before.play(); err != nil {
		return err
	}
	if err := play(o.factory, after, r); err != nil {
		return err
	}
	answer := compare(before, after)
	if o.json {
		return o.document(askDocument(o.question, trials, before, after, answer))
	}
	for _, t := range trials {
		o.io.Printf("tried: %s\n", t.String())
	}
	show(o.io, after, scenarios.Verdict{}, r)
	o.io.Printf("\n%s\n", term.Bold.Text(answer))
	for _, text := range after.unfelt() {
		o.io.Printf("%s\n", text)
	}
	return nil
}

func (o *askOptions) list(questions []string) error {
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/questions/1", "questions": questions})
	}
	o.io.Printf("questions about %s, joined by `and` as you like:\n", o.path)
	for _, q := range questions {
		o.io.Printf("  %s\n", q)
	}
	return nil
}

// askSide is how one of the two runs ended.
type askSide struct {
	Fingerprint string                   `json:"fingerprint"`
	Ended       string                   `json:"ended"`
	Deployments []awsjson.DeploymentInfo `json:"deployments"`
}

func askDocument(question string, trials []scenarios.Trial, before, after *world, answer string) map[string]any {
	faults := []scenarios.TrialJSON{}
	for _, t := range trials {
		faults = append(faults, t.JSON())
	}
	return map[string]any{"schema": "rehearse/ask/1", "question": question, "faults": faults,
		"before": askSideOf(before), "after": askSideOf(after), "changed": append([]change{}, changed(before, after)...), "answer": answer, "decidedNothing": append([]string{}, after.unfelt()...)}
}

func askSideOf(w *world) askSide {
	doc := awsjson.Run(w.World, w.scenario, scenarios.Verdict{})
	doc.Scenario = title(w)
	side := askSide{doc.Fingerprint, doc.Ended, []awsjson.DeploymentInfo{}}
	for _, d := range doc.Deployments {
		side.Deployments = append(side.Deployments, d.DeploymentInfo)
	}
	return side
}

// compare says in a sentence how a run ended compared with another of the same
// timeline.
func compare(before, after *world) string {
	var list []string
	for n := range before.setup.Inputs {
		in := &before.setup.Inputs[n]
		if in.Call == nil || in.Call.Op.String() != "CreateDeployment" {
			continue
		}
		if text := compareCall(before, after, n); text != "" {
			list = append(list, text)
		}
	}
	list = append(list, compareOthers(before, after)...)
	if len(list) == 0 {
		return "Nothing would be deployed, with or without it."
	}
	return strings.Join(list, "; ") + "."
}

// compareCall compares what became of one CreateDeployment of the timeline.
func compareCall(before, after *world, n int) string {
	entry := fmt.Sprintf("timeline[%d] ", n)
	_, was, taken := before.Taken(n)
	_, is, still := after.Taken(n)
	switch {
	case !taken && !still:
		return ""
	case !still:
		return entry + "never happens"
	case is.Exception != events.NoException && (!taken || was.Exception != is.Exception):
		return entry + "is refused with " + is.Exception.String()
	case is.Exception != events.NoException:
		return entry + "is refused with " + is.Exception.String() + " as without it"
	}
	d := after.DeploymentAt(is.Deployment)
	if !taken || was.Exception != events.NoException {
		return d.Status.String() + " instead of refused: " + outOf(d)
	}
	return compareDeployments(before.DeploymentAt(was.Deployment), d, after)
}
