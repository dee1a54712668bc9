package source

import (
	"errors"
	"fmt"
	"strconv"
)

// The keys by whose value an item of a list can be called.
var nameKeys = []string{"name", "deploymentGroupName", "applicationName", "deploymentConfigName"}

// Set changes the value at path, such as fleet.instances[0].count,
// applications[shop].deploymentGroups[prod].deploymentConfigName or
// revisions.v2.scripts["scripts/start.sh"].takes. An item is called by its
// number from 0 or by its name. All but the last step must be there; a last
// key that is not there is added. Nodes that an alias shares with other places
// are copied first, so only this one place changes.
func Set(root *Node, path string, value *Node) error {
	steps, err := parsePath(path)
	if err != nil {
		return pathError(path, err)
	}
	changed, err := set(root, steps, value)
	if err != nil {
		return pathError(path, err)
	}
	*root = *changed
	return nil
}

// pathError may hold names from the tree, so it goes through Escape.
func pathError(path string, err error) error {
	return errors.New(Escape(show(path) + ": " + err.Error()))
}

// set returns a copy of n with the value at steps changed.
func set(n *Node, steps []step, value *Node) (*Node, error) {
	if len(steps) == 0 {
		labelled := *value
		labelled.Label = n.Label
		return &labelled, nil
	}
	switch n.Kind {
	case Mapping:
		return setEntry(n, steps, value)
	case Sequence:
		return setItem(n, steps, value)
	}
	return nil, fmt.Errorf("nothing can be below %s; leave %s out", n.describe(), show(steps[0].text))
}

func setEntry(n *Node, steps []step, value *Node) (*Node, error) {
	key := steps[0].text
	changed := *n
	changed.Entries = append([]Entry(nil), n.Entries...)
	for i, e := range n.Entries {
		if e.Key.Text != key {
			continue
		}
		below, err := set(e.Value, steps[1:], value)
		changed.Entries[i].Value = below
		return &changed, err
	}
	if len(steps) > 1 {
		return nil, fmt.Errorf("there is no key %s; %s", show(key), oneOf(key, keysOf(n)))
	}
	added := *value
	added.Label = key
	at := &Node{Position: value.Position, Kind: Scalar, Text: key, Style: Quoted}
	changed.Entries = append(changed.Entries, Entry{at, &added})
	return &changed, nil
}

func setItem(n *Node, steps []step, value *Node) (*Node, error) {
	if !steps[0].bracket {
		return nil, fmt.Errorf("%s is below a list; choose an item first: [0].%s", show(steps[0].text), shorten(steps[0].text))
	}
	i, err := findItem(n, steps[0].text)
	if err != nil {
		return nil, err
	}
	below, err := set(n.Items[i], steps[1:], value)
	if err != nil {
		return nil, err
	}
	changed := *n
	changed.Items = append([]*Node(nil), n.Items...)
	changed.Items[i] = below
	return &changed, nil
}

// findItem returns the number of the item that is called by number or name. A
// name that looks like a number is found if the number is too high.
func findItem(n *Node, called string) (int, error) {
	i, err := strconv.Atoi(called)
	if err == nil && i >= 0 && i < len(n.Items) {
		return i, nil
	}
	var names []string
	for i, item := range n.Items {
		name := nameOf(item)
		if name == called {
			return i, nil
		}
		if name != "" {
			names = append(names, name)
		}
	}
	if err == nil {
		return 0, fmt.Errorf("there is no item %s; the list has %d, the first is [0]", called, len(n.Items))
	}
	return 0, fmt.Errorf("no item is called %s; %s", show(called), oneOf(called, names))
}

func nameOf(item *Node) string {
	if item.Kind == Scalar {
		return item.Text
	}
	for _, key := range nameKeys {
		if name := item.Get(key); name != nil {
			return name.Text
		}
	}
	return ""
}

func keysOf(n *Node) []string {
	var keys []string
	for _, e := range n.Entries {
		keys = append(keys, e.Key.Text)
	}
	return keys
}
