package command

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// explain prints what is wrong with an answer: what happened, or is right, where
// the run that was expected parts from it, and what speaks against the belief.
func (f *factory) explain(truth string, e *question.Explanation) {
	lines := []string{truth + ": " + e.Happened}
	if e.Tried != "" {
		lines = append(lines, "tried: "+e.Tried)
	}
	if e.Belief != "" {
		lines = append(lines, "belief: "+e.Belief)
	}
	if e.Truth != "" {
		lines = append(lines, "here the runs part: "+e.Truth, "as you expect it:   "+e.Yours)
	}
	if e.Refuted != "" {
		lines = append(lines, strings.TrimSpace(e.Rule+" "+e.Refuted))
	}
	if e.Source != "" {
		lines = append(lines, "source: "+e.Source)
	}
	if e.LookAt != "" {
		lines = append(lines, "look at: "+e.LookAt)
	}
	if fits := catalogued(e.Mutants); len(fits) > 0 {
		lines = append(lines, "fits: "+strings.Join(fits, ", "))
	}
	if e.Command != "" {
		lines = append(lines, "open it: "+e.Command)
	}
	for _, line := range lines {
		f.paragraph("      ", "        ", line)
	}
}

// catalogued are the misconceptions that `rehearse misconceptions` knows.
func catalogued(ids []string) (list []string) {
	for _, id := range ids {
		if _, ok := misconceptions.Lookup(id); ok {
			list = append(list, id)
		}
	}
	return list
}

// feedback prints how an answer came out: an explanation if it is wrong, and
// else what is worth seeing. support counts what other answers speak for.
func (f *factory) feedback(q pose.Question, a question.Answer, support map[string]int) {
	score := q.Score(a)
	if score == 1 {
		f.io.Printf("%s  ", term.OK.Text("ok  "))
		f.paragraph("", "      ", q.Say(a))
		if seen := q.Observe(); seen != "" {
			f.paragraph("      ", "        ", seen)
		}
	} else {
		f.io.Printf("%s  ", term.Bad.Text("MISS"))
		f.paragraph("", "      ", "you: "+said(q, a))
		if score > 0 {
			f.io.Printf("      right by %d %%\n", int(100*score))
		}
		e := q.Explain(a, support)
		f.explain(truthOf(q), &e)
		if seen := q.Observe(); e.Refuted == "" && e.LookAt == "" && seen != "" {
			f.paragraph("      ", "        ", "look at: "+seen)
		}
	}
	if c, ok := q.Correction(); ok {
		for _, line := range []string{"often told: " + c.Was, "as it is: " + c.Right, "because: " + c.Why} {
			f.paragraph("      ", "        ", line)
		}
	}
}

// said is an answer for a person; nil is that of who gave up.
func said(q pose.Question, a question.Answer) string {
	if a == nil {
		return "no answer"
	}
	return q.Say(a)
}

// truthOf is how the right answer is called: a run makes it happen.
func truthOf(q pose.Question) string {
	if _, run := q.(pose.Item); run {
		return "happened"
	}
	return "right"
}

// paragraph prints a text in lines that fit, the first indented by first and
// the others by rest.
func (f *factory) paragraph(first, rest, text string) {
	indent := first
	for _, line := range term.Wrap(text, f.io.Width-len(rest)) {
		f.io.Printf("%s%s\n", indent, line)
		indent = rest
	}
}
