package command

// A chain of causes, and how it is printed.

import (
	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// link is one record in a chain of causes.
type link struct {
	At        string `json:"at"`
	Subject   string `json:"subject"`
	Record    string `json:"record"`
	Rule      string `json:"rule,omitempty"`
	Statement string `json:"statement,omitempty"`
	smooth    bool
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
