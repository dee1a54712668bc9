package misconceptions

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

//go:embed chapters/*.yaml
var chapterFiles embed.FS

var chapters, _ = fs.Sub(chapterFiles, "chapters")

// read reads all chapters of a directory in the order of their names.
func read(dir fs.FS) ([]Misconception, error) {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, err
	}
	var list []Misconception
	r := source.NewReader()
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		root, found := source.Parse(name, text, source.Options{})
		if found.HasErrors() {
			return nil, found
		}
		list = append(list, chapter(r, root)...)
	}
	if found := r.Diagnostics(); found.HasErrors() {
		return nil, found
	}
	return list, nil
}

// chapter reads a file: a topic, the objectives of those that name none, and the
// misconceptions.
func chapter(r *source.Reader, root *source.Node) (list []Misconception) {
	o := r.Object(root, "topic", "exam", "misconceptions")
	r.Require(o, "topic", "exam", "misconceptions")
	topic, exam := r.Name(o.Get("topic")), objectives(r, o.Get("exam"))
	for _, item := range r.List(o.Get("misconceptions")) {
		m := misconception(r, item)
		m.Topic = topic
		if m.Exam == nil {
			m.Exam = exam
		}
		list = append(list, m)
	}
	return list
}

func objectives(r *source.Reader, n *source.Node) (list []string) {
	for _, item := range r.List(n) {
		list = append(list, r.Enum(item, objectiveNames()...))
	}
	return list
}

func misconception(r *source.Reader, n *source.Node) Misconception {
	o := r.Object(n, "id", "title", "belief", "rule", "refutation", "source", "exam", "needs", "witnesses", "notRunnable", "equivalent", "why")
	r.Require(o, "id", "title", "belief", "rule", "refutation", "source")
	r.OnlyOne(o, "witnesses", "notRunnable")
	m := Misconception{
		ID: r.Name(o.Get("id")), Title: r.Name(o.Get("title")), Belief: prose(r, o.Get("belief")), Rule: r.Name(o.Get("rule")),
		Refutation: prose(r, o.Get("refutation")), Source: r.Name(o.Get("source")), Exam: objectives(r, o.Get("exam")),
		Needs: r.Names(o.Get("needs")), NotRunnable: prose(r, o.Get("notRunnable")),
		Equivalent: r.String(o.Get("equivalent")), Why: prose(r, o.Get("why")),
	}
	for _, item := range r.List(o.Get("witnesses")) {
		m.Witnesses = append(m.Witnesses, Witness{r.String(item)})
	}
	return m
}

// prose reads a text that may run over several lines.
func prose(r *source.Reader, n *source.Node) string { return strings.TrimSpace(r.String(n)) }
