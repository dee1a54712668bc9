package appspec

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var (
	wantComment = regexp.MustCompile(`# want ((?:"(?:[^"\\]|\\.)*" ?)+)$`)
	wantOne     = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// expected returns the patterns behind "# want", by line. Each must fit the
// column and the message of one finding of its line: "9: warning: timeout: …".
func expected(t *testing.T, text string) map[int][]*regexp.Regexp {
	t.Helper()
	all := map[int][]*regexp.Regexp{}
	for i, line := range strings.Split(text, "\n") {
		m := wantComment.FindStringSubmatch(line)
		if m == nil {
			if strings.Contains(line, "# want") {
				t.Fatalf("malformed expectation: %s", line)
			}
			continue
		}
		for _, quoted := range wantOne.FindAllString(m[1], -1) {
			pattern, err := strconv.Unquote(quoted)
			if err != nil {
				t.Fatalf("%s: %v", quoted, err)
			}
			all[i+1] = append(all[i+1], regexp.MustCompile(pattern))
		}
	}
	return all
}

// compare holds findings against the expectations in the text. A finding
// about the file as a whole belongs to line 1.
func compare(t *testing.T, text string, r Result) {
	t.Helper()
	want := expected(t, text)
	for _, f := range r.Findings {
		cited(t, f.Rule)
		if f.Rule == "" || (f.Severity == 0) != f.Refused {
			t.Errorf("%v: rule %q, severity %v, refused %v", f, f.Rule, f.Severity, f.Refused)
		}
		line := max(f.Line, 1)
		place := f.File + ":" + strconv.Itoa(f.Line) + ":"
		if !take(want, line, strings.TrimPrefix(f.Error(), place)) {
			t.Errorf("unexpected finding: %v", f)
		}
	}
	for line, patterns := range want {
		for _, p := range patterns {
			t.Errorf("line %d: no finding fits %v", line, p)
		}
	}
	if r.Refusal != "" && !r.Diagnostics().HasErrors() {
		t.Errorf("refused without a finding: %s", r.Refusal)
	}
}

// take removes the first pattern of a line that fits.
func take(want map[int][]*regexp.Regexp, line int, message string) bool {
	for i, p := range want[line] {
		if p.MatchString(message) {
			want[line] = append(want[line][:i:i], want[line][i+1:]...)
			return true
		}
	}
	return false
}

// cited wants a rule that is in the rule book.
func cited(t *testing.T, rule string) {
	t.Helper()
	if _, ok := rules.Parse(rule); !ok {
		t.Errorf("no rule %s", rule)
	}
}
