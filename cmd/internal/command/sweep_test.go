package command

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

const someSweep = "sweep half-at-a-time --seeds 40000 --json"

// A sweep that hands its work out over a server of its own ends with the report of
// one that does it all, and so does the worker that helped.
func TestSweepListens(t *testing.T) {
	_, want, _ := called(t, "", strings.Fields(someSweep)...)
	read, write := io.Pipe()
	streams, out, _ := term.Test()
	streams.Err = write
	ended := make(chan int)
	go func() {
		ended <- Main(strings.Fields(someSweep+" --listen 127.0.0.1:0 --workers 0 --store "+t.TempDir()), streams)
		write.Close()
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	var told struct{ Schema, URL string }
	if err := errors.Join(err, json.Unmarshal([]byte(line), &told)); err != nil || told.Schema != "rehearse/sweep-server/1" {
		t.Fatal(err, line)
	}
	go io.Copy(io.Discard, read)
	code, stdout, stderr := called(t, "", "worker", told.URL, "--workers", "2")
	if code != exitDone || !strings.HasPrefix(stdout, "the sweep is over; ") {
		t.Errorf("worker: exit code %d, %s%s", code, stdout, stderr)
	}
	if code := <-ended; code != exitDone || out.String() != want {
		t.Errorf("exit code %d\n%s\nwant\n%s", code, out, want)
	}
}

// interrupted runs the line of a sweep and tells it to end.
func interrupted(t *testing.T, words []string, later time.Duration) error {
	t.Helper()
	out, err := toldToEnd(words, later)
	if out != "" && err != nil {
		t.Errorf("an interrupted sweep printed %s", out)
	}
	return err
}

// toldToEnd runs a line and tells it to end as soon as it would listen, or a
// little later.
func toldToEnd(words []string, later time.Duration) (stdout string, err error) {
	streams, out, _ := term.Test()
	streams.JSON = true
	f := &factory{io: streams}
	root := newRoot(f)
	root.SetArgs(words)
	ended := make(chan error)
	go func() { ended <- root.Execute() }()
	time.Sleep(later)
	for {
		select {
		case err := <-ended:
			return out.String(), err
		default:
			f.endsItself(os.Interrupt)
			time.Sleep(time.Millisecond)
		}
	}
}

// A sweep that is interrupted goes on with --resume as if nothing had been, also one
// with a server of its own.
func TestSweepResumes(t *testing.T) {
	_, want, _ := called(t, "", strings.Fields(someSweep)...)
	for flags, step := range map[string]time.Duration{"": 5 * time.Millisecond, " --listen 127.0.0.1:0": 25 * time.Millisecond} {
		if flags != "" && testing.Short() {
			continue
		}
		store := t.TempDir()
		words := strings.Fields(someSweep + flags + " --store " + store)
		kept := func() bool { list, _ := filepath.Glob(store + "/*.json"); return len(list) > 0 }
		for later := step; !kept(); later += step {
			if err := interrupted(t, words, later); exitCode(err) != exitInterrupted {
				t.Fatalf("%s: not interrupted: %v", flags, err)
			}
		}
		code, got, stderr := called(t, "", append(words, "--resume")...)
		if left, _ := os.ReadDir(store); code != exitDone || got != want || len(left) > 0 {
			t.Errorf("%s: exit code %d, %v is left, %s\n%s\nwant\n%s", flags, code, left, stderr, got, want)
		}
	}
}

// What was kept by another build, or is damaged, is not taken up.
func TestSweepKeptByOthers(t *testing.T) {
	for text, want := range map[string]string{
		"": "is damaged", "{}": "was kept by another build", `{"Sum":{"Cells":[{"Spans":[{"From":1,"Runs":1000}]}]}}`: "was kept by another build",
	} {
		store := t.TempDir()
		words := []string{"sweep", "half-at-a-time", "--store", store, "--resume"}
		src, err := loadText("half-at-a-time")
		if err != nil {
			t.Fatal(err)
		}
		p, _, err := sweep.New(src, sweep.Spec{From: 1, Seeds: 1000})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(store+"/"+p.Spec.Digest()[:32]+".json", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, stderr := called(t, "", words...); code != exitConflict || out != "" || !strings.Contains(stderr, want) {
			t.Errorf("%q: exit code %d, %s%s", text, code, out, stderr)
		}
	}
}
