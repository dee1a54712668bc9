package command

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

type whyOptions struct {
	*factory
	settings
	path, subject string
	all           bool
}

func newCmdWhy(f *factory) *cobra.Command {
	o := &whyOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "why SCENARIO [SUBJECT]",
		Short: "Explain a status by its chain of causes",
		Long: "Explain how a host or a deployment came to its status: what caused it, what caused\n" +
			"that, down to the input, each with its rule. SUBJECT is a host (web-4), the number or\n" +
			"id of a deployment (1, d-…), or a host in a deployment (web-4@2); a host that is called\n" +
			"like a deployment goes first. Without one it is what breaks the first property that is\n" +
			"broken, with the hosts that a number of it counts, each since when, or else the latest\n" +
			"deployment that did not succeed.",
		Example: "  rehearse why half-at-a-time web-3\n  rehearse why half-at-a-time 1 --json\n" +
			"  rehearse why load-balancer --property traffic-never-lost",
		Args: args(cobra.RangeArgs(1, 2)),
		RunE: func(c *cobra.Command, a []string) error {
			if o.path = a[0]; len(a) > 1 {
				o.subject = a[1]
				if err := without(c, "SUBJECT", "property", "only"); err != nil {
					return err
				}
			}
			return o.run()
		},
	}
	o.settings.flags(cmd)
	o.settings.propertyFlag(cmd)
	o.settings.onlyFlag(cmd)
	o.settings.untilFlag(cmd)
	cmd.Flags().BoolVar(&o.all, "all", false, "print every step, those that went well too")
	return cmd
}

func (o *whyOptions) run() error {
	w, err := load(o.factory, o.path, o.settings)
	if err != nil {
		return err
	}
	if err := w.keepable(); err != nil {
		return err
	}
	w.Journal().SetLevel(kernel.All)
	if o.subject == "" {
		return o.blame(w)
	}
	if err := w.play(); err != nil {
		return err
	}
	no, err := w.find(o.subject)
	if err != nil {
		return err
	}
	chain := w.chain(no)
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/why/1", "chain": chain})
	}
	showChain(o.io, "", chain, o.all)
	o.others(w)
	return nil
}

// blame explains what went wrong.
func (o *whyOptions) blame(w *world) error {
	if err := w.playUnder(); err != nil {
		return err
	}
	doc := map[string]any{"schema": "rehearse/why/1"}
	no := property.Outcome(w.World)
	v := w.violation(len(o.properties))
	switch {
	case v != nil:
		no, doc["property"] = v.Record, v.Property.Name
	case len(o.properties) > 0:
		return notFound(source.Escape("the run does not break " + o.properties[0]))
	case !w.failed():
		return notFound("nothing went wrong in this run; say of what to tell: " + w.choice(w.hosts()))
	}
	c, err := w.count(v)
	if err != nil {
		return unanswered(err)
	}
	chain := w.chain(no)
	if doc["chain"] = chain; o.json {
		doc["hosts"], doc["hostsInAll"] = c.hosts, c.all
		return o.document(doc)
	}
	if v != nil {
		o.io.Printf("%s is broken at %s\n", term.Bold.Text(v.Property.Name), v.At.String())
		o.showCount(c)
	}
	if len(chain) == 0 {
		o.io.Printf("from the start\n")
	}
	showChain(o.io, "", chain, o.all)
	return nil
}

// violation is where the first property broke that did, of those given last if
// some were.
func (w *world) violation(given int) *property.Violation {
	if w.claims.watch == nil {
		return nil
	}
	list := w.claims.watch.Properties
	if given > 0 {
		list = list[len(list)-given:]
	}
	for _, p := range list {
		for i, v := range w.claims.watch.Violations {
			if v.Property == p {
				return &w.claims.watch.Violations[i]
			}
		}
	}
	return nil
}

// failed says whether some deployment did not succeed.
func (w *world) failed() bool {
	return slices.ContainsFunc(w.Deployments(), func(d sim.Deployment) bool { return d.Status != events.DeploymentSucceeded })
}

// others says in which other deployments the host was, as the chain is about
// the last one alone.
func (o *whyOptions) others(w *world) {
	host, _, said := w.parts(o.subject)
	if _, deployment := w.number(host); said || deployment && !w.has(host) {
		return
	}
	list := w.Deployments()
	for n, d := range list {
		for t := d.FirstTarget; d.Begun && n < len(list)-1 && t < d.FirstTarget+uint32(d.Targets); t++ {
			info := w.CodeDeploy().Target(t)
			if i := info.Instance; w.TargetName(t) == host || i != codedeploy.NoInstance && w.Fleet().ID(i) == host {
				o.io.Printf("in deployment %d it was %s: rehearse why %s %s@%d\n", d.Number, info.Status.String(), o.path, host, d.Number)
			}
		}
	}
}
