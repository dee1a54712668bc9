package source

import (
	"fmt"
	"strings"
	"unicode"
)

// checkKey tells whether key is a word that a mapping may have.
func (p *parsing) checkKey(key *Node) bool {
	switch {
	case key.Kind != Scalar:
		p.refuse(key.Position, "a key must be a word, not "+key.Kind.String(), "quote it if it is meant as text")
	case len(key.Text) > maxKey:
		p.refuse(key.Position, fmt.Sprintf("a key of more than %d bytes", maxKey), "use a shorter one")
	case strings.ContainsFunc(key.Text, unicode.IsControl):
		p.refuse(key.Position, "a key with a control character", "use letters, digits and signs")
	default:
		return true
	}
	return false
}

// add appends an entry; of duplicate keys the last one counts.
func (p *parsing) add(n *Node, seen map[string]int, e Entry) {
	i, twice := seen[e.Key.Text]
	if !twice {
		seen[e.Key.Text] = len(n.Entries)
		n.Entries = append(n.Entries, e)
		return
	}
	first := n.Entries[i].Key
	p.tolerate(e.Key.Position, fmt.Sprintf("the key %s is here twice", show(e.Key.Text)),
		fmt.Sprintf("the first one is in line %d; keep one of them", first.Line))
	n.Entries[i] = e
}

// merge adds the keys of the mappings under << that n does not have itself.
func (p *parsing) merge(n *Node, seen map[string]int, values []*Node) {
	for _, value := range values {
		sources := []*Node{value}
		if value.Kind == Sequence {
			sources = value.Items
		}
		for _, from := range sources {
			if from == nil || from.Kind != Mapping {
				p.refuse(value.Position, "<< needs a mapping", "give it the alias of a mapping")
				continue
			}
			for _, e := range from.Entries {
				if _, has := seen[e.Key.Text]; !has {
					p.add(n, seen, e)
				}
			}
		}
	}
}
