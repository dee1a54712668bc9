package command

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

const someSearch = "explore half-at-a-time --property max-offline=5 --kinds fail,terminate --save= --json"

// A search that is interrupted goes on with --resume as if nothing had been.
func TestExploreResumes(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	for _, flags := range []string{" --search exhaustive --faults 2", " --search guided --faults 3 --runs 2000"} {
		store := t.TempDir()
		words := strings.Fields(someSearch + flags + " --store " + store)
		_, want, _ := called(t, "", strings.Fields(someSearch+flags)...)
		kept := func() bool { list, _ := os.ReadDir(store); return len(list) > 0 }
		for later := time.Millisecond; !kept(); later += 5 * time.Millisecond {
			if out, err := toldToEnd(words, later); exitCode(err) != exitInterrupted || !strings.Contains(out, `"verdict": "not found"`) {
				t.Fatalf("%v, not interrupted: %s", err, out)
			}
		}
		code, got, stderr := called(t, "", append(words, "--resume")...)
		if code != exitDone || got != want {
			t.Errorf("exit code %d, %s\n%s\nwant\n%s", code, stderr, got, want)
		}
		if code, got, stderr = called(t, "", append(words, "--resume")...); code != exitDone || got != want || strings.Contains(stderr, "is over") == strings.Contains(flags, "--runs") { // there could be more runs
			t.Errorf("once more: exit code %d, %s\n%s\nwant\n%s", code, stderr, got, want)
		}
	}
}

// A search that is over tells with --resume what it found, with the exit code of that; one
// of which nothing was kept on the way leaves nothing behind.
func TestExploreIsOver(t *testing.T) {
	store := t.TempDir()
	words := strings.Fields("explore half-at-a-time --property max-failed=1 --property max-offline=4 --kinds fail --faults 2 --search exhaustive --save= --store " + store)
	if code, _, stderr := called(t, "", append(words, "--states", "20")...); code != exitDone || !strings.Contains(stderr, "goes on from there") {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	for _, mode := range []string{"--plain", "--json", "--plain"} {
		code, got, stderr := called(t, "", append(words, "--resume", mode)...)
		if code != exitMissed || !strings.Contains(got, "max-failed=1") || !strings.Contains(got, "lifecycleEvent") || !strings.Contains(got, "proved") {
			t.Errorf("%s: exit code %d, %s, %s", mode, code, stderr, got)
		}
		if over := strings.Contains(stderr, "this search is over; leave --resume out to make it again"); over == (mode == "--plain" && strings.Contains(got, "states visited")) {
			t.Errorf("%s: %s, %s", mode, stderr, got)
		}
	}
	if code, _, _ := called(t, "", append(words, "--resume", "--faults", "1")...); code != exitNotFound {
		t.Errorf("another search: exit code %d", code)
	}
	nothing := t.TempDir()
	called(t, "", append(words, "--store", nothing)...)
	if list, _ := os.ReadDir(nothing); len(list) > 0 {
		t.Errorf("%v is left", list)
	}
}

// A counterexample whose search ends with the interruption is told with a scenario,
// though that is not as small as it gets, and is not kept.
func TestExploreInterruptedWhileMadeSmall(t *testing.T) {
	streams, out, _ := term.Test()
	f := &factory{io: streams}
	w, claims, err := loadClaims(f, "rollback", settings{properties: []string{"max-failed=0"}})
	if err != nil {
		t.Fatal(err)
	}
	x := &exploration{world: w, story: map[int]*shrink.Story{}, small: map[int]*shrink.Result{}, files: map[int]string{}}
	ctx, stop := context.WithCancel(t.Context())
	if x.report, err = explore.Explore(ctx, w.scenario, w.setup, explore.Options{Properties: claims, Files: w.source.Files}); err != nil {
		t.Fatal(err)
	}
	stop()
	o := &exploreOptions{factory: f}
	if err := o.shrink(ctx, x); err != nil || x.small[0] == nil || x.small[0].Minimal {
		t.Fatalf("%v, %+v", err, x.small[0])
	}
	if o.show(x); !strings.Contains(out.String(), "broken without a fault") || !strings.Contains(out.String(), "rehearse: 1") {
		t.Error(out.String())
	}
}

// A search that has used up its states or runs goes on with more of them, and
// tells what one tells that had as many from the beginning.
func TestExploreGoesOnWithMore(t *testing.T) {
	for few, many := range map[string]string{
		" --search exhaustive --faults 2 --states 500": " --search exhaustive --faults 2 --states 5000",
		" --faults 3 --states 20 --runs 300":           " --faults 3 --states 20 --runs 700",
		" --faults 2 --states 20 --runs 30":            " --faults 2 --states 90000 --runs 30",
	} {
		store := " --store " + t.TempDir()
		_, want, _ := called(t, "", strings.Fields(someSearch+many+" --store "+t.TempDir())...)
		if code, out, stderr := called(t, "", strings.Fields(someSearch+few+store)...); code != exitDone || out == want {
			t.Fatalf("exit code %d, %s%s", code, out, stderr)
		}
		if code, got, stderr := called(t, "", strings.Fields(someSearch+many+store+" --resume")...); code != exitDone || got != want {
			t.Errorf("exit code %d, %s\n%s\nwant\n%s", code, stderr, got, want)
		}
		if code, out, stderr := called(t, "", strings.Fields(someSearch+few+store+" --states 5 --runs 3 --resume")...); code != exitConflict && code != exitNotFound || out != "" {
			t.Errorf("exit code %d, %s%s", code, out, stderr)
		}
	}
}

// A search that is killed goes on from what was kept of it on its way.
func TestExploreKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	store := t.TempDir()
	words := strings.Fields(someSearch + " --search exhaustive --faults 1")
	_, want, _ := called(t, "", words...)
	streams, _, _ := term.Test()
	o := &exploreOptions{factory: &factory{io: streams}, every: time.Millisecond, path: "half-at-a-time", search: "exhaustive", faults: "1", kinds: "fail,terminate", states: 3_000_000, runs: 20_000, store: store}
	o.properties = []string{"max-offline=5"}
	ended := make(chan error, 1)
	go func() { ended <- o.run() }()
	var path string
	var kept []byte
	for len(kept) == 0 && len(ended) == 0 {
		if list, _ := filepath.Glob(filepath.Join(store, "*.search")); len(list) == 1 {
			path = list[0]
			kept, _ = os.ReadFile(path)
		}
	}
	if err := <-ended; err != nil || len(kept) == 0 {
		t.Fatalf("%v, and %d bytes were kept", err, len(kept))
	}
	if err := os.WriteFile(path, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, got, stderr := called(t, "", append(words, "--store", store, "--resume")...); code != exitDone || got != want {
		t.Errorf("exit code %d, %s\n%s\nwant\n%s", code, stderr, got, want)
	}
}

// resigned is a text that ends with its sum, whatever it ended with before.
func resigned(text string) string {
	text = text[:len(text)-sha256.Size]
	sum := sha256.Sum256([]byte(text))
	return text + string(sum[:])
}

// What was kept by another build, or is damaged, is not taken up, and no harm is
// done to it.
func TestExploreKeptByOthers(t *testing.T) {
	store := t.TempDir()
	words := strings.Fields(someSearch + " --search exhaustive --faults 2 --store " + store)
	var list []os.DirEntry
	for later := time.Millisecond; len(list) == 0; later += 5 * time.Millisecond {
		_, _ = toldToEnd(words, later) // the file tells
		list, _ = os.ReadDir(store)
	}
	path := filepath.Join(store, list[0].Name())
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ text, want string }{
		"empty":         {"", "is damaged"},
		"cut short":     {string(text[:len(text)-1]), "is damaged"},
		"another bit":   {string(text[:len(text)/2]) + string(text[len(text)/2]^1) + string(text[len(text)/2+1:]), "is damaged"},
		"another build": {resigned(strings.Replace(string(text), "\n", "0\n", 1)), "was kept by another build"},
		"other search":  {resigned(strings.Replace(string(text), " ", " f", 1)), "was kept by another build"},
		"no rest":       {resigned(string(text[:strings.IndexByte(string(text), '\n')+1]) + strings.Repeat("x", 99)), "is damaged"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, stderr := called(t, "", append(words, "--resume")...)
		if code != exitConflict || out != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit code %d, %s%s", name, code, out, stderr)
		}
		if now, _ := os.ReadFile(path); string(now) != c.text {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if code, _, stderr := called(t, "", append(words, "--resume", "--no-symmetry")...); code != exitNotFound || !strings.Contains(stderr, "nothing is kept of this search") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

// The line that goes on is the one that was typed, quoted for a shell.
func TestResuming(t *testing.T) {
	streams, _, _ := term.Test()
	c, _, err := newRoot(&factory{io: streams}).Find([]string{"explore"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ParseFlags([]string{"--property", "always offline <= 3", "--property", `never title == "it's"`, "--no-symmetry", "--faults=2", "--save="}); err != nil {
		t.Fatal(err)
	}
	want := `rehearse explore 'my file.yaml' --faults=2 --no-symmetry --property='always offline <= 3' --property='never title == "it'\''s"' --save='' --resume`
	if got := resuming(c, []string{"my file.yaml"}); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
