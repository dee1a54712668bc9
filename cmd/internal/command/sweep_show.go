package command

// What a sweep shows to a person.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
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
		for n, name := range r.Properties() {
			o.io.Printf("%s: %s\n", propertyTitle(n), name)
		}
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
	same := !slices.ContainsFunc(r.Cells, func(c sweep.CellReport) bool { return !alike(c.Duration) })
	durations := []string{"half within", "99 % within", "at most"}
	if same {
		durations = []string{"took"}
	}
	t.Header = append(append(append(t.Header, "Failed", ""), durations...), "least in service")
	properties := r.Properties()
	for n := range properties {
		t.Header = append(t.Header, propertyTitle(n))
	}
	for _, c := range r.Cells {
		row := []any{}
		for _, value := range c.Values {
			row = append(row, shortValue(value))
		}
		row = append(row, fraction(c.Failed), c.Failed.PerMilleText())
		switch d := c.Duration; {
		case d == nil:
			for range durations {
				row = append(row, "")
			}
		case same:
			row = append(row, d.Max)
		default:
			row = append(row, d.P50, d.P99, d.Max)
		}
		if w := c.Worst; w != nil {
			row = append(row, strconv.Itoa(w.InService)+" of "+strconv.Itoa(w.Hosts))
		} else {
			row = append(row, "")
		}
		for _, name := range properties {
			row = append(row, propertyWord(c.Property(name)))
		}
		t.Row(row...)
	}
	return t
}

// propertyTitle is what property n, from 0, is called in the table.
func propertyTitle(n int) string { return "property " + strconv.Itoa(n+1) }

// propertyWord says how many runs violate a property, or else its verdict.
func propertyWord(p *sweep.PropertyReport) string {
	switch {
	case p == nil:
		return ""
	case p.Violated > 0:
		return "violated " + fraction(p.Rate())
	}
	return p.Verdict
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
		o.io.Printf("%s %s%s\n", verdictWord(p.Verdict), p.Property, violations(p.Rate()))
	}
}

// violations says in how many runs a property is violated, if it is.
func violations(r sweep.Rate) string {
	if r.Runs == 0 {
		return ""
	}
	return ": in " + fraction(r) + " runs, " + r.PerMilleText() + first(r.Seed)
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
	most, total := uint64(0), uint64(0)
	for _, b := range d.Histogram {
		most, total = max(most, b.Runs), total+b.Runs
	}
	if alike(d) {
		o.io.Printf("%s took %s\n", all(total, "run"), d.Max.String())
		return
	}
	o.io.Printf("over after %s (seed %d) to %s (seed %d); half within %s, 90 %% %s, 99 %% %s, 99.9 %% %s\n",
		d.Min.String(), d.ShortestSeed, d.Max.String(), d.LongestSeed, d.P50.String(), d.P90.String(), d.P99.String(), d.P999.String())
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

// alike says whether all runs took as long.
func alike(d *sweep.DurationReport) bool { return d == nil || d.Min == d.Max }

// all is how many there are of something, where what is said is so of each.
func all(n uint64, what string) string {
	if n == 1 {
		return "the one " + what
	}
	return "all " + strconv.FormatUint(n, 10) + " " + what + "s"
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
