package sweep

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Report is what came out of a sweep. It holds whole numbers and texts only, and
// depends on the spec and the engine alone. Every seed it names can be replayed.
type Report struct {
	Schema      string       `json:"schema"`
	Digest      string       `json:"digest"` // of the spec
	From        uint64       `json:"from"`
	Seeds       uint64       `json:"seeds"`
	Grid        []string     `json:"grid"` // the paths that are swept
	Runs        uint64       `json:"runs"` // in all cells; fewer than asked for if the sweep was not finished
	Fingerprint string       `json:"fingerprint"`
	Cells       []CellReport `json:"cells"`
}

// CellReport is what came out in one cell.
type CellReport struct {
	Values      []string           `json:"values"` // one for each path of the grid
	Set         []string           `json:"set"`    // what it changes in the scenario, as --set takes it
	Runs        uint64             `json:"runs"`
	Failed      Rate               `json:"failed"` // a deployment Failed
	Deployments []DeploymentReport `json:"deployments"`
	Duration    *DurationReport    `json:"duration"` // null if no run came to its end
	Worst       *WorstReport       `json:"worst"`    // null if there are no hosts
	Properties  []PropertyReport   `json:"properties"`
	Limited     *TroubleReport     `json:"limited,omitempty"`
	Crashed     *TroubleReport     `json:"crashed,omitempty"`
	Unanswered  *TroubleReport     `json:"unanswered,omitempty"`
	Fingerprint string             `json:"fingerprint"`
}

// Rate is a probability as a fraction, and rounded down to thousandths.
type Rate struct {
	Runs     uint64  `json:"runs"`
	Of       uint64  `json:"of"`
	PerMille uint64  `json:"perMille"`
	Seed     *uint64 `json:"seed,omitempty"` // the first
}

// DeploymentReport says how the deployments with a number ended.
type DeploymentReport struct {
	Number   int               `json:"number"` // from 1; the last may stand for all behind it too
	Runs     uint64            `json:"runs"`
	Statuses map[string]uint64 `json:"statuses"`
}

// DurationReport says how long runs took, until their latest deployment was over.
type DurationReport struct {
	Min          kernel.Time `json:"minMs"`
	P50          kernel.Time `json:"p50Ms"`
	P90          kernel.Time `json:"p90Ms"`
	P99          kernel.Time `json:"p99Ms"`
	P999         kernel.Time `json:"p999Ms"`
	Max          kernel.Time `json:"maxMs"`
	ShortestSeed uint64      `json:"shortestSeed"`
	LongestSeed  uint64      `json:"longestSeed"`
	Histogram    []Bin       `json:"histogram"`
}

// WorstReport is the smallest share of the hosts that was in service.
type WorstReport struct {
	InService int    `json:"inService"`
	Hosts     int    `json:"hosts"`
	Seed      uint64 `json:"seed"`
}

// PropertyReport is the verdict on a property.
type PropertyReport struct {
	Property string  `json:"property"`
	Verdict  string  `json:"verdict"`  // held, violated, vacuous, or unclear if some run has no answer
	Violated uint64  `json:"violated"` // in so many runs
	Of       uint64  `json:"of"`
	PerMille uint64  `json:"perMille"`
	Seed     *uint64 `json:"seed,omitempty"` // the first under which it is violated
}

// Rate is how many runs violate it.
func (p *PropertyReport) Rate() Rate { return Rate{p.Violated, p.Of, p.PerMille, p.Seed} }

// TroubleReport is about runs that did not come to their end.
type TroubleReport struct {
	Runs uint64 `json:"runs"`
	Seed uint64 `json:"seed"`
	Text string `json:"text"`
}

// bars is how many bars a histogram has at most.
const bars = 12

// Report says what a sum tells.
func (s *Sum) Report(p *Plan) *Report {
	r := &Report{
		Schema: "rehearse/sweep/1", Digest: p.Spec.Digest(), From: p.Spec.From, Seeds: p.Spec.Seeds, Grid: []string{}, Runs: s.Runs(), Cells: []CellReport{},
	}
	for _, a := range p.Spec.Grid {
		r.Grid = append(r.Grid, a.Path)
	}
	all := kernel.Fingerprint{}
	for n := range s.Cells {
		t := &s.Cells[n].Tally
		all.Hi, all.Lo = kernel.Mix(all.Hi, t.Print[0]), kernel.Mix(all.Lo, t.Print[1])
		r.Cells = append(r.Cells, t.report(p, p.Cells[n]))
	}
	r.Fingerprint = all.String()
	return r
}

func (t *Tally) report(p *Plan, c Cell) CellReport {
	ended := t.Durations.total()
	r := CellReport{
		Values: c.Values, Set: p.Spec.Changes(c), Runs: t.Runs, Failed: t.Failed.rate(ended), Deployments: []DeploymentReport{},
		Duration: t.duration(), Properties: []PropertyReport{}, Limited: t.Limited.report(), Crashed: t.Crashed.report(), Unanswered: t.Unanswered.report(),
		Fingerprint: kernel.Fingerprint{Hi: t.Print[0], Lo: t.Print[1]}.String(),
	}
	for n := range t.Deployments {
		r.Deployments = append(r.Deployments, t.Deployments[n].report(n+1))
	}
	if t.Worst != nil {
		r.Worst = &WorstReport{t.Worst.Value.Least, t.Worst.Value.Of, t.Worst.Seed}
	}
	for n, x := range c.Properties {
		r.Properties = append(r.Properties, t.Claims[n].report(x, ended, t.Unanswered.Runs > 0))
	}
	return r
}

func (c Case) rate(of uint64) Rate {
	r := Rate{Runs: c.Runs, Of: of}
	if c.Runs > 0 {
		r.PerMille, r.Seed = c.Runs*1000/of, &c.Seed
	}
	return r
}

func (e *Endings) report(number int) DeploymentReport {
	r := DeploymentReport{Number: number, Statuses: map[string]uint64{}}
	for status, runs := range e {
		if runs > 0 {
			r.Statuses[events.DeploymentStatus(status).String()] = runs
			r.Runs += runs
		}
	}
	return r
}

func (t *Tally) duration() *DurationReport {
	if t.Shortest == nil {
		return nil
	}
	q := t.Durations.quantiles(500, 900, 990, 999)
	return &DurationReport{
		Min: t.Shortest.Value, P50: q[0], P90: q[1], P99: q[2], P999: q[3], Max: t.Longest.Value,
		ShortestSeed: t.Shortest.Seed, LongestSeed: t.Longest.Seed, Histogram: t.Durations.bins(bars),
	}
}

func (c Claim) report(p *property.Property, of uint64, unanswered bool) PropertyReport {
	broken := c.Broken.rate(of)
	r := PropertyReport{p.Name, property.Held.String(), broken.Runs, broken.Of, broken.PerMille, broken.Seed}
	switch {
	case broken.Runs > 0:
		r.Verdict = property.Violated.String()
	case unanswered:
		r.Verdict = "unclear"
	case p.Vacuous(c.State):
		r.Verdict = property.Vacuous.String()
	}
	return r
}

// Properties are the names of the properties of all cells, each once.
func (r *Report) Properties() (names []string) {
	for _, c := range r.Cells {
		for _, p := range c.Properties {
			if !slices.Contains(names, p.Property) {
				names = append(names, p.Property)
			}
		}
	}
	return names
}

// Broken is how many properties are violated in a cell.
func (c *CellReport) Broken() (n uint64) {
	for _, p := range c.Properties {
		if p.Violated > 0 {
			n++
		}
	}
	return n
}

// Property is what a cell says about a property, nil if it has none of that name.
func (c *CellReport) Property(name string) *PropertyReport {
	for n := range c.Properties {
		if c.Properties[n].Property == name {
			return &c.Properties[n]
		}
	}
	return nil
}

func (t Trouble) report() *TroubleReport {
	if t.Runs == 0 {
		return nil
	}
	return &TroubleReport{t.Runs, t.Seed, t.Text}
}

// Passed says whether all runs came to their end and every property was put to
// the test and held.
func (r *Report) Passed() bool {
	for _, c := range r.Cells {
		if c.Limited != nil || c.Crashed != nil || c.Unanswered != nil {
			return false
		}
		for _, p := range c.Properties {
			if p.Verdict != property.Held.String() {
				return false
			}
		}
	}
	return true
}

// PerMilleText is the share in words: 6‰, or below 1‰.
func (r Rate) PerMilleText() string {
	if r.Runs > 0 && r.PerMille == 0 {
		return "below 1‰"
	}
	return fmt.Sprintf("%d‰", r.PerMille)
}
