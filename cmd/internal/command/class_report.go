package command

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
)

func newCmdClassReport(f *factory) *cobra.Command {
	asCSV := false
	cmd := &cobra.Command{
		Use: "report FOLDER NAME", Short: "Tell what the answers say of the questions and of the class",
		Long: "Tell, of what was handed in, which misconceptions the class holds, how hard each question is, which\n" +
			"wrong answers were given, and what is behind them. With 10 answers or more it also tells how well a\n" +
			"question tells those who know from those who do not: the point-biserial correlation with all other\n" +
			"questions, from -1 to 1. Nothing is written.",
		Example: "  rehearse class report lab week-1\n  rehearse class report lab week-1 --csv > questions.csv",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, a []string) error {
			if asCSV && f.json {
				return usagef("--csv and --json are two forms of one report; leave one out")
			}
			_, g, err := graded(f, a[0], a[1])
			if err != nil {
				return err
			}
			return runClassReport(f, g.Analyse(), asCSV)
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "print the questions as a table with commas")
	return cmd
}

func runClassReport(f *factory, a *classroom.Analysis, asCSV bool) error {
	switch {
	case f.json:
		return f.document(struct {
			Schema string `json:"schema"`
			*classroom.Analysis
		}{"rehearse/class-report/1", a})
	case asCSV:
		return f.questionsCSV(a)
	}
	f.io.Printf("%s: %d of %s handed in", a.Assignment, a.Handed, plural(a.Students, "sheet"))
	if a.Handed > 0 {
		f.io.Printf("; the median is %v %%", a.Median)
	}
	f.io.Printf("\n")
	f.showBeliefs(a)
	f.showQualities(a)
	return nil
}

// mostBeliefs is how many misconceptions are shown.
const mostBeliefs = 12

func (f *factory) showBeliefs(a *classroom.Analysis) {
	if len(a.Beliefs) == 0 {
		return
	}
	f.io.Printf("\n%s\n", term.Bold.Text("what the class believes"))
	tb := &term.Table{Header: []string{"misconception", "holders", "touched", "answers", "belief"}, Whole: true}
	for _, h := range a.Beliefs[:min(mostBeliefs, len(a.Beliefs))] {
		tb.Row(h.ID, len(h.Learners), h.Touched, h.Answers, h.Belief)
	}
	f.io.Table(tb)
	f.io.Printf("Holders gave at least two answers that it leads to, touched at least one.\n`rehearse misconceptions ID` tells more.\n")
	if more := len(a.Beliefs) - mostBeliefs; more > 0 {
		f.io.Printf("%d more have fewer holders; --json has all.\n", more)
	}
}

func (f *factory) showQualities(a *classroom.Analysis) {
	if len(a.Questions) == 0 {
		return
	}
	f.io.Printf("\n%s\n", term.Bold.Text("the questions, the hardest first"))
	if f.io.Plain {
		f.tableQualities(a)
	} else {
		for i, q := range a.Questions {
			f.showQuality(i+1, q)
		}
	}
	for _, note := range a.Notes {
		f.io.Notef("note: %s\n", note)
	}
}

func (f *factory) tableQualities(a *classroom.Analysis) {
	tb := &term.Table{Header: []string{"question", "asked", "right", "of", "tells apart", "wrong answers", "misconception"}}
	for _, q := range a.Questions {
		tb.Row(q.Question, q.Asked, q.Right, q.Answers, discrimination(q), wrongs(q), behind(q))
	}
	f.io.Table(tb)
}

// showQuality shows what was asked, how many knew, and what most of those who
// did not answered instead, with the belief behind it.
func (f *factory) showQuality(n int, q classroom.Quality) {
	head := strconv.Itoa(n) + ". "
	indent := strings.Repeat(" ", len(head))
	for i, line := range term.Wrap(q.Asked, f.io.Width-len(head)) {
		if i > 0 {
			head = indent
		}
		f.io.Printf("%s%s\n", head, line)
	}
	say := func(text string) {
		for _, line := range term.Wrap(text, f.io.Width-len(indent)) {
			f.io.Printf("%s%s\n", indent, line)
		}
	}
	say(fmt.Sprintf("%s about %s", q.Kind, q.Scenario))
	say(achieved(q))
	if q.Right < q.Answers {
		say("right: " + q.Key)
	}
	if len(q.Wrong) == 0 {
		return
	}
	worst := q.Wrong[0]
	say(fmt.Sprintf("most often wrong: %s (%s)%s", worst.Answer, times(worst.Times), hardly(worst)))
	if worst.Belief != "" {
		say("fits " + worst.Leading[0] + ": " + worst.Belief)
	} else if worst.Rule != "" {
		say("against " + worst.Rule + "; `rehearse rules " + worst.Rule + "` tells it")
	}
	if len(q.Wrong) > 1 {
		say("also wrong: " + alsoWrong(q.Wrong[1:]))
	}
}

// achieved says how many knew, and how well that tells learners apart.
func achieved(q classroom.Quality) string {
	text := fmt.Sprintf("%d of %d right", q.Right, q.Answers)
	if q.Blank > 0 {
		text += fmt.Sprintf(", %d left blank", q.Blank)
	}
	if q.Discrimination != nil {
		text += ", tells apart " + discrimination(q)
	}
	return text
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return plural(n, "time")
}

func hardly(w classroom.Chosen) string {
	switch {
	case w.Unread:
		return ", not understood"
	case !w.Functioning:
		return ", hardly chosen"
	}
	return ""
}

// alsoWrong names wrong answers that were not the most frequent.
func alsoWrong(list []classroom.Chosen) string {
	var texts []string
	for _, w := range list {
		texts = append(texts, fmt.Sprintf("%s (%s)%s", w.Answer, times(w.Times), hardly(w)))
	}
	return strings.Join(texts, "; ")
}

// behind is the likeliest misconception behind the most frequent wrong answer.
func behind(q classroom.Quality) string {
	if len(q.Wrong) == 0 || len(q.Wrong[0].Leading) == 0 {
		return ""
	}
	return q.Wrong[0].Leading[0]
}

func discrimination(q classroom.Quality) string {
	if q.Discrimination == nil {
		return ""
	}
	return strconv.FormatFloat(*q.Discrimination, 'f', 2, 64)
}

// wrongs are the wrong answers with what each has of all answers.
func wrongs(q classroom.Quality) string {
	var list []string
	for _, w := range q.Wrong {
		text := fmt.Sprintf("%s %d %%", w.Answer, int(100*w.Share+0.5))
		list = append(list, text+hardly(w))
	}
	return strings.Join(list, "; ")
}

func (f *factory) questionsCSV(a *classroom.Analysis) error {
	rows := [][]string{{"question", "answers", "right", "difficulty", "low", "high", "discrimination", "wrong", "misconception", "blank", "kind", "scenario", "asked"}}
	for _, q := range a.Questions {
		rows = append(rows, []string{exchange.Inert(q.Question), strconv.Itoa(q.Answers), strconv.Itoa(q.Right), decimal(q.Difficulty), decimal(q.Low), decimal(q.High),
			discrimination(q), exchange.Inert(wrongs(q)), behind(q), strconv.Itoa(q.Blank), q.Kind, exchange.Inert(q.Scenario), exchange.Inert(q.Asked)})
	}
	if err := csv.NewWriter(f.io.Out).WriteAll(rows); err != nil {
		return coded{exitInternal, err}
	}
	return nil
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
