package shorthand

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// claims say, for each word, what the run gave.
var claims = map[string]func(w *sim.World, d sim.Deployment) string{
	"status": func(_ *sim.World, d sim.Deployment) string {
		return strings.TrimSpace(d.Status.String() + " " + d.Code.String())
	},
	"waves":       func(w *sim.World, d sim.Deployment) string { return joined(w.Pace().Waves(d)) },
	"skipped":     func(_ *sim.World, d sim.Deployment) string { return strconv.Itoa(d.Skipped) },
	"failed":      func(_ *sim.World, d sim.Deployment) string { return strconv.Itoa(d.Failed) },
	"succeeded":   func(_ *sim.World, d sim.Deployment) string { return strconv.Itoa(d.Succeeded) },
	"minimum":     func(_ *sim.World, d sim.Deployment) string { return strconv.Itoa(d.Minimum) },
	"width":       func(_ *sim.World, d sim.Deployment) string { return strconv.Itoa(d.Planned - d.Minimum) },
	"max offline": func(w *sim.World, d sim.Deployment) string { return strconv.Itoa(w.Pace().MaxOffline(d)) },
	"deployments": func(w *sim.World, _ sim.Deployment) string { return strconv.Itoa(len(w.Deployments())) },
	"order":       order,
	"rollback":    rollback,
}

func order(w *sim.World, d sim.Deployment) string {
	var hosts []int
	for _, i := range w.Pace().Order(d) {
		hosts = append(hosts, int(i)+1)
	}
	return joined(hosts)
}

func rollback(w *sim.World, d sim.Deployment) string {
	for _, r := range w.Deployments() {
		if r.RollbackOf == d.Index {
			return r.Status.String()
		}
	}
	return "none"
}

func joined(numbers []int) string {
	var words []string
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, " ")
}

// Run runs the case under d to its end, with its whole journal.
func (c *Case) Run(d *codedeploy.Decisions) (*sim.World, error) {
	s := c.Setup()
	s.Limits = kernel.Limits{Events: 100_000}
	w := sim.NewUnder(s, d)
	w.Journal().SetLevel(kernel.All)
	return w, w.Run()
}

// Check runs the case under d; the error says what did not hold.
func (c *Case) Check(d *codedeploy.Decisions) error {
	w, err := c.Run(d)
	if err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	first := w.Deployments()[0]
	for _, claim := range c.want {
		got, want := claims[claim.word](w, first), strings.Join(claim.values, " ")
		if got != want {
			return fmt.Errorf("%s: %s is %s, want %s", c, claim.word, got, want)
		}
	}
	return nil
}
