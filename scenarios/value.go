package scenarios

// The plain values that a scenario is made of: names, ranges, sizes, tags.

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Pos is where a thing was written. Two scenarios that differ only in places
// are the same scenario, so any two are Equal.
type Pos struct{ source.Position }

// Equal is true.
func (Pos) Equal(Pos) bool { return true }

// Name is the name of a thing, or a reference to one, with its place.
type Name struct {
	Text string
	Pos  Pos
}

// Named returns a Name that stands nowhere.
func Named(text string) Name { return Name{Text: text} }

// Names returns a list of Names that stand nowhere.
func Names(texts ...string) []Name {
	list := make([]Name, len(texts))
	for i, text := range texts {
		list[i].Text = text
	}
	return list
}

// Equal compares the texts alone.
func (n Name) Equal(other Name) bool { return n.Text == other.Text }

// String returns the name as it was written.
func (n Name) String() string { return n.Text }

// IsZero tells whether there is no name.
func (n Name) IsZero() bool { return n.Text == "" }

// Range is a span of time from Lo to Hi, both included and both at least 0;
// what lasts so long is drawn anew for each host.
type Range struct{ Lo, Hi kernel.Time }

// String prints the range as scenarios write it: 5s, or 20s..40s.
func (r Range) String() string {
	lo := source.FormatDuration(int64(r.Lo))
	if r.Lo == r.Hi {
		return lo
	}
	return lo + ".." + source.FormatDuration(int64(r.Hi))
}

// Size is a number of bytes.
type Size int64

var sizeUnits = []struct {
	name  string
	bytes int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3}, {"B", 1}}

// maxSize is a pebibyte, more than any instance has.
const maxSize = 1 << 50

func (s *Size) readNode(d *decoder, n *source.Node) {
	text, unit := n.Text, int64(1)
	for _, u := range sizeUnits {
		if number, ok := strings.CutSuffix(text, u.name); ok {
			text, unit = number, u.bytes
			break
		}
	}
	number, err := strconv.ParseUint(text, 10, 63)
	if n.Kind != source.Scalar || err != nil || strconv.FormatUint(number, 10) != text || number > uint64(maxSize/unit) {
		d.Errorf(n.Position, "write bytes, or a number with B, KB, MB, GB, KiB, MiB or GiB, up to 1048576GiB", "%q is not a size", n.Text)
		return
	}
	*s = Size(int64(number) * unit)
}

func (s *Size) node() *source.Node { return source.Int(int64(*s)) }

// Tags are the tags of an instance in the order written.
type Tags []Tag

// Tag is a key with its value.
type Tag struct {
	Key   string `key:"Key" is:"required,name"`
	Value string `key:"Value"`
}

// readNode takes {Env: prod} as well as AWS's [{Key: Env, Value: prod}].
func (t *Tags) readNode(d *decoder, n *source.Node) {
	*t = Tags{}
	if n.Kind != source.Sequence {
		for _, e := range d.Entries(n) {
			*t = append(*t, Tag{Key: d.Name(e.Key), Value: d.String(e.Value)})
		}
		return
	}
	seen := map[string]bool{}
	for _, item := range n.Items {
		var tag struct {
			_ struct{} `aws:"yes"`
			Tag
		}
		d.value(item, &tag)
		if seen[tag.Key] {
			d.Errorf(item.Position, "keep one of them", "the tag %q is here twice", tag.Key)
			continue
		}
		seen[tag.Key] = true
		*t = append(*t, tag.Tag)
	}
}

func (t *Tags) node() *source.Node {
	entries := make([]source.Entry, len(*t))
	for i, tag := range *t {
		entries[i] = source.Pair(tag.Key, source.Str(tag.Value))
	}
	return source.Map(entries...)
}

// Document is a text of another format, such as an AppSpec: written out as a
// mapping, or as a text that holds it. A nil Node is no document.
type Document struct{ Node *source.Node }

// Equal compares what the documents say.
func (a Document) Equal(b Document) bool { return source.Equal(a.Node, b.Node) }

func (a *Document) readNode(d *decoder, n *source.Node) {
	switch n.Kind {
	case source.Mapping:
		a.Node = n
	case source.Scalar:
		if text := d.String(n); text != "" {
			a.Node = source.Str(text)
			a.Node.Position = n.Position
		}
	default:
		d.Errorf(n.Position, "write its keys here, or its text after |", "%s is no AppSpec", n.Kind)
	}
}

func (a *Document) node() *source.Node { return a.Node }

// Health is what a host starts with (CD-2.20): [Unhealthy, Old].
type Health struct {
	Instance string // Healthy or Unhealthy
	Revision string // Current, Old or Unknown
}

func (h *Health) readNode(d *decoder, n *source.Node) {
	items := d.List(n)
	if len(items) != 2 {
		if n.Kind == source.Sequence {
			d.Errorf(n.Position, "write two, such as [Unhealthy, Old]", "%d words for the health of a host", len(items))
		}
		return
	}
	h.Instance = d.Enum(items[0], enums["instanceHealth"]()...)
	h.Revision = d.Enum(items[1], enums["revisionHealth"]()...)
}

func (h *Health) node() *source.Node {
	return source.Inline(source.Seq(source.Str(h.Instance), source.Str(h.Revision)))
}
