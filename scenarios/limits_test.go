package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Ten million hosts are the most (R4), in one group or in several.
func TestTenMillionInstances(t *testing.T) {
	text := func(counts ...string) []byte {
		var groups []string
		for i, count := range counts {
			groups = append(groups, fmt.Sprintf("{name: g%d, count: %s}", i, count))
		}
		return []byte("rehearse: 1\nfleet: {instances: [" + strings.Join(groups, ", ") + "]}\n")
	}
	for _, c := range []struct {
		text []byte
		want string // of the error; empty: none
	}{
		{text("10000000"), ""},
		{text("9999999", "1"), ""},
		{text("10000001"), "not within 1..10000000"},
		{text("9223372036854775808"), "not within 1..10000000"},
		{text("9999999", "2"), "more than 10000000 instances"},
		{text("10000000", "10000000", "10000000"), "more than 10000000 instances"},
	} {
		_, setup, found := (&Source{Name: "s.yaml", Text: c.text}).Compile()
		if (setup == nil) != (c.want != "") || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v", c.text, found)
		}
	}
}

// Lists of hosts can not be made to fill the memory: equal ones are shared,
// and all of them together have a limit.
func TestListsOfHostsHaveALimit(t *testing.T) {
	list := func(on func(i int) string) []byte {
		var plans []string
		for i := range 200 {
			plans = append(plans, fmt.Sprintf("{on: %s}", on(i)))
		}
		return []byte("rehearse: 1\nfleet: {instances: [{name: web, count: 10000000}]}\nrevisions: {v1: {missing: true, scripts: {a.sh: [" +
			strings.Join(plans, ", ") + "]}}}\n")
	}
	same, _ := compile("same.yaml", list(func(int) string { return "web" }))
	if _, found := Build(same, nil); found.HasErrors() {
		t.Error(found)
	}
	_, found := compile("other.yaml", list(func(i int) string { return fmt.Sprintf("web-%d..web-10000000", i+1) }))
	if !strings.Contains(found.Error(), "name more than 40000000 in all") {
		t.Error(found)
	}
}

// What ranges and groups mean, by index.
func TestHostsOfAWord(t *testing.T) {
	var h hosts
	for _, g := range []struct {
		name     string
		count    uint32
		numbered bool
	}{{"web", 3, true}, {"db", 1, false}, {"web-api", 2, true}} {
		if !h.add(g.name, g.count, g.numbered) {
			t.Fatal(g)
		}
	}
	for word, want := range map[string]string{
		"web": "[0 1 2]", "web-1": "[0]", "web-3": "[2]", "db": "[3]", "web-api-2": "[5]", "web-2..web-3": "[1 2]", "web-3..web-api-1": "[2 3 4]",
		"web-0": "", "web-4": "", "web-01": "", "web-+1": "", "db-1": "", "web-": "", "": "", "web..db": "", "web-2..web-1": "", "..": "", "web-4294967297": "",
	} {
		got := ""
		if s, ok := h.some(word); ok {
			got = fmt.Sprint(h.list(s))
		}
		if got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	if got := fmt.Sprint(h.list([]span{{4, 6}, {0, 2}, {1, 3}})); got != "[0 1 2 4 5]" {
		t.Error(got)
	}
	if h.add("web-2", 1, false) || h.add("db", 1, true) {
		t.Error("a name was given twice")
	}
}

func FuzzDecode(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.yaml")
	more, _ := filepath.Glob("testdata/*.*")
	for _, file := range append(files, more...) {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(smallest))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, found := Decode("s.yaml", text)
		if s == nil {
			if !found.HasErrors() {
				t.Fatal("neither a scenario nor an error")
			}
			return
		}
		if found.HasErrors() {
			return
		}
		roundTrip(t, s)
		if total(s) < 1_000_000 {
			if setup, found := Build(s, nil); setup == nil && !found.HasErrors() {
				t.Fatal("neither a setup nor an error")
			}
		}
	})
}

// total is how many hosts a scenario has, so that the fuzzer stays quick.
func total(s *Scenario) (n int64) {
	for i := range s.Fleet.Instances {
		n += orElse(s.Fleet.Instances[i].Count, 1)
	}
	return n
}

func BenchmarkCompile(b *testing.B) {
	half, err := Load("half-at-a-time")
	if err != nil {
		b.Fatal(err)
	}
	million := &Source{Name: "million", Text: []byte(strings.Replace(fourHosts, "count: 4", "count: 1000000", 1))}
	every := &Source{Name: "every-word", Text: read(b, "every-word.yaml"), Files: directory("testdata")}
	for _, s := range []*Source{half, every, million} {
		b.Run(s.Name, func(b *testing.B) {
			for b.Loop() {
				if _, setup, found := s.Compile(); setup == nil {
					b.Fatal(found)
				}
			}
		})
	}
	b.Run("parse-alone", func(b *testing.B) {
		for b.Loop() {
			source.Parse("s.yaml", half.Text, source.Options{})
		}
	})
}

func BenchmarkLibrary(b *testing.B) {
	for b.Loop() {
		Library()
	}
}
