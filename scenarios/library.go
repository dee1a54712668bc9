package scenarios

import (
	"bytes"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/library"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// LibraryEntry is what lists show of a bundled scenario.
type LibraryEntry struct {
	Name    string   // what Load takes
	Title   string   // one line that says what happens
	Topic   string   // the heading to show it under; may be empty
	Teaches []string // rules, such as CD-2.8
	Exam    []string // exam objectives, such as DVA-C02/3.4
}

// Library returns what is bundled, in order of the names. It reads only the
// heads of the files.
func Library() []LibraryEntry {
	var all []LibraryEntry
	for _, name := range libraryNames() {
		text, _ := library.FS.ReadFile(name + ".yaml")
		root, _ := source.Parse(name, head(text), source.Options{})
		entry := LibraryEntry{Name: name, Title: textOf(root.Get("title")), Topic: textOf(root.Get("topic"))}
		entry.Teaches, entry.Exam = textsOf(root.Get("teaches")), textsOf(root.Get("exam"))
		all = append(all, entry)
	}
	return all
}

// head cuts a text before the fleet, which comes after all that a list shows.
func head(text []byte) []byte {
	if i := bytes.Index(text, []byte("\nfleet:")); i >= 0 {
		return text[:i+1]
	}
	return text
}

func textOf(n *source.Node) string {
	if n == nil {
		return ""
	}
	return n.Text
}

func textsOf(n *source.Node) (texts []string) {
	if n != nil {
		for _, item := range n.Items {
			texts = append(texts, item.Text)
		}
	}
	return texts
}

func libraryNames() []string {
	entries, _ := library.FS.ReadDir(".")
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			names = append(names, name)
		}
	}
	return names
}
