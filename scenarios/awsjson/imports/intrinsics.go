package imports

// What CloudFormation's intrinsic functions come to.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// maxBuilt is how many bytes of text the functions of a template may make:
// far more than a template has use for, and little enough for any machine.
const maxBuilt = 4 << 20

// pseudo are the parameters that AWS gives; there is no account to ask.
var pseudo = map[string]string{
	"AWS::Region": "us-east-1", "AWS::AccountId": "123456789012", "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com",
	"AWS::StackName": "stack", "AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/stack/0",
}

// intrinsic returns the function that n calls, and its argument.
func intrinsic(n *source.Node) (name string, argument *source.Node) {
	if n == nil || n.Kind != source.Mapping || len(n.Entries) != 1 {
		return "", nil
	}
	name = n.Entries[0].Key.Text
	if name != "Ref" && !strings.HasPrefix(name, "Fn::") {
		return "", nil
	}
	return name, n.Entries[0].Value
}

// value works out n. It is nil for AWS::NoValue, and after a fault.
func (t *template) value(n *source.Node) *source.Node {
	if n == nil || t.built(n, " ") == nil {
		return nil
	}
	if name, argument := intrinsic(n); name != "" {
		return t.call(n, name, argument)
	}
	made := *n
	made.Items, made.Entries = nil, nil
	for _, item := range n.Items {
		if value := t.value(item); value != nil {
			made.Items = append(made.Items, value)
		}
	}
	for _, e := range n.Entries {
		if value := t.value(e.Value); value != nil {
			made.Entries = append(made.Entries, source.Entry{Key: e.Key, Value: value})
		}
	}
	return &made
}

func (t *template) call(n *source.Node, name string, argument *source.Node) *source.Node {
	switch name {
	case "Ref":
		return t.ref(argument, text(argument))
	case "Fn::Sub":
		return t.sub(argument)
	case "Fn::GetAtt":
		return t.getAtt(argument)
	case "Fn::If":
		if len(argument.Items) == 3 {
			return t.value(t.branch(argument))
		}
	case "Fn::Join":
		return t.join(argument)
	case "Fn::Select":
		return t.selected(argument)
	case "Fn::Split":
		return t.split(argument)
	case "Fn::FindInMap":
		return t.findInMap(argument)
	case "Fn::GetAZs":
		return t.zones(argument)
	case "Fn::Base64":
		return t.value(argument)
	}
	t.Errorf(n.Position, "write the value that it comes to", "%s can not be worked out here", name)
	return nil
}

// misused reports a function with wrong arguments.
func (t *template) misused(n *source.Node, want string) *source.Node {
	t.Errorf(n.Position, "write "+want, "the arguments of the function do not fit")
	return nil
}

// built returns a text that a function made.
func (t *template) built(n *source.Node, text string) *source.Node {
	if t.size += len(text); t.size > maxBuilt {
		t.Errorf(n.Position, "write less of them", "the functions of the template make more than %d bytes", maxBuilt)
		return nil
	}
	return at(n, text)
}

// ref is the value of a parameter, or the name of a resource.
func (t *template) ref(n *source.Node, name string) *source.Node {
	parameter := exactly(exactly(t.root, "Parameters"), name)
	value, given := pseudo[name]
	switch {
	case name == "AWS::NoValue":
		return nil
	case given:
		if own, ok := t.parameters[name]; ok {
			return at(n, own)
		}
		t.defaulted = true
		return at(n, value)
	case parameter != nil:
		return t.parameter(n, name, parameter)
	case exactly(exactly(t.root, "Resources"), name) != nil:
		return at(n, t.name(name))
	}
	t.unknown(n, name)
	return nil
}

func (t *template) parameter(n *source.Node, name string, parameter *source.Node) *source.Node {
	value, given := t.parameters[name]
	switch allowed := get(parameter, "AllowedValues"); {
	case !given && exactly(parameter, "Default") == nil:
		t.Errorf(n.Position, "say --parameter "+name+"=VALUE, or give it a Default in the template", "the parameter %s has no value", name)
		return nil
	case !given:
		value = exactly(parameter, "Default").Text
	case allowed != nil && !slices.ContainsFunc(allowed.Items, func(v *source.Node) bool { return v.Text == value }):
		t.Errorf(allowed.Position, "give it one of the values of AllowedValues", "the parameter %s can not be %q", name, value)
		return nil
	}
	if !isList(text(parameter, "Type")) {
		return at(n, value)
	}
	made := source.Seq()
	made.Position = n.Position
	for item := range strings.SplitSeq(value, ",") {
		if item = strings.TrimSpace(item); t.built(n, item+",") != nil {
			made.Items = append(made.Items, at(n, item))
		}
	}
	return made
}

// sub fills in a text: ${Name}, ${Resource.Attribute}, and ${!Name} for itself.
func (t *template) sub(n *source.Node) *source.Node {
	pattern, values := n, (*source.Node)(nil)
	if n.Kind == source.Sequence && len(n.Items) == 2 {
		pattern, values = n.Items[0], n.Items[1]
	}
	if pattern.Kind != source.Scalar {
		return t.misused(n, `a text, or a list of a text and a mapping`)
	}
	var b strings.Builder
	for rest := pattern.Text; rest != ""; {
		before, after, opens := strings.Cut(rest, "${")
		b.WriteString(before)
		name, tail, closes := strings.Cut(after, "}")
		if !opens {
			break
		}
		if !closes {
			return t.misused(n, "a } after each ${")
		}
		rest = tail
		if literal, ok := strings.CutPrefix(name, "!"); ok {
			b.WriteString("${" + literal + "}")
			continue
		}
		value := t.built(n, t.filled(pattern, strings.TrimSpace(name), values))
		if value == nil {
			return nil
		}
		b.WriteString(value.Text)
	}
	return t.built(n, b.String())
}

func (t *template) filled(n *source.Node, name string, values *source.Node) string {
	if own := exactly(values, name); own != nil {
		return text(t.value(own))
	}
	if strings.Contains(name, ".") {
		return text(t.getAtt(at(n, name)))
	}
	return text(t.ref(n, name))
}

// getAtt is the name of a resource if that is asked for; nobody can know
// anything else, so it stands for itself.
func (t *template) getAtt(n *source.Node) *source.Node {
	resource, attribute, _ := strings.Cut(n.Text, ".")
	if len(n.Items) == 2 {
		resource, attribute = n.Items[0].Text, text(t.value(n.Items[1]))
	}
	switch {
	case exactly(exactly(t.root, "Resources"), resource) == nil:
		t.unknown(n, resource)
		return nil
	case attribute == "TargetGroupName", attribute == "LoadBalancerName", attribute == "Name":
		return at(n, t.name(resource))
	}
	return t.built(n, resource+"."+attribute)
}

func (t *template) join(n *source.Node) *source.Node {
	if len(n.Items) != 2 {
		return t.misused(n, `[delimiter, [a, b]]`)
	}
	parts := t.value(n.Items[1])
	if parts == nil || parts.Kind != source.Sequence {
		return t.misused(n, `[delimiter, [a, b]]`)
	}
	size := len(n.Items[0].Text) * len(parts.Items)
	var texts []string
	for _, part := range parts.Items {
		texts = append(texts, part.Text)
		size += len(part.Text)
	}
	if size > maxBuilt {
		return t.misused(n, "less")
	}
	return t.built(n, strings.Join(texts, n.Items[0].Text))
}

func (t *template) selected(n *source.Node) *source.Node {
	if len(n.Items) == 2 {
		items := t.value(n.Items[1])
		i, err := strconv.Atoi(text(t.value(n.Items[0])))
		if items != nil && err == nil && i >= 0 && i < len(items.Items) {
			return items.Items[i]
		}
	}
	return t.misused(n, "[0, [a, b]], with the number of an item from 0")
}

func (t *template) split(n *source.Node) *source.Node {
	if len(n.Items) != 2 || n.Items[0].Text == "" {
		return t.misused(n, `[delimiter, text]`)
	}
	whole := t.value(n.Items[1])
	if whole == nil || t.built(n, whole.Text+whole.Text) == nil {
		return nil
	}
	made := source.Seq()
	made.Position = n.Position
	for part := range strings.SplitSeq(whole.Text, n.Items[0].Text) {
		made.Items = append(made.Items, at(n, part))
	}
	return made
}

func (t *template) findInMap(n *source.Node) *source.Node {
	found := exactly(t.root, "Mappings")
	for i, item := range n.Items {
		if i < 3 {
			found = exactly(found, text(t.value(item)))
		}
	}
	if found == nil || len(n.Items) < 3 {
		return t.misused(n, "[map, key, second key] of the Mappings of the template")
	}
	return found
}

// zones are the first three Availability Zones of a region.
func (t *template) zones(n *source.Node) *source.Node {
	region := text(t.value(n))
	if region == "" {
		region, t.defaulted = pseudo["AWS::Region"], true
	}
	made := source.Seq()
	made.Position = n.Position
	for _, letter := range []string{"a", "b", "c"} {
		if zone := t.built(n, region+letter); zone != nil {
			made.Items = append(made.Items, zone)
		}
	}
	return made
}
