package deck

// Which texts a field may hold: plain text that can be seen, no markup, no more
// than a learner reads at once.

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// text reads a text of one or more lines; "" if it is not there or wrong.
func (d *decoder) text(n *source.Node) string {
	return d.plain(n, MaxText, true)
}

// line reads a text of one line.
func (d *decoder) line(n *source.Node) string {
	return d.plain(n, MaxLine, false)
}

// explanation reads a text of at most MaxWords words.
func (d *decoder) explanation(n *source.Node) string { return d.words(n, d.text(n)) }

// words returns the text of n, and reports if it has more than MaxWords words.
func (d *decoder) words(n *source.Node, text string) string {
	if words := len(strings.Fields(text)); words > MaxWords {
		d.Errorf(n.Position, "say it shorter", "%s: %d words; at most %d", n.Label, words, MaxWords)
	}
	return text
}

func (d *decoder) plain(n *source.Node, most int, lines bool) string {
	text := d.String(n)
	if n == nil || text == "" && n.Kind != source.Scalar {
		return ""
	}
	if fault, fix := textFault(text, most, lines); fault != "" {
		d.Errorf(n.Position, fix, "%s: %s", n.Label, fault)
		return ""
	}
	return text
}

func textFault(text string, most int, lines bool) (fault, fix string) {
	tag := Tag(text)
	switch {
	case text == "":
		return "an empty text", "write something, or leave the key out"
	case strings.TrimSpace(text) != text:
		return "begins or ends with white space", "take it away; of a block, write |- or >-"
	case utf8.RuneCountInString(text) > most:
		return "is too long", "write at most " + strconv.Itoa(most) + " characters"
	case !lines && strings.Contains(text, "\n"):
		return "has more than one line", "write it on one line"
	case strings.ContainsFunc(text, IsControl):
		return "has control or invisible characters", "write characters that can be seen"
	case tag != "":
		return "HTML: " + tag, "texts are plain and shown as they are: leave tags out, and write a place for a name as {name}"
	}
	return "", ""
}

// IsControl tells whether a character may not be in a text of a deck: all that
// can not be seen but newlines.
func IsControl(r rune) bool { return r != '\n' && source.IsHidden(r) }

var tag = regexp.MustCompile(`<[/!?]?([A-Za-z][A-Za-z0-9]*)?[^<>]*>`)

// Tag returns the first thing in a text that a browser would take for markup:
// a tag of an element that HTML has, or a comment. Other things in angle
// brackets, such as <group>, are text.
func Tag(text string) string {
	for _, m := range tag.FindAllStringSubmatch(text, -1) {
		if strings.HasPrefix(m[0], "<!") || isElement(strings.ToLower(m[1])) {
			return short(m[0])
		}
	}
	return ""
}

// isElement tells whether HTML has, or had, an element of that name.
func isElement(name string) bool { return slices.Contains(elements, name) }

var elements = strings.Fields(`
	a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button
	canvas caption center cite code col colgroup command data datalist dd del details dfn dialog dir div dl dt em embed
	fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img
	input ins isindex kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes
	noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp
	script search section select slot small source span strike strong style sub summary sup svg table tbody td template
	textarea tfoot th thead time title tr track tt u ul var video wbr xmp`)
