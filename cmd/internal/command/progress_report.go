package command

import (
	"fmt"
	"strconv"
	"time"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
)

const minutes = "2006-01-02 15:04"

// report shows what is kept; nothing is if there is no store.
func (o *progressOptions) report(store *progress.Store) error {
	var answers []progress.Answer
	var cards []progress.Card
	var err error
	if store != nil {
		if answers, err = store.Answers(); err != nil {
			return keeping(err)
		}
		if cards, err = store.Cards(); err != nil {
			return keeping(err)
		}
	}
	now, err := o.now()
	if err != nil {
		return err
	}
	r := progress.ReportOf(answers, cards, now)
	switch {
	case o.csv:
		return o.writeCSV(answers)
	case o.json:
		return o.document(reportDocument(r))
	case len(answers) == 0:
		o.io.Printf("nothing yet: no answers are kept in\n%s\n"+
			"To bring those of another machine:\n  rehearse progress --import FILE\nTo see what there is to learn from:\n  rehearse list\n", progress.Place(o.home))
		return nil
	}
	o.showAll(r)
	o.showCertainty(r)
	o.showDue(r)
	o.showSuspected(r)
	o.showUnexplained(r)
	return nil
}

func (o *progressOptions) showAll(r progress.Report) {
	o.io.Printf("answers: %s (the true share, with 95 %%)\n", shareText(r.All))
	today := "today included"
	if !r.Streak.Today {
		today = "nothing yet today"
	}
	o.io.Printf("days in a row: %d, %s; the most were %d\n", r.Streak.Current, today, r.Streak.Longest)
	o.showGroups("by rule", r.Rules)
	o.showGroups("by topic", r.Topics)
}

func (o *progressOptions) showGroups(title string, groups []progress.Group) {
	var bars []term.Bar
	for _, g := range groups {
		name := g.Name
		if name == "" {
			name = "(none)"
		}
		bars = append(bars, term.Bar{Name: name, Share: portion(g.Share), Text: shareText(g.Share)})
	}
	if len(bars) > 0 {
		o.io.Printf("\n%s\n", term.Bold.Text(title))
		o.io.Bars(bars)
	}
}

func portion(s measure.Share) float64 { return float64(s.Right) / float64(max(s.Of, 1)) }

// shareText says how many were right, and between what the true share lies.
func shareText(s measure.Share) string {
	low, high := s.Wilson()
	return fmt.Sprintf("%d of %d right, %.0f to %.0f %%", s.Right, s.Of, 100*low, 100*high)
}

var statedText = map[measure.Certainty]string{measure.Low: "below 67 %", measure.Medium: "67 to 80 %", measure.High: "above 80 %"}

func (o *progressOptions) showCertainty(r progress.Report) {
	if r.Told == 0 {
		return
	}
	o.io.Printf("\n%s\n", term.Bold.Text("certainty"))
	t := &term.Table{Header: []string{"level", "states", "achieved", "so you are"}}
	for _, l := range r.Levels {
		if l.Of > 0 {
			t.Row(l.Certainty, statedText[l.Certainty], shareText(l.Share), verdictText(l.Verdict))
		}
	}
	o.io.Table(t)
	if r.Told < measure.CalibrationMin {
		o.io.Printf("%d answers with a certainty so far; it takes %d to say much\n", r.Told, measure.CalibrationMin)
		return
	}
	o.io.Printf("Brier score %.2f (0 is best, 0.25 is what a coin earns)\n", r.Brier)
}

func verdictText(v measure.Verdict) string {
	switch v {
	case measure.TooSure:
		return "too sure"
	case measure.TooModest:
		return "too modest"
	case measure.Agrees:
		return "about right"
	}
	return "not known yet"
}

// cardsShown is how many due cards are listed.
const cardsShown = 10

func (o *progressOptions) showDue(r progress.Report) {
	if r.Cards == 0 {
		return
	}
	o.io.Printf("\n%s %d of %d\n", term.Bold.Text("due"), len(r.Due), r.Cards)
	if len(r.Due) == 0 {
		o.io.Printf("the next on %s\n", r.NextDue.In(r.Now.Location()).Format(minutes))
		return
	}
	t := &term.Table{Whole: true, Header: []string{"card", "since", "still known with"}}
	for i, c := range r.Due {
		if i < cardsShown {
			t.Row(c.Name, c.Due.In(r.Now.Location()).Format(minutes), fmt.Sprintf("%.0f %%", 100*c.Chance(r.Now)))
		}
	}
	o.io.Table(t)
	if rest := len(r.Due) - cardsShown; rest > 0 {
		o.io.Printf("and %d more\n", rest)
	}
}

func (o *progressOptions) showSuspected(r progress.Report) {
	if len(r.Suspected) == 0 {
		return
	}
	o.io.Printf("\n%s\n", term.Bold.Text("what you may believe wrongly"))
	t := &term.Table{Whole: true, Header: []string{"misconception", "answers from it", "evidence"}}
	for _, s := range r.Suspected {
		t.Row(s.ID, strconv.Itoa(s.Chosen), s.Strength)
	}
	o.io.Table(t)
}

// unexplainedShown is how many answers without explanation are listed.
const unexplainedShown = 5

func (o *progressOptions) showUnexplained(r progress.Report) {
	if len(r.Unexplained) == 0 {
		return
	}
	o.io.Printf("\n%s\n", term.Bold.Text("wrong in a way that nobody has foreseen"))
	t := &term.Table{Header: []string{"answer", "question", "scenario", "times"}}
	for i, u := range r.Unexplained {
		if i < unexplainedShown {
			t.Row(u.Given, u.Item.Kind, u.Item.Scenario, u.Times)
		}
	}
	o.io.Table(t)
	if rest := len(r.Unexplained) - unexplainedShown; rest > 0 {
		o.io.Printf("and %d more\n", rest)
	}
}

type shownShare struct {
	Name  string     `json:"name"`
	Right int        `json:"right"`
	Of    int        `json:"of"`
	Range [2]float64 `json:"wilson95"`
}

func shareDocument(name string, s measure.Share) shownShare {
	low, high := s.Wilson()
	return shownShare{name, s.Right, s.Of, [2]float64{low, high}}
}

type shownCard struct {
	Card   string    `json:"card"`
	Due    time.Time `json:"due"`
	Chance float64   `json:"chance"`
}

func reportDocument(r progress.Report) map[string]any {
	levels, due, suspected := []any{}, []shownCard{}, []any{}
	for _, l := range r.Levels {
		levels = append(levels, struct {
			shownShare
			Verdict string `json:"verdict"`
		}{shareDocument(l.Certainty.String(), l.Share), l.Verdict.String()})
	}
	for _, c := range r.Due {
		due = append(due, shownCard{c.Name, c.Due, c.Chance(r.Now)})
	}
	for _, s := range r.Suspected {
		suspected = append(suspected, map[string]any{"id": s.ID, "chosen": s.Chosen, "evidence": s.Strength.String()})
	}
	return map[string]any{
		"schema": "rehearse/progress-report/1", "answers": shareDocument("all", r.All),
		"rules": groupsDocument(r.Rules), "topics": groupsDocument(r.Topics),
		"certainty": map[string]any{"levels": levels, "answers": r.Told, "brier": r.Brier},
		"streak":    map[string]any{"days": r.Streak.Current, "longest": r.Streak.Longest, "today": r.Streak.Today},
		"cards":     r.Cards, "due": due, "misconceptions": suspected, "unexplained": append([]progress.Unexplained{}, r.Unexplained...),
	}
}

func groupsDocument(groups []progress.Group) []shownShare {
	list := []shownShare{}
	for _, g := range groups {
		list = append(list, shareDocument(g.Name, g.Share))
	}
	return list
}
