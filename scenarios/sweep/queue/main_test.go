package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// fast is the timing of these tests.
var fast = Timing{AckWait: 400 * time.Millisecond, Republish: 500 * time.Millisecond, Silence: 300 * time.Millisecond, Patience: 20 * time.Second}

// The test binary is also the server and the workers, so that they can be killed.
func TestMain(m *testing.M) {
	if by, err := time.ParseDuration(os.Getenv("REHEARSE_TEST_CLOCK")); err == nil {
		if err := shiftClock(by); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("clock", time.Now().Unix())
	}
	switch os.Getenv("REHEARSE_TEST_ROLE") {
	case "server":
		serve(os.Args[1], os.Args[2])
	case "worker":
		work(os.Args[1], os.Args[2])
	default:
		flag.Parse()
		_ = flag.Set("test.parallel", "6") // they wait, most of the time
		os.Exit(m.Run())
	}
}

// serve is a server until its input ends.
func serve(address, dir string) {
	s, err := Listen(address, dir, false)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(s.URL)
	_, _ = io.Copy(io.Discard, os.Stdin)
	s.stop()
}

// work is a worker with one goroutine that is slow, and dies over some seed.
func work(url, fatal string) {
	l, err := Dial(context.Background(), Address{URL: url}, fast)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	w := newWorker(l, "test")
	w.Note = func(text string) { fmt.Println(text) }
	w.acked = func(jetstream.Msg) bool { time.Sleep(10 * time.Millisecond); return true }
	w.begins = func(s sweep.Shard) {
		var seed uint64
		if n, _ := fmt.Sscan(fatal, &seed); n == 1 && seed >= s.From && seed < s.From+s.Runs {
			allocateForever()
		}
	}
	if err := w.run(context.Background(), 1); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// child is this binary in a role. It ends with the test.
type child struct {
	*exec.Cmd
	in  io.Closer
	out *bytes.Buffer
}

func spawn(t *testing.T, role string, args ...string) *child {
	t.Helper()
	return spawnProgram(t, os.Args[0], role, args...)
}

// spawnProgram is spawn for a binary of these tests that was built otherwise.
func spawnProgram(t *testing.T, program, role string, args ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(program, args...), out: new(bytes.Buffer)}
	c.Env = append(os.Environ(), "REHEARSE_TEST_ROLE="+role)
	c.Stdout, c.Stderr = c.out, c.out
	in, err := c.StdinPipe()
	if err == nil {
		c.in = in
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.kill)
	return c
}

// kill ends the child at once, as kill -9 does.
func (c *child) kill() {
	if c.ProcessState == nil {
		_ = c.Process.Kill()
		_ = c.Wait()
	}
}

// freeAddress is an address of this machine where nobody listens, and whose port no
// connection takes for itself while a server is down.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(10_000)))
		if err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("there is no free port")
	return ""
}

// planned is a sweep of so many shards of 40 runs.
func planned(t testing.TB, shards int) *sweep.Plan {
	t.Helper()
	const size = 40
	text, err := os.ReadFile("../testdata/drawn.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := sweep.New(&scenarios.Source{Name: "test", Text: text}, sweep.Spec{From: 1, Seeds: uint64(shards) * size})
	if err != nil {
		t.Fatal(err)
	}
	p.Shards = nil
	for n := range uint64(shards) {
		p.Shards = append(p.Shards, sweep.Shard{From: 1 + n*size, Runs: size})
	}
	return p
}

func report(t testing.TB, p *sweep.Plan, s *sweep.Sum) string {
	t.Helper()
	text, err := json.MarshalIndent(s.Report(p), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// undisturbed is the report of a sweep without a queue.
func undisturbed(t testing.TB, p *sweep.Plan) string {
	t.Helper()
	s := sweep.NewSum(p)
	if err := sweep.Local(t.Context(), p, s, 2, nil); err != nil {
		t.Fatal(err)
	}
	return report(t, p, s)
}

// atMost is how long a sweep may take: half a minute or so is usual for the longest
// under the race detector, and a busy machine takes several times as long.
const atMost = 3 * time.Minute

// coordinated is the report of a sweep over the server at an address. meanwhile is
// called whenever there is more in the sum.
func coordinated(t *testing.T, p *sweep.Plan, url string, meanwhile ...func(runs uint64)) (string, error) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), atMost, errors.New("the sweep takes too long"))
	defer cancel()
	l, err := Dial(ctx, Address{URL: url}, fast)
	if err != nil {
		return "", err
	}
	defer l.Close()
	s := sweep.NewSum(p)
	c := newCoordinator(l, p, s, "test")
	c.progress = func(uint64) {
		for _, f := range meanwhile {
			f(s.Runs())
		}
	}
	err = c.run(ctx)
	return report(t, p, s), err
}

// interrupted is the first part of a sweep, by a coordinator that ends as soon as it
// has more than so many runs.
func interrupted(t *testing.T, p *sweep.Plan, url string, runs uint64) {
	t.Helper()
	ctx, stop := context.WithCancelCause(t.Context())
	sum, enough := sweep.NewSum(p), errors.New("enough")
	c := newCoordinator(linked(t, url), p, sum, "test")
	c.progress = func(uint64) {
		if sum.Runs() > runs {
			stop(enough)
		}
	}
	contains(t, c.run(ctx), enough)
}

// same wants a coordinated sweep to end with the undisturbed report.
func same(t *testing.T, p *sweep.Plan, url string, meanwhile ...func(runs uint64)) {
	t.Helper()
	got, err := coordinated(t, p, url, meanwhile...)
	if err != nil {
		t.Fatal(err)
	}
	if want := undisturbed(t, p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// listening is a server in this process.
func listening(t *testing.T) *Server {
	t.Helper()
	s, err := Listen("127.0.0.1:0", t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// helpers are workers within this process, on their own connections.
func helpers(t *testing.T, url string, n int, change func(w *worker)) {
	t.Helper()
	for range n {
		w := newWorker(linked(t, url), "test")
		change(w)
		done := make(chan error, 1)
		ctx, cancel := context.WithCancel(context.Background())
		go func() { done <- w.run(ctx, 1) }()
		t.Cleanup(func() {
			cancel()
			<-done
		})
	}
}

// linked is a connection that ends with the test.
func linked(t *testing.T, url string) *Link {
	t.Helper()
	return linkedFor(t, url, fast)
}

// linkedFor is linked for one who is patient otherwise.
func linkedFor(t *testing.T, url string, timing Timing) *Link {
	t.Helper()
	l, err := Dial(t.Context(), Address{URL: url}, timing)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// contains wants an error to be of a kind and say something.
func contains(t *testing.T, err, kind error, words ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("%v is not %v", err, kind)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%v does not say %q", err, word)
		}
	}
}
