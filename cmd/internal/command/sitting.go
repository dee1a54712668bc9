package command

// The loop in which a person is asked: by predict, quiz, study and whatever
// else puts questions.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// sitting is a person who is asked one question after another.
type sitting struct {
	*factory
	prompter  term.Prompter
	label     string // before what is typed
	quiet     bool   // the answers come from a file: nobody reads the questions
	hints     bool   // ? gives a hint
	certainty bool   // it is asked how sure an answer is
	words     []word // what may be said instead of an answer
	brief     bool   // what these do is said once
	helped    bool   // it was said
	clock     func() time.Time
}

// word is said instead of an answer.
type word struct {
	key  string // such as q
	does string // such as "leaves"
}

var (
	wordLeave  = word{"q", "leaves"}
	wordUndo   = word{"u", "takes the last answer back"}
	wordGiveUp = word{"-", "gives up"}
)

// posed is what can be put to somebody: a pose.Question, or what is left of one
// on a sheet.
type posed interface {
	Told() []string
	Ask() string
	Listed() []string
	With() string
	Hidden() string
	Hint(n int) []string
	Read(text string) (question.Answer, error)
}

// reply is what somebody said to a question: an answer, or a word instead.
type reply struct {
	question.Answer
	word      string // empty if it is an answer
	hints     int
	certainty measure.Certainty
	took      time.Duration
}

// errLeft says that somebody left with q.
var errLeft = errors.New("left")

// newSitting asks whoever sits here, or a file of answers if one is named.
func (f *factory) newSitting(answers string) (*sitting, error) {
	s := &sitting{factory: f, label: "Your answer", hints: true, words: []word{wordLeave}, clock: time.Now}
	if answers == "" {
		s.prompter = f.io.Prompter()
		return s, nil
	}
	text, err := os.ReadFile(answers)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound("no file " + source.Escape(answers))
	}
	if err != nil {
		return nil, unreadable(answers, err)
	}
	s.prompter, s.quiet = term.Script(answerLines(text)...), true
	return s, nil
}

// answerLines are the lines of a file of answers, without comments.
func answerLines(text []byte) (answers []string) {
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			answers = append(answers, line)
		}
	}
	return answers
}

// ask puts a question until it is answered, or one of the words is said. place
// is where it stands, such as "1 of 5".
func (s *sitting) ask(q posed, place string) (r reply, err error) {
	begun := s.clock()
	if !s.quiet {
		s.pose(q, place)
	}
	if r, err = s.answer(q); err != nil || r.word != "" {
		return r, err
	}
	r.took = max(0, s.clock().Sub(begun))
	if s.certainty {
		r.certainty, err = s.howSure()
	}
	return r, err
}

// answer takes an answer or a word; hints may come first.
func (s *sitting) answer(q posed) (r reply, err error) {
	if q.Hidden() != "" && !s.quiet {
		if r, err = s.reveal(q); err != nil || r.word != "" {
			return r, err
		}
	}
	for {
		text, err := s.prompter.Input(s.label, "", func(text string) error {
			if s.isWord(text) {
				return nil
			}
			_, err := q.Read(text)
			return err
		})
		switch {
		case err != nil:
			return r, err
		case text == "?" && s.hints:
			r.hints++
			s.hint(q, r.hints)
		case s.isWord(text):
			r.word = text
			return r, nil
		default:
			r.Answer, err = q.Read(text)
			return r, err
		}
	}
}

// reveal shows a hidden answer once somebody wants to see it.
func (s *sitting) reveal(q posed) (r reply, err error) {
	for {
		text, err := s.prompter.Input("Enter shows the answer", "", nil)
		switch {
		case err != nil:
			return r, err
		case text == "?" && s.hints:
			r.hints++
			s.hint(q, r.hints)
			continue
		case s.isWord(text):
			r.word = text
			return r, nil
		}
		s.wrapped("  ", q.Hidden())
		s.io.Sayf("Did you know it?\n")
		return r, nil
	}
}

// isWord says whether a text is said instead of an answer.
func (s *sitting) isWord(text string) bool {
	return text == "?" && s.hints || slices.ContainsFunc(s.words, func(w word) bool { return w.key == text })
}

// howSure asks for the certainty of an answer, in one key.
func (s *sitting) howSure() (measure.Certainty, error) {
	key, err := s.prompter.Key("How sure are you? 1 below 67 %, 2 up to 80 %, 3 above", "123")
	if err != nil || key == 0 {
		return measure.NotAsked, err
	}
	return measure.Levels[key-'1'], nil
}

// hint shows a hint, or that there is none left.
func (s *sitting) hint(q posed, n int) {
	lines := q.Hint(n)
	if lines == nil {
		s.io.Sayf("There is no further hint.\n")
	}
	for _, line := range lines {
		s.wrapped("  ", line)
	}
}

// pose shows what is known, what is asked, and what can be said.
func (s *sitting) pose(q posed, place string) {
	s.io.Sayf("\n%s\n", term.Bold.Text(place))
	for _, fact := range q.Told() {
		s.wrapped("  ", fact)
	}
	s.wrapped("", q.Ask())
	for i, line := range q.Listed() {
		s.hanging(fmt.Sprintf("  %d. ", i+1), line)
	}
	with := "Answer with " + q.With()
	if q.Hidden() != "" {
		with = "Think of the answer"
	}
	s.wrapped("", with+s.help()+".")
	s.helped = true
}

// help says what can be said instead of an answer; briefly if it was said
// before.
func (s *sitting) help() string {
	words := s.words
	if s.hints {
		words = append([]word{{"?", "gives a hint"}}, words...)
	}
	var keys, all []string
	for _, w := range words {
		keys, all = append(keys, w.key), append(all, w.key+" "+w.does)
	}
	switch {
	case len(words) == 0:
		return ""
	case s.helped && s.brief:
		return " (or " + strings.Join(keys, " ") + ")"
	}
	return "; " + strings.Join(all, ", ")
}

// told shows what all questions have in common.
func (s *sitting) told(facts []string) {
	s.io.Sayf("%s\n", term.Bold.Text("What you know"))
	for _, fact := range facts {
		s.wrapped("  ", fact)
	}
}

// hanging says something in lines that fit, all as far from the left as what
// stands before the first.
func (s *sitting) hanging(before, text string) {
	for _, line := range term.Wrap(text, s.io.Width-len(before)) {
		s.io.Sayf("%s%s\n", before, line)
		before = strings.Repeat(" ", len(before))
	}
}

// wrapped says something in lines that fit, as far from the left as it is.
func (f *factory) wrapped(indent, text string) {
	bare := strings.TrimLeft(text, " ")
	indent += text[:len(text)-len(bare)]
	for _, line := range term.Wrap(bare, f.io.Width-len(indent)) {
		f.io.Sayf("%s%s\n", indent, line)
	}
}
