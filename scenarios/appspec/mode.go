package appspec

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// mode checks a permission's mode: one to four octal digits, as the agent
// prints what it has read. CD-9.2
func (c *check) mode(n *source.Node) {
	w := read(n)
	if w.kind == nothing {
		return
	}
	digits := strings.Repeat("0", max(0, 3-len(w.text))) + w.text
	bad := strings.TrimLeft(digits, "01234567")
	reading := readAs(n, w)
	switch {
	case len([]rune(digits)) > 4:
		agent := fmt.Sprintf("The deployment failed because the length of a permissions mode (%s) in the application specification file is invalid.", shorten(digits))
		c.refuse(n.Position, "CD-9.2", agent, "mode: "+quote(n.Text)+reading+" is no mode of one to four digits", `write it like "0644"`)
	case bad != "":
		char := string([]rune(bad)[:1])
		agent := fmt.Sprintf("The deployment failed because the permissions mode (%s) in the application specification file contains an invalid character (%s).", digits, char)
		c.refuse(n.Position, "CD-9.2", agent, fmt.Sprintf("mode: %s%s holds %s, no octal digit", quote(n.Text), reading, quote(char)), octalFix(n, w))
	case reading != "":
		c.warn(n.Position, "CD-9.2", "mode: "+quote(n.Text)+reading+" sets the mode "+digits, octalFix(n, w))
	}
}

// readAs tells what an unquoted number is read as if that is not what it looks
// like.
func readAs(n *source.Node, w word) string {
	if w.kind == whole && n.Text != w.text {
		return " (YAML for the number " + w.text + ")"
	}
	return ""
}

func octalFix(n *source.Node, w word) string {
	if digits := strings.TrimLeft(n.Text, "0"); w.kind == whole && digits != "" && digits != n.Text {
		return fmt.Sprintf(`write "%s" in quotes, or %s`, shorten(n.Text), shorten(digits))
	}
	return `use the digits 0 to 7, like "0644"`
}
