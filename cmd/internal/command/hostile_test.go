package command

// Hostile text, of testdata/hostile, through every command that shows it. The
// numbers are those of the list of threats that each test is for. What the files
// of other programs make of it is tested in quiz/deck/exchange.

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// showing are the commands that show text of a scenario, a deck or a roster, in
// the order in which they can be run, with the exit code of each.
var showing = []struct {
	code int
	args string
}{
	{0, "run scenario.yaml --html run.html --svg run.svg --journal run.jsonl --events events.jsonl --plain"},
	{0, "run scenario.yaml --plain"}, {0, "run scenario.yaml --accessible"}, {0, "run scenario.yaml --json"},
	{0, "advise scenario.yaml --kinds fail --states 2000 --runs 20 --svg trade.svg --html advice.html"}, {0, "advise scenario.yaml --kinds fail --states 2000 --runs 20 --json"},
	{0, "show scenario.yaml"}, {0, "check scenario.yaml"}, {0, "check scenario.yaml --json"}, {0, "why scenario.yaml web-2"}, {0, "why scenario.yaml web-2 --json"},
	{1, "diff scenario.yaml --set expect=[] --fail 1@ValidateService"}, {0, "watch scenario.yaml"}, {0, "watch scenario.yaml --json"},
	{0, "sweep scenario.yaml --seeds 3"}, {0, "sweep scenario.yaml --seeds 3 --json"}, {0, "sweep scenario.yaml --seeds 3 --grid title==A,+B --csv"},
	{0, "ask scenario.yaml"}, {0, "predict scenario.yaml --kinds final-status --answers answers"}, {0, "predict scenario.yaml --kinds final-status --answers answers --json"},
	{0, "be-codedeploy scenario.yaml --answers steps"},
	{0, "quiz --no-save --scenario scenario.yaml --items 3 --seed 1 --kinds final-status,first-target --answers cards"},
	{0, "deck list deck.yaml"}, {0, "deck list deck.yaml --json"}, {0, "deck show deck.yaml"}, {0, "deck show deck.yaml choice --json"}, {0, "deck check deck.yaml"},
	{0, "deck export deck.yaml --to anki --output deck.txt"}, {0, "deck export deck.yaml --to csv --output deck.csv"},
	{0, "deck export deck.yaml --to gift --output deck.gift"}, {0, "deck export deck.yaml --to moodle --output deck.xml"},
	{0, "deck export deck.yaml --to qti --output deck.zip"}, {0, "deck export deck.yaml --to html --output deck.html"},
	{0, "deck import deck.csv --output again.yaml"}, {0, "deck import deck.gift --json"},
	{0, "study --home home --deck deck.yaml --now 2026-03-01T18:00:00Z --answers cards"}, {0, "study --no-save --deck deck.yaml --answers cards --json"},
	{0, "progress --home home --csv"}, {0, "progress --home home"}, {0, "progress --home home --json"}, {0, "progress --home home --export all.json"},
	{0, "class new lab --roster roster.csv --seed x"}, {0, "class assign lab w --items 1 --kinds final-status --scenarios hostile.yaml"},
	{0, "class take lab/w/sheets/anna.yaml --output anna.jsonl --answers answers"}, {0, "class collect lab anna.jsonl"},
	{0, "class grade lab w"}, {0, "class report lab w"}, {0, "class report lab w --csv"}, {0, "class report lab w --json"},
}

// printed is what a command printed, or a file that one wrote.
type printed struct{ name, text string }

// shownEverywhere runs all of them, and returns what they printed and wrote.
func shownEverywhere(t *testing.T) (all []printed) {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("testdata", "hostile"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS(".", os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, c := range showing {
		if strings.HasPrefix(c.args, "class assign") {
			if err := os.Link("scenario.yaml", "lab/scenarios/hostile.yaml"); err != nil {
				t.Fatal(err)
			}
		}
		streams, out, messages := term.Test()
		if code := Main(strings.Fields(c.args), streams); code != c.code {
			t.Errorf("%s: exit code %d\n%s", c.args, code, messages)
		}
		all = append(all, printed{c.args, out.String()}, printed{c.args + " (messages)", messages.String()})
	}
	return append(all, written(t)...)
}

// written are the files that the commands wrote, but for the database and the
// archive.
func written(t *testing.T) (all []printed) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		given := slices.Contains([]string{"scenario.yaml", "deck.yaml", "roster.csv", "answers", "cards", "steps", "deck.zip", "lab/scenarios/hostile.yaml", "lab/roster.csv"}, path)
		if err != nil || entry.IsDir() || given || strings.HasPrefix(path, "home") {
			return err
		}
		text, err := os.ReadFile(path)
		all = append(all, printed{path, string(text)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// No text does anything, wherever it is shown.
func TestHostileText(t *testing.T) {
	t.Setenv("HOME", "/evaluated")
	all := shownEverywhere(t)
	for _, threat := range []struct {
		name  string
		about func(name string) bool
		fault func(text string) string
	}{
		{"R10 no text is markup of a page", ends(".html", ".svg"), markup},
		{"R11 no cell begins a formula", ends("deck.csv", "gradebook.csv", "--csv"), formula},
		{"R12 nothing that a terminal obeys", ends(""), obeyed},
		{"R13 a record is a line", ends("run.jsonl", "/answers.jsonl", "watch scenario.yaml --json"), badLine},
		{"R13 a document is one", isDocument, badDocument},
		{"R14 no text is a template", ends(""), evaluated},
	} {
		t.Run(threat.name, func(t *testing.T) {
			looked := 0
			for _, s := range all {
				if !threat.about(s.name) {
					continue
				}
				looked++
				if fault := threat.fault(s.text); fault != "" {
					t.Errorf("%s: %s", s.name, fault)
				}
			}
			if looked < 2 {
				t.Errorf("%d looked at", looked)
			}
		})
	}
}

// isDocument is about what is printed with --json but by watch, which prints lines.
func isDocument(name string) bool {
	return strings.HasSuffix(name, "--json") && !strings.HasPrefix(name, "watch")
}

func ends(any ...string) func(string) bool {
	return func(name string) bool {
		return slices.ContainsFunc(any, func(end string) bool { return strings.HasSuffix(name, end) })
	}
}

// markup returns an element or an attribute that no page of ours has.
func markup(text string) string {
	z := html.NewTokenizer(strings.NewReader(text))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		raw := string(z.Raw())
		token := z.Token()
		if kind == html.TextToken && strings.Contains(raw, "<script>alert") {
			return raw
		}
		if kind == html.StartTagToken && (token.Data == "b" || token.Data == "i") {
			return token.String()
		}
		for _, a := range token.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.TrimSpace(a.Val), "javascript:") {
				return token.String()
			}
		}
	}
	return ""
}

func formula(text string) string {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return err.Error()
	}
	for _, row := range rows {
		for _, cell := range row {
			if !strings.HasPrefix(cell, "'") && exchange.Inert(cell) != cell {
				return cell
			}
		}
	}
	return ""
}

func obeyed(text string) string {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.ContainsFunc(strings.ReplaceAll(line, "\t", ""), source.IsHidden) {
			return strconv.Quote(line)
		}
	}
	return ""
}

func badLine(text string) string {
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if !json.Valid([]byte(line)) {
			return line
		}
	}
	return ""
}

func badDocument(text string) string {
	d := json.NewDecoder(strings.NewReader(text))
	var first, second any
	if err := d.Decode(&first); err != nil {
		return err.Error()
	}
	if d.Decode(&second) != io.EOF {
		return "a second document"
	}
	return ""
}

// evaluated finds what a template, a shell or the environment would have put
// there.
func evaluated(text string) string {
	for _, made := range []string{"/evaluated", "uid=", "map[", "&lt;no value", "<no value", "!(EXTRA", "ZgotmplZ"} {
		if _, after, found := strings.Cut(text, made); found {
			return made + after[:min(40, len(after))]
		}
	}
	return ""
}
