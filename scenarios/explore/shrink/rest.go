package shrink

// All that a scenario says besides what happens and to whom.

import (
	"reflect"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// lessOfTheRest leaves out what is outside of the cone, then single things with all that
// speaks of them, then single keys and items.
func lessOfTheRest(k *shrinker) (edits []edit) {
	if k.pinned == nil {
		k.pin()
	}
	t := &k.best
	s := t.scenario
	edits = append(edits, func() *scenarios.Scenario { return t.cone().apart() })
	for _, p := range parts(s, defines) {
		n := namedBy(p.owner, &p.field)
		name := p.v.Interface().(scenarios.Name).Text
		edits = append(edits, func() *scenarios.Scenario { return forget(s, n.kind, name) })
		if n.kind == config {
			edits = append(edits, predefined(s, name)...)
		}
	}
	for _, p := range parts(s, func(p *part) bool { return optional(p) || p.v.Type() == documentType }) {
		if p.v.Type() == documentType {
			edits = append(edits, documents(s, p.at, p.v.Interface().(scenarios.Document).Node)...)
		} else if !k.pinned[slotOf(&p)] {
			edits = append(edits, func() *scenarios.Scenario { return withoutPart(s, &p) })
		}
	}
	return append(edits, inlined(k)...)
}

var documentType = reflect.TypeFor[scenarios.Document]()

// defines says whether a part is the name of a thing that others speak of, other
// than a host.
func defines(p *part) bool {
	n := namedBy(p.owner, &p.field)
	return p.v.Type() == nameType && n.defines && n.kind != host
}

// optional says whether a part can be left out without making another thing of
// what it stands in.
func optional(p *part) bool {
	switch p.owner {
	case reflect.TypeFor[scenarios.Scenario]():
		return p.item && p.field.Name != "Timeline" && p.field.Name != "Properties" || !p.item && p.v.Kind() != reflect.Slice && p.field.Name != "Rehearse" && p.field.Name != "Fleet"
	case reflect.TypeFor[scenarios.Entry]():
		return p.field.Name == "Expect"
	case reflect.TypeFor[scenarios.Fault]():
		return p.field.Name == "For"
	case reflect.TypeFor[scenarios.When]():
		return p.field.Name != "Instance"
	case reflect.TypeFor[scenarios.Fleet]():
		return p.item && p.field.Name != "Instances" || !p.item && p.field.Name != "Instances"
	case reflect.TypeFor[scenarios.Instance]():
		return p.item || p.field.Name != "Count" && p.field.Name != "Name"
	case reflect.TypeFor[scenarios.Tag](), reflect.TypeFor[scenarios.TagFilter]():
		return p.field.Name == "Type"
	}
	return p.item || !p.required()
}

// predefined puts a predefined configuration in the place of a custom one.
func predefined(s *scenarios.Scenario, name string) (edits []edit) {
	for _, other := range []string{"CodeDeployDefault.AllAtOnce", "CodeDeployDefault.HalfAtATime"} {
		edits = append(edits, func() *scenarios.Scenario {
			made := *rename(s, config, name, other)
			made.DeploymentConfigs = nil
			for _, c := range s.DeploymentConfigs {
				if c.DeploymentConfigName.Text != name {
					made.DeploymentConfigs = append(made.DeploymentConfigs, c)
				}
			}
			return &made
		})
	}
	return edits
}

// documents leave out what is in an AppSpec.
func documents(s *scenarios.Scenario, at path, n *source.Node) (edits []edit) {
	if n == nil || n.Kind != source.Mapping {
		return nil
	}
	put := func(n *source.Node) {
		edits = append(edits, func() *scenarios.Scenario { return with(s, at, scenarios.Document{Node: n}) })
	}
	if bare := bareSpec(n); len(bare.Entries) < len(n.Entries) {
		put(bare)
	}
	smaller(n, put)
	return edits
}

// bareSpec is an AppSpec with nothing in it but what it must have.
func bareSpec(n *source.Node) *source.Node {
	made := *n
	made.Entries = nil
	for _, e := range n.Entries {
		if e.Key.Text == "version" || e.Key.Text == "os" {
			made.Entries = append(made.Entries, e)
		}
	}
	return &made
}

// smaller shows a tree without each one of its entries and items.
func smaller(n *source.Node, show func(n *source.Node)) {
	for i, e := range n.Entries {
		made := *n
		made.Entries = append(append([]source.Entry(nil), n.Entries[:i]...), n.Entries[i+1:]...)
		show(&made)
		smaller(e.Value, func(value *source.Node) {
			made := *n
			made.Entries = append([]source.Entry(nil), n.Entries...)
			made.Entries[i].Value = value
			show(&made)
		})
	}
	for i, item := range n.Items {
		made := *n
		made.Items = append(append([]*source.Node(nil), n.Items[:i]...), n.Items[i+1:]...)
		show(&made)
		smaller(item, func(value *source.Node) {
			made := *n
			made.Items = append([]*source.Node(nil), n.Items...)
			made.Items[i] = value
			show(&made)
		})
	}
}

// inlined writes the AppSpec of a bundle into the scenario, or another one with
// nothing in it, so that a scenario can be read wherever it is.
func inlined(k *shrinker) (edits []edit) {
	s := k.best.scenario
	for i := range s.Revisions {
		if s.Revisions[i].Bundle.IsZero() {
			continue
		}
		edits = append(edits, func() *scenarios.Scenario { return inline(s, i, nothing) }, func() *scenarios.Scenario {
			if n := k.build.AppSpec(s.Revisions[i].Bundle.Text); n != nil {
				return inline(s, i, n)
			}
			return nil
		})
	}
	return edits
}

// inline is the scenario with an AppSpec in the place of the bundle of a
// revision.
func inline(s *scenarios.Scenario, i int, spec *source.Node) *scenarios.Scenario {
	return changed(s, field("Revisions").to(i), func(v reflect.Value) {
		rev := v.Addr().Interface().(*scenarios.Revision)
		rev.Bundle, rev.AppSpec = scenarios.Name{}, scenarios.Document{Node: spec}
	})
}

// nothing is an AppSpec with nothing in it.
var nothing = source.Map(
	source.Pair("version", &source.Node{Kind: source.Scalar, Text: "0.0"}),
	source.Pair("os", source.Str("linux")),
)
