package source

import (
	"bytes"
	"errors"
	"io"
	"sort"
	"strings"

	"gopkg.in/yaml.v3"
)

// parseYAML reads one document. It walks the library's raw nodes and never
// lets the library decode, which would turn 1.5 into 1 and 010 into 8.
func (p *parsing) parseYAML(data []byte) *Node {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	document, err := nextDocument(decoder)
	if err == io.EOF {
		p.refuse(Position{File: p.file}, "is empty", "")
		return nil
	}
	if err != nil {
		p.refuseYAML(err)
		return nil
	}
	t := yamlTree{parsing: p, cursor: newCursor(p.text), anchors: map[*yaml.Node]*anchored{}}
	root := t.node(document.Content[0], 1, "")
	if root != nil && root.Kind == Null && root.Text == "" {
		p.refuse(Position{File: p.file}, "is empty", "")
	}
	if !p.stopped {
		p.refuseMore(decoder)
	}
	return root
}

// nextDocument guards against the library's own crashes.
func nextDocument(decoder *yaml.Decoder) (document yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("yaml: the text can not be read")
		}
	}()
	err = decoder.Decode(&document)
	if err == nil && (document.Kind != yaml.DocumentNode || len(document.Content) != 1) {
		err = errors.New("yaml: the text can not be read")
	}
	return document, err
}

// faultyLine returns the first line whose end brings the same complaint as the
// whole text.
func faultyLine(lines []string, err error) int {
	return 1 + sort.Search(len(lines), func(i int) bool {
		_, same := nextDocument(yaml.NewDecoder(strings.NewReader(strings.Join(lines[:i+1], ""))))
		return same != nil && same.Error() == err.Error()
	})
}

func (p *parsing) refuseMore(decoder *yaml.Decoder) {
	second, err := nextDocument(decoder)
	switch {
	case err == io.EOF:
	case err != nil && !p.opt.Lenient:
		p.refuseYAML(err)
	case err == nil:
		p.tolerate(p.at(second.Line, second.Column), "a second document begins here", "keep one document in a file")
	}
}

// yamlTree turns the library's nodes into ours.
type yamlTree struct {
	*parsing
	cursor  *cursor
	anchors map[*yaml.Node]*anchored
}

// anchored is what an alias needs to know of its anchor. node is nil while the
// anchor is still being read.
type anchored struct {
	node          *Node
	nodes, levels int
}

func (t yamlTree) node(y *yaml.Node, depth int, label string) *Node {
	if y.Kind == yaml.AliasNode {
		return t.alias(y, depth)
	}
	n := &Node{Position: t.at(y.Line, y.Column), Label: label, Flow: y.Style&yaml.FlowStyle != 0}
	if !t.enter(n.Position, depth, 1) {
		return nil
	}
	var self *anchored
	if y.Anchor != "" {
		self = &anchored{}
		t.anchors[y] = self
	}
	before, deepest := t.nodes, t.deepest
	t.deepest = depth
	t.checkTag(y, n.Position)
	if y.Kind == yaml.ScalarNode {
		n.raw = t.cursor.to(y.Line, y.Column)
	}
	t.fill(n, y, depth)
	if self != nil {
		*self = anchored{n, t.nodes - before + 1, t.deepest - depth}
	}
	t.deepest = max(t.deepest, deepest)
	return n
}

func (t yamlTree) alias(y *yaml.Node, depth int) *Node {
	at := t.at(y.Line, y.Column)
	target := t.anchors[y.Alias]
	if target == nil || target.node == nil {
		t.stop(at, "the alias *"+y.Value+" is inside its own anchor", "a value can not contain itself")
		return nil
	}
	if !t.enter(at, depth+target.levels, target.nodes) {
		return nil
	}
	return target.node
}

// checkTag refuses explicit tags: a type is never chosen by the text. Only
// !!str, which does what quotes do, is fine. The library forgets a lone "!",
// so the text itself is asked.
func (t yamlTree) checkTag(y *yaml.Node, at Position) {
	tag := y.Tag
	if y.Style&yaml.TaggedStyle == 0 {
		if !strings.HasPrefix(t.afterAnchor(y), "!") {
			return
		}
		tag = "!"
	}
	if tag != "!!str" || y.Kind != yaml.ScalarNode {
		t.refuse(at, "the tag "+shorten(tag)+" is not allowed", "leave it out; quote a text that looks like something else")
	}
}

// afterAnchor returns the text from where y begins, behind its anchor.
func (t yamlTree) afterAnchor(y *yaml.Node) string {
	rest := t.cursor.to(y.Line, y.Column)
	if y.Anchor != "" {
		rest = strings.TrimLeft(strings.TrimPrefix(rest, "&"+y.Anchor), " \t")
	}
	return rest
}

func (t yamlTree) fill(n *Node, y *yaml.Node, depth int) {
	switch y.Kind {
	case yaml.SequenceNode:
		n.Kind = Sequence
		for _, item := range y.Content {
			if t.stopped {
				return
			}
			n.Items = append(n.Items, t.node(item, depth+1, n.Label))
		}
	case yaml.MappingNode:
		n.Kind = Mapping
		t.fillMapping(n, y, depth)
	default:
		fillScalar(n, y)
	}
}

func fillScalar(n *Node, y *yaml.Node) {
	n.Kind, n.Text = Scalar, y.Value
	switch {
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		n.Style = Literal
	case y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.TaggedStyle) != 0:
		n.Style = Quoted
	case plainMeaning(y.Value) == MeansNull:
		n.Kind = Null
	}
}

func (t yamlTree) fillMapping(n *Node, y *yaml.Node, depth int) {
	seen := map[string]int{}
	var merged []*Node
	for i := 0; i+1 < len(y.Content) && !t.stopped; i += 2 {
		key := t.node(y.Content[i], depth+1, "")
		if key == nil {
			return
		}
		value := t.node(y.Content[i+1], depth+1, key.Text)
		if value == nil {
			return
		}
		if key.Text == "<<" && key.Style == Plain {
			t.tolerate(key.Position, "the merge key << is not allowed", "write the keys out, or give the whole value by an alias")
			merged = append(merged, value)
			continue
		}
		if t.checkKey(key) {
			t.add(n, seen, Entry{key, value})
		}
	}
	t.merge(n, seen, merged)
}
