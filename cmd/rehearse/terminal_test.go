//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	xterm "golang.org/x/term"
)

// terminal is the real binary on a pseudo-terminal of 80 by 24.
type terminal struct {
	t     *testing.T
	cmd   *exec.Cmd
	pty   *os.File
	calm  *xterm.State // of the terminal as long as nobody reads keys; nil if nobody will
	mu    sync.Mutex
	said  []byte // all that came out
	seen  int    // of that without colours, what was expected already
	ended chan struct{}
}

// asksWhere is how programs ask a terminal where its cursor is.
var asksWhere = []byte("\x1b[6n")

// openTerminal starts the binary, as the test binary runs it, with variables
// over those of this process.
func openTerminal(t *testing.T, variables []string, args ...string) *terminal {
	t.Helper()
	term := &terminal{t: t, cmd: rehearse(t, args...), ended: make(chan struct{})}
	term.cmd.Env = append(term.cmd.Env, append([]string{"TERM=xterm", "LC_ALL=C.UTF-8", "COLUMNS="}, variables...)...)
	var tty *os.File
	var err error
	if term.pty, tty, err = pty.Open(); err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	term.calm = term.state()
	term.cmd.Stdin, term.cmd.Stdout, term.cmd.Stderr = tty, tty, tty
	term.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := term.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go term.listen()
	t.Cleanup(func() {
		_ = term.cmd.Process.Kill() // it has ended, if all went well
		term.pty.Close()
	})
	return term
}

// listen reads what comes out, and tells where the cursor is when asked.
func (term *terminal) listen() {
	defer close(term.ended)
	buffer := make([]byte, 4096)
	for {
		n, err := term.pty.Read(buffer)
		term.mu.Lock()
		before := bytes.Count(term.said, asksWhere)
		term.said = append(term.said, buffer[:n]...)
		asked := bytes.Count(term.said, asksWhere) - before
		term.mu.Unlock()
		for range asked {
			if _, err := io.WriteString(term.pty, "\x1b[2;2R"); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

const patience = 20 * time.Second

// expect waits until a text has come out, behind what was expected before.
func (term *terminal) expect(text string) {
	term.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		said := term.text()
		if at := strings.Index(said[min(term.seen, len(said)):], text); at >= 0 {
			term.seen += at + len(text)
			return
		}
	}
	term.t.Fatalf("no %q came out:\n%s", text, term.text())
}

// types waits for a question and types.
func (term *terminal) types(question, keys string) {
	term.t.Helper()
	term.expect(question)
	term.settle()
	if _, err := io.WriteString(term.pty, keys); err != nil {
		term.t.Fatal(err)
	}
}

// settle waits until the program reads keys: it has the terminal hand them on at
// once, and nothing more comes out.
func (term *terminal) settle() {
	term.t.Helper()
	deadline := time.Now().Add(patience)
	for size := -1; time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		term.mu.Lock()
		now := len(term.said)
		term.mu.Unlock()
		if now == size && !reflect.DeepEqual(term.state(), term.calm) {
			return
		}
		size = now
	}
	term.t.Fatalf("it does not read:\n%s", term.text())
}

func (term *terminal) state() *xterm.State {
	term.t.Helper()
	s, err := xterm.GetState(int(term.pty.Fd()))
	if err != nil {
		term.t.Fatal(err)
	}
	return s
}

// exits waits for the end and wants an exit code.
func (term *terminal) exits(code int) {
	term.t.Helper()
	select {
	case <-term.ended:
	case <-time.After(patience):
		term.t.Fatalf("it does not end:\n%s", term.text())
	}
	var exit *exec.ExitError
	if err := term.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		term.t.Fatal(err)
	}
	if got := term.cmd.ProcessState.ExitCode(); got != code {
		term.t.Errorf("exit code %d, want %d:\n%s", got, code, term.text())
	}
}

// escapes are what moves cursors and changes colours.
var escapes = regexp.MustCompile(`\x1b(\[[0-9;?]*[a-zA-Z]|[78])`)

// text is all that came out, without colours.
func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return string(escapes.ReplaceAll(term.said, nil))
}

// rehearse is a command that runs the real main: the test binary under its name.
func rehearse(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path)
	cmd.Args = append([]string{"rehearse"}, args...)
	cmd.Env = os.Environ()
	return cmd
}

// documentOf is the JSON that a command prints.
func documentOf[T any](t *testing.T, cmd *exec.Cmd) (v T) {
	t.Helper()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	if err := json.Unmarshal(out, &v); err != nil {
		t.Fatalf("%v: %v in %s", cmd.Args, err, out)
	}
	return v
}
