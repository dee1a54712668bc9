package command

import (
	"fmt"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/exam"
	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// examDocument is rehearse/exam/1.
type examDocument struct {
	Schema    string         `json:"schema"`
	Preset    string         `json:"preset"`
	Seed      uint64         `json:"seed"`
	Note      string         `json:"note"`
	Covers    string         `json:"covers"`
	Right     int            `json:"right"`
	Of        int            `json:"of"` // scored questions
	Percent   float64        `json:"percent"`
	Low       float64        `json:"low"` // bounds of the percentage, with 95 %
	High      float64        `json:"high"`
	Blank     int            `json:"blank"`
	Unscored  examPart       `json:"unscored"`
	Domains   []examPart     `json:"domains"`
	Rules     []examPart     `json:"rules"` // those with a wrong answer
	Passed    *bool          `json:"passed,omitempty"`
	Questions []examQuestion `json:"questions"`
}

type examPart struct {
	Name  string `json:"name,omitempty"`
	Title string `json:"title,omitempty"`
	Right int    `json:"right"`
	Of    int    `json:"of"`
}

type examQuestion struct {
	ID          string                `json:"id"`
	Ask         string                `json:"ask"`
	Options     []string              `json:"options"`
	Answer      string                `json:"answer"` // empty: none
	Key         string                `json:"key"`
	Right       bool                  `json:"right"`
	Scored      bool                  `json:"scored"`
	Explanation *question.Explanation `json:"explanation,omitempty"` // of a wrong answer; with --review of each
}

// noScore stands beside every result.
const noScore = "This is the share of right answers, not an AWS score: AWS weighs questions, and scales."

// handIn keeps what was answered, each answer once: an earlier handing in may
// have come to an end in the middle.
func (o *examOptions) handIn() error {
	if o.save(); o.elsewhere {
		return errElsewhere
	}
	kept := map[progress.Item]bool{}
	for _, a := range o.notes.given {
		kept[a.Item] = true
	}
	for n, q := range o.exam.Questions {
		if a := o.exam.Given(n); a != nil && !kept[q.Keep(a).Item] {
			o.notes.record(q, reply{Answer: a})
		}
	}
	o.notes.end()
	return nil
}

// end hands the exam in, and tells the result.
func (o *examOptions) end() error {
	if err := o.handIn(); err != nil {
		return err
	}
	r := o.exam.Result()
	passed := 100*r.Scored.Right >= o.pass*r.Scored.Of
	if o.json {
		if err := o.document(o.documentOf(r, passed)); err != nil {
			return err
		}
	} else {
		o.tell(r)
	}
	if !passed {
		return errMissed
	}
	return nil
}

func percent(s measure.Share) float64 {
	return float64(1000*s.Right/max(1, s.Of)) / 10
}

// bounds are those of the percentage, with 95 %.
func bounds(s measure.Share) (low, high float64) {
	low, high = s.Wilson()
	return float64(int(1000*low+0.5)) / 10, float64(int(1000*high+0.5)) / 10
}

func (o *examOptions) tell(r exam.Result) {
	low, high := bounds(r.Scored)
	o.io.Printf("\n%s\n", term.Bold.Text("your exam"))
	o.io.Printf("%d of %d right, %v %%; with so few questions anything from %v to %v %% fits\n", r.Scored.Right, r.Scored.Of, percent(r.Scored), low, high)
	o.paragraph("", "", noScore+" It is about "+o.exam.Preset.Covers+".")
	if r.Blank > 0 {
		o.io.Printf("%s had no answer, which counts as wrong\n", plural(r.Blank, "question"))
	}
	if r.Unscored.Of > 0 {
		o.io.Printf("%s on trial did not count; %d of them right\n", plural(r.Unscored.Of, "question"), r.Unscored.Right)
	}
	var bars []term.Bar
	for _, d := range r.Domains {
		bars = append(bars, term.Bar{Name: d.Name + " " + d.Title, Share: portion(d.Share), Text: fmt.Sprintf("%d of %d", d.Right, d.Of)})
	}
	if len(bars) > 0 {
		o.io.Printf("\n%s\n", term.Bold.Text("by task of the exam"))
		o.io.Bars(bars)
	}
	bars = nil
	for _, p := range r.Rules[:min(len(r.Rules), 10)] {
		bars = append(bars, term.Bar{Name: p.Name, Share: portion(p.Share), Text: fmt.Sprintf("%d of %d", p.Right, p.Of)})
	}
	if len(bars) > 0 {
		o.io.Printf("\n%s\n", term.Bold.Text("the weakest rules"))
		o.io.Bars(bars)
	}
	if o.review {
		o.reviewed()
		return
	}
	o.io.Printf("\n")
	o.paragraph("", "", fmt.Sprintf("`%s --review` asks the same again and explains; `rehearse study` brings back what was wrong.", o.again()))
}

// again is the command that asks the same questions again.
func (o *examOptions) again() string {
	p := o.exam.Preset
	usual, _ := exam.Find(p.Name) // it was begun from it
	text := "rehearse exam " + p.Name + " --seed " + strconv.FormatUint(o.exam.Seed, 10)
	if p.Items != usual.Items {
		text += " --items " + strconv.Itoa(p.Items)
	}
	if p.Minutes != usual.Of(p.Items).Minutes {
		text += " --minutes " + strconv.Itoa(p.Minutes)
	}
	return text
}

// reviewed shows every question with what was answered and why it is so.
func (o *examOptions) reviewed() {
	for n, q := range o.exam.Questions {
		o.io.Printf("\n%s\n", term.Bold.Text(fmt.Sprintf("%d of %d", n+1, len(o.exam.Questions))))
		for _, fact := range q.Told() {
			o.paragraph("  ", "  ", fact)
		}
		o.paragraph("", "", q.Ask())
		for i, line := range q.Listed() {
			o.paragraph(fmt.Sprintf("  %d. ", i+1), "     ", line)
		}
		o.feedback(q.Question, o.exam.Given(n), nil)
	}
}

func (o *examOptions) documentOf(r exam.Result, passed bool) examDocument {
	low, high := bounds(r.Scored)
	doc := examDocument{Schema: "rehearse/exam/1", Preset: o.exam.Preset.Name, Seed: o.exam.Seed, Note: noScore, Covers: o.exam.Preset.Covers,
		Right: r.Scored.Right, Of: r.Scored.Of, Percent: percent(r.Scored), Low: low, High: high, Blank: r.Blank,
		Unscored: examPart{Right: r.Unscored.Right, Of: r.Unscored.Of}, Domains: partsOf(r.Domains), Rules: partsOf(r.Rules), Questions: []examQuestion{}}
	if o.pass > 0 {
		doc.Passed = &passed
	}
	for n, q := range o.exam.Questions {
		a := o.exam.Given(n)
		e := q.Explain(a, nil)
		out := examQuestion{ID: q.ID(), Ask: q.Ask(), Options: q.Listed(), Key: e.Happened, Right: o.exam.Right(n), Scored: !q.Unscored}
		if a != nil {
			out.Answer = q.Say(a)
		}
		if !out.Right || o.review {
			out.Explanation = &e
		}
		doc.Questions = append(doc.Questions, out)
	}
	return doc
}

func partsOf(list []exam.Part) []examPart {
	parts := []examPart{}
	for _, p := range list {
		parts = append(parts, examPart{p.Name, p.Title, p.Right, p.Of})
	}
	return parts
}
