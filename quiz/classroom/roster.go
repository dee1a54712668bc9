package classroom

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Student is somebody in the roster.
type Student struct {
	ID   string `json:"id"`   // letters, digits, . _ - @; it is part of file names
	Name string `json:"name"` // may be empty
}

const (
	maxStudents = 10_000
	maxID       = 64
	maxName     = 200
)

// ReadRoster reads a table with a header and the columns id and name, in any
// order, with commas or semicolons between them; other columns are left alone.
// Ids differ in more than large and small letters, because files are called by
// them.
func ReadRoster(file string, data []byte) ([]Student, source.Diagnostics) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comma = -1, true, separator(data)
	reader := source.NewReader()
	if !utf8.Valid(data) {
		reader.Errorf(source.Position{File: file, Line: 1, Column: 1}, "save it as UTF-8", "the roster is not UTF-8")
		return nil, reader.Diagnostics()
	}
	header, err := r.Read()
	id, name := slices.IndexFunc(header, isColumn("id")), slices.IndexFunc(header, isColumn("name"))
	if err != nil || id < 0 {
		reader.Errorf(source.Position{File: file, Line: 1, Column: 1}, "let the first line be id,name", "the roster has no column id")
		return nil, reader.Diagnostics()
	}
	var list []Student
	lines := map[string]int{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) || len(reader.Diagnostics()) > 20 {
			return list, reader.Diagnostics()
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			reader.Errorf(source.Position{File: file, Line: wrong.Line, Column: wrong.Column}, "put the field between double quotes, and double those within it", "%v", wrong.Err)
			return nil, reader.Diagnostics()
		}
		line, column := r.FieldPos(0)
		at := source.Position{File: file, Line: line, Column: column}
		s := Student{ID: field(row, id), Name: field(row, name)}
		if s.ID == "" && s.Name == "" {
			continue
		}
		if what, fix := s.fault(); what != "" {
			reader.Errorf(at, fix, "%s", what)
			continue
		}
		key := strings.ToLower(s.ID)
		if first, twice := lines[key]; twice {
			reader.Errorf(at, "give one of them another id", "the id %s is in line %d already", s.ID, first)
			continue
		}
		if lines[key] = line; len(lines) > maxStudents {
			reader.Errorf(at, "make several classes", "more than %d students", maxStudents)
			return nil, reader.Diagnostics()
		}
		list = append(list, s)
	}
}

// separator is what stands between the columns of a table.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.ContainsRune(header, ';') && !bytes.ContainsRune(header, ',') {
		return ';'
	}
	return ','
}

func isColumn(name string) func(string) bool {
	return func(text string) bool { return strings.EqualFold(strings.TrimSpace(text), name) }
}

func field(row []string, n int) string {
	if n < 0 || n >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[n])
}

// fault is what is wrong with a student, and what would be right.
func (s Student) fault() (what, fix string) {
	switch {
	case s.ID == "":
		return "a student without an id", "give an id in the column id; it may be a pseudonym"
	case !isFileName(s.ID):
		return "the id " + source.Escape(shortened(s.ID)) + " can not be the name of a file", "use at most 64 letters, digits and . _ - @, the first a letter or a digit"
	case len(s.Name) > maxName || !utf8.ValidString(s.Name) || strings.ContainsFunc(s.Name, source.IsHidden):
		return "the name of " + s.ID + " is too long or has characters that can not be seen", "write at most 200 bytes that can be seen"
	}
	return "", ""
}

// reserved are names that are no files on Windows.
var reserved = strings.Fields("con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9")

// isFileName says whether a word can be part of the name of a file anywhere.
func isFileName(word string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(word), ".")
	if len(word) > maxID || !utf8.ValidString(word) || slices.Contains(reserved, stem) || strings.HasSuffix(word, ".") {
		return false
	}
	for i, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (i == 0 || !strings.ContainsRune("._-@", r)) {
			return false
		}
	}
	return word != ""
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
