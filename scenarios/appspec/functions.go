package appspec

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// A FunctionHook is the Lambda function that a lifecycle event of a Lambda or
// ECS deployment runs (CD-9.6).
type FunctionHook struct {
	Event    string // as the API names it
	Function string // a name or an ARN
}

// hooks reads the functions of the events that may have one.
func (s section) hooks(root *source.Node, events, reserved []string) []FunctionHook {
	n := field(root, "hooks")
	var all []FunctionHook
	for _, e := range s.hookEntries(n) {
		name := e.Key.Text
		switch {
		case slices.Contains(reserved, name):
			s.warn(e.Key.Position, s.rule, name+" can not have a function", "use an event before or after it")
		case !slices.Contains(events, name):
			s.warn(e.Key.Position, s.rule, "no lifecycle event "+quote(name), oneOf(name, events))
		case slices.ContainsFunc(all, func(h FunctionHook) bool { return h.Event == name }):
			s.warn(e.Key.Position, s.rule, name+" is here twice", "keep one of them")
		default:
			if function := s.text(source.Map(e), name); function != "" {
				s.lintFunction(e.Value, function)
				all = append(all, FunctionHook{name, function})
			}
		}
	}
	return all
}

// hookEntries takes a list of single events, or a mapping with a warning.
func (s section) hookEntries(n *source.Node) []source.Entry {
	const fix = "write each as - BeforeAllowTraffic: and the name of a function"
	var all []source.Entry
	switch {
	case n == nil || n.Kind == source.Null:
	case n.Kind == source.Mapping:
		s.warn(n.Position, s.rule, "Hooks is a list in the guide, not a mapping", fix)
		return n.Entries
	case n.Kind != source.Sequence:
		s.refuse(n.Position, s.rule, "", "Hooks must be a list, not "+n.Kind.String(), fix)
	default:
		for _, item := range n.Items {
			if item.Kind != source.Mapping || len(item.Entries) != 1 {
				s.refuse(item.Position, s.rule, "", "a hook must be a mapping of one event", fix)
				continue
			}
			all = append(all, item.Entries[0])
		}
	}
	return all
}

// lintFunction notes names that AWS's managed policies do not cover. CD-9.6
func (s section) lintFunction(n *source.Node, function string) {
	_, name, isARN := strings.Cut(function, ":function:")
	if !isARN {
		name = function
	}
	if !strings.HasPrefix(name, "CodeDeployHook_") {
		s.note(n.Position, "CD-9.6", "AWS's managed policies for Lambda and limited ECS let CodeDeploy invoke CodeDeployHook_… only",
			"rename the function, or allow the role to invoke it")
	}
}
