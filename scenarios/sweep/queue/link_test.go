package queue

import (
	"context"
	"net"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// hasty is the timing of one who does not wait.
var hasty = Timing{AckWait: time.Second, Republish: time.Second, Silence: 50 * time.Millisecond, Patience: 300 * time.Millisecond}

func refused(t *testing.T, a Address, kind error, words ...string) {
	t.Helper()
	l, err := Dial(t.Context(), a, hasty)
	if err == nil {
		l.Close()
	}
	contains(t, err, kind, append(words, a.URL)...)
}

// A server that others can reach wants its token, and is known by its certificate;
// the sweep is the same.
func TestOutwardServer(t *testing.T) {
	s, err := Listen("0.0.0.0:0", t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	if s.Secret == nil || !strings.HasPrefix(s.URL, "tls://") || strings.Contains(s.URL, "0.0.0.0") && len(outward("0.0.0.0")) > 7 {
		t.Fatalf("%+v", s)
	}
	good := Address{URL: s.URL, Token: s.Secret.Token, Fingerprint: s.Secret.Fingerprint}
	for _, c := range []struct {
		change func(a *Address)
		word   string
	}{
		{func(a *Address) { a.Token = "" }, "does not take this token"},
		{func(a *Address) { a.Token = "x" }, "does not take this token"},
		{func(a *Address) { a.Fingerprint = strings.Repeat("0", 64) }, "another fingerprint"},
		{func(a *Address) { a.Fingerprint = "" }, "is not trusted here"},
	} {
		bad := good
		c.change(&bad)
		refused(t, bad, ErrRefused, c.word)
	}
	l, err := s.Link(t.Context(), fast)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	other, err := Dial(t.Context(), good, fast)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- newWorker(other, "test").run(t.Context(), 2) }()
	p, sum := planned(t, 20), sweep.NewSum(planned(t, 20))
	if err := newCoordinator(l, p, sum, "test").run(t.Context()); err != nil || report(t, p, sum) != undisturbed(t, p) {
		t.Error(err)
	}
	if err := <-done; err != nil { // it has heard that the sweep is over
		t.Error(err)
	}
	other.Close()
}

// Addresses at which no server can listen are refused before anything begins.
func TestNoAddress(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, want := range map[string]string{
		"4222": "write one such as 127.0.0.1:4222", ":4222": "write one such as", "127.0.0.1:x": "that is no port", "127.0.0.1:70000": "that is no port",
		taken.Addr().String(): "in use", "203.0.113.7:4222": "assign",
	} {
		s, err := Listen(address, t.TempDir(), true)
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

// Two servers never use the same files.
func TestDirectoryTaken(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "files")
	first, err := Listen("127.0.0.1:0", dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Listen("127.0.0.1:0", dir, true); err == nil || !strings.Contains(err.Error(), "another server uses "+dir) {
		t.Error(err)
	}
	first.Close()
	second, err := Listen("127.0.0.1:0", dir, false)
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
}

// What is wrong with a server is said in a sentence, with its address.
func TestNoServer(t *testing.T) {
	refused(t, Address{URL: "nats://" + freeAddress(t)}, ErrAway, "no NATS server has answered for 300ms", "start it, or name another")
	refused(t, Address{URL: "nats://127.0.0.1:x"}, ErrRefused, "that is no address of a NATS server")
	refused(t, Address{URL: listening(t).URL, Creds: filepath.Join(t.TempDir(), "none")}, ErrRefused, "none can not be read: no such file")
	plain, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	plain.Start()
	defer plain.Shutdown()
	refused(t, Address{URL: plain.ClientURL()}, ErrRefused, "no JetStream")
}

// A server that goes away for good ends a sweep with a clear error, and what was
// added stays; so it ends a worker. Both say soon that it is away, and until when
// they try again.
func TestServerGone(t *testing.T) {
	t.Parallel()
	p, s := planned(t, 200), listening(t)
	timing := Timing{AckWait: time.Second, Republish: time.Second, Silence: 600 * time.Millisecond, Patience: 3 * time.Second}
	helpers(t, s.URL, 1, func(w *worker) { w.acked = slowly })
	l, idle := linkedFor(t, s.URL, timing), linkedFor(t, s.URL, timing)
	said := make(chan string, 9)
	l.Note, idle.Note = func(text string) { said <- text }, func(text string) { said <- text }
	worked := make(chan error, 1)
	go func() { worked <- newWorker(idle, "test").run(t.Context(), 1) }()
	sum := sweep.NewSum(p)
	c := newCoordinator(l, p, sum, "test")
	c.progress = func(uint64) { s.server.Shutdown() }
	contains(t, c.run(t.Context()), ErrAway, "no NATS server has answered for 3s (the connection is lost)")
	if sum.Runs() == 0 || sum.Runs() == p.Runs() {
		t.Errorf("%d runs", sum.Runs())
	}
	s.server.Shutdown()
	contains(t, <-worked, ErrAway)
	close(said)
	away, times := regexp.MustCompile(`^`+s.URL+`: the server does not answer \(the connection is lost\); trying again until \d\d:\d\d:\d\d$`), 0
	for text := range said {
		if away.MatchString(text) {
			times++
		}
	}
	if times != 2 {
		t.Errorf("it was said %d times that the server does not answer", times)
	}
}

// A worker that finds no sweep says so, waits, and ends when it is told to.
func TestNoSweep(t *testing.T) {
	s := listening(t)
	w, said := newWorker(linked(t, s.URL), "test"), make(chan string, 9)
	w.Note = func(text string) { said <- text }
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.run(ctx, 2) }()
	if text := <-said; !strings.Contains(text, "no sweep is going on at "+s.URL) {
		t.Error(text)
	}
	stop()
	contains(t, <-done, context.Canceled)
	if len(said) > 0 {
		t.Error("it says so again and again")
	}
}

// Specs that were changed on their way are not run.
func TestChangedSpec(t *testing.T) {
	s, p := listening(t), planned(t, 1)
	l := linked(t, s.URL)
	if err := l.furnish(t.Context()); err != nil {
		t.Fatal(err)
	}
	store, err := l.js.ObjectStore(t.Context(), specBucket)
	if err != nil {
		t.Fatal(err)
	}
	id := sweepID(p, "test")
	for _, text := range []string{"", "{}", `{"Seeds":1}`, string(p.Spec.Encode()) + " "} {
		if _, err := store.PutBytes(t.Context(), id, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if _, err := l.getSpec(t.Context(), id, "test"); err != errNotTheSpec {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	if _, err := store.PutBytes(t.Context(), id, p.Spec.Encode()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.getSpec(t.Context(), id, "test"); err != nil {
		t.Error(err)
	}
}

// FuzzNames: whatever comes as a subject or a key is read or refused, and what is
// read is called so.
func FuzzNames(f *testing.F) {
	f.Add(subject("b", "id", result, sweep.Shard{Cell: 1, From: 2, Runs: 3}))
	f.Add("rehearse.job.b.id.r.1-2")
	f.Add("rehearse.job.b.id.r.1-02-3")
	f.Fuzz(func(t *testing.T, text string) {
		if j, ok := parseSubject(text); ok && !strings.HasSuffix(text, "."+key(j.id, j.kind, j.shard)) {
			t.Errorf("%q: %+v", text, j)
		}
	})
}
