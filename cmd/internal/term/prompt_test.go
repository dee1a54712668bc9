package term

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

var options = []string{"OneAtATime", "HalfAtATime", "AllAtOnce"}

func noSpace(s string) error {
	if strings.Contains(s, " ") {
		return errors.New("a name has no spaces; use a dash")
	}
	return nil
}

// typed returns an IO whose input is text, and its messages.
func typed(text string) (t *IO, messages func() string) {
	t, _, err := Test()
	t.In = strings.NewReader(text)
	return t, err.String
}

func TestLineSelect(t *testing.T) {
	cases := []struct {
		typed string
		def   int
		want  int
	}{
		{"2\n", -1, 1},
		{" 3 \r\n", -1, 2},
		{"HalfAtATime\n", -1, 1},
		{"\n", 2, 2},
		{"\n0\n4\n-1\nall\n1\n", -1, 0}, // asked again until it makes sense
		{"3", 0, 2},                     // the last line may lack its end
	}
	for _, c := range cases {
		io, _ := typed(c.typed)
		got, err := io.Prompter().Select("Which?", options, c.def)
		if err != nil || got != c.want {
			t.Errorf("typed %q: %d, %v, want %d", c.typed, got, err, c.want)
		}
	}
}

// What comes from elsewhere than a terminal is shown as if it had been typed.
func TestLineQuestionsAreWordsOnErr(t *testing.T) {
	io, messages := typed("9\n\nweb 1\nweb-1\nmaybe\ny\n")
	p := io.Prompter()
	_, _ = p.Select("Which\x1b[2J?", options[:2], 0)
	_, _ = p.Input("Name", "db", noSpace)
	_, _ = p.Confirm("Sure?", false)
	same(t, messages(), strings.ReplaceAll(`
Which\x1b[2J?
  1. OneAtATime
  2. HalfAtATime
Number from 1 to 2, default 1: 9
"9" is not one of the options; type a number from 1 to 2
Number from 1 to 2, default 1: <Enter>
Name, default db: web 1
a name has no spaces; use a dash
Name, default db: web-1
Sure? Yes or no, default no: maybe
"maybe" is neither yes nor no; type y or n
Sure? Yes or no, default no: y
`, "<Enter>", ""))
}

// The reader reads ahead; a second prompter must not lose what it has read.
func TestPromptersShareTheInput(t *testing.T) {
	io, _ := typed("one\ntwo\nno\n")
	first, _ := io.Prompter().Input("First", "", nil)
	second, _ := io.Prompter().Input("Second", "", nil)
	yes, err := io.Prompter().Confirm("Third?", true)
	if first != "one" || second != "two" || yes || err != nil {
		t.Errorf("got %q, %q, %v, %v", first, second, yes, err)
	}
}

func TestLineEnds(t *testing.T) {
	for _, text := range []string{"", "nonsense\n", strings.Repeat("x", 2*answerMax)} {
		io, _ := typed(text)
		_, err := io.Prompter().Select("Which?", options, -1)
		if !errors.Is(err, ErrInputNeeded) {
			t.Errorf("%d bytes typed: %v, want ErrInputNeeded", len(text), err)
		}
	}
}

func TestNoInputNeverAsks(t *testing.T) {
	io, messages := typed("1\nx\ny\n")
	io.NoInput = true
	p := io.Prompter()
	_, one := p.Select("Which?", options, 0)
	_, two := p.Input("Name", "web", nil)
	_, three := p.Confirm("Sure?", true)
	_, four := p.Key("Sure?", "123")
	for _, err := range []error{one, two, three, four} {
		if !errors.Is(err, ErrInputNeeded) || !strings.Contains(err.Error(), "--no-input") {
			t.Errorf("got %v, want ErrInputNeeded that names --no-input", err)
		}
	}
	if messages() != "" {
		t.Errorf("asked %q", messages())
	}
}

func TestScriptAnswersInOrder(t *testing.T) {
	io, _, _ := Test("2", "", "web-9", "yes", "")
	p := io.Prompter()
	half, _ := p.Select("Which?", options, -1)
	all, _ := p.Select("Which?", options, 2)
	name, _ := p.Input("Name", "web", noSpace)
	yes, _ := p.Confirm("Sure?", false)
	no, err := p.Confirm("Really?", false)
	if half != 1 || all != 2 || name != "web-9" || !yes || no || err != nil {
		t.Errorf("got %d, %d, %q, %v, %v, %v", half, all, name, yes, no, err)
	}
	if _, err := p.Confirm("More?", true); !errors.Is(err, ErrInputNeeded) {
		t.Errorf("after the last answer: %v, want ErrInputNeeded", err)
	}
}

func TestScriptDoesNotForgive(t *testing.T) {
	if _, err := Script("7").Select("Which?", options, 0); err == nil {
		t.Error("7 of 3 was accepted")
	}
	if _, err := Script("a b").Input("Name", "", noSpace); err == nil {
		t.Error("an invalid name was accepted")
	}
	if _, err := Script("maybe").Confirm("Sure?", true); err == nil || errors.Is(err, ErrInputNeeded) {
		t.Errorf("maybe: %v, want an error of its own", err)
	}
}

// Survey is only for terminals that can be redrawn; all else is asked in lines.
func TestWhoAsks(t *testing.T) {
	cases := []struct {
		why    string
		mend   func(*IO)
		survey bool
	}{
		{"two terminals", func(*IO) {}, true},
		{"In is a pipe", func(t *IO) { t.inTTY = false }, false},
		{"Out is a pipe", func(t *IO) { t.outTTY = false }, false},
		{"--accessible", func(t *IO) { t.Accessible = true }, false},
		{"--plain", func(t *IO) { t.Plain = true }, false},
		{"TERM=dumb", func(t *IO) { t.dumb = true }, false},
		{"In is no file", func(t *IO) { t.In = io.MultiReader() }, false},
	}
	for _, c := range cases {
		terminal := &IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, inTTY: true, outTTY: true}
		c.mend(terminal)
		if _, survey := terminal.Prompter().(surveyor); survey != c.survey {
			t.Errorf("%s: survey asks is %v, want %v", c.why, survey, c.survey)
		}
	}
}
