package command

import (
	"errors"
	"fmt"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// lessonDocument is rehearse/quiz/1 and rehearse/study/1.
type lessonDocument struct {
	Schema  string         `json:"schema"`
	Seed    uint64         `json:"seed"`
	Session string         `json:"session,omitempty"` // under which it is kept; none if it is not
	Ended   bool           `json:"ended"`             // false: it can be taken up again
	Answers []lessonAnswer `json:"answers"`           // given here, not those of before
	Result  lessonResult   `json:"result"`
}

// lessonAnswer is one answer.
type lessonAnswer struct {
	ID          string                `json:"id"`
	Kind        string                `json:"kind"`
	Topic       string                `json:"topic"`
	Rules       []string              `json:"rules"`
	Exam        []string              `json:"exam"`
	Ask         string                `json:"ask"`
	Options     []string              `json:"options,omitempty"`
	Answer      string                `json:"answer"`
	Right       bool                  `json:"right"`
	Points      float64               `json:"points"`
	Certainty   string                `json:"certainty,omitempty"`
	Hints       int                   `json:"hints,omitempty"`
	Explanation *question.Explanation `json:"explanation,omitempty"` // of a wrong answer
	Correction  *pose.Correction      `json:"correction,omitempty"`  // of a card that has one
}

// lessonResult is what all answers of a session come to.
type lessonResult struct {
	Right   int `json:"right"`
	Of      int `json:"of"`
	Percent int `json:"percent"`         // with what is right in part
	Told    int `json:"told,omitempty"`  // with a certainty
	Marks   int `json:"marks,omitempty"` // for these: 1 to 3 where right, 0 to -6 where wrong
}

func resultOf(answers []progress.Answer) (r lessonResult) {
	points := 0.0
	for _, a := range answers {
		points += a.Points
		if r.Of++; a.Right {
			r.Right++
		}
		if a.Certainty != measure.NotAsked {
			r.Told++
			r.Marks += a.Certainty.Mark(a.Right)
		}
	}
	r.Percent = int(100 * points / float64(max(r.Of, 1)))
	return r
}

// finish closes the lesson and sums it up. err is how it ended.
func (l *lesson) finish(err error) error {
	left := errors.Is(err, errLeft)
	if err == nil {
		l.notes.end()
	}
	switch {
	case err != nil && !left:
	case l.json:
		err = l.document(l.documentOf(!left))
	default:
		err = nil
		l.summary()
	}
	if left || err != nil {
		l.remind()
	}
	if e := l.notes.close(); err == nil {
		err = e
	}
	return err
}

// remind says that all is kept, and how to go on.
func (l *lesson) remind() {
	if l.notes.store != nil && len(l.notes.given) > 0 {
		l.io.Sayf("Kept: %s; rehearse %s --resume goes on.\n", plural(len(l.notes.given), "answer"), l.kind)
	}
}

func (l *lesson) documentOf(ended bool) *lessonDocument {
	doc := &lessonDocument{Schema: "rehearse/" + l.kind + "/1", Seed: l.notes.session.Seed, Ended: ended, Answers: []lessonAnswer{}, Result: resultOf(l.notes.given)}
	if l.notes.store != nil {
		doc.Session = l.notes.session.ID.String()
	}
	for _, a := range l.past {
		out := lessonAnswer{ID: a.question.ID(), Kind: a.kept.Item.Kind, Topic: a.kept.Topic, Rules: append([]string{}, a.kept.Rules...), Exam: append([]string{}, a.question.Objectives()...), Ask: a.question.Ask(),
			Options: a.question.Listed(), Answer: a.kept.Given, Right: a.kept.Right, Points: a.kept.Points, Hints: a.kept.Hints}
		if a.kept.Certainty != measure.NotAsked {
			out.Certainty = a.kept.Certainty.String()
		}
		if !a.kept.Right {
			e := a.question.Explain(a.reply.Answer, nil)
			out.Explanation = &e
		}
		if c, ok := a.question.Correction(); ok {
			out.Correction = &c
		}
		doc.Answers = append(doc.Answers, out)
	}
	return doc
}

// suspectedShown is how many misconceptions a summary names.
const suspectedShown = 3

// summary tells what the session came to.
func (l *lesson) summary() {
	r := resultOf(l.notes.given)
	if r.Of == 0 {
		l.io.Printf("no answers\n")
		return
	}
	l.io.Printf("\n%s\n%d of %d right, %d %%\n", term.Bold.Text("your "+l.kind), r.Right, r.Of, r.Percent)
	if r.Told > 0 {
		l.io.Printf("marks for certainty: %d of %d (sure and right is 3, sure and wrong is -6)\n", r.Marks, 3*r.Told)
	}
	report := progress.ReportOf(l.notes.given, nil, l.notes.moment())
	if len(report.Topics) > 1 {
		var bars []term.Bar
		for _, g := range report.Topics {
			bars = append(bars, term.Bar{Name: g.Name, Share: portion(g.Share), Text: fmt.Sprintf("%d of %d", g.Right, g.Of)})
		}
		l.io.Bars(bars)
	}
	l.suspicions()
}

// suspicions names misconceptions that all answers together speak for.
func (l *lesson) suspicions() {
	shown := 0
	for _, s := range progress.ReportOf(l.notes.all(), nil, l.notes.moment()).Suspected {
		m, ok := misconceptions.Lookup(s.ID)
		if !ok || shown == suspectedShown {
			continue
		}
		if shown++; shown == 1 {
			l.io.Printf("what you may believe wrongly; rehearse misconceptions %s says more:\n", m.ID)
		}
		l.paragraph("  ", "    ", m.ID+"  "+m.Title+" (evidence: "+s.Strength.String()+")")
	}
}
