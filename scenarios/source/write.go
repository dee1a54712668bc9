package source

import (
	"bytes"
	"strings"
)

// Write prints n as YAML, always in the same way, so that Parse reads an Equal
// tree back. Mappings and lists marked Flow go on one line, all others take a
// line for each entry, two spaces deeper each level.
func Write(n *Node) []byte {
	var p printer
	if isBlock(n) {
		p.block(n, 0, true)
	} else {
		p.inline(n, -2)
		p.b.WriteByte('\n')
	}
	return p.b.Bytes()
}

type printer struct{ b bytes.Buffer }

func isBlock(n *Node) bool {
	return !n.Flow && len(n.Items)+len(n.Entries) > 0
}

func (p *printer) indent(columns int) {
	for range columns {
		p.b.WriteByte(' ')
	}
}

// block prints a list or a mapping, each entry on its own line in column
// indent. started means that the first line has come that far already.
func (p *printer) block(n *Node, indent int, started bool) {
	line := func() {
		if !started {
			p.indent(indent)
		}
		started = false
	}
	for _, item := range n.Items {
		line()
		p.b.WriteByte('-')
		p.item(item, indent)
	}
	for _, e := range n.Entries {
		line()
		p.b.WriteString(scalarText(e.Key, true) + ":")
		p.value(e.Value, indent)
	}
}

// item goes on after a dash.
func (p *printer) item(n *Node, indent int) {
	p.b.WriteByte(' ')
	if isBlock(n) {
		p.block(n, indent+2, true)
		return
	}
	p.inline(n, indent)
	p.b.WriteByte('\n')
}

// value goes on after a colon.
func (p *printer) value(n *Node, indent int) {
	if isBlock(n) {
		p.b.WriteByte('\n')
		p.block(n, indent+2, false)
		return
	}
	p.b.WriteByte(' ')
	p.inline(n, indent)
	p.b.WriteByte('\n')
}

// inline prints what begins in the current line, without its last newline.
func (p *printer) inline(n *Node, indent int) {
	if n.Kind == Scalar && fitsLiteral(n.Text) {
		p.literal(n.Text, indent+2)
		return
	}
	p.flow(n, false)
}

func (p *printer) literal(text string, indent int) {
	body, ends := strings.CutSuffix(text, "\n")
	p.b.WriteByte('|')
	if !ends {
		p.b.WriteByte('-')
	}
	for line := range strings.SplitSeq(body, "\n") {
		p.b.WriteByte('\n')
		if line != "" {
			p.indent(max(indent, 2))
			p.b.WriteString(line)
		}
	}
}

// flow prints n on one line. bracketed is false at the outermost level, where
// a text may hold commas without quotes.
func (p *printer) flow(n *Node, bracketed bool) {
	switch n.Kind {
	case Sequence:
		p.b.WriteByte('[')
		for i, item := range n.Items {
			p.comma(i)
			p.flow(item, true)
		}
		p.b.WriteByte(']')
	case Mapping:
		p.b.WriteByte('{')
		for i, e := range n.Entries {
			p.comma(i)
			p.b.WriteString(scalarText(e.Key, true) + ": ")
			p.flow(e.Value, true)
		}
		p.b.WriteByte('}')
	default:
		p.b.WriteString(scalarText(n, bracketed))
	}
}

func (p *printer) comma(i int) {
	if i > 0 {
		p.b.WriteString(", ")
	}
}
