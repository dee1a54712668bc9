package imports

// CloudFormation's short forms in YAML: !Ref and its like. YAML reads a tag as
// a type, which nothing here lets a text choose, so the tags are blanked out,
// and put back as the long forms at the values that they stood before.

import (
	"regexp"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var shortTag = regexp.MustCompile(`!(Ref|Condition|Sub|GetAtt|GetAZs|If|Equals|And|Or|Not|Join|Select|Split|FindInMap|Base64|ImportValue|Cidr|Transform|Length|ToJsonString)([ \t]|\r?\n|$)`)

// spot is a line and a column, both from 1.
type spot struct{ line, column int }

// shortTags are the names of tags by the places of their values.
type shortTags struct {
	names map[spot]string
	done  map[*source.Node]*source.Node
}

// withoutShortTags blanks the tags.
func withoutShortTags(data []byte) ([]byte, *shortTags) {
	tags := &shortTags{names: map[spot]string{}, done: map[*source.Node]*source.Node{}}
	lines := strings.SplitAfter(string(data), "\n")
	for i, line := range lines {
		for _, m := range shortTag.FindAllStringSubmatchIndex(line, -1) {
			if !beginsValue(line[:m[0]]) {
				continue
			}
			lines[i] = lines[i][:m[0]] + strings.Repeat(" ", m[3]-m[0]) + lines[i][m[3]:]
			if at, found := valueAfter(lines, i, m[3]); found {
				tags.names[at] = line[m[2]:m[3]]
			}
		}
	}
	return []byte(strings.Join(lines, "")), tags
}

// beginsValue tells whether a value can begin behind this part of a line.
func beginsValue(before string) bool {
	trimmed := strings.TrimRight(before, " \t")
	if trimmed == "" {
		return true
	}
	sign := trimmed[len(trimmed)-1]
	return strings.IndexByte("[,{", sign) >= 0 || strings.IndexByte(":-?", sign) >= 0 && trimmed != before
}

// valueAfter finds the first sign behind a place that is no comment.
func valueAfter(lines []string, line, offset int) (spot, bool) {
	for ; line < len(lines); line, offset = line+1, 0 {
		rest := lines[line][offset:]
		trimmed := strings.TrimLeft(rest, " \t")
		if sign := strings.TrimRight(trimmed, "\r\n"); sign != "" && sign[0] != '#' {
			before := lines[line][:len(lines[line])-len(trimmed)]
			return spot{line + 1, len([]rune(before)) + 1}, true
		}
	}
	return spot{}, false
}

// restore puts {Ref: value} where !Ref stood before the value.
func (t *shortTags) restore(n *source.Node) *source.Node {
	if made, known := t.done[n]; known {
		return made
	}
	t.done[n] = n
	made, at := n, spot{n.Line, n.Column}
	if name, tagged := t.names[at]; tagged {
		delete(t.names, at)
		if name != "Ref" && name != "Condition" {
			name = "Fn::" + name
		}
		made = &source.Node{Position: n.Position, Label: n.Label, Kind: source.Mapping}
		made.Entries = []source.Entry{{Key: &source.Node{Position: n.Position, Kind: source.Scalar, Text: name}, Value: n}}
		t.done[n], t.done[made] = made, made
	}
	for i, item := range n.Items {
		n.Items[i] = t.restore(item)
	}
	for i := range n.Entries {
		n.Entries[i].Value = t.restore(n.Entries[i].Value)
	}
	return made
}
