//go:build unix

package queue

import (
	"sync"
	"syscall"
	"testing"
	"time"
)

// A worker that is stopped past its time, and goes on when another has done its
// job, harms nothing.
func TestWorkerStopped(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 300), listening(t)
	one := spawn(t, "worker", s.URL, "")
	spawn(t, "worker", s.URL, "")
	var stops sync.WaitGroup
	stopped, late := false, time.Time{}
	same(t, p, s.URL, func(runs uint64) {
		if !stopped && runs > p.Runs()/10 {
			stopped = true
			_ = one.Process.Signal(syscall.SIGSTOP)
			stops.Go(func() {
				time.Sleep(2 * fast.AckWait)
				_ = one.Process.Signal(syscall.SIGCONT)
				late = time.Now()
			})
		}
	})
	over := time.Now()
	if stops.Wait(); late.After(over) {
		t.Error("it was over before the worker went on")
	}
}
