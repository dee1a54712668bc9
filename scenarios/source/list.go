package source

// List returns the items of a list.
func (r *Reader) List(n *Node) []*Node {
	if n == nil {
		return nil
	}
	if n.Kind != Sequence {
		r.wrong(n, "a list", "write [ … ], or lines that begin with '- '")
		return nil
	}
	return n.Items
}

// OneOrList returns the items of a list, or n alone if it is no list. Nothing
// (~) is refused.
func (r *Reader) OneOrList(n *Node) []*Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == Sequence:
		return n.Items
	case n.Kind == Null:
		r.wrong(n, "a value or a list", "write one, or leave the key out")
		return nil
	}
	return []*Node{n}
}
