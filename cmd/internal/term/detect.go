package term

import (
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
	xterm "golang.org/x/term"
)

const (
	widthMin     = 40
	widthDefault = 80 // in a pipe
	widthMax     = 1000
)

// System returns the IO of this process, as its terminal and the variables
// COLUMNS, NO_COLOR, TERM, ACCESSIBLE, LC_ALL, LC_CTYPE and LANG describe it.
func System() *IO {
	t := detect(os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	t.was, _ = xterm.GetState(int(os.Stdin.Fd())) // none if it is no terminal
	return t
}

// Restore puts the terminal back as it was when this process began, with its
// cursor shown, for who ends in the middle of a question.
func (t *IO) Restore() {
	in, ok := t.In.(*os.File)
	if t.was == nil || !ok {
		return
	}
	_ = xterm.Restore(int(in.Fd()), t.was) // there is nothing more to be done for it
	if t.Interactive() {
		_, _ = io.WriteString(t.Out, "\x1b[?25h")
	}
}

func detect(in, out, err *os.File, env func(string) string) *IO {
	return &IO{
		In: in, Out: out, Err: err,
		Width:      width(out, env("COLUMNS")),
		flows:      isTerminal(out) || env("COLUMNS") != "",
		ASCII:      !utf8Locale(env) || runewidth.DefaultCondition.EastAsianWidth,
		NoColor:    env("NO_COLOR") != "",
		Accessible: wanted(env("ACCESSIBLE")),
		inTTY:      isTerminal(in),
		outTTY:     isTerminal(out),
		errTTY:     isTerminal(err),
		dumb:       env("TERM") == "dumb",
		now:        time.Now,
	}
}

func isTerminal(f *os.File) bool { return xterm.IsTerminal(int(f.Fd())) }

// width prefers what the user said, then what the terminal says.
func width(out *os.File, columns string) int {
	if n, err := strconv.Atoi(columns); err == nil && n > 0 {
		return clamp(n, widthMin, widthMax)
	}
	if n, _, err := xterm.GetSize(int(out.Fd())); err == nil && n > 0 {
		return clamp(n, widthMin, widthMax)
	}
	return widthDefault
}

// utf8Locale follows the order in which POSIX reads the variables. Windows has
// none of them, and a console that takes UTF-8.
func utf8Locale(env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(env(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return runtime.GOOS == "windows"
}

func wanted(v string) bool {
	return v != "" && v != "0" && !strings.EqualFold(v, "false")
}

func clamp[T int | int64](n, low, high T) T { return max(low, min(n, high)) }
