package imports

// Texts become documents: which of JSON and YAML a text is, where one document
// ends and the next begins, and what each of them is.

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// limits are those of long listings: describe-instances prints about 5 KB for
// each instance.
var limits = source.Options{MaxBytes: 64 << 20, MaxNodes: 4_000_000, Lenient: true}

// kinds are the documents by the key that tells them.
var kinds = []struct {
	key  string
	read func(*account, *source.Node)
}{
	{"deploymentGroupInfo", (*account).deploymentGroup},
	{"deploymentGroupsInfo", each((*account).deploymentGroup)},
	{"deploymentConfigInfo", (*account).deploymentConfig},
	{"deploymentInfo", (*account).deployment},
	{"deploymentsInfo", each((*account).deployment)},
	{"deploymentTarget", (*account).target},
	{"deploymentTargets", each((*account).target)},
	{"instanceInfo", (*account).onPremisesInstance},
	{"instanceInfos", each((*account).onPremisesInstance)},
	{"Reservations", (*account).reservations},
	{"AutoScalingGroups", (*account).autoScalingGroups},
	{"TargetGroups", each((*account).targetGroup)},
	{"TargetHealthDescriptions", (*account).targetHealth},
	{"LoadBalancerDescriptions", (*account).classicLoadBalancers},
	{"Attributes", (*account).targetGroupAttributes},
	{"LoadBalancerAttributes", (*account).classicAttributes},
	{"MetricAlarms", each((*account).metricAlarm)},
	{"CompositeAlarms", each((*account).metricAlarm)},
	{"Aliases", each((*account).lambdaAlias)},
	{"Versions", each((*account).lambdaVersion)},
	{"services", each((*account).ecsService)},
}

const printedBy = "`aws deploy get-deployment-group`, `aws ec2 describe-instances` and the like"

func each(read func(*account, *source.Node)) func(*account, *source.Node) {
	return func(a *account, list *source.Node) {
		for _, item := range a.List(list) {
			read(a, item)
		}
	}
}

// read reads one input.
func (a *account) read(in Input) {
	data := bytes.TrimPrefix(in.Data, []byte("\ufeff"))
	start := bytes.TrimLeft(data, " \t\r\n")
	if len(data) <= limits.MaxBytes && len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		a.readJSON(in.Name, data)
		return
	}
	text, tags := withoutShortTags(data)
	root, found := source.Parse(in.Name, text, limits)
	a.report(found, source.Position{File: in.Name})
	if root != nil {
		a.document(tags.restore(dropNulls(root)))
	}
}

// readJSON reads a stream of JSON documents.
func (a *account) readJSON(name string, data []byte) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	for at := (source.Position{File: name, Line: 1, Column: 1}); ; {
		var raw json.RawMessage
		from := decoder.InputOffset()
		err := decoder.Decode(&raw)
		to := decoder.InputOffset()
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.Is(err, io.ErrUnexpectedEOF):
			a.unfinished(string(data[from:]), at)
			return
		case err != nil:
			to = int64(len(data))
		}
		root, found := source.Parse(name+".json", data[from:to], limits)
		a.report(found, at)
		if root != nil {
			move(root, at)
			a.document(dropNulls(root))
		}
		if err != nil {
			return
		}
		at = after(at, data[from:to])
	}
}

// after is the place behind a text that begins at a place.
func after(at source.Position, text []byte) source.Position {
	for _, r := range string(text) {
		at.Column++
		if r == '\n' {
			at.Line, at.Column = at.Line+1, 1
		}
	}
	return at
}

// moved turns a place within a document that begins at start into one within
// the whole text.
func moved(p, start source.Position) source.Position {
	p.File = start.File
	if p.Line == 0 || start.Line == 0 {
		return p
	}
	if p.Line == 1 {
		p.Column += start.Column - 1
	}
	p.Line += start.Line - 1
	return p
}

func move(n *source.Node, start source.Position) {
	n.Position = moved(n.Position, start)
	for _, item := range n.Items {
		move(item, start)
	}
	for _, e := range n.Entries {
		e.Key.Position = moved(e.Key.Position, start)
		move(e.Value, start)
	}
}

func (a *account) report(found source.Diagnostics, start source.Position) {
	for _, d := range found {
		d.Position = moved(d.Position, start)
		a.Report(d)
	}
}

// dropNulls takes away what is null, which means absent to AWS.
func dropNulls(n *source.Node) *source.Node {
	items, entries := n.Items[:0], n.Entries[:0]
	for _, item := range n.Items {
		if item.Kind != source.Null {
			items = append(items, dropNulls(item))
		}
	}
	for _, e := range n.Entries {
		if e.Value.Kind != source.Null {
			entries = append(entries, source.Entry{Key: e.Key, Value: dropNulls(e.Value)})
		}
	}
	n.Items, n.Entries = items, entries
	return n
}

// document takes one document by its keys.
func (a *account) document(n *source.Node) {
	if n.Kind == source.Mapping && n.Get("Resources") != nil {
		a.templates = append(a.templates, n)
		return
	}
	if get(n, "AliasArn") != nil && get(n, "FunctionVersion") != nil {
		a.lambdaAlias(n)
		return
	}
	known := false
	var others []string
	for _, e := range a.Entries(n) {
		if kind := kindOf(e.Key.Text); kind != nil {
			known = true
			kind(a, e.Value)
			continue
		}
		if !saysNothing(e.Value) {
			others = append(others, e.Key.Text+": "+compact(e.Value))
		}
		if strings.EqualFold(e.Key.Text, "NextToken") {
			a.Notef(e.Key.Position, "print it without --max-items", "the listing goes on behind a NextToken; what is not here is not imported")
		}
	}
	switch {
	case known:
		a.left.add(others...)
	case n.Kind == source.Mapping:
		a.Errorf(n.Position, "give what "+printedBy+" print, or a CloudFormation template", "nothing to import%s", amongKeys(n))
	}
}

func kindOf(key string) func(*account, *source.Node) {
	for _, k := range kinds {
		if sameKey(k.key, key) {
			return k.read
		}
	}
	return nil
}

// amongKeys says which keys a document has instead of a known one.
func amongKeys(n *source.Node) string {
	var keys []string
	for _, e := range n.Entries[:min(len(n.Entries), 4)] {
		keys = append(keys, shorten(e.Key.Text, 40))
	}
	if keys == nil {
		return ": the document is empty"
	}
	return " in a document of " + strings.Join(keys, ", ")
}
