package imports

// CloudFormation's conditions.

import "github.com/seed-11de0fc1/rehearse/scenarios/source"

// decision is what is known of a condition.
type decision uint8

const (
	undecided decision = iota
	deciding
	holds
	fails
)

// branch is the one of two values that a condition chooses. The list has
// three items.
func (t *template) branch(n *source.Node) *source.Node {
	if t.condition(n.Items[0]) {
		return n.Items[1]
	}
	return n.Items[2]
}

// condition tells whether the condition of this name holds.
func (t *template) condition(n *source.Node) bool {
	name := n.Text
	switch t.decided[name] {
	case holds:
		return true
	case fails:
		return false
	case deciding:
		t.Errorf(n.Position, "let it depend on parameters", "the condition %q depends on itself", name)
		return false
	}
	definition := exactly(exactly(t.root, "Conditions"), name)
	if definition == nil {
		t.Errorf(n.Position, "define it under Conditions", "no condition %q", name)
		return false
	}
	t.decided[name] = deciding
	made := t.test(definition)
	t.decided[name] = fails
	if made {
		t.decided[name] = holds
	}
	return made
}

// test works out the expression of a condition.
func (t *template) test(n *source.Node) bool {
	if len(n.Entries) != 1 {
		t.misused(n, "Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition")
		return false
	}
	argument := n.Entries[0].Value
	switch name := n.Entries[0].Key.Text; {
	case name == "Condition":
		return t.condition(argument)
	case name == "Fn::Equals" && len(argument.Items) == 2:
		return source.Equal(asWord(t.value(argument.Items[0])), asWord(t.value(argument.Items[1])))
	case name == "Fn::Not" && len(argument.Items) == 1:
		return !t.test(argument.Items[0])
	case name == "Fn::And":
		return t.count(argument) == len(argument.Items)
	case name == "Fn::Or":
		return t.count(argument) > 0
	}
	t.misused(n, "Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition")
	return false
}

// count is how many of some expressions hold.
func (t *template) count(list *source.Node) int {
	count := 0
	for _, item := range list.Items {
		if t.test(item) {
			count++
		}
	}
	return count
}

// asWord makes true and "true" the same, as they are in templates.
func asWord(n *source.Node) *source.Node {
	if n == nil || n.Kind != source.Scalar {
		return n
	}
	return at(n, n.Text)
}
