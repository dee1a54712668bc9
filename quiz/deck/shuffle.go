package deck

import (
	"cmp"
	"hash/fnv"
	"slices"
)

// ShownOptions returns the options in the order in which they are shown. It
// looks like chance and depends on nothing but the card, so that the right one
// does not stand where its author put it.
func (c *Card) ShownOptions() []Option {
	return shuffled(c.Options, c.ID, func(o Option) string { return o.Text })
}

// ShownItems returns the items of an order card in another order than the
// right one.
func (c *Card) ShownItems() []string {
	items := shuffled(c.Items, c.ID, func(s string) string { return s })
	if slices.Equal(items, c.Items) && len(items) > 1 {
		return append(items[1:], items[0])
	}
	return items
}

// shuffled returns a copy in the order of hashes.
func shuffled[T any](list []T, seed string, text func(T) string) []T {
	made := slices.Clone(list)
	slices.SortStableFunc(made, func(a, b T) int {
		return cmp.Compare(hash(seed, text(a)), hash(seed, text(b)))
	})
	return made
}

func hash(seed, text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(seed + "\n" + text))
	sum := h.Sum64() // its upper bits hardly depend on the last letters
	sum ^= sum >> 32
	sum *= 0xd6e8feb86659fd93
	return sum ^ sum>>32
}
