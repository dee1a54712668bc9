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
		Long: "Tell, of what was handed in, how hard each question is, how well it tells those who know from those\n" +
			"who do not (the point-biserial correlation with all other questions), which wrong answers were\n" +
			"given, and which misconceptions the class holds. It takes 10 answers to say more of a question than\n" +
			"its difficulty. Nothing is written.",
		Example: "  rehearse class report lab week-1\n  rehearse class report lab week-1 --csv > questions.csv",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, a []string) error {
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
	f.io.Printf("Holders gave at least two answers that it leads to. `rehearse misconceptions` tells more.\n")
	if more := len(a.Beliefs) - mostBeliefs; more > 0 {
		f.io.Printf("%d more have fewer holders; --json has all.\n", more)
	}
}

func (f *factory) showQualities(a *classroom.Analysis) {
	if len(a.Questions) == 0 {
		return
	}
	f.io.Printf("\n%s\n", term.Bold.Text("the questions, the hardest first"))
	tb := &term.Table{Header: []string{"question", "right", "of", "tells apart", "wrong answers"}}
	for _, q := range a.Questions {
		tb.Row(q.Question, q.Right, q.Answers, discrimination(q), wrongs(q))
	}
	f.io.Table(tb)
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
		if !w.Functioning {
			text += " (hardly chosen)"
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

func (f *factory) questionsCSV(a *classroom.Analysis) error {
	rows := [][]string{{"question", "answers", "right", "difficulty", "low", "high", "discrimination", "wrong"}}
	for _, q := range a.Questions {
		rows = append(rows, []string{exchange.Inert(q.Question), strconv.Itoa(q.Answers), strconv.Itoa(q.Right), decimal(q.Difficulty), decimal(q.Low), decimal(q.High),
			discrimination(q), exchange.Inert(wrongs(q))})
	}
	if err := csv.NewWriter(f.io.Out).WriteAll(rows); err != nil {
		return coded{exitInternal, err}
	}
	return nil
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
