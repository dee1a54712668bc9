package imports

// AppSpecs of revisions for Lambda and ECS: as AWS prints them, or made up of
// what is known of a deployment. CD-9.3, CD-9.4

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// shiftSpec is what an AppSpec for Lambda or ECS says.
type shiftSpec struct {
	content         *source.Node // the AppSpec that AWS printed, or nil
	function, alias string
	current, target int64
	task            string // the ARN of a task definition
	container, port string
	hooks           []specHook
}

// specHook is the function that is called for an event.
type specHook struct{ event, function string }

// limitsOfSpec are far above those of any AppSpec.
var limitsOfSpec = source.Options{MaxNodes: 5000}

// readSpec reads what AWS printed of a revision's AppSpec, if it did.
func (r *revision) readSpec() {
	if r.spec != nil {
		return
	}
	r.spec = &shiftSpec{}
	content := get(r.where, "appSpecContent", "content")
	if content == nil {
		content = get(r.where, "string", "content")
	}
	if content == nil || content.Kind != source.Scalar || strings.TrimSpace(content.Text) == "" {
		return
	}
	name := "appspec.yaml"
	if strings.HasPrefix(strings.TrimSpace(content.Text), "{") {
		name = "appspec.json"
	}
	root, found := source.Parse(name, []byte(content.Text), limitsOfSpec)
	if root == nil || root.Kind != source.Mapping || len(found) > 0 {
		r.spec.content = at(content, content.Text)
		return
	}
	place(root, content.Position)
	r.spec.content = root
	r.spec.read(root)
}

// place lets a tree stand at one place, and puts what is short on one line.
func place(n *source.Node, at source.Position) {
	n.Position, n.Flow = at, len(compact(n)) < 90
	for _, item := range n.Items {
		place(item, at)
	}
	for _, e := range n.Entries {
		e.Key.Position = at
		place(e.Value, at)
	}
}

// folded returns the value under a key in any case, or nil.
func folded(n *source.Node, keys ...string) *source.Node {
	for _, key := range keys {
		if n == nil {
			return nil
		}
		var found *source.Node
		for _, e := range n.Entries {
			if found == nil && strings.EqualFold(e.Key.Text, key) {
				found = e.Value
			}
		}
		n = found
	}
	return n
}

// only is the value of the first entry of a mapping, or of the first item of a
// list.
func only(n *source.Node) *source.Node {
	if n != nil && len(n.Items) > 0 {
		n = n.Items[0]
	}
	if n == nil || len(n.Entries) == 0 {
		return nil
	}
	return n.Entries[0].Value
}

func (s *shiftSpec) read(root *source.Node) {
	properties := folded(only(folded(root, "resources")), "properties")
	word := func(keys ...string) string { return text(folded(properties, keys...)) }
	s.function, s.alias = functionName(word("name")), word("alias")
	s.current, s.target = versionNumber(word("currentversion")), versionNumber(word("targetversion"))
	s.task = word("taskdefinition")
	s.container, s.port = word("loadbalancerinfo", "containername"), word("loadbalancerinfo", "containerport")
	if hooks := folded(root, "hooks"); hooks != nil {
		for _, item := range hooks.Items {
			for _, e := range item.Entries {
				s.hooks = append(s.hooks, specHook{e.Key.Text, functionName(text(e.Value))})
			}
		}
	}
}

// functionName is the name of a function that may be given by its ARN, with a
// version or an alias behind it.
func functionName(text string) string {
	if _, name, ok := strings.Cut(text, ":function:"); ok {
		text = name
	}
	name, _, _ := strings.Cut(text, ":")
	return name
}

// mostVersion is the highest version that a scenario knows.
const mostVersion = 1_000_000_000

// versionNumber is a published version, or 0.
func versionNumber(text string) int64 {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 1 || number > mostVersion {
		return 0
	}
	return number
}

// appSpec is the AppSpec as the scenario has it.
func (r *revision) appSpec() *source.Node {
	if r.spec.content != nil {
		return r.spec.content
	}
	s, properties := r.spec, newBlock()
	name, kind := s.function, "AWS::Lambda::Function"
	if r.platform == onECS {
		name, kind = "TargetService", "AWS::ECS::Service"
		port := &source.Node{Kind: source.Scalar, Text: s.port}
		properties.add("TaskDefinition", source.Str(s.task))
		properties.add("LoadBalancerInfo", source.Inline(source.Map(source.Pair("ContainerName", source.Str(s.container)), source.Pair("ContainerPort", port))))
	} else {
		properties.add("Name", source.Str(s.function))
		properties.add("Alias", source.Str(s.alias))
		properties.add("CurrentVersion", source.Str(fmt.Sprint(s.current)))
		properties.add("TargetVersion", source.Str(fmt.Sprint(s.target)))
	}
	resource := source.Map(source.Pair("Type", source.Str(kind)), source.Pair("Properties", properties.Node))
	made := newBlock()
	made.add("version", &source.Node{Kind: source.Scalar, Text: "0.0"})
	made.addList("Resources", []*source.Node{source.Map(source.Pair(name, resource))})
	var hooks []*source.Node
	for _, h := range s.hooks {
		hooks = append(hooks, source.Map(source.Pair(h.event, source.Str(h.function))))
	}
	made.addList("Hooks", hooks)
	place(made.Node, source.Position{})
	return made.Node
}

// unknownSpec says that an AppSpec is made up.
func (r *revision) unknownSpec(of string) {
	if s3 := get(r.where, "s3Location"); s3 != nil {
		r.notes = append(r.notes, r.name+" is s3://"+text(s3, "bucket")+"/"+text(s3, "key")+" ("+text(s3, "bundleType")+"); fetch it, and write it under appspec.")
	}
	r.notes = append(r.notes, "Unknown: the AppSpec of "+r.name+"; taken: "+of+".")
}
