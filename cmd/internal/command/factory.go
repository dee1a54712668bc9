package command

import (
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// factory is what every command is made with.
type factory struct {
	io    *term.IO
	json  bool     // --json
	told  []error  // that a program has not been told yet
	temps sync.Map // files that are being written: from their name so far to their name
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
		f.temps.Range(func(name, _ any) bool {
			os.Remove(name.(string))
			return true
		})
		f.io.Restore()
		code := exitInterrupted
		if n, ok := got.(syscall.Signal); ok {
			code = 128 + int(n)
		}
		if asJSON {
			f.tellJSON(map[string]any{"schema": "rehearse/error/1", "exitCode": code, "errors": errorsIn(term.ErrInterrupted)})
		} else {
			fmt.Fprintf(f.io.Err, "\nrehearse: %v\n", term.ErrInterrupted)
		}
		os.Exit(code)
	}()
}
