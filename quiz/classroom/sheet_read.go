package classroom

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Sheet is a sheet as it was handed out or came back.
type Sheet struct {
	Head
	Class   string
	Entries []Entry
}

// Head says whose answers to what.
type Head struct {
	Assignment string `json:"assignment"`
	Student    string `json:"student"`
	Seal       string `json:"seal"`
}

// Entry is a question on a sheet.
type Entry struct {
	Number int
	Form   string
	Known  []string
	Text   string
	List   []string // numbered from 1
	Words  []string // one of which is the answer; empty: anything may be
	Wants  string   // what an answer looks like
	Answer string   // as it was written; empty: none
}

// MostText is how many bytes an answer may have.
const MostText = 2000

// LoadSheet reads the sheet in a file.
func LoadSheet(path string) (*Sheet, error) {
	data, err := readWhole(path)
	if err != nil {
		return nil, err
	}
	s, found := ReadSheet(path, data)
	if found.HasErrors() {
		return nil, found
	}
	return s, nil
}

// ReadSheet reads a sheet.
func ReadSheet(file string, data []byte) (*Sheet, source.Diagnostics) {
	root, found := source.Parse(file, data, source.Options{})
	if root == nil {
		return nil, found
	}
	r := source.NewReader()
	o := r.Object(root, "sheet", "class", "assignment", "student", "seal", "questions")
	r.Require(o, "sheet", "assignment", "student", "seal", "questions")
	r.Int(o.Get("sheet"), 1, 1)
	s := &Sheet{Head: Head{r.Name(o.Get("assignment")), r.Name(o.Get("student")), r.Name(o.Get("seal"))}, Class: r.String(o.Get("class"))}
	for _, n := range r.List(o.Get("questions")) {
		e := readEntry(r, n)
		if e.Number > 0 && s.entry(e.Number) != nil {
			r.Errorf(n.Position, "hand in the sheet with each question once", "question %d is there twice", e.Number)
		}
		s.Entries = append(s.Entries, e)
	}
	return s, append(found, r.Diagnostics()...)
}

func readEntry(r *source.Reader, n *source.Node) (e Entry) {
	o := r.Object(n, "question", "form", "known", "ask", "listed", "words", "with", "answer")
	r.Require(o, "question")
	e.Number = int(r.Int(o.Get("question"), 1, MostItems))
	e.Form, e.Text, e.Wants = r.String(o.Get("form")), r.String(o.Get("ask")), r.String(o.Get("with"))
	e.Known, e.List, e.Words = texts(r, o.Get("known")), texts(r, o.Get("listed")), texts(r, o.Get("words"))
	if answer := o.Get("answer"); answer != nil {
		switch {
		case answer.Kind == source.Scalar:
			e.Answer = strings.TrimSpace(answer.Text)
		case answer.Kind == source.Null: // the quotes are gone
		case answer.Kind != source.Sequence:
			r.Errorf(answer.Position, "write it between the quotes behind answer:", "this is no answer")
		default: // 1, 3 without quotes may become a list
			e.Answer = strings.Join(texts(r, answer), " ")
		}
		if len(e.Answer) > MostText {
			r.Errorf(answer.Position, "write a shorter one", "an answer of more than %d bytes", MostText)
		}
	}
	return e
}

func texts(r *source.Reader, n *source.Node) (list []string) {
	if n == nil {
		return nil
	}
	for _, item := range r.List(n) {
		list = append(list, r.String(item))
	}
	return list
}

func (s *Sheet) entry(n int) *Entry {
	for i := range s.Entries {
		if s.Entries[i].Number == n {
			return &s.Entries[i]
		}
	}
	return nil
}

// Answers are the answers that are written on the sheet, by the number of the
// question.
func (s *Sheet) Answers() map[int]string {
	answers := map[int]string{}
	for _, e := range s.Entries {
		if e.Answer != "" {
			answers[e.Number] = e.Answer
		}
	}
	return answers
}

// Told is what is known.
func (e *Entry) Told() []string { return e.Known }

// Ask is the question.
func (e *Entry) Ask() string { return e.Text }

// Listed are numbered from 1.
func (e *Entry) Listed() []string { return e.List }

// With is what an answer looks like.
func (e *Entry) With() string { return e.Wants }

// Hidden is empty: nothing on a sheet tells the answer.
func (*Entry) Hidden() string { return "" }

// Hint is nil: a sheet has none.
func (*Entry) Hint(int) []string { return nil }

// Read takes an answer of the right form; whether it makes sense beyond that is
// for the engine to say, when it is graded.
func (e *Entry) Read(text string) (question.Answer, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil, errors.New("type an answer")
	case len(text) > MostText || strings.ContainsFunc(text, source.IsHidden):
		return nil, fmt.Errorf("type at most %d bytes that can be seen", MostText)
	case e.Form == question.Number.String() && len(e.List) == 0:
		if _, err := strconv.ParseUint(text, 10, 31); err != nil {
			return nil, fmt.Errorf("%q is not a whole number", text)
		}
		return question.Answer{text}, nil
	case len(e.Words) > 0 && !slices.ContainsFunc(e.Words, func(word string) bool { return strings.EqualFold(word, text) }):
		return nil, fmt.Errorf("%q is not an answer; type %s", text, e.Wants)
	case len(e.List) == 0, e.Form != formChoice && slices.Contains([]string{"none", "-"}, text):
		return question.Answer{text}, nil
	}
	if e.Form == formChoice && slices.Contains(e.List, text) {
		return question.Answer{text}, nil
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
	for i, word := range fields {
		n, err := strconv.Atoi(word)
		switch {
		case err == nil && (n < 1 || n > len(e.List)), err != nil && e.Form == formChoice, e.Form == formChoice && len(fields) > 1:
			return nil, fmt.Errorf("%q is not in the list; type %s", word, e.Wants)
		case slices.Contains(fields[:i], word):
			return nil, fmt.Errorf("%s is there twice", word)
		}
	}
	return question.Answer{text}, nil
}
