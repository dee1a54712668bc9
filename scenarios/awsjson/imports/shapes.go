package imports

// What an import takes of AWS's mappings. All else is left over and becomes a
// comment.

import "github.com/seed-11de0fc1/rehearse/scenarios/source"

type sort uint8

const (
	word  sort = iota // a text, whatever it looks like
	exact             // a number or true or false, also if it is in quotes
	list
	mapping
)

// shape says what is taken of a value.
type shape struct {
	sort   sort
	item   *shape            // of a list
	keys   map[string]*shape // of a mapping, nil: known and left without a word
	mostly bool              // of a mapping: what is not among keys is left without a word
}

func listOf(item *shape) *shape               { return &shape{sort: list, item: item} }
func mappingOf(keys map[string]*shape) *shape { return &shape{sort: mapping, keys: keys} }

var (
	aWord  = &shape{sort: word}
	aValue = &shape{sort: exact}

	tagFilters = listOf(mappingOf(map[string]*shape{"Key": aWord, "Value": aWord, "Type": aWord}))
	rollback   = mappingOf(map[string]*shape{"enabled": aValue, "events": listOf(aWord)})
	trigger    = mappingOf(map[string]*shape{"triggerName": aWord, "triggerTargetArn": aWord, "triggerEvents": listOf(aWord)})
	minimum    = mappingOf(map[string]*shape{"type": aWord, "value": aValue})
)

// leftovers are fields that were not taken, as lines for a comment.
type leftovers []string

func (l *leftovers) add(lines ...string) { *l = append(*l, lines...) }

// take returns what s wants of n, with keys in the spelling of s. What is of
// another kind than s expects stays as it is, so that the decoder of scenarios
// explains it.
func (l *leftovers) take(n *source.Node, s *shape, path string) *source.Node {
	if n == nil || s == nil {
		return n
	}
	taken := *n
	taken.Flow = false
	switch {
	case s.sort == list && n.Kind == source.Sequence:
		taken.Items = nil
		for _, item := range n.Items {
			taken.Items = append(taken.Items, l.take(item, s.item, path))
		}
	case s.sort == mapping && n.Kind == source.Mapping:
		taken.Entries = l.entries(n, s, path)
	case s.sort == word && n.Kind == source.Scalar:
		taken.Style = source.Quoted
	case s.sort == exact && n.Kind == source.Scalar:
		taken.Style = source.Plain
	}
	return &taken
}

// entries takes the entries of a mapping in the order in which they came.
func (l *leftovers) entries(n *source.Node, s *shape, path string) []source.Entry {
	var taken []source.Entry
	for _, e := range n.Entries {
		name, want, known := s.find(e.Key.Text)
		switch {
		case known && want != nil:
			key := *e.Key
			key.Text = name
			taken = append(taken, source.Entry{Key: &key, Value: l.take(e.Value, want, path+name+".")})
		case !known && !s.mostly && !saysNothing(e.Value):
			l.add(path + e.Key.Text + ": " + compact(e.Value))
		}
	}
	return taken
}

func (s *shape) find(key string) (name string, want *shape, known bool) {
	for _, spelling := range []string{key, swapped(key)} {
		if want, known = s.keys[spelling]; known {
			return spelling, want, true
		}
	}
	return "", nil, false
}

// swapped returns the key with its first letter in the other case.
func swapped(key string) string {
	if key == "" || key[0]|0x20 < 'a' || key[0]|0x20 > 'z' {
		return key
	}
	return string(key[0]^0x20) + key[1:]
}
