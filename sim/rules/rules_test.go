package rules

import (
	"strings"
	"testing"
	"unicode"
)

// Rules of each chapter of CodeDeploy, from the first chapter on.
var chapterSizes = []int{15, 29, 14, 19, 10, 15, 6, 9, 14, 7, 3, 6}

func TestEveryRuleIsInTheBook(t *testing.T) {
	all := All()
	for chapter, size := range chapterSizes {
		for number := 1; number <= size; number++ {
			want := cd | ID(chapter+1)<<8 | ID(number)
			if len(all) == 0 || all[0].ID != want {
				t.Fatalf("%s is missing or out of order", String(want))
			}
			all = all[1:]
		}
	}
	if len(all) > 0 {
		t.Errorf("%s is beyond the known chapters; add it to chapterSizes", String(all[0].ID))
	}
}

// The name of a constant and its value are both written by hand.
func TestConstantsAreNamedAfterTheirNumbers(t *testing.T) {
	for i, r := range readRules(t) {
		want := strings.NewReplacer("-", "_", ".", "_").Replace(String(book[i].ID))
		if r.name != want {
			t.Errorf("constant %s has the value of %s", r.name, want)
		}
	}
}

func TestStatements(t *testing.T) {
	const longest = 185
	seen := map[string]ID{}
	for _, r := range All() {
		name, s := String(r.ID), r.Statement
		if !strings.HasSuffix(s, ".") || strings.Contains(s, ". ") {
			t.Errorf("%s is not one sentence that ends with a period: %s", name, s)
		}
		if !unicode.IsUpper(rune(s[0])) {
			t.Errorf("%s does not begin with a capital: %s", name, s)
		}
		if len(s) > longest {
			t.Errorf("%s has %d bytes, want at most %d: %s", name, len(s), longest, s)
		}
		if other, found := seen[s]; found {
			t.Errorf("%s says the same as %s", name, String(other))
		}
		seen[s] = r.ID
	}
}

func TestStatementsAndExamplesArePlainASCII(t *testing.T) {
	for _, r := range All() {
		for _, text := range append([]string{r.Statement, r.Source}, r.Examples...) {
			if strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c > '~' }) {
				t.Errorf("%s has a character outside printable ASCII: %q", String(r.ID), text)
			}
		}
	}
}

// A rule that no source states must admit it.
func TestMarksAgreeWithSources(t *testing.T) {
	for _, r := range All() {
		if strings.HasPrefix(r.Source, "none ") && r.Mark != ModellingChoice {
			t.Errorf("%s has no source and is marked %q", String(r.ID), r.Mark)
		}
		if strings.HasPrefix(r.Source, "follows from ") && r.Mark != Derived {
			t.Errorf("%s follows from other rules and is marked %q", String(r.ID), r.Mark)
		}
	}
}

// What the examples mean is for the simulator to check; here, only their shape.
func TestExamplesHaveACaseAndAnOutcome(t *testing.T) {
	for _, r := range All() {
		seen := map[string]bool{}
		for _, example := range r.Examples {
			given, outcome, _ := strings.Cut(example, ": ")
			if len(strings.Fields(given)) < 3 || outcome == "" {
				t.Errorf("%s: %q has no case or no outcome", String(r.ID), example)
			}
			if seen[example] {
				t.Errorf("%s: %q stands twice", String(r.ID), example)
			}
			seen[example] = true
		}
	}
}

func TestParseReadsWhatStringWrites(t *testing.T) {
	for _, r := range All() {
		if id, ok := Parse(String(r.ID)); !ok || id != r.ID {
			t.Errorf("Parse(%q) = %d, %v, want %d", String(r.ID), id, ok, r.ID)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	names := []string{
		"", "-", "CD", "CD-", "CD-2", "CD-2.", "CD-.8", "-2.8", "cd-2.8", "CD_2_8", "CD-2.8.", "CD-02.8", "CD-2.08",
		"CD-+2.8", " CD-2.8", "CD-2.8 ", "CD-2.30", "CD-0.0", "CD-13.1", "CD-16.1", "CD-18.8", "CD-2.264", "CP-2.8", "XX-2.8",
	}
	for _, name := range names {
		if id, ok := Parse(name); ok {
			t.Errorf("Parse(%q) = %d, want no rule", name, id)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"CD-2.8", "CD-12.6", "CD-02.8", "-2.8", "CD-2.264"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if id, ok := Parse(name); ok && String(id) != name {
			t.Errorf("Parse(%q) is %s", name, String(id))
		}
	})
}

func TestStringOfWhatIsNotInTheBook(t *testing.T) {
	tests := map[ID]string{0: "", 7: "", cd | 15<<8 | 255: "CD-15.255", 2<<12 | 1<<8 | 1: "CP-1.1", 5<<12 | 1<<8 | 1: "", 0xffff: ""}
	for id, want := range tests {
		if got := String(id); got != want {
			t.Errorf("String(%#x) = %q, want %q", uint16(id), got, want)
		}
	}
}

func TestLookup(t *testing.T) {
	r, ok := Lookup(CD_2_8)
	if !ok || r.ID != CD_2_8 || r.Mark != Derived || len(r.Examples) == 0 {
		t.Errorf("Lookup(CD_2_8) = %+v, %v", r, ok)
	}
	for _, id := range []ID{0, cd, CD_1_15 + 1, CD_12_6 + 1, 0xffff} {
		if r, ok := Lookup(id); ok {
			t.Errorf("Lookup(%#x) = %+v, want no rule", uint16(id), r)
		}
	}
}

func TestAllBelongsToTheCaller(t *testing.T) {
	All()[0].Statement = "Spoilt."
	if All()[0].Statement == "Spoilt." {
		t.Error("changing what All returned changed the book")
	}
}

func TestMarkString(t *testing.T) {
	for want, mark := range map[string]Mark{"stated": Stated, "unverified": Unverified, "unknown mark": 4} {
		if got := mark.String(); got != want {
			t.Errorf("Mark(%d) prints as %q, want %q", mark, got, want)
		}
	}
}
