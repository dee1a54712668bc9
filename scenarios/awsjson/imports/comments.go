package imports

// Comments of the scenario: what is not known, what differs, and what AWS
// printed besides.

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

const (
	mostLeftOver = 40  // lines of what AWS printed besides
	mostComment  = 400 // characters of a line
)

// comment is a line above the value at a path of keys and numbers.
type comment struct {
	path []string
	line string
}

func (d *draft) comment(path []string, lines ...string) {
	for _, line := range lines {
		d.comments = append(d.comments, comment{path, line})
	}
}

func number(i int) string { return strconv.Itoa(i) }

// leftMark begins the comments that are counted.
const leftMark = "  "

// leftOver makes comments of fields that were not taken.
func leftOver(left leftovers) []string {
	var lines []string
	for _, line := range left {
		lines = append(lines, leftMark+line)
	}
	return lines
}

func (d *draft) head() []string {
	var names []string
	for _, name := range d.names[:min(len(d.names), 5)] {
		names = append(names, path.Base(name))
	}
	if more := len(d.names) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	lines := []string{
		"Made by rehearse import from " + strings.Join(names, ", ") + ".",
		"Unknown marks what those do not tell, and what is taken instead; Differs marks what can not be simulated yet.",
		"Indented comments are what AWS printed besides; it decides nothing here.",
	}
	return append(lines, leftOver(d.left)...)
}

var errTooLong = fmt.Errorf("the scenario would have more than %d bytes; import fewer instances: describe-instances takes --filters", source.MaxText)

// YAML prints the scenario with its comments, always in the same way. The
// error says that it would be longer than a scenario may be.
func (im *Imported) YAML() ([]byte, error) {
	text := scenarios.Encode(im.Scenario)
	if len(text) > source.MaxText {
		return nil, errTooLong
	}
	root, found := source.Parse("", text, source.Options{})
	if root == nil {
		return nil, fmt.Errorf("the scenario can not be read back: %w", found)
	}
	above := map[int][]string{}
	for _, c := range im.counted() {
		line := lineOf(root, c.path)
		above[line] = append(above[line], c.line)
	}
	var b bytes.Buffer
	number := 0
	for line := range bytes.Lines(text) {
		number++
		indent := line[:len(line)-len(bytes.TrimLeft(line, " "))]
		for _, said := range above[number] {
			fmt.Fprintf(&b, "%s# %s\n", indent, source.Escape(shorten(said, mostComment)))
		}
		b.Write(line)
	}
	if b.Len() > source.MaxText {
		return nil, errTooLong
	}
	return b.Bytes(), nil
}

// counted leaves out what AWS printed besides if it is too much.
func (im *Imported) counted() []comment {
	var kept []comment
	left := 0
	for _, c := range im.comments {
		if strings.HasPrefix(c.line, leftMark) {
			left++
		}
		if left <= mostLeftOver || !strings.HasPrefix(c.line, leftMark) {
			kept = append(kept, c)
		}
	}
	if left > mostLeftOver {
		kept = append(kept, comment{line: fmt.Sprintf("%s%d more fields are not shown.", leftMark, left-mostLeftOver)})
	}
	return kept
}

// lineOf is the line on which the value at a path begins, or that of the
// nearest value around it.
func lineOf(n *source.Node, path []string) int {
	line := 1
	for _, step := range path {
		var next *source.Node
		if i, err := strconv.Atoi(step); err == nil && i < len(n.Items) {
			next, line = n.Items[i], n.Items[i].Line
		}
		for _, e := range n.Entries {
			if e.Key.Text == step {
				next, line = e.Value, e.Key.Line
			}
		}
		if next == nil {
			return line
		}
		n = next
	}
	return line
}
