package command

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// predictDocument is rehearse/predict/1.
type predictDocument struct {
	Schema   string          `json:"schema"`
	Scenario string          `json:"scenario"`
	Seed     uint64          `json:"seed"`
	Facts    []string        `json:"facts"`
	Items    []predictItem   `json:"items"`
	Result   *predictSummary `json:"result,omitempty"` // once answered
}

// predictItem is a question; what comes behind keyHash is there once it is
// answered.
type predictItem struct {
	ID      string   `json:"id"`
	Number  int      `json:"number"`
	Kind    string   `json:"kind"`
	Form    string   `json:"form"` // how it is answered: choice, word, number, list, order, set, map
	Stem    []string `json:"stem"`
	Ask     string   `json:"ask"`
	Things  []string `json:"things,omitempty"`
	Options []string `json:"options,omitempty"`
	With    string   `json:"with"` // what an answer looks like
	KeyHash string   `json:"keyHash"`

	Answer      *string               `json:"answer,omitempty"`
	Key         string                `json:"key,omitempty"`
	Score       *float64              `json:"score,omitempty"`
	Hints       int                   `json:"hints,omitempty"`
	Explanation *question.Explanation `json:"explanation,omitempty"` // of a wrong answer
}

// predictSummary is how all answers together came out.
type predictSummary struct {
	Right   int     `json:"right"` // wholly right
	Of      int     `json:"of"`
	Score   float64 `json:"score"` // with what is right in part, less a quarter for each hint
	Percent int     `json:"percent"`
	Pass    int     `json:"pass,omitempty"`
	Passed  bool    `json:"passed"`
}

func listing(path string, c *question.Case, items []*question.Item) *predictDocument {
	doc := &predictDocument{Schema: "rehearse/predict/1", Scenario: path, Seed: c.Setup.Seed, Facts: c.Facts()}
	for _, it := range items {
		out := predictItem{ID: it.ID(), Number: it.Kind.Number, Kind: it.Kind.Name, Form: it.Kind.Form.String(), Stem: it.Stem(), Ask: it.Ask, Things: it.Things, With: it.Example(), KeyHash: it.KeyHash()}
		if len(it.Choices) > 0 {
			out.Form = "choice"
		}
		for _, option := range it.Choices {
			out.Options = append(out.Options, option.Text)
		}
		doc.Items = append(doc.Items, out)
	}
	return doc
}

// grade replays the scenario and says how right the answers are.
func (o *predictOptions) grade(w *world, c *question.Case, items []*question.Item, answers []reply) error {
	if err := o.replay(w); err != nil {
		return err
	}
	doc := listing(o.path, c, items)
	sum := &predictSummary{Of: len(items), Pass: o.pass}
	var given []question.Answer
	for _, a := range answers {
		given = append(given, a.Answer)
	}
	support := question.Support(items, given)
	for n, it := range items {
		doc.Items[n].graded(it, answers[n], support)
		score := *doc.Items[n].Score
		sum.Score += question.Points(score, answers[n].hints)
		if score == 1 {
			sum.Right++
		}
	}
	sum.Percent = int(100 * sum.Score / float64(sum.Of))
	sum.Passed = sum.Percent >= o.pass
	doc.Result = sum
	if o.json {
		if err := o.document(doc); err != nil {
			return err
		}
	} else {
		o.showGrades(doc)
	}
	if !sum.Passed {
		return errMissed
	}
	return nil
}

// graded adds what an answer is worth.
func (p *predictItem) graded(it *question.Item, a reply, support map[string]int) {
	score := it.Score(a.Answer)
	said := it.Say(a.Answer)
	p.Answer, p.Key, p.Score, p.Hints = &said, it.KeyText(), &score, a.hints
	if score < 1 {
		e := pose.Item{Item: it}.Explain(a.Answer, support)
		p.Explanation = &e
	}
}

// showGrades prints, for each item, prediction and truth, and what was wrong.
func (o *predictOptions) showGrades(doc *predictDocument) {
	o.io.Printf("\n%s\n", term.Bold.Text("your predictions"))
	for n := range doc.Items {
		p := &doc.Items[n]
		mark := term.OK.Text("ok  ")
		if *p.Score < 1 {
			mark = term.Bad.Text("MISS")
		}
		o.io.Printf("%s  ", mark)
		o.paragraph("", "      ", p.Ask)
		o.paragraph("      ", "      ", "you: "+*p.Answer)
		if p.Explanation == nil {
			continue
		}
		if *p.Score > 0 {
			o.io.Printf("      right by %d %%\n", int(100**p.Score))
		}
		o.explain("happened", p.Explanation)
	}
	sum := doc.Result
	o.io.Printf("\n%d of %d right, %d %%", sum.Right, sum.Of, sum.Percent)
	if sum.Pass > 0 {
		o.io.Printf(", wanted %d %%", sum.Pass)
	}
	o.io.Printf("\n")
}

// predict asks for predictions first, as the command of that name does.
func (o *runOptions) predict() error {
	if o.pictures() || o.journal != "" || o.events != "" {
		return usagef("--predict writes no files; run once more without it")
	}
	if slices.ContainsFunc(o.tries.Flags(), func(f scenarios.Flag) bool { return len(f.Texts) > 0 }) {
		return usagef("--predict asks about the scenario as it stands; leave the faults out, or write them into it")
	}
	if o.until != "" {
		return usagef("--until leaves nothing to predict; leave it out")
	}
	if len(o.properties) > 0 {
		return usagef("--predict asks and judges no properties; leave --property out")
	}
	p := predictOptions{factory: o.factory, settings: o.settings, path: o.path, kinds: predicted, most: 8}
	return p.run()
}
