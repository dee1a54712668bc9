package command

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// factory is what every command is made with.
type factory struct {
	io    *term.IO
	json  bool     // --json
	told  []error  // that a program has not been told yet
	temps sync.Map // files that are being written: from their name so far to their name

	patience atomic.Pointer[context.CancelCauseFunc] // of a command that ends by itself when it is told to; nil if none runs
}

// document prints one JSON document to standard output.
func (f *factory) document(v any) error {
	text, err := jsonText(v, "  ")
	if err != nil {
		return coded{exitInternal, err}
	}
	f.io.Copy([]byte(text))
	return nil
}

// exitOnInterrupt ends the process at Ctrl-C, and when it is told to end, and
// leaves no half-written file and no terminal in which nothing shows. It touches
// nothing that the command may be writing meanwhile.
func (f *factory) exitOnInterrupt(asJSON bool) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		got := <-signals
		for f.endsItself(got) {
			got = <-signals
		}
		f.temps.Range(func(name, _ any) bool {
			os.Remove(name.(string))
			return true
		})
		f.io.Restore()
		code := interruptCode(got)
		if asJSON {
			f.tellJSON(map[string]any{"schema": "rehearse/error/1", "exitCode": code, "errors": errorsIn(term.ErrInterrupted)})
		} else {
			fmt.Fprintf(f.io.Err, "\nrehearse: %v\n", term.ErrInterrupted)
		}
		os.Exit(code)
	}()
}

// untilInterrupted is for a command that has something to save when it is told to
// end: the first signal ends the context, with the error to return as its cause,
// and the second ends the process.
func (f *factory) untilInterrupted() (ctx context.Context, done func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	f.patience.Store(&cancel)
	return ctx, func() {
		f.patience.Store(nil)
		cancel(nil)
	}
}

// endsItself tells the command that a signal came, if it wants to know.
func (f *factory) endsItself(got os.Signal) bool {
	cancel := f.patience.Swap(nil)
	if cancel == nil {
		return false
	}
	(*cancel)(coded{interruptCode(got), term.ErrInterrupted})
	return true
}

func interruptCode(got os.Signal) int {
	if n, ok := got.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return exitInterrupted
}
