package queue

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// Workers, one of which is killed every 300 ms, come to the same report.
func TestWorkersKilled(t *testing.T) {
	p, s := planned(t, 300), listening(t)
	over, kills := make(chan struct{}), 0
	var killer sync.WaitGroup
	killer.Go(func() {
		workers := []*child{spawn(t, "worker", s.URL, ""), spawn(t, "worker", s.URL, "")}
		for ; ; kills++ {
			select {
			case <-over:
				return
			case <-time.After(300 * time.Millisecond):
				workers[kills%2].kill()
				workers[kills%2] = spawn(t, "worker", s.URL, "")
			}
		}
	})
	same(t, p, s.URL)
	close(over)
	if killer.Wait(); kills < 4 {
		t.Errorf("only %d were killed", kills)
	}
}

// A server that is killed five times, with the same files, loses nothing; nor does
// one of which all files are deleted in the middle.
func TestServerKilled(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		kills   uint64
		deletes bool
	}{{"five times", 5, false}, {"its store deleted", 1, true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, address, dir := planned(t, 100), freeAddress(t), t.TempDir()
			server := spawn(t, "server", address, dir)
			for range 2 {
				spawn(t, "worker", "nats://"+address, "")
			}
			killed := uint64(0)
			same(t, p, "nats://"+address, func(runs uint64) {
				if killed == c.kills || runs*(c.kills+1) < p.Runs()*(killed+1) {
					return
				}
				killed++
				server.kill()
				if c.deletes {
					_ = os.RemoveAll(dir)
				}
				server = spawn(t, "server", address, dir)
			})
			if killed != c.kills {
				t.Errorf("%d kills", killed)
			}
		})
	}
}

// What is deleted on a server that goes on is made again.
func TestShelvesDeleted(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 150), listening(t)
	helpers(t, s.URL, 2, func(w *worker) { w.acked = slowly })
	l, deleted := linked(t, s.URL), false
	same(t, p, s.URL, func(runs uint64) {
		if !deleted && runs > p.Runs()/3 {
			deleted = true
			_ = l.js.DeleteStream(t.Context(), jobStream)
			_ = l.js.DeleteKeyValue(t.Context(), resultBucket)
			_ = l.js.DeleteObjectStore(t.Context(), specBucket)
		}
	})
}

func slowly(jetstream.Msg) bool {
	time.Sleep(10 * time.Millisecond)
	return true
}

// Every job is delivered three times before anybody says that it is done. Its runs
// count once, and those of the later times apart.
func TestDeliveredThrice(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 60), listening(t)
	delivered := map[string]uint64{}
	var mu sync.Mutex
	var workers []*worker
	helpers(t, s.URL, 2, func(w *worker) {
		workers = append(workers, w)
		w.acked = func(msg jetstream.Msg) bool {
			about, _ := msg.Metadata()
			mu.Lock()
			defer mu.Unlock()
			delivered[msg.Subject()] = about.NumDelivered
			if about.NumDelivered < 3 {
				_ = msg.Nak()
				return false
			}
			return true
		}
	})
	thrice := func() (jobs int) {
		mu.Lock()
		defer mu.Unlock()
		for _, n := range delivered {
			if n >= 3 {
				jobs++
			}
		}
		return jobs
	}
	same(t, p, s.URL, func(runs uint64) {
		for range 1000 { // it ends when it has all results, and would take the jobs away
			if runs < p.Runs() || thrice() > 30 {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("only %d jobs were delivered three times", thrice())
	})
	runs := func() uint64 { return workers[0].runs.Load() + workers[1].runs.Load() }
	for range 100 { // the result of the last may be heard of before it is counted
		if runs() >= p.Runs() {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if again := workers[0].again.Load() + workers[1].again.Load(); runs() != p.Runs() || again < 2*30*40 {
		t.Errorf("%d runs and %d once more, of %d", runs(), again, p.Runs())
	}
}

// Two coordinators of one sweep get the same report.
func TestTwoCoordinators(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 100), listening(t)
	helpers(t, s.URL, 2, func(w *worker) { w.acked = slowly })
	want := undisturbed(t, p)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if got, err := coordinated(t, p, s.URL); got != want || err != nil {
				t.Errorf("%v, got\n%s\nwant\n%s", err, got, want)
			}
		})
	}
	both.Wait()
}

// A coordinator that ends in the middle and begins again, with nothing of its own,
// finds what was done.
func TestCoordinatorAgain(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 100), listening(t)
	helpers(t, s.URL, 2, func(w *worker) { w.acked = slowly })
	interrupted(t, p, s.URL, 500)
	same(t, p, s.URL)
}

// A result that differs from another for the same runs stops the sweep: a machine is
// broken.
func TestDiffers(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 50), listening(t)
	helpers(t, s.URL, 2, func(w *worker) {
		w.acked = slowly
		w.spoils = func(part *sweep.Part) { part.Tally.Print[0] += uint64(time.Now().UnixNano()) }
	})
	_, err := coordinated(t, p, s.URL)
	var mismatch *sweep.Mismatch
	if !errors.As(err, &mismatch) {
		t.Error(err)
	}
}

// A run that kills whoever runs it, as it takes memory without end, is found and counts
// as crashed; all others are there.
func TestDeadlyRun(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 8), listening(t)
	var keeper sync.WaitGroup
	ctx, over := context.WithCancel(t.Context())
	for range 3 { // somebody who starts workers again
		keeper.Go(func() {
			for ctx.Err() == nil {
				w := spawn(t, "worker", s.URL, "77")
				left := context.AfterFunc(ctx, func() { _ = w.Process.Kill() }) // one that comes too late would wait for ever
				_ = w.Wait()
				left()
			}
		})
	}
	sum := sweep.NewSum(p)
	err := newCoordinator(linked(t, s.URL), p, sum, "test").run(t.Context())
	over()
	keeper.Wait()
	if err != nil {
		t.Fatal(err)
	}
	crashed := sum.Report(p).Cells[0].Crashed
	if crashed == nil || crashed.Runs != 1 || crashed.Seed != 77 || crashed.Text != "5 workers that ran it have died" || sum.Runs() != p.Runs() {
		t.Errorf("%+v, %d runs", crashed, sum.Runs())
	}
}

// A worker of another build says so at once, and takes nothing.
func TestOtherBuild(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 20), listening(t)
	ctx, stop := context.WithCancel(t.Context())
	go func() { _ = newCoordinator(linked(t, s.URL), p, sweep.NewSum(p), "test").run(ctx) }()
	defer stop()
	w := newWorker(linked(t, s.URL), "other")
	contains(t, w.run(ctx, 1), ErrOtherBuild, "of build test of rehearse, and this is other; install the same one")
}

// A worker of another architecture, here of 32 bits and emulated, comes to the same
// report. Without qemu-arm-static it is skipped, unless REQUIRE_QEMU is set.
func TestOtherArchitecture(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a program for another architecture")
	}
	emulator, err := exec.LookPath("qemu-arm-static")
	if err != nil && os.Getenv("REQUIRE_QEMU") != "" {
		t.Fatal("REQUIRE_QEMU is set, but there is no qemu-arm-static in PATH")
	}
	if err != nil {
		t.Skip("no qemu-arm-static in PATH, so no other architecture works; apt-get install qemu-user-static, or set REQUIRE_QEMU=1 to fail instead")
	}
	t.Parallel()
	program := filepath.Join(t.TempDir(), "worker")
	build := exec.Command("go", "test", "-c", "-o", program, ".")
	build.Env = append(os.Environ(), "GOARCH=arm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := listening(t)
	spawnProgram(t, emulator, "worker", program, s.URL, "")
	same(t, planned(t, 60), s.URL)
}
