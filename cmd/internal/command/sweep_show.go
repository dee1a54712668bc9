package command

// What a sweep shows: pictures for a person, rows for a spreadsheet, lines for a
// program.

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// cellsShown is how many cells get a picture of their own.
const cellsShown = 4

func (o *sweepOptions) show(r *sweep.Report) {
	o.io.Printf("%s\n", term.Bold.Text(o.path))
	o.io.Printf("%d runs: seeds %d to %d", r.Runs, r.From, r.From+r.Seeds-1)
	if len(r.Cells) > 1 {
		o.io.Printf(" in each of %d cells", len(r.Cells))
	}
	o.io.Printf("\n")
	if len(r.Cells) > 1 {
		o.io.Printf("\n")
		o.io.Table(cellTable(r))
	}
	for n := range r.Cells {
		if len(r.Cells) <= cellsShown {
			o.showCell(r, &r.Cells[n])
		}
	}
	o.showTroubles(r)
	o.io.Printf("\nfingerprint %s\n", r.Fingerprint)
}

// cellTable has a row for each cell.
func cellTable(r *sweep.Report) *term.Table {
	t := &term.Table{}
	for _, path := range r.Grid {
		t.Header = append(t.Header, lastStep(path))
	}
	t.Header = append(t.Header, "Failed", "", "half within", "99 % within", "at most", "least in service")
	for _, c := range r.Cells {
		row := []any{}
		for _, value := range c.Values {
			row = append(row, shortValue(value))
		}
		row = append(row, fraction(c.Failed), c.Failed.PerMilleText())
		if d := c.Duration; d != nil {
			row = append(row, d.P50, d.P99, d.Max)
		} else {
			row = append(row, "", "", "")
		}
		if w := c.Worst; w != nil {
			row = append(row, strconv.Itoa(w.InService)+" of "+strconv.Itoa(w.Hosts))
		}
		t.Row(row...)
	}
	return t
}

// lastStep is what a path leads to: the word behind its last dot.
func lastStep(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

func shortValue(value string) string { return strings.TrimPrefix(value, "CodeDeployDefault.") }

// cellName tells a cell from the others.
func cellName(r *sweep.Report, c *sweep.CellReport) string {
	var words []string
	for i, value := range c.Values {
		words = append(words, lastStep(r.Grid[i])+"="+shortValue(value))
	}
	return strings.Join(words, " ")
}

func fraction(r sweep.Rate) string {
	return strconv.FormatUint(r.Runs, 10) + "/" + strconv.FormatUint(r.Of, 10)
}

func (o *sweepOptions) showCell(r *sweep.Report, c *sweep.CellReport) {
	o.io.Printf("\n")
	if len(r.Grid) > 0 {
		o.io.Printf("%s\n", term.Bold.Text(cellName(r, c)))
	}
	for _, d := range c.Deployments {
		o.io.Printf("deployment %d: %s\n", d.Number, statusCounts(d))
	}
	o.io.Printf("a deployment Failed in %s runs, %s%s\n", fraction(c.Failed), c.Failed.PerMilleText(), first(c.Failed.Seed))
	if w := c.Worst; w != nil && w.InService < w.Hosts {
		o.io.Printf("least in service: %d of %d hosts, first with seed %d\n", w.InService, w.Hosts, w.Seed)
	}
	if d := c.Duration; d != nil {
		o.showDuration(d)
	}
	for _, p := range c.Properties {
		o.io.Printf("%s %s%s\n", verdictWord(p.Verdict), p.Property, first(p.Seed))
	}
}

// first names a seed, if there is one.
func first(seed *uint64) string {
	if seed == nil {
		return ""
	}
	return ", first with seed " + strconv.FormatUint(*seed, 10)
}

// statusCounts are statuses in order of their names.
func statusCounts(d sweep.DeploymentReport) string {
	var words []string
	for status, runs := range d.Statuses {
		words = append(words, status+" in "+strconv.FormatUint(runs, 10))
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func (o *sweepOptions) showDuration(d *sweep.DurationReport) {
	o.io.Printf("over after %s (seed %d) to %s (seed %d); half within %s, 90 %% %s, 99 %% %s, 99.9 %% %s\n",
		d.Min.String(), d.ShortestSeed, d.Max.String(), d.LongestSeed, d.P50.String(), d.P90.String(), d.P99.String(), d.P999.String())
	most, total := uint64(0), uint64(0)
	for _, b := range d.Histogram {
		most, total = max(most, b.Runs), total+b.Runs
	}
	if len(d.Histogram) < 2 {
		return
	}
	if o.io.Plain {
		most = total // a share is one of all there
	}
	var bars []term.Bar
	for _, b := range d.Histogram {
		bars = append(bars, term.Bar{Name: b.From.String() + " to " + b.To.String(), Share: float64(b.Runs) / float64(most), Text: strconv.FormatUint(b.Runs, 10)})
	}
	o.io.Bars(bars)
}

// showTroubles tells of runs that did not come to their end.
func (o *sweepOptions) showTroubles(r *sweep.Report) {
	for _, c := range r.Cells {
		for _, x := range []struct {
			what string
			t    *sweep.TroubleReport
		}{{"stopped", c.Limited}, {"broken down", c.Crashed}} {
			if x.t != nil {
				o.io.Printf("\n%s: %d runs, first with seed %d: %s\n", term.Bad.Text(x.what), x.t.Runs, x.t.Seed, x.t.Text)
			}
		}
	}
}

var sweepHeader = []string{"runs", "failed", "failed_of", "failed_per_mille", "failed_seed", "min_ms", "p50_ms", "p90_ms", "p99_ms", "p999_ms", "max_ms", "longest_seed",
	"least_in_service", "hosts", "least_seed", "violated", "fingerprint"}

// table prints the cells as CSV.
func (o *sweepOptions) table(r *sweep.Report) error {
	rows := [][]string{append(inert(r.Grid), sweepHeader...)}
	for n := range r.Cells {
		rows = append(rows, sweepRow(&r.Cells[n]))
	}
	if err := csv.NewWriter(o.io.Out).WriteAll(rows); err != nil {
		return coded{exitInternal, err}
	}
	return nil
}

func sweepRow(c *sweep.CellReport) []string {
	number := func(n uint64) string { return strconv.FormatUint(n, 10) }
	seed := ""
	if c.Failed.Seed != nil {
		seed = number(*c.Failed.Seed)
	}
	row := append(inert(c.Values), number(c.Runs), number(c.Failed.Runs), number(c.Failed.Of), number(c.Failed.PerMille), seed)
	if d := c.Duration; d != nil {
		for _, t := range []kernel.Time{d.Min, d.P50, d.P90, d.P99, d.P999, d.Max} {
			row = append(row, number(uint64(t)))
		}
		row = append(row, number(d.LongestSeed))
	} else {
		row = append(row, make([]string, 7)...)
	}
	if w := c.Worst; w != nil {
		row = append(row, strconv.Itoa(w.InService), strconv.Itoa(w.Hosts), number(w.Seed))
	} else {
		row = append(row, "", "", "")
	}
	violated := 0
	for _, p := range c.Properties {
		if p.Verdict == "violated" {
			violated++
		}
	}
	return append(row, strconv.Itoa(violated), c.Fingerprint)
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
