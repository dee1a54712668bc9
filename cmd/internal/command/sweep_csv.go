package command

// What a sweep prints for programs: rows for a spreadsheet, lines of JSON.

import (
	"encoding/csv"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

var sweepHeader = []string{"runs", "failed", "failed_of", "failed_per_mille", "failed_seed", "min_ms", "p50_ms", "p90_ms", "p99_ms", "p999_ms", "max_ms", "longest_seed",
	"least_in_service", "hosts", "least_seed", "violated", "fingerprint"}

// table prints the cells as CSV.
func (o *sweepOptions) table(r *sweep.Report) error {
	properties := r.Properties()
	header := append(inert(r.Grid), sweepHeader...)
	for _, name := range inert(properties) {
		header = append(header, name, name+": violated", name+": seed")
	}
	rows := [][]string{header}
	for n := range r.Cells {
		rows = append(rows, sweepRow(&r.Cells[n], properties))
	}
	if err := csv.NewWriter(o.io.Out).WriteAll(rows); err != nil {
		return coded{exitInternal, err}
	}
	return nil
}

func sweepRow(c *sweep.CellReport, properties []string) []string {
	row := append(inert(c.Values), numberText(c.Runs), numberText(c.Failed.Runs), numberText(c.Failed.Of), numberText(c.Failed.PerMille), seedText(c.Failed.Seed))
	if d := c.Duration; d != nil {
		for _, t := range []kernel.Time{d.Min, d.P50, d.P90, d.P99, d.P999, d.Max} {
			row = append(row, numberText(uint64(t)))
		}
		row = append(row, numberText(d.LongestSeed))
	} else {
		row = append(row, make([]string, 7)...)
	}
	if w := c.Worst; w != nil {
		row = append(row, strconv.Itoa(w.InService), strconv.Itoa(w.Hosts), numberText(w.Seed))
	} else {
		row = append(row, "", "", "")
	}
	return append(append(row, numberText(c.Broken()), c.Fingerprint), propertyRow(c, properties)...)
}

// propertyRow has three columns for each property.
func propertyRow(c *sweep.CellReport, properties []string) (row []string) {
	for _, name := range properties {
		if p := c.Property(name); p != nil {
			row = append(row, p.Verdict, numberText(p.Violated), seedText(p.Seed))
		} else {
			row = append(row, "", "", "")
		}
	}
	return row
}

func numberText(n uint64) string { return strconv.FormatUint(n, 10) }

// seedText is a seed, or nothing if there is none.
func seedText(n *uint64) string {
	if n == nil {
		return ""
	}
	return numberText(*n)
}

// inert are texts that no spreadsheet takes for formulas.
func inert(texts []string) (list []string) {
	for _, text := range texts {
		list = append(list, source.Escape(exchange.Inert(text)))
	}
	return list
}

// lines prints the cells as lines of JSON.
func (o *sweepOptions) lines(r *sweep.Report) error {
	for n := range r.Cells {
		line, err := jsonText(&r.Cells[n], "")
		if err != nil {
			return coded{exitInternal, err}
		}
		o.io.Copy([]byte(line))
	}
	return nil
}
