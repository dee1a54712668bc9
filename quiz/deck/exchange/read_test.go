package exchange

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// read reads a text that must be readable, and returns the deck as YAML without
// its head, and the notes.
func read(t *testing.T, format, text string) (cards string, notes string) {
	t.Helper()
	f, _ := Find(format)
	d, found := f.Read(Input{Name: "f", Data: []byte(text)})
	if found.HasErrors() {
		t.Fatal(found)
	}
	_, cards, _ = strings.Cut(string(deck.Encode(d)), "cards:\n")
	return cards, found.Error()
}

// Each line of want must be in the text.
func has(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("lacks %q:\n%s", w, text)
		}
	}
}

// An export of Anki, with a GUID, HTML, an entity, a picture, a sound, a cloze
// note and tags of its own.
func TestReadAnki(t *testing.T) {
	cards, notes := read(t, "anki", "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"+
		"ab{1\tBasic\tAWS::CodeDeploy\t<b>Who</b> polls?<br>&lt;one word&gt;\t\"the \"\"agent\"\"\nof course<img src=\"\"a.png\"\">\"\tleech exam::DVA-C02/3.4\n"+
		"cd\tCloze\tAWS\tThe file is {{c1::appspec.yml::a name}} in the {{c2::root}}.[sound:a.mp3]\tKept <i>small</i>\trule::CD-9.1\n")
	has(t, cards, "topic: CodeDeploy\n", "ask: |-\n      Who polls?\n      <one word>\n", "answer: |-\n      the \"agent\"\n      of course\n", "exam: [DVA-C02/3.4]",
		"- imported from f", "kind: cloze", "ask: \"The file is {{appspec.yml}} in the {{root}}.\"", "explain: Kept small", "rules: [CD-9.1]", "id: who-polls-one-word")
	has(t, notes, "f:7:1: note: HTML was taken away; texts are plain (3 times; first here)", "pictures and sounds were left out (2 times; first here)",
		"tags that name no rule, claim, exam objective or scenario were left out", "hints of gaps were left out", "the gaps of a note became one card")
}

// Named columns in another order, another separator, control characters.
func TestReadAnkiColumns(t *testing.T) {
	cards, notes := read(t, "anki", "#separator:Semicolon\n#columns:Back;Front;Id;Mnemonic\n#deck:Mine\n#tags:claim::SC-1\na\u202e;q;X 1;m\n")
	has(t, cards, "id: x-1", "topic: Mine", "ask: q\n", "answer: a\n", "claims: [SC-1]")
	has(t, notes, "f:5:1: note: control and invisible characters were taken away", "fields other than question, answer and explanation were left out")
}

// What Anki itself takes for no note: comments between notes, and a first line
// of tags. Names of columns may stand in quotes.
func TestReadAnkiComments(t *testing.T) {
	cards, _ := read(t, "anki", "tags:claim::SC-1 rule::CD-2.8\n#separator:;\n#columns:\"Back\";\"Front\"\na;q\n# no note; at all\n\"#b\";r\n")
	has(t, cards, "claims: [SC-1]", "rules: [CD-2.8]", "ask: q\n", "answer: a\n", "ask: r\n", "answer: \"#b\"")
	if strings.Contains(cards, "no note") {
		t.Error(cards)
	}
}

func TestReadCSV(t *testing.T) {
	cards, notes := read(t, "csv", "\ufeffFront;Back;Extra;Colour\r\n\"two\nlines\";<p>a</p>;"+strings.Repeat("word ", 70)+";red\r\n\r\n=1;b;;;more\r\n")
	has(t, cards, "ask: |-\n      two\n      lines\n", "answer: a\n", "word…", "ask: \"=1\"", `id: "1"`, "topic: Imported")
	has(t, notes, "f:1:1: note: columns that a card has not were left out", "f:2:1: note: HTML was taken away", "explanations were cut after 60 words", "f:5:1: note: fields without a column were left out")
}

// The kind of a row without one is guessed from what it has.
func TestReadCSVGuessesKinds(t *testing.T) {
	cards, _ := read(t, "csv", "ask,answer,options,items,number\nq1,,\"[x] a\n[ ] b\",,\nq2,,\"[x] a\n[x] b\n[ ] c\",,\nq3,,,\"x\ny\nz\",\nq4,,,,9\na {{b}},,,,\nq5,a,,,\n")
	for _, kind := range []string{"choice", "multi", "order", "number", "cloze", "basic"} {
		has(t, cards, "kind: "+kind+"\n")
	}
}

// The kinds of question that GIFT has.
func TestReadGIFT(t *testing.T) {
	cards, notes := read(t, "gift", `// a comment
$CATEGORY: $course$/top/AWS//CI

// [id:who] [tag:rule::CD-8.1] [tag:hard]
::Who polls::[html]<p>Who polls?</p> {
  =the agent#Right
  ~%-50%the service#No\: it waits
}

Text for reading only.

Which two? {~%50%a ~%25%b ~%-100%c}

The sky is blue.{T#no, look up#yes}

Deployments are {=quick#They are. =fast} today.

The name is {=s3\\*} or so.

The end is {=*.zip}.

Who wrote it? {=me}

How many? {#9:1}

How many about? {#5..8}

How many at all? {#=%100%9:0#x =%50%8:0}

Explain. {}

Explain more. {####because}

In order? {=one -> 1 =three -> 3 =two -> 2}

Pairs? {=cat -> mouse =dog -> bone =cow -> grass}
`)
	has(t, cards, "id: who\n", "topic: AWS/CI\n", "ask: \"Who polls?\"", "{right: the agent, because: Right}", "{wrong: the service, because: \"No: it waits\"}", "rules: [CD-8.1]",
		"kind: multi", "{right: \"True\", because: \"yes\"}", "{wrong: \"False\", because: \"no, look up\"}", "explain: They are.", "{{s3*}}", "{{*.zip}}", "ask: \"Deployments are {{quick}} today.\"", "answer: me\n", "number: 9\n    within: 1\n", "number: 6.5\n    within: 1.5\n",
		"answer: because", "- one\n      - two\n      - three\n")
	has(t, notes, "f:5:1: note: HTML was taken away", "texts without answers were left out", "the weights of right options were left out", "of several right answers the first was taken (2 times", "in a typed answer * stood for any text; now it is a sign",
		"essay questions without feedback have no answer and were left out", "matching questions were left out", "tags that name no rule")
	if n := strings.Count(cards, "- id:"); n != 12 {
		t.Errorf("%d cards\n%s", n, cards)
	}
}

// Markup goes, text stays, and what is no markup stays too.
func TestClean(t *testing.T) {
	for _, c := range []struct {
		text  string
		html  bool
		want  string
		notes int
	}{
		{"a <group> of 1 < 2 & &amp;", false, "a <group> of 1 < 2 & &amp;", 0},
		{"a &lt;group&gt; &amp; b&nbsp;c", true, "a <group> & b c", 0},
		{"<div>a</div><div>b</div>", true, "a\nb", 1},
		{"a<script>alert(1)</script>b", false, "ab", 1},
		{"<style>x</style><b>&amp;</b>", false, "&amp;", 1},
		{"&lt;b&gt;bold&lt;/b&gt;", true, "‹b›bold‹/b›", 1},
		{"a\u200bb\x1b[2Jc", false, "ab[2Jc", 1},
		{"a\r\n\r\n\r\nb\tc ", false, "a\n\nb c", 0},
		{"<script>", false, "", 1},
		{"<img src=x onerror=alert(1)>x", false, "x", 2},
	} {
		got, took := clean(c.text, c.html)
		if got != c.want || len(took) != c.notes || deck.Tag(got) != "" {
			t.Errorf("%q: got %q, %v", c.text, got, took)
		}
	}
}
