package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

const evil = `"><script>alert(1)</script>&amp;]]>'`

// hostile is a deck of texts that want to be more than text. Decode would
// refuse the tags; the writers must not rely on that.
func hostile(title string) *deck.Deck {
	d := &deck.Deck{ID: "x", Title: title, Language: "en"}
	for _, kind := range deck.Kinds {
		c := deck.Card{ID: string(kind), Kind: kind, Topic: title, Ask: evil, Explain: evil, Was: evil, Right: evil, Why: evil, Sources: []string{evil}}
		switch kind {
		case deck.Basic:
			c.Answer = evil
		case deck.Cloze:
			c.Ask = evil + "{{" + evil + "}} {{}"
		case deck.Choice, deck.Multi:
			c.Options = []deck.Option{{Text: evil, Right: true, Because: evil}, {Text: "a"}}
		case deck.Order:
			c.Items = []string{evil, "b", "c"}
		case deck.Number:
			c.Number, c.Unit = "1", evil
		}
		d.Cards = append(d.Cards, c)
	}
	return d
}

// What a typed answer is compared with is no HTML in QTI, and titles are none in
// Anki, Moodle and QTI, which escape them when they show them.
var noHTML = regexp.MustCompile(`(?m:^#deck:.*$)|<varequal.*</varequal>|(?s:<category>.*?</category>)|<title>.*</title>`)

// R10: no text becomes markup in a format that takes HTML: the programs that read
// it find no element but those of ours.
func TestR10TextStaysText(t *testing.T) {
	for _, c := range []struct {
		format string
		inner  bool // its HTML stands as text in XML
		ours   string
	}{
		{"html", false, "body div h1 h2 head html li meta ol section span strong style title"},
		{"anki", false, "b br"},
		{"moodle", true, "br"},
		{"qti", true, "br span"},
	} {
		f, _ := Find(c.format)
		text, _ := f.Write(hostile(evil))
		for part := range strings.SplitSeq(string(legible(t, f, text)), "==== ") {
			if c.inner {
				_, body, isFile := strings.Cut(part, "<")
				if !isFile {
					continue
				}
				part = characters(t, noHTML.ReplaceAllString("<"+body, ""))
			}
			for _, name := range elements(noHTML.ReplaceAllString(part, "")) {
				if !slices.Contains(strings.Fields(c.ours), name) {
					t.Errorf("%s: an element <%s> came through", c.format, name)
				}
			}
		}
		if !strings.Contains(string(legible(t, f, text)), "alert(1)") {
			t.Errorf("%s: the text is gone", c.format)
		}
	}
}

// characters are the texts of an XML document, which must be well-formed.
func characters(t *testing.T, document string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		token, err := d.Token()
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
			b.WriteByte('\n')
		}
		if errors.Is(err, io.EOF) || err == nil && token == nil {
			return b.String()
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, document)
		}
	}
}

// elements are those that a browser finds in a text.
func elements(text string) (names []string) {
	z := html.NewTokenizer(strings.NewReader(text))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if name, _ := z.TagName(); kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			names = append(names, string(name))
		}
	}
	return names
}

// R10: what Anki plays or typesets is neither, in whatever version, and lines stay
// lines.
func TestR10AnkiTextStaysText(t *testing.T) {
	const text = "[sound:a.mp3] [latex]x[/latex] [LaTeX]x[/LaTeX] [$]y[/$] [$$]z[/$$] \\(a\\) \\[b\\] [anki:play] [x]\n1 < 2 & \"3\""
	d := &deck.Deck{ID: "x", Title: "X", Language: "en", Cards: []deck.Card{{ID: "a", Kind: deck.Basic, Topic: "T", Ask: text, Answer: text, Rules: []string{"CD-2.8"}}}}
	made, _ := WriteAnki(d)
	for _, mark := range []string{"[sound:", "[latex]", "[/latex]", "[LaTeX]", "[/LaTeX]", "[$]", "[$$]", `\(`, `\[`, "[anki:", "\n1", " < "} {
		if strings.Contains(string(made), mark) {
			t.Errorf("%q came through:\n%s", mark, made)
		}
	}
	back, found := ReadAnki(Input{Name: "x.txt", Data: made})
	if found.HasErrors() || back.Cards[0].Ask != text || back.Cards[0].Answer != text {
		t.Errorf("%s came back as %+v, %v", made, back, found)
	}
}

// R10: a GIFT file says that its texts are plain, and no sign of theirs counts.
func TestR10GIFTTextStaysText(t *testing.T) {
	d := &deck.Deck{ID: "x", Title: "X", Language: "en", Cards: []deck.Card{{
		ID: "a", Kind: deck.Choice, Topic: "T", Ask: "::x:: {=a ~b} # \\ // $CATEGORY: y", Rules: []string{"CD-2.8"},
		Options: []deck.Option{{Text: "=a}#x", Right: true, Because: "####"}, {Text: "%50%b", Because: "[html]x"}, {Text: "[html]~%50%b"}}}}}
	text, _ := WriteGIFT(d)
	back, found := ReadGIFT(Input{Name: "x.gift", Data: text})
	if found.HasErrors() {
		t.Fatal(found)
	}
	if got, want := back.Cards[0], d.Cards[0]; got.Ask != want.Ask || !slices.Equal(got.Options, want.Options) {
		t.Errorf("%s\n%+v", text, got)
	}
}

// R11: no field of a table begins like a formula, and reading the table back gives
// the texts as they were.
func TestR11NoFormulas(t *testing.T) {
	texts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''", "'", "plain"}
	d := &deck.Deck{ID: "x", Title: "x", Language: "en"}
	for i, text := range texts {
		d.Cards = append(d.Cards, deck.Card{ID: fmt.Sprintf("c-%d", i), Kind: deck.Basic, Topic: text, Ask: text, Answer: text, Rules: []string{"CD-2.8"}})
	}
	text, _ := WriteCSV(d)
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, field := range row {
			if field != "" && strings.Contains(formulas, field[:1]) {
				t.Errorf("%q", field)
			}
		}
	}
	back, found := ReadCSV(Input{Name: "x.csv", Data: text})
	if found.HasErrors() {
		t.Fatal(found)
	}
	for i, text := range texts {
		if c := back.Cards[i]; c.Ask != text || c.Answer != text || c.Topic != text {
			t.Errorf("%q came back as %+v", text, c)
		}
	}
	for _, field := range []string{"\tx", "\rx"} {
		if Inert(field) != guard+field {
			t.Errorf("%q is not guarded", field)
		}
	}
}

// What can not be read is told in one line with its place.
func TestRefused(t *testing.T) {
	var wide []byte
	for _, unit := range utf16.Encode([]rune("question,answer\nq,a\n")) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	for _, c := range []struct{ name, text, want string }{
		{"csv", "\xff\xfe" + string(wide), "f: is UTF-16; save it as UTF-8"},
		{"csv", string(wide), "f: is UTF-16; save it as UTF-8"},
		{"csv", "question\ncaf\xe9\n", "f:2:4: the byte 0xe9 is not UTF-8; save the file as UTF-8"},
		{"csv", "question\na\x00\n", "f:2:2: a zero byte; this must be a text file"},
		{"csv", "\ufeff \n", "f: is empty"},
		{"csv", strings.Repeat("a", deck.MaxBytes+1), "f: is longer than 16777216 bytes; split it"},
		{"csv", "question,answer\n", "f: there are no cards in it"},
		{"csv", "quest,answer\nq,a\n", "f:1:1: no column is called question, front or ask; write in the first row: question,answer"},
		{"csv", "question,front\nq,a\n", "f:1:1: two columns for ask; keep one of them"},
		{"csv", "question,answer\nq,\"a\nb,c\n", `f:2:1: a quoted field does not end, or something stands behind its end; write "" for a quote in it; or the file is cut off`},
		{"csv", "question,answer\nq,a \"b\" c\n", `f:2:5: a quote in a field without quotes; put the field in quotes and write "" for a quote in it`},
		{"csv", "id,question,answer\na,q,a\na,r,b\n", "f:3:1: id: the card \"a\" is in line 2 already; give it another id; learners' progress hangs on ids"},
		{"csv", "question,answer,rules\nq,a,CD-99.1\n", "f:2:1: rules: no rule \"CD-99.1\"; `rehearse rules` lists those of CodeDeploy"},
		{"csv", "question,options\nq,a\n", "f:2:1: options: \"a\" is not marked; begin it with [x] if it is right and with [ ] if it is wrong"},
		{"csv", "question,answer\n" + strings.Repeat("q,a\n", 100_000), "f:10002:1: more than 10000 cards; split the file"},
		{"anki", "#separator:word\nq\ta\n", `f:1:1: #separator: no separator "word"; write comma, semicolon, tab, space, pipe, colon or the character`},
		{"anki", "#separator:#\nq\ta\n", `f:1:1: #separator: no separator "#"`},
		{"anki", "#tags column:x\nq\ta\n", `f:1:1: #tags column: "x" is no column; write the number of a column from 1`},
		{"anki", "#html:false\nq\t\"a\n", `f:2:6: a quoted field does not end`},
		{"anki", "#html:false\nq\n", `f:2:1: cards: the key "answer" is missing; add answer: …`},
		{"gift", "::t:: q {=a ~b\n", "f:1:1: answers that do not end; end it with }; the file may be cut off"},
		{"gift", "::t q {=a}\n", "f:1:1: a title that does not end; end it with ::"},
		{"gift", "q {=a} and {=b}\n", "f:1:1: a second { in one question"},
		{"gift", "\n\nq {~a ~b}\n", "f:3:1: options: none is right; mark it with right: instead of wrong:"},
		{"gift", "q {#about 9}\n", `f:1:1: the number "about 9" can not be read; write {#9}, {#9:1} or {#5..7} in plain digits`},
		{"gift", "q {~%x%a ~b}\n", "f:1:1: a weight that is no number"},
		{"gift", "{=a ~b}\n", "f:1:1: a question without text; write it before the {"},
		{"gift", "q {word}\n", "f:1:1: answers without a sign; begin each with = or ~"},
	} {
		f, _ := Find(c.name)
		d, found := f.Read(Input{Name: "f", Data: []byte(c.text)})
		if d != nil || !strings.HasPrefix(found.Error(), c.want) || strings.Count(found.Error(), "\n") > 0 {
			t.Errorf("%s %.60q: got %.300s", c.name, c.text, found.Error())
		}
	}
}

// Lines end as they do on any machine, and a byte order mark is no text.
func TestEndsOfLines(t *testing.T) {
	for name, text := range map[string]string{
		"csv": "question,answer\nq,a\nr,b\n", "anki": "#separator:tab\nq\ta\nr\tb\n", "gift": "// c\n::q::q? {=a}\n\nr? {=b}\n",
	} {
		f, _ := Find(name)
		want, found := f.Read(Input{Name: "f", Data: []byte(text)})
		if found.HasErrors() || len(want.Cards) != 2 {
			t.Fatal(name, found)
		}
		for _, end := range []string{"\r\n", "\r"} {
			got, found := f.Read(Input{Name: "f", Data: []byte("\ufeff" + strings.ReplaceAll(text, "\n", end))})
			if diff := cmp.Diff(want, got); found.HasErrors() || diff != "" {
				t.Errorf("%s with %q: %v\n%s", name, end, found, diff)
			}
		}
	}
}

// Nothing takes longer than its length explains: many equal questions, many
// comments, many tags.
func TestReadersStaySwift(t *testing.T) {
	for name, text := range map[string]string{
		"csv":  "question,answer\n" + strings.Repeat("the same,a\n", deck.MaxCards),
		"gift": strings.Repeat("// comment [tag:x]\n", 400_000) + "q {=a ~b}\n",
		"anki": "#deck:D\n" + strings.Repeat("<b>q</b>\ta\n", deck.MaxCards),
	} {
		begin := time.Now()
		f, _ := Find(name)
		if _, found := f.Read(Input{Name: "f", Data: []byte(text)}); found.HasErrors() {
			t.Errorf("%s: %.300s", name, found.Error())
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}
