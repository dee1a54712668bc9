package classroom

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// answersOf is a file of answers to the sheet of the first student, one for
// each word; "" is not answered.
func answersOf(tb testing.TB, c *Class, words ...string) string {
	tb.Helper()
	s, _ := ReadSheet("x", blankOf(tb, c))
	path := filepath.Join(tb.TempDir(), "in.jsonl")
	j, file, err := OpenJournal(path, s)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	for n, word := range words {
		if word == "" {
			continue
		}
		if err := j.Add(file, n+1, word, time.Unix(0, 0), 0); err != nil {
			tb.Fatal(err)
		}
	}
	return path
}

// blankOf is the sheet of the first student.
func blankOf(tb testing.TB, c *Class) []byte {
	tb.Helper()
	data, err := os.ReadFile(c.dir("week-1", sheetsFolder, "s000.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// written is that sheet with an answer to each question.
func written(tb testing.TB, c *Class, words ...string) string {
	tb.Helper()
	text := string(blankOf(tb, c))
	for _, word := range words {
		text = strings.Replace(text, `answer: ""`, fmt.Sprintf("answer: %q", word), 1)
	}
	path := filepath.Join(tb.TempDir(), "in.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// Whatever is collected in whatever order, no answer is lost, and a rule says
// which hand-in holds.
func TestWhichHandInHolds(t *testing.T) {
	type step struct {
		file string
		want string
	}
	short := func(d Collected) string {
		return fmt.Sprintf("%d same=%t kept=%t holds=%d replaced=%t differs=%v", d.Answers, d.Same, d.Kept, d.Holds, d.Replaced, d.Differs)
	}
	const (
		blank    = "0 same=false kept=true holds=%d replaced=false differs=[]"
		first    = "%d same=false kept=false holds=%d replaced=false differs=[]"
		kept     = "%d same=false kept=true holds=%d replaced=false differs=[]"
		same     = "%d same=true kept=false holds=%d replaced=false differs=[]"
		replaced = "%d same=false kept=false holds=%d replaced=true differs=%v"
	)
	c := classOf(t, 1)
	assigned(t, c, &Assignment{Name: "week-1", Items: 3, Scenarios: []string{"rollback"}})
	begun, whole, other, sheet, empty := answersOf(t, c, "a"), answersOf(t, c, "a", "b", "c"), answersOf(t, c, "a", "x"), written(t, c, "a", "b", "c"), written(t, c)
	for _, story := range []struct {
		why   string
		steps []step
		holds map[int]string
	}{
		{"a blank sheet never replaces answers", []step{{whole, fmt.Sprintf(first, 3, 3)}, {empty, fmt.Sprintf(blank, 3)}}, map[int]string{1: "a", 2: "b", 3: "c"}},
		{"nor is it an answer", []step{{empty, fmt.Sprintf(blank, 0)}}, nil},
		{"what goes on replaces what it goes on from", []step{{begun, fmt.Sprintf(first, 1, 1)}, {whole, fmt.Sprintf(replaced, 3, 3, []int{})}}, map[int]string{1: "a", 2: "b", 3: "c"}},
		{"in whatever order they come", []step{{whole, fmt.Sprintf(first, 3, 3)}, {begun, fmt.Sprintf(kept, 1, 3)}}, map[int]string{1: "a", 2: "b", 3: "c"}},
		{"of others the last one holds, and what differs is said", []step{{whole, fmt.Sprintf(first, 3, 3)}, {other, fmt.Sprintf(replaced, 2, 2, []int{2, 3})}}, map[int]string{1: "a", 2: "x"}},
		{"and to collect both again changes nothing", []step{{sheet, fmt.Sprintf(first, 3, 3)}, {other, fmt.Sprintf(replaced, 2, 2, []int{2, 3})},
			{sheet, fmt.Sprintf(kept, 3, 2)}, {other, fmt.Sprintf(same, 2, 2)}}, map[int]string{1: "a", 2: "x"}},
		{"the same answers in another form are the same", []step{{whole, fmt.Sprintf(first, 3, 3)}, {sheet, fmt.Sprintf(same, 3, 3)}}, map[int]string{1: "a", 2: "b", 3: "c"}},
	} {
		if err := os.RemoveAll(c.dir("week-1", answersFolder)); err != nil {
			t.Fatal(err)
		}
		for i, s := range story.steps {
			done, err := c.Collector().Collect(s.file)
			if got := short(done); err != nil || got != s.want {
				t.Errorf("%s: step %d: %s, %v\nwant %s", story.why, i+1, got, err, s.want)
			}
			if (done.Earlier != "") != done.Replaced {
				t.Errorf("%s: step %d: the one before is in %q", story.why, i+1, done.Earlier)
			}
		}
		data, _, err := present(c.dir("week-1", answersFolder), "s000")
		if err != nil || (data == nil) != (story.holds == nil) {
			t.Fatalf("%s: %q, %v", story.why, data, err)
		}
		if data != nil {
			if h, err := readReturned("x", data); err != nil || fmt.Sprint(h.answers) != fmt.Sprint(story.holds) {
				t.Errorf("%s: %v holds, want %v", story.why, h.answers, story.holds)
			}
		}
	}
}

// Where a replacement broke off between the two names, the newer one holds; and
// where the older one can not be set aside, nothing is replaced.
func TestReplacementBrokeOff(t *testing.T) {
	c := classOf(t, 1)
	assigned(t, c, &Assignment{Name: "week-1", Items: 3, Scenarios: []string{"rollback"}})
	sheet, other := written(t, c, "a", "b", "c"), answersOf(t, c, "a", "x")
	if _, err := c.Collector().Collect(sheet); err != nil {
		t.Fatal(err)
	}
	dir := c.dir("week-1", answersFolder)
	if err := os.WriteFile(filepath.Join(dir, earlierFolder), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Collector().Collect(other); err == nil {
		t.Error("the one before could not be set aside, and was replaced")
	}
	if _, end, err := present(dir, "s000"); err != nil || end != ".yaml" {
		t.Errorf("%s, %v: what was there is not there", end, err)
	}
	os.Remove(filepath.Join(dir, earlierFolder))
	old, _ := os.ReadFile(sheet)
	for _, path := range []string{earlier(dir, "s000", 1, ".yaml"), filepath.Join(dir, "s000.yaml")} {
		os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, old, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	now, _ := os.ReadFile(other)
	if err := os.WriteFile(filepath.Join(dir, "s000.jsonl"), now, 0o600); err != nil {
		t.Fatal(err)
	}
	if data, end, err := present(dir, "s000"); err != nil || end != ".jsonl" || !slices.Equal(data, now) {
		t.Errorf("%s, %v: want the newer one", end, err)
	}
}

// What an editor does to a sheet costs no answer, and what can not be an answer
// is said with its place.
func TestEditedSheets(t *testing.T) {
	c := classOf(t, 1)
	assigned(t, c, &Assignment{Name: "week-1", Items: 3, Scenarios: []string{"rollback"}})
	good, _ := os.ReadFile(written(t, c, "a", "b", "c"))
	for _, x := range []struct {
		why, text string
		want      string // the answers, or what is wrong
	}{
		{"Windows line ends", strings.ReplaceAll(string(good), "\n", "\r\n"), "map[1:a 2:b 3:c]"},
		{"a byte order mark", "\ufeff" + string(good), "map[1:a 2:b 3:c]"},
		{"no quotes", strings.ReplaceAll(string(good), `"b"`, "b"), "map[1:a 2:b 3:c]"},
		{"no quotes and nothing between them", strings.ReplaceAll(string(good), ` "b"`, ""), "map[1:a 3:c]"},
		{"a list", strings.ReplaceAll(string(good), `"b"`, "[1, 3]"), "map[1:a 2:1 3 3:c]"},
		{"a mapping", strings.ReplaceAll(string(good), `"b"`, "{1: 3}"), "this is no answer; write it between the quotes"},
		{"other numbers", strings.ReplaceAll(string(good), "question: 3", "question: 9"), "map[1:a 2:b 9:c] question 9 is not on the sheet, which has 3; its answer does not count"},
		{"a number twice", strings.ReplaceAll(string(good), "question: 3", "question: 2"), "question 2 is there twice"},
		{"another student", strings.ReplaceAll(string(good), "student: s000", "student: ../../s000"), "who has no sheet"},
	} {
		os.RemoveAll(c.dir("week-1", answersFolder))
		path := filepath.Join(t.TempDir(), "in.yaml")
		if err := os.WriteFile(path, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		done, err := c.Collector().Collect(path)
		got := fmt.Sprint(err)
		if err == nil {
			data, _, _ := present(c.dir("week-1", answersFolder), "s000")
			h, _ := readReturned("x", data)
			got = strings.TrimSpace(fmt.Sprint(h.answers, " ", strings.Join(done.Notes, " ")))
		}
		if !strings.Contains(got, x.want) {
			t.Errorf("%s: %s\nwant %s", x.why, got, x.want)
		}
	}
}
