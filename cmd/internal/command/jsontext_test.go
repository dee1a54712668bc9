package command

import (
	"encoding/json"
	"testing"
)

// R12: JSON is shown on terminals too, and stays the same JSON.
func TestR12JSONIsTame(t *testing.T) {
	for text, want := range map[string]string{
		"plain é 😀 <b>": `"plain é 😀 <b>"`, "\x1b[2J": `"\u001b[2J"`, "\u009b2J": `"\u009b2J"`, "\x7f": `"\u007f"`, "a\u202eb": `"a\u202eb"`,
		"tag \U000e0041": `"tag \udb40\udc41"`, "\\u202e": `"\\u202e"`,
	} {
		got, err := jsonText(text, "")
		if err != nil || got != want+"\n" {
			t.Errorf("%q: %s %v, want %s", text, got, err, want)
		}
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != text {
			t.Errorf("%q came back as %q, %v", text, back, err)
		}
	}
}
