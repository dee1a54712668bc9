package deck

import (
	"embed"
	"strings"
)

//go:embed library/*.yaml
var library embed.FS

// Bundled returns the names of the decks that come with Rehearse, which are
// their ids, in order.
func Bundled() (names []string) {
	entries, _ := library.ReadDir("library")
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// BundledText returns the text of a deck that comes with Rehearse.
func BundledText(name string) ([]byte, bool) {
	text, err := library.ReadFile("library/" + name + ".yaml")
	return text, err == nil
}
