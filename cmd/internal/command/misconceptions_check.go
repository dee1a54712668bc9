package command

import (
	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
)

// shownCheck is the result of --check as JSON.
type shownCheck struct {
	Schema      string       `json:"schema"`
	OK          bool         `json:"ok"`
	Beliefs     int          `json:"beliefs"`
	Witnesses   int          `json:"witnesses"`
	Pairs       int          `json:"pairs"`
	Gaps        [][2]string  `json:"gaps"`        // not told apart; an empty one is AWS
	Idle        [][2]string  `json:"idle"`        // a belief and a witness of it that tells nothing
	Equivalents [][2]string  `json:"equivalents"` // declared
	Refuted     [][2]string  `json:"refuted"`     // declared, but told apart
	NotRunnable []notRunning `json:"notRunnable"`
}

type notRunning struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// runCheck plays all witnesses under all beliefs.
func (o *misconceptionsOptions) runCheck() error {
	progress := o.io.Progress("playing", int64(misconceptions.Runs()))
	defer progress.Done()
	r, err := misconceptions.Check(func(runs int) { progress.Add(int64(runs)) })
	if err != nil {
		return coded{exitInternal, err}
	}
	progress.Done()
	if o.json {
		err = o.document(checkDocument(r))
	} else {
		o.printCheck(r)
	}
	if err == nil && !r.OK() {
		return errMissed
	}
	return err
}

func checkDocument(r *misconceptions.Report) shownCheck {
	out := shownCheck{
		Schema: "rehearse/misconceptions-check/1", OK: r.OK(), Beliefs: r.Beliefs, Witnesses: r.Witnesses, Pairs: r.Pairs,
		Gaps: gapPairs(r.Gaps), Idle: [][2]string{}, Equivalents: gapPairs(r.Equivalents), Refuted: gapPairs(r.Refuted), NotRunnable: []notRunning{},
	}
	for _, w := range r.Idle {
		out.Idle = append(out.Idle, [2]string{w.ID, w.Witness})
	}
	for _, m := range misconceptions.All() {
		if m.NotRunnable != "" {
			out.NotRunnable = append(out.NotRunnable, notRunning{m.ID, m.NotRunnable})
		}
	}
	return out
}

func gapPairs(gaps []misconceptions.Gap) [][2]string {
	list := [][2]string{}
	for _, g := range gaps {
		list = append(list, [2]string{g.ID, g.Other})
	}
	return list
}

func (o *misconceptionsOptions) printCheck(r *misconceptions.Report) {
	d := checkDocument(r)
	o.io.Printf("%d beliefs, %d witnesses, %d pairs with AWS or one another\n", d.Beliefs, d.Witnesses, d.Pairs)
	for _, g := range d.Gaps {
		if g[1] == "" {
			g[1] = "AWS"
		}
		o.io.Printf("%s no witness tells %s from %s\n", term.Bad.Text("GAP   "), g[0], g[1])
	}
	for _, w := range d.Idle {
		o.io.Printf("%s %s: comes out as under AWS: %s\n", term.Bad.Text("IDLE  "), w[0], w[1])
	}
	for _, g := range d.Refuted {
		o.io.Printf("%s %s and %s are said to be equivalent, but a witness tells them apart\n", term.Bad.Text("APART "), g[0], g[1])
	}
	for _, g := range d.Equivalents {
		o.io.Printf("equivalent: %s and %s\n", g[0], g[1])
	}
	for _, n := range d.NotRunnable {
		o.io.Printf("not runnable: %s: %s\n", n.ID, n.Reason)
	}
	if d.OK {
		o.io.Printf("%s every belief can be told from AWS and from every other\n", term.OK.Text("ok"))
	}
}
