package queue

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
)

// ErrUnwritten says that a server of ours can not write its files, as when there is no
// room. It does not get over that before it is started again.
var ErrUnwritten = errors.New("not written")

// complaints is the log of a server. All that is taken from it is that a file can not
// be written, as nobody who asks such a server gets an answer.
type complaints struct {
	once  sync.Once
	heard chan struct{} // closed when there is one
	err   error         // then
}

func newComplaints() *complaints { return &complaints{heard: make(chan struct{})} }

// complaint is the first complaint, nil if there is none.
func (c *complaints) complaint() error {
	select {
	case <-c.heard:
		return c.err
	default:
		return nil
	}
}

// Errorf is what a server says when something fails.
func (c *complaints) Errorf(format string, values ...any) {
	if !strings.Contains(strings.ToLower(format), "write error") {
		return
	}
	c.once.Do(func() {
		text := fmt.Sprintf(format, values...)
		var file *fs.PathError
		if err, ok := values[len(values)-1].(error); ok && errors.As(err, &file) {
			text = filepath.Dir(file.Path) + ": " + file.Err.Error()
		}
		c.err = &linkError{ErrUnwritten, "the server can not write its files in " + text + "; make room there, and go on with --resume"}
		close(c.heard)
	})
}

// What else it says is for those who run servers.

func (*complaints) Noticef(string, ...any) {}
func (*complaints) Warnf(string, ...any)   {}
func (*complaints) Fatalf(string, ...any)  {}
func (*complaints) Debugf(string, ...any)  {}
func (*complaints) Tracef(string, ...any)  {}
