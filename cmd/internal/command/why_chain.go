package command

// A chain of causes, and how it is printed.

import (
	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/sim"
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
	WentWell  bool   `json:"wentWell,omitempty"` // and is not shown but among all steps
}

// chain is a record with what caused it, and what caused that.
func (w *world) chain(no kernel.RecordNo) []link {
	chain := []link{}
	records := w.Why(no)
	smooth := sim.Smooth(records)
	for i, r := range records {
		l := link{At: r.At.String(), Subject: w.Subject(r), Record: w.Describe(r), WentWell: smooth[i]}
		if rule, ok := rules.Lookup(r.Rule); ok {
			l.Rule, l.Statement = rules.String(r.Rule), rule.Statement
		}
		chain = append(chain, l)
	}
	return chain
}

// showChain prints a chain; steps that went well are counted unless all are
// wanted.
func showChain(io *term.IO, indent string, chain []link, all bool) {
	folded := 0
	for i, l := range chain {
		if l.WentWell && !all {
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
