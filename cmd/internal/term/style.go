package term

// Style is what a text means. It shows as colour where there is colour, so the
// words must say the same without it.
type Style uint8

// The styles. Normal adds nothing.
const (
	Normal Style = iota
	OK           // it went well
	Bad          // it failed
	Warn         // worth a look
	Dim          // of little interest
	Bold         // a heading
	Accent       // what is going on now
)

var codes = [...]string{OK: "32", Bad: "31", Warn: "33", Dim: "2", Bold: "1", Accent: "36"}

// Text is a text with a style. It need not be escaped: IO does that.
type Text struct {
	Text  string
	Style Style
}

// Text gives text the style s.
func (s Style) Text(text string) Text { return Text{text, s} }

// paint colours text that is already safe.
func (s Style) paint(safe string, color bool) string {
	if !color || s == Normal || safe == "" {
		return safe
	}
	return "\x1b[" + codes[s] + "m" + safe + "\x1b[0m"
}
