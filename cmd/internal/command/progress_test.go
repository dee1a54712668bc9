package command

import (
	"encoding/csv"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck/exchange"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// No cell begins a formula, moves a cursor or ends its line.
func TestR11CSVIsInert(t *testing.T) {
	for cell, want := range map[string]string{
		`=HYPERLINK("x")`: `'=HYPERLINK("x")`, "+1": "'+1", "-1": "'-1", "@SUM(1)": "'@SUM(1)", "|cmd": "'|cmd", "%x": "'%x",
		"\t=1": `'\t=1`, "\r=1": `'\r=1`, "\n=1": `\n=1`, "＝1": "'＝1", "a\nb": `a\nb`, "\x1b[2J": `\x1b[2J`, "1=1": "1=1", "": "",
	} {
		if got := source.Escape(exchange.Inert(cell)); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
	io, out, _ := term.Test()
	o := &progressOptions{factory: &factory{io: io}}
	hostile := progress.Answer{Given: "=1+1", Topic: `a,"b"`, Card: "\x1b]0;x\a", Rules: []string{"=CD", "x"}, Beliefs: []progress.Belief{{ID: "=M", Chosen: true}, {ID: "N"}}}
	if err := o.writeCSV([]progress.Answer{hostile}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"0001-01-01T00:00:00Z", "'-0", `a,"b"`, "", "", "0", "'=CD x", "'=1+1", "false", "0", "not asked", "0", "0", `\x1b]0;x\x07`, "'=M"}
	if diff := cmp.Diff([][]string{csvHeader, want}, rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What goes wrong with the progress has its exit code.
func TestExitCodesOfProgress(t *testing.T) {
	for kind, want := range map[error]int{
		nil: exitDone, progress.ErrInvalid: exitInvalid, progress.ErrNothing: exitNotFound, progress.ErrNoSession: exitNotFound,
		progress.ErrNewer: exitConflict, progress.ErrBusy: exitConflict, progress.ErrConflict: exitConflict,
		progress.ErrFull: exitInternal, progress.ErrReadOnly: exitInternal, errors.New("else"): exitInternal,
	} {
		var err error
		if kind != nil {
			err = fmt.Errorf("so: %w", kind)
		}
		if got := exitCode(keeping(err)); got != want {
			t.Errorf("%v: %d, want %d", kind, got, want)
		}
	}
}
