package command

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

type whyOptions struct {
	*factory
	settings
	path, subject string
	all           bool
}

// link is one record in a chain of causes.
type link struct {
	At        string `json:"at"`
	Subject   string `json:"subject"`
	Record    string `json:"record"`
	Rule      string `json:"rule,omitempty"`
	Statement string `json:"statement,omitempty"`
	smooth    bool
}

func newCmdWhy(f *factory) *cobra.Command {
	o := &whyOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "why SCENARIO SUBJECT",
		Short: "Explain a status by its chain of causes",
		Long: "Explain how a host or a deployment came to its status: what caused it, what caused\n" +
			"that, down to the input, each with its rule. SUBJECT is a host (web-4), the number or\n" +
			"id of a deployment (1, d-…), or a host in a deployment (web-4@2); a host that is called\n" +
			"like a deployment goes first.",
		Example: "  rehearse why half-at-a-time web-3\n  rehearse why half-at-a-time 1 --json",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, a []string) error {
			o.path, o.subject = a[0], a[1]
			return o.run()
		},
	}
	o.settings.flags(cmd)
	o.settings.untilFlag(cmd)
	cmd.Flags().BoolVar(&o.all, "all", false, "print every step, those that went well too")
	return cmd
}

func (o *whyOptions) run() error {
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if err := w.keepable(); err != nil {
		return err
	}
	w.Journal().SetLevel(kernel.All)
	if err := w.play(); err != nil {
		return err
	}
	no, err := w.find(o.subject)
	if err != nil {
		return err
	}
	chain := w.chain(no)
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/why/1", "chain": chain})
	}
	showChain(o.io, "", chain, o.all)
	o.others(w)
	return nil
}

// chain is a record with what caused it, and what caused that.
func (w *world) chain(no kernel.RecordNo) []link {
	chain := []link{}
	var fold folding
	for _, r := range w.Why(no) {
		l := link{At: r.At.String(), Subject: w.Subject(r), Record: w.Describe(r), smooth: fold.smooth(r)}
		if rule, ok := rules.Lookup(r.Rule); ok {
			l.Rule, l.Statement = rules.String(r.Rule), rule.Statement
		}
		chain = append(chain, l)
	}
	return chain
}

// folding tells steps that went well from those worth a line, from the latest
// to the first.
type folding struct {
	failed   bool // the step after this one is a script or a function that failed
	starts   int
	finishes int
	moves    int
}

// smooth says whether a record is a step on the way that went well: of targets
// that came one after another only the latest are worth a line, and of scripts
// those that failed.
func (f *folding) smooth(r kernel.Record) bool {
	failed := f.failed
	f.failed = (r.Kind == events.ScriptEnded || r.Kind == events.FunctionReported) && r.B != 0
	switch r.Kind {
	case events.EventStarted, events.RevisionInstalled, events.TaskSetPrimary:
		return true
	case events.FunctionCalled, events.FunctionReported:
		return !failed && (r.Kind == events.FunctionCalled || r.B == int64(codedeploy.ReportSucceeded))
	case events.TrafficShifted:
		f.moves++
		return f.moves > 1
	case events.ScriptStarted:
		return !failed
	case events.ScriptEnded:
		return r.B == 0
	case events.TargetStarted:
		f.starts++
		return f.starts > 1
	case events.TargetEnded:
		if events.Record(r).TargetStatus() == events.TargetSucceeded {
			f.finishes++
			return f.finishes > 1
		}
	case events.EventEnded:
		return events.Record(r).Outcome().Status == events.LifecycleSucceeded
	}
	return false
}

// showChain prints a chain; steps that went well are counted unless all are
// wanted.
func showChain(io *term.IO, indent string, chain []link, all bool) {
	folded := 0
	for i, l := range chain {
		if l.smooth && i > 0 && !all {
			folded++
			continue
		}
		if folded > 0 {
			io.Printf(indent+"  … after %d steps that went well\n", folded)
			folded = 0
		}
		because := "because "
		if i == 0 {
			because = ""
		}
		io.Printf(indent+"%s%s  %s: %s\n", because, term.Dim.Text(l.At), term.Bold.Text(l.Subject), l.Record)
		if l.Rule != "" {
			io.Printf(indent+"          %s  %s\n", term.Accent.Text(l.Rule), l.Statement)
		}
	}
}

// others says in which other deployments the host was, as the chain is about
// the last one alone.
func (o *whyOptions) others(w *world) {
	host, _, said := w.parts(o.subject)
	if _, deployment := w.number(host); said || deployment && !w.has(host) {
		return
	}
	list := w.Deployments()
	for n, d := range list {
		for t := d.FirstTarget; d.Begun && n < len(list)-1 && t < d.FirstTarget+uint32(d.Targets); t++ {
			info := w.CodeDeploy().Target(t)
			if i := info.Instance; w.TargetName(t) == host || i != codedeploy.NoInstance && w.Fleet().ID(i) == host {
				o.io.Printf("in deployment %d it was %s: rehearse why %s %s@%d\n", d.Number, info.Status.String(), o.path, host, d.Number)
			}
		}
	}
}

// find is the record that gave a subject its status.
func (w *world) find(subject string) (kernel.RecordNo, error) {
	host, where, at := w.parts(subject)
	number, isNumber := w.number(where)
	if at && !isNumber {
		return 0, notFound("no deployment " + strconv.Quote(source.Escape(where)) + " in this run")
	}
	if !at && !w.has(host) {
		if n, ok := w.number(host); ok {
			return w.Latest(n, 0, false), nil
		}
	}
	names := make([]string, 0, 64)
	for i := range uint32(w.Fleet().Len()) {
		name := w.Fleet().Name(i)
		if name == host || w.Fleet().ID(i) == host {
			if no := w.Latest(number, i, true); no > 0 {
				return no, nil
			}
			return 0, notFound("nothing happened to " + source.Escape(host))
		}
		if len(names) < cap(names) {
			names = append(names, name)
		}
	}
	if no := w.LatestShift(number, host); no > 0 {
		return no, nil
	}
	if function, _, alias := strings.Cut(host, ":"); alias && w.split(host) {
		if no := w.LatestShift(number, function); no > 0 {
			return no, nil
		}
	}
	message := "no host or deployment " + strconv.Quote(source.Escape(host)) + " in this run"
	if near, ok := source.Suggest(host, names); ok {
		return 0, notFound(message + "; did you mean " + source.Escape(near) + "?")
	}
	if choice := w.choice(names); choice != "" {
		message += "; there are " + choice
	}
	return 0, notFound(message)
}

// split says whether there is an alias or a service of a name.
func (w *world) split(name string) bool {
	return slices.ContainsFunc(w.Splits(), func(x sim.Split) bool { return x.What == name })
}

// choice is what a subject could be, of the hosts the first.
func (w *world) choice(hosts []string) string {
	var list []string
	for _, d := range w.Deployments()[:min(4, len(w.Deployments()))] {
		list = append(list, strconv.Itoa(d.Number))
	}
	for _, x := range w.Splits() {
		list = append(list, x.What)
	}
	list = append(list, hosts[:min(8, len(hosts))]...)
	if len(hosts) > 8 {
		list = append(list, "…")
	}
	return source.Escape(strings.Join(list, ", "))
}

// parts cuts a subject into a host and, behind the last @, a deployment. A host
// with the whole name goes first.
func (w *world) parts(subject string) (host, deployment string, at bool) {
	i := strings.LastIndexByte(subject, '@')
	if i < 0 || w.has(subject) {
		return subject, "", false
	}
	return subject[:i], subject[i+1:], true
}

// has says whether there is a host of a name.
func (w *world) has(name string) bool {
	for i := range uint32(w.Fleet().Len()) {
		if w.Fleet().Name(i) == name {
			return true
		}
	}
	return false
}

// number is the number of the deployment that a word means.
func (w *world) number(word string) (int, bool) {
	for _, d := range w.Deployments() {
		if word == d.ID || word == strconv.Itoa(d.Number) {
			return d.Number, true
		}
	}
	return 0, false
}
