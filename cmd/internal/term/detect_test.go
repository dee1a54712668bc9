package term

import (
	"os"
	"testing"
)

// piped detects an IO whose streams are all pipes, in an environment written
// as name, value, name, value.
func piped(t *testing.T, environment ...string) *IO {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	vars := map[string]string{}
	for i := 0; i < len(environment); i += 2 {
		vars[environment[i]] = environment[i+1]
	}
	return detect(r, w, w, func(name string) string { return vars[name] })
}

func TestWidthOfAPipe(t *testing.T) {
	for columns, want := range map[string]int{
		"": 80, "120": 120, "60": 60, "1": widthMin, "99999": widthMax,
		"0": 80, "-5": 80, "wide": 80, "99999999999999999999": 80,
	} {
		if got := piped(t, "COLUMNS", columns).Width; got != want {
			t.Errorf("COLUMNS=%q: %d columns, want %d", columns, got, want)
		}
	}
}

func TestLocaleDecidesTheSigns(t *testing.T) {
	cases := []struct {
		environment []string
		ascii       bool
	}{
		{[]string{"LANG", "C"}, true},
		{[]string{"LANG", "POSIX"}, true},
		{[]string{"LANG", "en_GB.UTF-8"}, false},
		{[]string{"LANG", "C.utf8"}, false},
		{[]string{"LANG", "en_GB.UTF-8", "LC_ALL", "C"}, true},
		{[]string{"LANG", "C", "LC_CTYPE", "de_DE.UTF-8"}, false},
		{[]string{"LC_CTYPE", "C", "LC_ALL", "de_DE.UTF-8"}, false},
	}
	for _, c := range cases {
		if got := piped(t, c.environment...).ASCII; got != c.ascii {
			t.Errorf("%v: ASCII is %v, want %v", c.environment, got, c.ascii)
		}
	}
}

func TestAPipeIsNotInteractive(t *testing.T) {
	io := piped(t, "TERM", "xterm-256color")
	if io.Interactive() || io.colorful(io.outTTY) || io.colorful(io.errTTY) {
		t.Error("a pipe was taken for a terminal")
	}
}

func TestWhoWantsColour(t *testing.T) {
	cases := []struct {
		why  string
		mend func(*IO)
		want bool
	}{
		{"a terminal", func(*IO) {}, true},
		{"a pipe", func(t *IO) { t.outTTY = false }, false},
		{"--no-color", func(t *IO) { t.NoColor = true }, false},
		{"--plain", func(t *IO) { t.Plain = true }, false},
		{"--accessible", func(t *IO) { t.Accessible = true }, false},
		{"TERM=dumb", func(t *IO) { t.dumb = true }, false},
	}
	for _, c := range cases {
		io, _, _ := Test()
		io.outTTY = true
		c.mend(io)
		if got := io.colorful(io.outTTY); got != c.want {
			t.Errorf("%s: colour is %v, want %v", c.why, got, c.want)
		}
	}
}

func TestVariablesSetFlags(t *testing.T) {
	for value, want := range map[string]bool{"": false, "0": false, "false": false, "False": false, "1": true, "yes": true} {
		if got := piped(t, "ACCESSIBLE", value).Accessible; got != want {
			t.Errorf("ACCESSIBLE=%q: %v, want %v", value, got, want)
		}
	}
	if !piped(t, "NO_COLOR", "0").NoColor {
		t.Error("NO_COLOR counts whatever its value")
	}
	if piped(t).NoColor {
		t.Error("NO_COLOR was not set")
	}
	if !piped(t, "TERM", "dumb").dumb {
		t.Error("TERM=dumb was not noticed")
	}
}
