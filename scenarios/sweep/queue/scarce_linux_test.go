package queue

// Disks that are full, and memory that is.

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// smallDisk is a directory with room for a mebibyte.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("no disk can be mounted here, which takes root: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// A disk that is full ends a sweep at once with a clear error, and soon if the server
// is somebody else's. When there is room again and the server is started anew, it
// goes on from where it was.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	disk, p := smallDisk(t), planned(t, 200)
	ballast := filepath.Join(disk, "ballast")
	s, err := Listen("127.0.0.1:0", filepath.Join(disk, "files"), true)
	if err != nil {
		t.Fatal(err)
	}
	helpers(t, s.URL, 2, func(w *worker) { w.acked = slowly })
	l, err := s.Link(t.Context(), fast)
	if err != nil {
		t.Fatal(err)
	}
	sum, filled := sweep.NewSum(p), false
	c := newCoordinator(l, p, sum, "test")
	c.progress = func(uint64) {
		if !filled && sum.Runs() > p.Runs()/4 {
			filled = true
			if err := os.WriteFile(ballast, bytes.Repeat([]byte("x"), 1<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
				t.Error("the disk is not full: ", err)
			}
		}
	}
	contains(t, c.run(t.Context()), ErrUnwritten, "can not write its files in "+disk, "no space left on device; make room there, and go on with --resume")
	l.Close()
	far := linkedFor(t, s.URL, Timing{AckWait: time.Second, Republish: time.Second, Silence: time.Second, Patience: time.Second})
	contains(t, newCoordinator(far, p, sweep.NewSum(p), "test").run(t.Context()), ErrAway, "it is connected and says nothing; its disk may be full")
	far.Close()
	address := strings.TrimPrefix(s.URL, "nats://")
	s.stop()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if s, err = Listen(address, filepath.Join(disk, "files"), false); err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	bucket, err := linked(t, s.URL).js.KeyValue(t.Context(), resultBucket)
	if err != nil {
		t.Fatal(err)
	}
	if there, err := bucket.Keys(t.Context()); err != nil || len(there) < len(p.Shards)/8 {
		t.Errorf("of a quarter of the shards there are only %d results: %v", len(there), err)
	}
	same(t, p, s.URL)
}

// allocateForever is over when the memory is, of which this process may have some.
func allocateForever() {
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: 8 << 30, Max: 8 << 30}); err != nil {
		panic(err)
	}
	for hoard := [][]byte{}; ; {
		hoard = append(hoard, make([]byte, 1<<30))
	}
}
