package source

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	yamlLine      = regexp.MustCompile(`^line ([0-9]+): `)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced`)
)

// complaint is one thing the YAML library may say.
type complaint struct {
	says    string // a part of its message
	message string
	fix     string
	late    int  // lines to add: it counts some from 0
	outer   bool // its line is where the mapping or list around the fault begins
}

var complaints = []complaint{
	{"exceeded max depth", "nested too deep", "use fewer levels", 0, false},
	{"exceeded depth limit", "nested too deep", "use fewer levels", 0, false},
	{"mapping values are not allowed", "a ': ' where no key can be", "check the indentation, and quote a text that holds ': '", 0, false},
	{"could not find expected ':'", "a key without a ':'", "write key: value, and check the indentation", 0, false},
	{"did not find expected key", "neither a key nor the end of the mapping", "check the indentation and the quotes", 1, true},
	{"did not find expected '-' indicator", "neither an item nor the end of the list", "begin each item with '- ' in the same column", 1, true},
	{"did not find expected ',' or ']'", "a list in brackets does not end", "write [a, b]", 1, false},
	{"did not find expected ',' or '}'", "a mapping in braces does not end", "write {a: 1, b: 2}", 1, false},
	{"did not find expected node content", "a value is missing or begins with a sign that it can not begin with", "quote it", 1, false},
	{"did not find expected <document start>", "something follows the end of the document", "check the indentation, and keep one document in a file", 1, false},
	{"found character that cannot start any token", "a sign that no value can begin with", "quote the value, and indent with spaces", 0, false},
	{"found unexpected end of stream", "a quoted text does not end", "close the quotes", 0, false},
	{"block sequence entries are not allowed", "an item of a list where none can be", "begin the list on a new line", 0, false},
	{"found unknown escape character", `an escape that "…" does not know`, `write \\ for a backslash, or use '…'`, 0, false},
}

// Texts up to this many bytes are read again and again to find a fault's line.
const maxSearched = 64 << 10

// refuseYAML reports what the library could not read. It knows lines only, and
// not always the right one; the column is where the line's text begins.
func (p *parsing) refuseYAML(err error) {
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	if m := unknownAnchor.FindStringSubmatch(text); m != nil {
		p.refuseAlias(m[1])
		return
	}
	c := complaint{message: "this is not YAML: " + text}
	for _, known := range complaints {
		if strings.Contains(text, known.says) {
			c = known
			break
		}
	}
	if line > 0 {
		line += c.late
	}
	lines := strings.SplitAfter(p.text, "\n")
	if c.outer && len(p.text) <= maxSearched {
		line = faultyLine(lines, err)
	}
	line = min(max(line, 1), len(lines))
	p.refuse(p.at(line, firstColumn(lines[line-1])), c.message, c.fix)
}

func (p *parsing) refuseAlias(name string) {
	offset := max(0, strings.Index(p.text, "*"+name))
	p.refuse(p.at(locate(p.text, offset)), "the alias *"+shorten(name)+" has no anchor",
		"write &"+shorten(name)+" before the value that it stands for")
}

func firstColumn(line string) int {
	return len(line) - len(strings.TrimLeft(line, " ")) + 1
}
