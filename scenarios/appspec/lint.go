package appspec

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// noIndex is what Ruby says of a list that is asked for a key.
const noIndex = "no implicit conversion of String into Integer"

// noKey is what it says if it wants a mapping and takes one to pieces instead.
const noKey = "undefined method 'has_key?' for an instance of Array"

// place is where n stands; of nothing at all, nowhere.
func place(n *source.Node) source.Position {
	if n == nil {
		return source.Position{}
	}
	return n.Position
}

// unknownKey warns of a key that nobody reads. where is empty or ends in ": ".
func (c *check) unknownKey(key *source.Node, where string, known []string, rule string) {
	c.warn(key.Position, rule, where+"the key "+quote(key.Text)+" is ignored", oneOf(key.Text, known))
}

// onlyKeys warns of every key of n that is not known.
func (c *check) onlyKeys(n *source.Node, where string, known []string, rule string) {
	for _, e := range n.Entries {
		if !slices.Contains(known, e.Key.Text) {
			c.unknownKey(e.Key, where, known, rule)
		}
	}
}

// oneOf says which of some words is right instead of word.
func oneOf(word string, words []string) string {
	if near, ok := source.Suggest(word, words); ok {
		return "did you mean " + near + "?"
	}
	last := len(words) - 1
	return "write " + strings.Join(words[:last], ", ") + " or " + words[last]
}

// lintAliases warns of anchors that are used: from Ruby 3.1 on the YAML
// library refuses aliases unless it is told otherwise, and agents do not.
func (c *check) lintAliases(root *source.Node) {
	seen := map[*source.Node]bool{}
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if seen[n] {
			c.warn(n.Position, "CD-9.2", "this value is used again by an alias, which agents on a new Ruby refuse", "write it out twice")
			return
		}
		seen[n] = true
		for _, item := range n.Items {
			walk(item)
		}
		for _, e := range n.Entries {
			walk(e.Value)
		}
	}
	walk(root)
}
