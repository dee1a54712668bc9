package classroom

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// journalSchema is the name of the format.
const journalSchema = "rehearse/answers/1"

// Given is an answer as it was given; the latest to a question counts.
type Given struct {
	Question int    `json:"question"`
	Answer   string `json:"answer"` // as it was typed
	At       string `json:"at"`     // RFC 3339
	TookMs   int64  `json:"tookMs"`
	Previous string `json:"previous"` // a hash of the line before
}

// journalHead is the first line.
type journalHead struct {
	Schema string `json:"schema"`
	Head
}

// Journal is a file of answers that grows by a line for each.
type Journal struct {
	Head
	Given []Given
	Cut   bool   // the last line was cut off, and is not counted
	last  string // hash of the last line
	size  int64  // of the lines that count
	// unended says that the last line that counts lacks its end.
	unended bool
}

// Answers are the answers that count, by the number of the question.
func (j *Journal) Answers() map[int]string {
	answers := map[int]string{}
	for _, g := range j.Given {
		answers[g.Question] = g.Answer
	}
	return answers
}

func hashOf(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}

// maxJournal is how many bytes a file of answers may have.
const maxJournal = 4 << 20

// ReadJournal reads a file of answers, with what editors and mail do to the ends
// of lines and to the beginning of a text. A last line that was cut off is left
// out.
func ReadJournal(file string, data []byte) (*Journal, error) {
	if len(data) > maxJournal {
		return nil, fmt.Errorf("%s has more than %d MiB; it is no file of answers", source.Escape(file), maxJournal>>20)
	}
	j := &Journal{}
	for n := 1; j.size < int64(len(data)); n++ {
		whole, _, ended := bytes.Cut(data[j.size:], []byte("\n"))
		line := bytes.TrimSpace(bytes.TrimPrefix(whole, byteOrderMark))
		if what := j.take(line); what != "" && !ended && j.last != "" {
			j.Cut = true
			break
		} else if what != "" {
			return nil, fmt.Errorf("%s:%d: %s; hand in the file as `rehearse class take` wrote it", source.Escape(file), n, what)
		}
		if j.size += int64(len(whole)); ended {
			j.size++
		}
		j.unended = !ended
	}
	if j.last == "" {
		return nil, fmt.Errorf("%s:1: nothing is in it; hand in the file as `rehearse class take` wrote it", source.Escape(file))
	}
	return j, nil
}

// byteOrderMark is what some editors put before a text.
var byteOrderMark = []byte("\ufeff")

// take takes a line, or says what is wrong with it.
func (j *Journal) take(line []byte) (wrong string) {
	if len(line) == 0 {
		return ""
	}
	if wrong = j.read(line); wrong == "" {
		j.last = hashOf(line)
	}
	return wrong
}

func (j *Journal) read(line []byte) (wrong string) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if j.last == "" {
		var h journalHead
		if dec.Decode(&h) != nil || more(dec) || h.Schema != journalSchema {
			return "this is no file of answers"
		}
		j.Head = h.Head
		return ""
	}
	var g Given
	switch {
	case dec.Decode(&g) != nil || more(dec) || g.Question < 1 || g.Question > MostItems || len(g.Answer) > MostText:
		return "this is no answer"
	case g.Previous != j.last:
		return "this line does not follow the one before: the file was changed"
	}
	j.Given = append(j.Given, g)
	return ""
}

// more says whether anything stands behind what was decoded.
func more(dec *json.Decoder) bool {
	_, err := dec.Token()
	return !errors.Is(err, io.EOF)
}

// OpenJournal opens the file of answers to a sheet, or begins it.
func OpenJournal(path string, s *Sheet) (*Journal, *os.File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s %w: it is no regular file", source.Escape(path), ErrUnwritable)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, nil, unwritable(path, err)
	}
	j, err := begin(path, file, s)
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return j, file, nil
}

func begin(path string, file *os.File, s *Sheet) (*Journal, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	j := &Journal{Head: s.Head}
	head, err := json.Marshal(journalHead{journalSchema, s.Head})
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(head, data) { // nothing, or what was cut off before the first answer
		if err := file.Truncate(0); err != nil {
			return nil, unwritable(path, err)
		}
		return j, j.append(file, head)
	}
	if j, err = ReadJournal(path, data); err != nil {
		return nil, err
	}
	if j.Head != s.Head {
		return nil, fmt.Errorf("%s has the answers of %s to %s: %w", source.Escape(path), source.Escape(j.Student), source.Escape(j.Assignment), ErrForeign)
	}
	if err = file.Truncate(j.size); err == nil { // what was cut off is written anew
		_, err = file.Seek(j.size, 0)
	}
	if err == nil && j.unended {
		_, err = file.WriteString("\n")
	}
	if err != nil {
		return nil, unwritable(path, err)
	}
	return j, nil
}

// Add keeps an answer: once it returns, the answer is on the disk.
func (j *Journal) Add(file *os.File, question int, answer string, at time.Time, took time.Duration) error {
	g := Given{question, answer, at.UTC().Format(time.RFC3339), took.Milliseconds(), j.last}
	line, err := json.Marshal(g)
	if err != nil {
		return err
	}
	if err := j.append(file, line); err != nil {
		return err
	}
	j.Given = append(j.Given, g)
	return nil
}

// append writes a line.
func (j *Journal) append(file *os.File, line []byte) error {
	_, err := file.WriteString(string(line) + "\n")
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		return unwritable(file.Name(), err)
	}
	j.last, j.size = hashOf(line), j.size+int64(len(line))+1
	return nil
}

// isJournal says whether a text is a file of answers and not a sheet.
func isJournal(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(data[:min(64, len(data))], byteOrderMark)), []byte("{"))
}
