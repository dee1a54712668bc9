package command

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// The help of every command fits, has an example, and says what each flag takes;
// what stands between backquotes stays.
func TestHelpFits(t *testing.T) {
	for _, width := range []int{60, 80} {
		everyCommand(t, func(name string, c *cobra.Command) {
			io, out, _ := term.Test()
			io.Width = width
			if code := Main(append(strings.Fields(name), "--help"), io); code != exitDone || c.Example == "" {
				t.Errorf("%s: exit code %d, example %q", name, code, c.Example)
			}
			for line := range strings.Lines(out.String()) {
				if n := term.Columns(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("%s: %d columns, want at most %d: %s", name, n, width, line)
				}
			}
			text := strings.Join(strings.Fields(out.String()), " ")
			c.LocalNonPersistentFlags().VisitAll(func(flag *pflag.Flag) {
				if want := strings.Join(strings.Fields(fmt.Sprint("--", flag.Name, " ", valueWord(flag))), " "); !strings.Contains(text, want) || valueWord(flag) == "TEXT" && valueWords[flag.Name] != "TEXT" {
					t.Errorf("%s: --%s takes what? %q is not in its help", name, flag.Name, want)
				}
				if usage := strings.Join(strings.Fields(flag.Usage), " "); flag.Name != "help" && !strings.Contains(text, usage) {
					t.Errorf("%s: its help does not say %q", name, usage)
				}
			})
		})
	}
}

// The help of rehearse names every command, by what it is for.
func TestHelpNamesEveryCommand(t *testing.T) {
	io, out, _ := term.Test()
	if code := Main([]string{"--help"}, io); code != exitDone {
		t.Fatal(code)
	}
	for _, c := range newRoot(&factory{io: io}).Commands() {
		if !strings.Contains(out.String(), "\n  "+c.Name()+" ") {
			t.Errorf("%s is not there", c.Name())
		}
	}
	for _, p := range purposes {
		if !strings.Contains(out.String(), "\n"+p.title+"\n") {
			t.Errorf("%s is not there", p.title)
		}
	}
}

// A command that is too long for the width is broken so that a shell takes it
// for one; what is quoted stays whole.
func TestBrokenCommands(t *testing.T) {
	got := broken([]string{"  rehearse ask mine.yaml \"3 hosts fail Install\" --json", "rehearse"}, 40)
	want := "  rehearse ask mine.yaml \\\n      \"3 hosts fail Install\" --json\n  rehearse"
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

// What is near is asked about.
func TestNearFlags(t *testing.T) {
	for line, want := range map[string]string{
		"run rollback --untl 3s":    "no flag --untl of rehearse run; did you mean --until? rehearse run --help lists all",
		"rules -x":                  "no flag -x of rehearse rules; rehearse rules --help lists all",
		"exam --items abc":          "--items abc is no whole number; write one such as --items 5",
		"quiz --items":              "--items needs a value; write --items N",
		"quiz --certainty=maybe":    "--certainty maybe means nothing; write --certainty alone",
		"rules 2.8":                 "no rule has the words 2.8; rehearse rules lists all",
		"completion bash foo":       "1 argument is given; write rehearse completion bash (rehearse completion bash --help says more)",
		"--version --home x":        "--home says nothing beside --version; leave it out",
		"help dekc":                 "no command dekc; did you mean deck? rehearse --help lists all",
		"run a b":                   "2 arguments are given; write rehearse run SCENARIO (rehearse run --help says more)",
		"quiz --topic CD-99":        "no rule or chapter CD-99; write one of `rehearse rules`, such as CD-2.8, or CD-2 for its chapter",
		"diagnose --show nosuch":    "no scenario nosuch of diagnose; there are hosts, shifts, colours, settings, files",
		"quiz --kinds final-statis": "--kinds: no kind of question \"final-statis\"; did you mean final-status?",
	} {
		if _, _, stderr := called(t, "", strings.Fields(line)...); stderr != "rehearse: "+want+"\n" {
			t.Errorf("%s: %s", line, stderr)
		}
	}
}
