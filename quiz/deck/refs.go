package deck

// That what a card refers to exists: rules, misconceptions, claims, scenarios,
// exam objectives.

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// KnownRule tells whether there is a rule of that name.
func KnownRule(id string) bool { return ruleFault(id) == "" }

// ruleFault says what would be right instead of id, or "" if id is a rule.
func ruleFault(id string) string {
	prefix, number, _ := strings.Cut(id, "-")
	switch {
	case prefix == "CD":
		if n, ok := rules.Parse(id); ok {
			if _, found := rules.Lookup(n); found {
				return ""
			}
		}
		return "`rehearse rules` lists those of CodeDeploy"
	case slices.Contains(services, prefix):
		return serviceRule(prefix, number)
	}
	return "rules begin with CD-, CP-, CB-, CC- or CS-"
}

// known are names that are worth finding once.
type known struct{ scenarios, objectives []string }

var names = sync.OnceValue(func() (k known) {
	for _, e := range scenarios.Library() {
		k.scenarios = append(k.scenarios, e.Name)
	}
	for _, o := range scenarios.Objectives {
		k.objectives = append(k.objectives, o.Name)
	}
	return k
})

// refs reads everything that a card refers to.
func (d *decoder) refs(o source.Object, c *Card) {
	c.Rules = d.each(o.Get("rules"), func(n *source.Node, id string) {
		if fix := ruleFault(id); fix != "" {
			d.Errorf(n.Position, fix, "rules: no rule %q", short(id))
		}
	})
	c.Claims = d.each(o.Get("claims"), func(n *source.Node, id string) {
		if Verdict(id) == "" {
			d.Errorf(n.Position, "they are SC-1 to SC-192", "claims: no claim %q", short(id))
		}
	})
	c.Exam = d.each(o.Get("exam"), func(n *source.Node, id string) {
		if !slices.Contains(names().objectives, id) {
			d.Unknown(n, "exam objective", names().objectives)
		}
	})
	if n := o.Get("scenario"); n != nil {
		if c.Scenario = d.Name(n); c.Scenario != "" && !slices.Contains(names().scenarios, c.Scenario) {
			d.Unknown(n, "bundled scenario", names().scenarios)
		}
	}
	for _, item := range d.OneOrList(o.Get("sources")) {
		if text := d.line(item); text != "" {
			c.Sources = append(c.Sources, text)
		}
	}
	if len(c.Rules)+len(c.Sources) == 0 {
		d.Errorf(o.Position, "add rules: [CD-2.8], or sources", "the card rests on nothing")
	}
}

// each reads a list of ids, has each checked, and refuses one that is there
// twice.
func (d *decoder) each(list *source.Node, check func(*source.Node, string)) (ids []string) {
	items := d.OneOrList(list)
	if len(items) > MaxRefs {
		d.Errorf(list.Position, "keep the ones that matter", "%s: %d of them; at most %d", list.Label, len(items), MaxRefs)
		return nil
	}
	for _, item := range items {
		id := d.Name(item)
		switch {
		case id == "":
		case slices.Contains(ids, id):
			d.Errorf(item.Position, "keep one of them", "%q is here twice", short(id))
		default:
			check(item, id)
			ids = append(ids, id)
		}
	}
	return ids
}
