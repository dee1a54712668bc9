package command

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// shell splits a line into words, of which those in quotes are one.
var shell = regexp.MustCompile(`"[^"]*"|[^\s"]+`)

// Every command that the README shows without what it prints, because somebody
// has to answer or files are needed, is one that there is, with its flags and as
// many arguments as it takes. Those with output are run elsewhere.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, block := range strings.Split(string(text), "```sh\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		for line := range strings.Lines(block) {
			line, _, _ = strings.Cut(line, "  #")
			line, _, _ = strings.Cut(line, " > ")
			words, ours := strings.CutPrefix(line, "rehearse ")
			if !ours {
				continue
			}
			io, _, _ := term.Test()
			cmd, rest, err := newRoot(&factory{io: io}).Find(shell.FindAllString(words, -1))
			if err == nil {
				err = cmd.ParseFlags(rest)
			}
			if err == nil {
				err = cmd.ValidateArgs(cmd.Flags().Args())
			}
			if checked++; err != nil {
				t.Errorf("%s: %v", strings.TrimSpace(line), err)
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d commands", checked)
	}
}
