package command

import (
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var csvHeader = []string{"time", "session", "topic", "question", "scenario", "seed", "rules", "given", "right", "points", "certainty", "hints", "seconds", "card", "misconceptions"}

// writeCSV prints the answers, a line each.
func (o *progressOptions) writeCSV(answers []progress.Answer) error {
	w := csv.NewWriter(o.io.Out)
	rows := [][]string{csvHeader}
	for _, a := range answers {
		rows = append(rows, csvRow(a))
	}
	if err := w.WriteAll(rows); err != nil {
		return coded{exitInternal, err}
	}
	return nil
}

func csvRow(a progress.Answer) []string {
	var chosen []string
	for _, b := range a.Beliefs {
		if b.Chosen {
			chosen = append(chosen, b.ID)
		}
	}
	row := []string{
		a.At.Format(time.RFC3339), a.Session.String(), a.Topic, a.Item.Kind, a.Item.Scenario, strconv.FormatUint(a.Item.Seed, 10),
		strings.Join(a.Rules, " "), a.Given, strconv.FormatBool(a.Right), strconv.FormatFloat(a.Points, 'f', -1, 64),
		a.Certainty.String(), strconv.Itoa(a.Hints), strconv.FormatFloat(float64(a.TookMs)/1000, 'f', -1, 64), a.Card, strings.Join(chosen, " "),
	}
	for i, cell := range row {
		row[i] = source.Escape(exchange.Inert(cell))
	}
	return row
}
