package command

// The hosts that a broken property counts too many or too few of.

import (
	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// countedShown is how many of the hosts that count are told of.
const countedShown = 8

// miscount are the hosts that make a number of a property too large or too small.
type miscount struct {
	hosts []countedHost
	all   int
}

// countedHost is one of them, with the record since which it does.
type countedHost struct {
	Host   string `json:"host"`
	At     string `json:"at"`
	Record string `json:"record"`
	Rule   string `json:"rule,omitempty"`
}

// count finds the hosts that a broken property counts; none if v is nil. The run has
// gone on since then, so that it is made again.
func (w *world) count(v *property.Violation) (c miscount, err error) {
	c.hosts = []countedHost{}
	if v == nil {
		return c, nil
	}
	list, all, err := v.Property.Counted(func() *sim.World {
		again := sim.New(w.setup)
		again.Journal().SetLevel(kernel.All)
		return again
	}, countedShown)
	c.all = all
	for _, x := range list {
		host := countedHost{Host: w.Fleet().Name(x.Host), At: kernel.Time(0).String(), Record: "from the start"}
		if x.Since > 0 {
			l := w.chain(x.Since)[0]
			host.At, host.Record, host.Rule = l.At, l.Record, l.Rule
		}
		c.hosts = append(c.hosts, host)
	}
	return c, err
}

// showCount prints the hosts that count, unless it is one, of which the chain tells.
func (o *whyOptions) showCount(c miscount) {
	if c.all < 2 {
		return
	}
	o.io.Printf("%s count:\n", plural(c.all, "host"))
	for _, h := range c.hosts {
		o.io.Printf("  %s  %s: %s\n", term.Dim.Text(h.At), term.Bold.Text(h.Host), h.Record)
	}
	if more := c.all - len(c.hosts); more > 0 {
		o.io.Printf("  … and %d more\n", more)
	}
}
