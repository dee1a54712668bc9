package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

var update = flag.Bool("update", false, "write testdata/golden anew")

// everyKind is a deck with a card of every kind.
func everyKind(t testing.TB) *deck.Deck {
	t.Helper()
	text, err := os.ReadFile("testdata/every-kind.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, found := deck.Decode("every-kind.yaml", text)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return d
}

// compare holds what was printed against a file of testdata/golden.
func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("differs from %s; look at it and run with -update (%v)\n%s", path, err, got)
	}
}

// legible returns what a file looks like to a person: an archive with its
// files one after another.
func legible(t *testing.T, f Format, text []byte) []byte {
	t.Helper()
	if !f.Binary {
		return text
	}
	archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, file := range archive.File {
		fmt.Fprintf(&b, "==== %s %s\n", file.Name, file.Modified.UTC().Format("2006-01-02 15:04:05"))
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// Every format is written as the golden files show, the same bytes each time,
// with the same words about what it could not hold.
func TestWriters(t *testing.T) {
	for _, f := range Formats {
		text, losses := f.Write(everyKind(t))
		compare(t, f.Name+f.Ends[0]+".golden", legible(t, f, text))
		compare(t, f.Name+".losses", []byte(strings.Join(losses, "\n")+"\n"))
		if again, _ := f.Write(everyKind(t)); !bytes.Equal(again, text) {
			t.Errorf("%s: other bytes the second time", f.Name)
		}
	}
}

// Readers make of what the writers wrote what the golden files show.
func TestReadersOfOurOwn(t *testing.T) {
	for _, f := range Formats {
		if f.Read == nil {
			continue
		}
		text, _ := f.Write(everyKind(t))
		d, found := f.Read(Input{Name: "every-kind" + f.Ends[0], Data: text})
		if found.HasErrors() {
			t.Errorf("%s: %v", f.Name, found)
			continue
		}
		compare(t, f.Name+".back.yaml", deck.Encode(d))
	}
}

// Moodle and QTI files are well-formed XML, whatever the bundled decks hold.
func TestXMLIsWellFormed(t *testing.T) {
	for _, name := range deck.Bundled() {
		text, _ := deck.BundledText(name)
		d, found := deck.Decode(name, text)
		if found.HasErrors() {
			t.Fatal(found)
		}
		for _, f := range []string{"moodle", "qti"} {
			format, _ := Find(f)
			made, _ := format.Write(d)
			for part := range strings.SplitSeq(string(legible(t, format, made)), "==== ") {
				if _, body, ok := strings.Cut(part, "<"); ok {
					wellFormed(t, "<"+body)
				}
			}
		}
	}
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v\n%.300s", err, text)
		}
	}
}

// Signs that would end an embedded answer of Moodle become entities; others,
// such as the slashes of a path, stay.
func TestMoodleGaps(t *testing.T) {
	for ask, want := range map[string]string{
		`{a} "b" {{.cache/pip "x" \ # ~ & <y>}}.`: `&#123;a&#125; &#34;b&#34; {1:SHORTANSWER:=.cache/pip "x" &#92; &#35; &#126; &#38; &lt;y&gt;}.`,
		"no end after {{R&}}":                     "no end after {1:SHORTANSWER:=R&#38;}",
		"any text for {{s3:*}}":                   "any text for {1:SHORTANSWER:=s3:&#92;*}",
	} {
		if got := moodleGaps(&deck.Card{Kind: deck.Cloze, Ask: ask}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// A category is a path from the context of the course down, in which the slashes
// of a name are not those between names, and a name is no context.
func TestCategories(t *testing.T) {
	for _, c := range [][3]string{
		{"Blue/green", "T", "$course$/top/Blue//green/T"},
		{"/a/", "b//", "$course$/top/ //a// /b//// "},
		{"$system$", "top", "$course$/top/$system$/top"},
		{`C:\new`, "a", `$course$/top/C:\new/a`},
	} {
		if got := category(c[0], c[1]); got != c[2] {
			t.Errorf("got %q, want %q", got, c[2])
		}
		d := &deck.Deck{ID: "x", Title: c[0], Language: "en", Cards: []deck.Card{{ID: "a", Kind: deck.Basic, Topic: c[1], Ask: "q", Answer: "a", Rules: []string{"CD-2.8"}}}}
		text, _ := WriteGIFT(d)
		back, found := ReadGIFT(Input{Name: "f", Data: text})
		if found.HasErrors() || back.Title != c[0] || back.Cards[0].Topic != c[1] {
			t.Errorf("%s came back as %+v, %v", text, back, found)
		}
	}
}

// What Canvas would take for more or less than text.
func TestQTIForCanvas(t *testing.T) {
	for _, c := range []struct {
		name string
		card deck.Card
		want string
	}{
		{"a blank of the text's own", deck.Card{Kind: deck.Cloze, Ask: "[gap2] {{a}} {{b}}"}, ">[gap2] [agap1] [agap2]<"},
		{"entities of feedback", deck.Card{Kind: deck.Cloze, Ask: "q {{a}}", Explain: "1 < 2"}, "&lt;span class=&#34;text&#34;&gt;1 &amp;lt; 2&lt;/span&gt;"},
		{"lines of feedback", deck.Card{Kind: deck.Cloze, Ask: "q {{a}}", Explain: "1 < 2\n3"}, ">1 &amp;lt; 2&lt;br&gt;3<"},
		{"an item to put in order", deck.Card{Kind: deck.Order, Items: []string{"<a>", "b", "c"}}, "&lt;span class=&#34;text&#34;&gt;&amp;lt;a&amp;gt;&lt;/span&gt;"},
		{"a number alone", deck.Card{Kind: deck.Number, Number: "9"}, "<varequal respident=\"response1\">9</varequal>"},
	} {
		if got := string(document(qtiCard(&c.card))); !strings.Contains(got, c.want) {
			t.Errorf("%s: lacks %s\n%s", c.name, c.want, got)
		}
	}
}
