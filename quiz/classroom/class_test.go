package classroom

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

func quiet(int) {}

// classOf makes a class of so many students.
func classOf(tb testing.TB, n int) *Class {
	tb.Helper()
	var roster strings.Builder
	roster.WriteString("id,name\n")
	for i := range n {
		fmt.Fprintf(&roster, "s%03d,Student %d\n", i, i)
	}
	c, err := Create(filepath.Join(tb.TempDir(), "class"), "Lab", "a seed", "roster.csv", []byte(roster.String()))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// assigned makes an assignment and returns what students are asked.
func assigned(tb testing.TB, c *Class, a *Assignment) []Variant {
	tb.Helper()
	if _, err := c.Assign(a, quiet); err != nil {
		tb.Fatal(err)
	}
	list, err := c.variants(a)
	if err != nil {
		tb.Fatal(err)
	}
	if err := c.make(list, false, quiet); err != nil {
		tb.Fatal(err)
	}
	return list
}

// typed is an answer as somebody would type it.
func typed(it *question.Item, a question.Answer) string {
	for n, o := range it.Choices {
		if o.Answer.Equal(a) {
			return fmt.Sprint(n + 1)
		}
	}
	var numbers []string
	for _, thing := range a {
		numbers = append(numbers, fmt.Sprint(slices.Index(it.Things, thing)+1))
	}
	for _, text := range []string{strings.Join(numbers, " "), strings.Join(a, " "), it.Say(a), strings.Join(a[:min(1, len(a))], "")} {
		if read, err := it.Read(text); err == nil && it.Score(read) == it.Score(a) {
			return text
		}
	}
	return it.Say(a)
}

// handIn writes the answers of a student to a file and collects it.
func handIn(tb testing.TB, c *Class, a *Assignment, v *Variant, answer func(n int, it *question.Item) string) string {
	tb.Helper()
	data, err := os.ReadFile(c.sheetPath(a, v.Student))
	if err != nil {
		tb.Fatal(err)
	}
	s, found := ReadSheet("x", data)
	if found.HasErrors() {
		tb.Fatal(found)
	}
	path := filepath.Join(tb.TempDir(), "in.jsonl")
	j, file, err := OpenJournal(path, s)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	for n, it := range v.items {
		if text := answer(n, it); text != "" {
			if err := j.Add(file, n+1, text, time.Unix(0, 0), time.Second); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if _, err := c.Collector().Collect(path); err != nil {
		tb.Fatal(err)
	}
	return path
}

// A class of 200 with 25 questions each: sheets made, answers graded and
// analysed.
func BenchmarkClass(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		c, a := classOf(b, 200), &Assignment{Name: "week-1", Items: 25}
		b.StartTimer()
		if _, err := c.Assign(a, quiet); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		list, err := c.variants(a)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.make(list, false, quiet); err != nil {
			b.Fatal(err)
		}
		draw := rand.New(rand.NewPCG(1, 2))
		for i := range list {
			handIn(b, c, a, &list[i], func(_ int, it *question.Item) string {
				if len(it.Wrong) > 0 && draw.IntN(3) == 0 {
					return typed(it, it.Wrong[0].Answer)
				}
				return typed(it, it.Key())
			})
		}
		b.StartTimer()
		g, err := c.Grade(a.Name, quiet)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Write(g); err != nil {
			b.Fatal(err)
		}
		if g.Analyse().Handed != 200 {
			b.Fatal("not all handed in")
		}
	}
}

// What students get can be made again from the class, differs from student to
// student, and tells no key.
func TestSheets(t *testing.T) {
	c, a := classOf(t, 3), &Assignment{Name: "week-1", Items: 6}
	list := assigned(t, c, a)
	var sheets []string
	for i := range list {
		data, err := os.ReadFile(c.sheetPath(a, list[i].Student))
		if err != nil {
			t.Fatal(err)
		}
		if again := string(c.sheet(a, &list[i])); again != string(data) {
			t.Errorf("the sheet of %s differs when it is made again:\n%s\n%s", list[i].Student, data, again)
		}
		if strings.Contains(string(data), list[i].Questions[0].Key) {
			t.Errorf("a key is on the sheet of %s", list[i].Student)
		}
		sheets = append(sheets, string(data))
	}
	if sheets[0] == sheets[1] || sheets[1] == sheets[2] {
		t.Error("two students have the same sheet")
	}
	if done, err := c.Assign(a, quiet); err != nil || len(done.Made) != 0 || len(done.Before) != 3 {
		t.Errorf("assigned again: %+v, %v", done, err)
	}
	if _, err := c.Assign(&Assignment{Name: "week-1", Items: 7}, quiet); !errors.Is(err, ErrExists) {
		t.Errorf("another assignment of the name: %v", err)
	}
	other := &Class{Folder: t.TempDir(), Title: c.Title, Roster: c.Roster, secret: make([]byte, secretBytes)}
	if other.seal(a, &list[0]) == c.seal(a, &list[0]) {
		t.Error("another class puts the same seal")
	}
}

// Whoever joins later gets a sheet; the others keep theirs.
func TestLateStudent(t *testing.T) {
	c, a := classOf(t, 2), &Assignment{Name: "week-1", Items: 3, Scenarios: []string{"rollback"}}
	before := assigned(t, c, a)
	c.Roster = append(c.Roster, Student{ID: "late"})
	done, err := c.Assign(a, quiet)
	after, _ := c.variants(a)
	if err != nil || !slices.Equal(done.Made, []string{"late"}) || len(after) != 3 || after[0].Questions[0] != before[0].Questions[0] {
		t.Errorf("%+v, %v, %d variants", done, err, len(after))
	}
}

// Whatever is handed in, the grade is what the engine says of the answers: none
// that was not given, and none that the file claims.
func TestGradesAreRecomputed(t *testing.T) {
	c, a := classOf(t, 2), &Assignment{Name: "week-1", Items: 5, Scenarios: []string{"rollback", "practice:17"}}
	list := assigned(t, c, a)
	rapid.Check(t, func(rt *rapid.T) {
		want := map[string]float64{}
		os.RemoveAll(c.dir(a.Name, answersFolder))
		for i := range list {
			path := handIn(t, c, a, &list[i], func(n int, it *question.Item) string {
				text := ""
				switch rapid.IntRange(0, 3).Draw(rt, "answer") {
				case 1:
					text = typed(it, it.Key())
				case 2:
					text = rapid.StringMatching(`[ -~]{1,20}`).Draw(rt, "text")
				case 3:
					if len(it.Wrong) > 0 {
						text = typed(it, it.Wrong[0].Answer)
					}
				}
				if read, err := it.Read(text); text != "" && err == nil {
					want[list[i].Student] += it.Score(read)
				}
				return text
			})
			os.Remove(path)
		}
		g, err := c.Grade(a.Name, quiet)
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range g.Students {
			if math.Abs(r.Points-want[r.Student.ID]) > 1e-9 || r.Of != a.Items || g.Voided != 0 || g.NewKeys != 0 {
				rt.Errorf("%s: %v points of %d, want %v of %d", r.Student.ID, r.Points, r.Of, want[r.Student.ID], a.Items)
			}
		}
	})
}

// A question that is not what was asked any more does not count; a key that is
// another does, and is said.
func TestChangedQuestions(t *testing.T) {
	c, a := classOf(t, 1), &Assignment{Name: "week-1", Items: 4, Scenarios: []string{"rollback"}}
	list := assigned(t, c, a)
	handIn(t, c, a, &list[0], func(_ int, it *question.Item) string { return typed(it, it.Key()) })
	g, err := c.Grade(a.Name, quiet)
	if err != nil || g.Students[0].Percent != 100 || len(g.Changed) != 0 {
		t.Fatalf("%+v, %v", g, err)
	}
	if _, err := c.Write(g); err != nil {
		t.Fatal(err)
	}
	list[0].Questions[0].Stem, list[0].Questions[1].Key = "other", "other"
	if err := c.writeVariants(a, list); err != nil {
		t.Fatal(err)
	}
	g, err = c.Grade(a.Name, quiet)
	if err != nil || g.Voided != 1 || g.NewKeys != 1 || g.Students[0].Of != 3 || g.Students[0].Marks[0].State != Voided {
		t.Fatalf("%+v, %v", g, err)
	}
	list[0].Questions[2].Kind = "no-such-kind"
	if err := c.writeVariants(a, list); err != nil {
		t.Fatal(err)
	}
	if g, err = c.Grade(a.Name, quiet); err != nil || g.Voided != 2 || !strings.Contains(g.Students[0].Fault, "not for this sheet") || len(g.Changed) != 1 {
		t.Fatalf("%+v, %v", g, err) // the seal covers which questions there are
	}
}

// What can not be taken is said, and nothing is lost.
func TestCollect(t *testing.T) {
	c, a := classOf(t, 2), &Assignment{Name: "week-1", Items: 3, Scenarios: []string{"rollback"}}
	list := assigned(t, c, a)
	path := handIn(t, c, a, &list[0], func(_ int, it *question.Item) string { return typed(it, it.Key()) })
	good, _ := os.ReadFile(path)
	lines := strings.SplitAfter(string(good), "\n")
	for _, x := range []struct{ why, text, want string }{
		{"another assignment", strings.ReplaceAll(lines[0], `"week-1"`, `"week-2"`), "which this class has not"},
		{"another student", strings.ReplaceAll(lines[0], `"s000"`, `"s001"`), "its seal is not that"},
		{"nobody", strings.ReplaceAll(lines[0], `"s000"`, `"../x"`), "who has no sheet"},
		{"a changed answer", strings.Replace(string(good), `"question":1`, `"question":2`, 1), "does not follow"},
		{"a line left out", lines[0] + lines[2], ":2: this line does not follow"},
		{"no answers", "\n", "empty"},
		{"other JSON", "{\"a\": 1}\n", ":1: this is no file of answers"},
		{"a number that is none", lines[0] + `{"question":1e9,"answer":"x","at":"","tookMs":0,"previous":""}` + "\n", ":2: this is no answer"},
		{"a sheet without questions", "sheet: 1\nassignment: week-1\nstudent: s000\nseal: x\n", "questions"},
		{"a sheet with a key twice", "sheet: 1\nsheet: 1\n", "twice"},
	} {
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Collector().Collect(bad); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %s", x.why, err, x.want)
		}
	}
	cut := filepath.Join(t.TempDir(), "cut")
	if err := os.WriteFile(cut, good[:len(good)-5], 0o600); err != nil {
		t.Fatal(err)
	}
	done, err := c.Collector().Collect(cut)
	if err != nil || !done.Kept || done.Answers != 2 || done.Holds != 3 || len(done.Notes) != 1 {
		t.Errorf("cut off: %+v, %v", done, err)
	}
}

// What editors, mail and a full disk do to a file of answers costs no answer,
// and it goes on from there.
func TestJournalSurvives(t *testing.T) {
	s := &Sheet{Head: Head{"week-1", "anna", "seal"}}
	path := filepath.Join(t.TempDir(), "a.jsonl")
	add := func(n int) {
		t.Helper()
		j, file, err := OpenJournal(path, s)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := j.Add(file, n, fmt.Sprint("answer ", n), time.Unix(0, 0), 0); err != nil {
			t.Fatal(err)
		}
	}
	add(1)
	add(2)
	whole, _ := os.ReadFile(path)
	head, _, _ := strings.Cut(string(whole), "\n")
	for _, x := range []struct {
		why, text string
		want      int
	}{
		{"Windows line ends", strings.ReplaceAll(string(whole), "\n", "\r\n"), 2},
		{"a byte order mark", "\ufeff" + string(whole), 2},
		{"both", "\ufeff" + strings.ReplaceAll(string(whole), "\n", "\r\n"), 2},
		{"no end of the last line", strings.TrimSuffix(string(whole), "\n"), 2},
		{"empty lines", strings.ReplaceAll(string(whole), "\n", "\n\n"), 2},
		{"cut off", string(whole[:len(whole)-9]), 1},
		{"cut off in its first line", head[:20], 0},
		{"its first line without an end", head, 0},
	} {
		if err := os.WriteFile(path, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if !isJournal([]byte(x.text)) {
			t.Errorf("%s: it is taken for a sheet", x.why)
		}
		if j, err := ReadJournal(path, []byte(x.text)); x.want > 0 && (err != nil || len(j.Answers()) != x.want) {
			t.Errorf("%s: %+v, %v", x.why, j, err)
		}
		add(3)
		data, _ := os.ReadFile(path)
		if j, err := ReadJournal(path, data); err != nil || len(j.Answers()) != x.want+1 || j.Answers()[3] != "answer 3" || j.Cut {
			t.Errorf("%s: after one more answer: %+v, %v", x.why, j, err)
		}
	}
}

// A file of answers goes on where it was cut off.
func TestJournalGoesOn(t *testing.T) {
	s := &Sheet{Head: Head{"week-1", "anna", "seal"}}
	path := filepath.Join(t.TempDir(), "a.jsonl")
	for n := 1; n <= 3; n++ {
		j, file, err := OpenJournal(path, s)
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Add(file, n, fmt.Sprint("answer ", n), time.Unix(0, 0), 0); err != nil {
			t.Fatal(err)
		}
		file.WriteString(`{"question":9,"ans`) // the process dies here
		file.Close()
	}
	data, _ := os.ReadFile(path)
	j, err := ReadJournal(path, data)
	if err != nil || !j.Cut || len(j.Answers()) != 3 || j.Answers()[2] != "answer 2" {
		t.Errorf("%+v, %v", j, err)
	}
	if _, _, err := OpenJournal(path, &Sheet{Head: Head{"week-1", "ben", "seal"}}); !errors.Is(err, ErrForeign) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestRoster(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"id,name\nanna,Anna\n\nben,\n", ""},
		{"\ufeffName,Group,ID\n\"Müller, Anna\",1,anna\n", ""},
		{"id;name\r\nanna;Müller, Anna\r\n", ""},
		{"\xff\xfei\x00d\x00,\x00", "r.csv:1:1: the roster is not UTF-8; save it as UTF-8"},
		{"id,name\nanna,M\xfcller\n", "save it as UTF-8"},
		{"anna,Anna\n", "r.csv:1:1: the roster has no column id; let the first line be id,name"},
		{"", "no column id"},
		{"id,name\n../x,Eve\n", "r.csv:2:1: the id ../x can not be the name of a file"},
		{"id,name\n.hidden,Eve\ncon,Eve\n-x,Eve\na.,Eve\n", "r.csv:5:1"},
		{"id,name\nanna,A\nAnna,B\n", "r.csv:3:1: the id Anna is in line 2 already"},
		{"id,name\n,Eve\n", "a student without an id"},
		{"id,name\nx,\"a\x1b[2J\"\n", "characters that can not be seen"},
		{"id,name\n\"a\" b,x\n", "r.csv:2:3"},
		{"id,name\n" + strings.Repeat("x", 65) + ",x\n", "can not be the name of a file"},
	} {
		list, found := ReadRoster("r.csv", []byte(c.text))
		if c.want == "" && (found.HasErrors() || len(list) == 0) || c.want != "" && !strings.Contains(found.Error(), c.want) {
			t.Errorf("%q: %v, %v\nwant %s", c.text, list, found, c.want)
		}
	}
}

// A class is made beside nothing, and never over anything.
func TestCreate(t *testing.T) {
	dir := t.TempDir()
	if _, err := Create(filepath.Join(dir, "a", "b"), "Lab", "", "", nil); err != nil {
		t.Error(err)
	}
	if _, err := Create(dir, "Lab", "", "", nil); !errors.Is(err, ErrExists) {
		t.Errorf("in a folder with files: %v", err)
	}
	one, _ := Open(filepath.Join(dir, "a", "b"))
	two, _ := Create(filepath.Join(dir, "c"), "Lab", "", "", nil)
	if one == nil || two == nil || string(one.secret) == string(two.secret) {
		t.Error("two classes have one secret")
	}
	if _, err := Open(dir); !errors.Is(err, ErrNotFound) {
		t.Errorf("no class: %v", err)
	}
	if _, err := one.Assign(&Assignment{Name: "x", Items: 1}, quiet); err == nil || !strings.Contains(err.Error(), "nobody is in the class") {
		t.Errorf("an empty class: %v", err)
	}
}

func TestAssignmentFaults(t *testing.T) {
	c := classOf(t, 1)
	for _, x := range []struct {
		a    Assignment
		want string
	}{
		{Assignment{Name: "../x", Items: 1}, "can not be called ../x"},
		{Assignment{Name: "scenarios", Items: 1}, "can not be called"},
		{Assignment{Name: "x", Items: 0}, "1 to 100 questions"},
		{Assignment{Name: "x", Items: 1, Kinds: []string{"final-statu"}}, "did you mean final-status?"},
		{Assignment{Name: "x", Items: 1, Scenarios: []string{"rolback"}}, "did you mean rollback?"},
		{Assignment{Name: "x", Items: 1, Scenarios: []string{"../mine.yaml"}}, "name them without a path"},
		{Assignment{Name: "x", Items: 1, Scenarios: []string{"mine.yaml"}}, "mine.yaml"},
		{Assignment{Name: "x", Items: 100, Scenarios: []string{"rollback"}, Kinds: []string{"final-status"}}, "there are 1; name"},
		{Assignment{Name: "x", Items: 1, Scenarios: []string{"rollback"}, Kinds: []string{"traffic-at"}}, "there are 0, none of traffic-at"},
		{Assignment{Name: "x", Items: 1, Scenarios: []string{"rollback", "rollback"}}, "rollback is named twice"},
	} {
		if _, err := c.Assign(&x.a, quiet); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%+v: %v\nwant %s", x.a, err, x.want)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(c.Folder, "x*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func TestEntryReads(t *testing.T) {
	choice, set, number := Entry{Form: "choice", List: []string{"10", "2"}}, Entry{Form: "set", List: []string{"a", "b"}}, Entry{Form: "number"}
	word := Entry{Form: "word", Words: []string{"Failed"}}
	for _, c := range []struct {
		e    Entry
		text string
		ok   bool
	}{
		{choice, "1", true}, {choice, "10", true}, {choice, "3", false}, {choice, "1 2", false}, {choice, "x", false},
		{set, "1 2", true}, {set, "none", true}, {set, "1 1", false}, {set, "3", false}, {set, "a, b", true},
		{number, "07", true}, {number, "-1", false}, {number, "many", false},
		{word, "failed", true}, {word, "Failled", false}, {word, "", false}, {Entry{}, "a\x1b[2Jb", false}, {Entry{}, strings.Repeat("x", MostText+1), false},
	} {
		if _, err := c.e.Read(c.text); (err == nil) != c.ok {
			t.Errorf("%s %q: %v", c.e.Form, c.text, err)
		}
	}
}

func FuzzReadSheet(f *testing.F) {
	f.Add([]byte("sheet: 1\nclass: x\nassignment: a\nstudent: s\nseal: x\nquestions:\n  - {question: 1, answer: [1, 2]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, found := ReadSheet("x", data); !found.HasErrors() {
			for n, text := range s.Answers() {
				if n < 1 || n > MostItems || text == "" || len(text) > MostText {
					t.Errorf("%d: %q", n, text)
				}
			}
		}
	})
}

func FuzzReadJournal(f *testing.F) {
	f.Add([]byte(`{"schema":"rehearse/answers/1","assignment":"a","student":"s","seal":"x"}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if j, err := ReadJournal("x", data); err == nil && j.size > int64(len(data)) {
			t.Error("it is longer than its text")
		}
	})
}

func FuzzReadRoster(f *testing.F) {
	f.Add([]byte("id,name\nanna,\"A, B\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, found := ReadRoster("x", data)
		for _, s := range list {
			if !found.HasErrors() && !filepath.IsLocal(s.ID+".txt") {
				t.Errorf("%q", s.ID)
			}
		}
	})
}

func FuzzClassFiles(f *testing.F) {
	f.Add([]byte("class: 1\ntitle: x\nsecret: 00112233445566778899aabbccddeeff\n"))
	f.Add([]byte("assignment: 1\nname: x\nitems: 3\nkinds: [a]\nscenarios: []\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, found := decodeClass("x", data); !found.HasErrors() && len(c.secret) != secretBytes {
			t.Error("a class without a secret")
		}
		decodeAssignment("x", data)
	})
}
