package classroom

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
)

// Write leaves the grades in the folder of the assignment: the tables, a file
// of feedback for each student, and what the next grading is compared with.
func (c *Class) Write(g *Grades) (where string, err error) {
	where = c.dir(g.Assignment, gradesFolder)
	if err := folder(filepath.Join(where, feedbackFolder)); err != nil {
		return where, err
	}
	for _, r := range g.Students {
		if err := write(filepath.Join(where, feedbackFolder, r.Student.ID+".txt"), []byte(c.feedback(g, r)), 0o600); err != nil {
			return where, err
		}
	}
	record, err := json.MarshalIndent(g, "", " ")
	if err != nil {
		return where, err
	}
	for _, file := range []struct {
		name string
		data []byte
	}{{"gradebook.csv", g.Gradebook()}, {"answers.csv", g.Long()}, {gradesFile, append(record, '\n')}} {
		if err := write(filepath.Join(where, file.name), file.data, 0o600); err != nil {
			return where, err
		}
	}
	return where, nil
}

// Gradebook is a table with a row for each student and a column for each
// question. It begins with the columns that Canvas wants; Moodle lets them be
// chosen. What was not handed in is empty.
func (g *Grades) Gradebook() []byte {
	most := 0
	for _, r := range g.Students {
		most = max(most, len(r.Marks))
	}
	header := []string{"Student", "ID", "SIS User ID", "SIS Login ID", "Section", g.Assignment, "Right", "Of"}
	for n := range most {
		header = append(header, "Question "+strconv.Itoa(n+1))
	}
	rows := [][]string{header}
	for _, r := range g.Students {
		row := []string{r.Student.Name, r.Student.ID, r.Student.ID, r.Student.ID, "", "", "", ""}
		if r.Handed {
			row[5], row[6], row[7] = number(r.Percent), strconv.Itoa(r.Right), strconv.Itoa(r.Of)
		}
		for _, m := range r.Marks {
			points := ""
			if r.Handed && m.State != Voided {
				points = number(m.Points)
			}
			row = append(row, points)
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// Long is a table with a row for each answer.
func (g *Grades) Long() []byte {
	rows := [][]string{{"student", "number", "question", "scenario", "kind", "state", "answer", "key", "points", "new key", "misconceptions"}}
	for _, r := range g.Students {
		for _, m := range r.Marks {
			rows = append(rows, []string{r.Student.ID, strconv.Itoa(m.Number), m.Question, m.Scenario, m.Kind, string(m.State), m.Answer, m.Key,
				number(m.Points), strconv.FormatBool(m.NewKey), strings.Join(m.Leading, " ")})
		}
	}
	return table(rows)
}

// table prints rows; no field is a formula.
func table(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		for i := range row {
			row[i] = exchange.Inert(row[i])
		}
		_ = w.Write(row) // to memory
	}
	w.Flush()
	return b.Bytes()
}

// number is a number with as many digits as matter.
func number(x float64) string { return strconv.FormatFloat(float64(int(x*1000+0.5))/1000, 'f', -1, 64) }
