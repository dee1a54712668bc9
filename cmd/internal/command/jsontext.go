package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// jsonText is a value as JSON that a terminal can be shown: what can not be seen
// in its texts is written as an escape.
func jsonText(v any, indent string) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", indent)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	if !slices.ContainsFunc(b.Bytes(), func(c byte) bool { return c > '~' }) {
		return b.String(), nil
	}
	var tame strings.Builder
	for text := b.String(); text != ""; {
		r, size := utf8.DecodeRuneInString(text)
		if r > '~' && source.IsHidden(r) {
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&tame, `\u%04x`, unit)
			}
		} else {
			tame.WriteString(text[:size])
		}
		text = text[size:]
	}
	return tame.String(), nil
}
