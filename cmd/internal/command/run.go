package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// rowsShown is how many hosts get a row of their own in pictures and tables;
// tables of more begin with tableHead of them. Fleets above fleetKept are
// counted as they go, without keeping the journal.
const (
	rowsShown = 40
	tableHead = 20
	fleetKept = 2000
)

type runOptions struct {
	*factory
	settings
	runFiles
	path      string
	predicted bool // --predict
}

func newCmdRun(f *factory) *cobra.Command {
	o := &runOptions{factory: f}
	cmd := &cobra.Command{
		Use:     "run SCENARIO",
		Aliases: []string{"replay"},
		Short:   "Replay a scenario and show what happened",
		Long: "Replay a scenario and show what happened: a file, a directory with a scenario.yaml,\n" +
			"- for standard input, or the name of a bundled scenario. The exit code is 1 if an\n" +
			"expectation of the scenario was missed, or a property broken.\n\n" +
			"--events writes one JSON object a line, under a key that says who is told:\n" +
			"eventBridge holds an event as EventBridge delivers it; sns holds topicArn, triggerEvent\n" +
			"and the message that a trigger of the deployment group publishes.\n\n" +
			"--html draws the run as one page that needs nothing else and opens from disk: what each\n" +
			"host did, traffic, capacity, and every record with its causes and rules. --svg draws the\n" +
			"timeline alone. Files are written whole or not at all; - is no file.",
		Example: "  rehearse run half-at-a-time-odd\n  rehearse run my.yaml --seed 3 --journal run.jsonl\n" +
			"  rehearse run notifications --events events.jsonl\n" +
			"  rehearse run my.yaml --set fleet.instances[web].count=12 --json\n" +
			"  rehearse run rollback --property max-offline=3\n" +
			"  rehearse run my.yaml --fail 3@ValidateService --terminate web-2@90s\n" +
			"  rehearse run rollback --html rollback.html --svg rollback.svg",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path = a[0]
			if err := needs(c, "journal-level", "journal"); err != nil {
				return err
			}
			return o.run()
		},
	}
	o.settings.flags(cmd)
	o.settings.untilFlag(cmd)
	o.settings.propertyFlag(cmd)
	o.settings.onlyFlag(cmd)
	o.runFiles.flags(cmd)
	cmd.Flags().BoolVar(&o.predicted, "predict", false, "ask for predictions first, and grade them, as rehearse predict does")
	return cmd
}

func (o *runOptions) run() error {
	level, err := o.check()
	if err != nil {
		return err
	}
	if o.predicted {
		return o.predict()
	}
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if o.json || o.pictures() {
		if err := w.keepable(); err != nil {
			return err
		}
	}
	r := &recorder{bands: newBands(w), pace: sim.NewPace(w.World), files: &o.runFiles, keep: o.json || o.pictures()}
	defer o.discard()
	if err := o.begin(o.factory, o.path, w, level); err != nil {
		return err
	}
	if err := play(o.factory, w, r); err != nil {
		return err
	}
	if err := o.commit(); err != nil {
		return err
	}
	w.noteUnfelt(o.io)
	return o.tell(w, r)
}

// tell judges a run and shows it, in all the ways that were asked for.
func (o *runOptions) tell(w *world, r *recorder) (err error) {
	var verdict scenarios.Verdict
	if !w.early() {
		verdict = scenarios.Check(w.scenario, w.World, r.pace)
	}
	if err := o.draw(o.factory, w, verdict); err != nil {
		return err
	}
	properties := w.properties()
	if o.json {
		err = o.document(runDocument{awsjson.Run(w.World, w.scenario, verdict), properties})
	} else {
		show(o.io, w, verdict, r)
		showProperties(o.io, properties)
		o.io.Printf("\nfingerprint %s\n", w.Journal().Fingerprint().String())
	}
	if violated, _ := judged(properties); err == nil && verdict.Failed+violated > 0 {
		return errMissed
	}
	return err
}

// runDocument is what a run prints as JSON.
type runDocument struct {
	awsjson.Document
	Properties []shownProperty `json:"properties,omitempty"`
}

// recorder is all that looks at the records of a run as they pass.
type recorder struct {
	bands    *bands
	pace     *sim.Pace
	files    *runFiles
	keep     bool           // all records are needed at the end
	progress *term.Progress // or nil
	ended    int
	failures []string // the first of them, in a fleet too large for tables
}

// failuresShown is how many failures of a fleet without tables are told.
const failuresShown = 10

func (r *recorder) tellFailures(rows []kernel.Record) {
	for _, row := range rows {
		if row.Kind == events.EventEnded && len(r.failures) < failuresShown &&
			events.Record(row).Outcome().Status == events.LifecycleFailed {
			w := r.bands.w
			r.failures = append(r.failures, row.At.String()+"  "+w.Subject(row)+"  "+w.Describe(row))
		}
	}
}

func (r *recorder) observe(rows []kernel.Record) {
	r.bands.observe(rows)
	r.tellFailures(rows)
	r.pace.Observe(rows)
	r.files.observe(rows)
	if r.progress != nil {
		ended := r.bands.now.Succeeded + r.bands.now.Failed
		r.progress.Add(int64(max(0, ended-r.ended)))
		r.ended = ended
	}
}

// play runs the world. What is shown of a large fleet is counted while records
// pass, none of which is kept.
func play(o *factory, w *world, r *recorder) error {
	j := w.Journal()
	j.SetLevel(kernel.All)
	if w.Fleet().Len() > fleetKept && !r.keep {
		if len(r.files.writers) == 0 {
			j.SetLevel(kernel.Decisions)
		}
		r.progress = o.io.Progress("targets", int64(w.Fleet().Len()))
		defer r.progress.Done()
		j.Stream(r.observe)
	}
	if err := w.playUnder(); err != nil {
		return err
	}
	r.observe(j.Records())
	return nil
}

// show prints a run for a person.
func show(io *term.IO, w *world, v scenarios.Verdict, r *recorder) {
	io.Printf("%s\n", term.Bold.Text(title(w)))
	if teaches := w.scenario.Teaches; len(teaches) > 0 {
		var ids []string
		for _, id := range teaches {
			ids = append(ids, id.String())
		}
		io.Printf("shows %s\n", strings.Join(ids, ", "))
	}
	if w.Fleet().Len() > 0 {
		io.Printf("%s, ", plural(w.Fleet().Len(), "host"))
	}
	io.Printf("seed %d, ends at %s\n", w.setup.Seed, w.Ended().String())
	showServing(io, w.World)
	io.Printf("\n")
	if w.Fleet().Len() <= rowsShown {
		io.Timeline(timeline(w.World))
	} else {
		r.bands.draw(io)
	}
	showTraffic(io, w.World)
	if len(w.Deployments()) == 0 && !w.early() && !w.creates() {
		io.Printf("nothing is deployed: the timeline has no createDeployment\n")
	}
	showDeployments(io, w.World)
	showRefusals(io, w.World)
	if !w.early() {
		for _, n := range w.neverTaken() {
			io.Printf("timeline[%d] never happened: what it waits for did not come\n", n)
		}
	}
	if w.Fleet().Len() <= fleetKept {
		for _, d := range w.Deployments() {
			switch {
			case !d.Begun:
			case d.Platform != codedeploy.Server:
				showEvents(io, w.World, d)
			default:
				showTargets(io, w.World, d)
			}
		}
		showHosts(io, w.World)
		showScaling(io, w.World)
	} else if len(r.failures) > 0 {
		io.Printf("\nwhat failed first\n")
		for _, text := range r.failures {
			io.Printf("  %s\n", text)
		}
	}
	showVerdict(io, v, w.early())
}

// showServing tells the fewest hosts that were in service, if they were ever
// fewer than at the start (CD-7.4).
func showServing(io *term.IO, w *sim.World) {
	least, of, at := w.Fleet().LeastServing()
	if least < of {
		io.Printf("at %s only %d of %d hosts are in service (%d %%)\n", at.String(), least, of, 100*least/of)
	}
}

func title(w *world) string {
	if w.scenario.Title != "" {
		return w.scenario.Title
	}
	return w.name
}

// showDeployments prints two lines for each deployment: identity and outcome.
func showDeployments(io *term.IO, w *sim.World) {
	for _, d := range w.Deployments() {
		io.Printf("\n%d  %s  %s/%s, revision %s, by %s, %s\n", d.Number, term.Bold.Text(d.ID), d.Application, d.GroupName,
			d.RevisionName, d.Creator.String(), strings.TrimPrefix(d.ConfigName, "CodeDeployDefault.")+style(d))
		code := ""
		if d.Code != events.NoError {
			code = " " + d.Code.String()
		}
		io.Printf("   %s%s%s\n", status(d.Status.String()), code, gist(w, d))
		if text := matchless(w, d); text != "" {
			io.Printf("   %s\n", text)
		}
		if text := d.AlarmText(); text != "" {
			io.Printf("   stopped by %s\n", text)
		}
		if text := d.RollbackText(); text != "" {
			io.Printf("   %s\n", text)
		}
	}
}

// matchless says that no host, now or ever, matches the tags of a group that had
// no instances. CD-10.1
func matchless(w *sim.World, d sim.Deployment) string {
	set := d.Settings
	if d.Code != events.NoInstances || d.Stage != events.NoStage || len(set.AutoScalingGroups) > 0 || len(set.EC2Tags)+len(set.OnPremisesTags) == 0 {
		return ""
	}
	for i := range uint32(w.Fleet().Len()) {
		sets, tags := set.EC2Tags, w.Fleet().Tags(i)
		if w.Fleet().Groups()[w.Fleet().GroupOf(i)].OnPremises {
			sets = set.OnPremisesTags
		}
		if codedeploy.AWS.InSets(sets, func(list []fleet.TagFilter) bool { return codedeploy.AWS.InSet(list, tags) }) {
			return ""
		}
	}
	return "no host matches the tag filters of " + d.GroupName + "; compare their keys and values with the tags under fleet"
}

// style is what is to be said about the deployment's style.
func style(d sim.Deployment) string {
	if d.Settings.BlueGreenType {
		return ", blue/green"
	}
	return ""
}

// tally is how many targets came out how, and how many had to.
func tally(d sim.Deployment) string {
	if d.Stage == events.NoStage {
		return fmt.Sprintf(": %d succeeded, %d failed, %d skipped of %d; %d must stay healthy", d.Succeeded, d.Failed, d.Skipped, d.Targets, d.Minimum)
	}
	while := ""
	if d.Status != events.DeploymentSucceeded {
		while = " while " + d.Stage.String()
	}
	of := "replacements"
	if d.Creator == events.ByRollback {
		of = "originals"
	}
	text := fmt.Sprintf("%s: %d succeeded, %d failed, %d skipped of %d; ", while, d.Succeeded, d.Failed, d.Skipped, d.Targets)
	if d.Planned == 0 {
		return text + "there were no " + of
	}
	return text + fmt.Sprintf("%d of %d %s must succeed", max(d.Minimum, 1), d.Planned, of)
}

// gist is how far a deployment got: its targets, or its traffic.
func gist(w *sim.World, d sim.Deployment) string {
	if d.Platform != codedeploy.Server {
		return ": " + shiftGist(w, d)
	}
	return tally(d)
}

// status colours a status word.
func status(s string) term.Text {
	switch s {
	case "Succeeded":
		return term.OK.Text(s)
	case "Failed":
		return term.Bad.Text(s)
	case "Stopped", "Skipped":
		return term.Warn.Text(s)
	}
	return term.Normal.Text(s)
}

func showRefusals(io *term.IO, w *sim.World) {
	for n := range w.Setup().Inputs {
		at, a, ok := w.Taken(n)
		if ok && a.Exception != events.NoException {
			io.Printf("%s: %s was refused with %s\n", at.String(), w.Setup().Inputs[n].Op(), a.Exception.String())
			io.Printf("   %s\n", refusal(a.Exception))
		}
	}
}

// refusal says why calls are refused with an exception.
func refusal(e events.Exception) string {
	if e == events.ValidationError {
		return "Auto Scaling wants a group that is there, MinSize <= DesiredCapacity <= MaxSize, and an action that something waits for"
	}
	rule, _ := rules.Lookup(sim.RefusalRule(e))
	return rules.String(rule.ID) + "  " + rule.Statement
}

// showTargets prints what became of the targets of a deployment.
func showTargets(io *term.IO, w *sim.World, d sim.Deployment) {
	t := &term.Table{Prose: true, Header: []string{"host", "status", "ended", "what failed"}}
	if d.Targets == 0 {
		return
	}
	if d.Settings.BlueGreenType {
		t.Header[0] = "host, label"
	}
	list := w.Targets(d)
	if len(list) > rowsShown {
		list = list[:tableHead]
	}
	for _, target := range list {
		ended := ""
		if target.Status != events.TargetPending && target.Status != events.TargetInProgress {
			ended = target.Updated.String()
		}
		name := target.Name
		if label := target.Course.Label(); label != "" {
			name += ", " + label
		}
		t.Row(name, status(target.Status.String()), ended, whatFailed(w, &target))
	}
	io.Printf("\ntargets of %s\n", d.ID)
	io.Table(t)
	if rest := d.Targets - len(list); rest > 0 {
		io.Printf("and %d more\n", rest)
	}
}

// whatFailed is the failed event of a target with its message, or that none of
// its own was the cause.
func whatFailed(w *sim.World, t *sim.Target) (text string) {
	for i := range t.Events {
		if e := &t.Events[i]; e.Status == events.LifecycleFailed {
			text = e.Event.String() + ": " + w.Message(t, e)
		}
	}
	if text == "" && t.Status == events.TargetFailed {
		return "nothing of its own: the deployment stopped before its next event"
	}
	return text
}

// showHosts prints what the deployment groups think of their hosts when all is
// over.
func showHosts(io *term.IO, w *sim.World) {
	t := &term.Table{Header: []string{"host", "in service", "installed", "group", "instance", "revision"}}
	rows, shown := 0, rowsShown
	if w.Fleet().Len() > rowsShown {
		shown = tableHead
	}
	for i := range uint32(w.Fleet().Len()) {
		in, serves := w.Instance(i), serving(w.Fleet(), i)
		for _, m := range in.Groups {
			if rows++; rows <= shown {
				t.Row(in.Name, serves, m.Revision, w.Setup().CodeDeploy.Groups[m.Group].Name, m.InstanceHealth.String(), m.RevisionHealth.String())
			}
		}
		if w.Fleet().Gone(i) && len(in.Groups) == 0 {
			if rows++; rows <= shown {
				t.Row(in.Name, serves, "", "", "", "")
			}
		}
	}
	if rows == 0 {
		return
	}
	io.Printf("\nhosts in the end, as their deployment groups see them\n")
	io.Printf("(Current: what the last success deployed; Old: another)\n")
	io.Table(t)
	if rows > shown {
		io.Printf("and %d more\n", rows-shown)
	}
}

// serving says whether a host takes requests, or that it is no more.
func serving(f *fleet.Fleet, i uint32) term.Text {
	switch {
	case f.Gone(i):
		return term.Dim.Text("terminated")
	case f.InService(i):
		return term.OK.Text("yes")
	}
	return term.Warn.Text("no")
}

func showVerdict(io *term.IO, v scenarios.Verdict, early bool) {
	switch {
	case early:
		io.Printf("\nstopped early: expectations were not judged\n")
	case v.Failed > 0:
		io.Printf("\n%s\n", term.Bad.Text("expectations missed:"))
		for _, f := range v.Failures {
			io.Printf("  %s\n", f.String())
		}
	case v.Passed > 0:
		io.Printf("\n%s\n", term.OK.Text("all expectations hold"))
	}
}
