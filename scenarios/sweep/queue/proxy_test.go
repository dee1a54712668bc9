package queue

// A line between a worker and its server that breaks in all the ways lines do.

import (
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// A worker whose line breaks for less and for more than its time, in both directions
// or in one, harms nothing, and goes on when there is a line again.
func TestLineBroken(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for lines to break")
	}
	t.Parallel()
	s := listening(t)
	line, far := newProxy(t, s.URL, 0), (*worker)(nil)
	over, broken, breaks := make(chan struct{}), make(chan struct{}), 0
	slowly := func(jetstream.Msg) bool { // so that the sweep is not over before
		select {
		case <-broken:
		case <-time.After(20 * time.Millisecond):
		}
		return true
	}
	helpers(t, line.url(), 1, func(w *worker) { far, w.acked = w, slowly })
	helpers(t, s.URL, 1, func(w *worker) { w.acked = slowly })
	var breaker sync.WaitGroup
	breaker.Go(func() {
		defer close(broken)
		for _, c := range []struct {
			breaks, mends func()
			lasts         time.Duration
		}{
			{line.cut, line.mend, 2 * fast.AckWait},
			{func() { line.hold(0, 1) }, func() { line.release(0, 1) }, fast.AckWait / 2},
			{func() { line.hold(0, 1) }, func() { line.release(0, 1) }, 2 * fast.AckWait},
			{func() { line.hold(0) }, func() { line.release(0) }, 2 * fast.AckWait},
			{func() { line.hold(1) }, func() { line.release(1) }, 2 * fast.AckWait},
			{func() { line.hold(1) }, line.bury, 0},
		} {
			c.breaks()
			time.Sleep(c.lasts)
			c.mends()
			for before := far.runs.Load(); far.runs.Load() == before; time.Sleep(10 * time.Millisecond) {
				select {
				case <-over:
					return
				default:
				}
			}
			breaks++
		}
	})
	same(t, planned(t, 600), s.URL)
	close(over)
	if breaker.Wait(); breaks < 6 {
		t.Errorf("the worker went on after %d breaks", breaks)
	}
}

// A coordinator and a worker far from their server need more time, and no more.
func TestFarAway(t *testing.T) {
	t.Parallel()
	s := listening(t)
	line := newProxy(t, s.URL, 40*time.Millisecond)
	helpers(t, line.url(), 1, func(*worker) {})
	helpers(t, s.URL, 1, func(*worker) {})
	p := planned(t, 200)
	l := linkedFor(t, line.url(), Timing{AckWait: 5 * time.Second, Republish: 5 * time.Second, Silence: time.Second, Patience: 20 * time.Second})
	sum := sweep.NewSum(p)
	if err := newCoordinator(l, p, sum, "test").run(t.Context()); err != nil || report(t, p, sum) != undisturbed(t, p) {
		t.Error(err)
	}
}

// proxy passes on what goes to a server and comes from it, unless it is told not to.
type proxy struct {
	server string
	lines  net.Listener
	lag    time.Duration // of all that passes

	mu     sync.Mutex
	off    bool // nobody gets through
	open   []net.Conn
	gates  [2]*sync.Mutex // to the server, and from it: what is locked lets nothing pass
	buried []*sync.Mutex
}

func newProxy(t *testing.T, server string, lag time.Duration) *proxy {
	t.Helper()
	lines, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{server: strings.TrimPrefix(server, "nats://"), lines: lines, lag: lag, gates: [2]*sync.Mutex{{}, {}}}
	go p.serve()
	t.Cleanup(func() {
		_ = lines.Close()
		p.cut()
		for _, gate := range p.buried {
			gate.TryLock()
			gate.Unlock()
		}
	})
	return p
}

func (p *proxy) url() string { return "nats://" + p.lines.Addr().String() }

func (p *proxy) serve() {
	for {
		client, err := p.lines.Accept()
		if err != nil {
			return
		}
		if server, err := net.Dial("tcp", p.server); err == nil && p.join(client, server) {
			continue
		}
		_ = client.Close()
	}
}

// join makes a line, unless nobody gets through.
func (p *proxy) join(client, server net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off {
		_ = server.Close()
		return false
	}
	p.open = append(p.open, client, server)
	go p.pass(server, client, p.gates[0])
	go p.pass(client, server, p.gates[1])
	return true
}

// pass passes on what comes when the gate is open.
func (p *proxy) pass(to, from net.Conn, gate *sync.Mutex) {
	defer to.Close()
	for buffer := make([]byte, 4096); ; {
		n, err := from.Read(buffer)
		time.Sleep(p.lag)
		gate.Lock()
		_, failed := to.Write(buffer[:n])
		gate.Unlock()
		if err != nil || failed != nil {
			return
		}
	}
}

// cut ends all lines; there is none until mend.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = true
	for _, conn := range p.open {
		_ = conn.Close()
	}
	p.open = nil
}

func (p *proxy) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = false
}

// hold lets nothing pass in some directions; release lets pass what came meanwhile.
func (p *proxy) hold(directions ...int) {
	for _, d := range directions {
		p.gates[d].Lock()
	}
}

func (p *proxy) release(directions ...int) {
	for _, d := range directions {
		p.gates[d].Unlock()
	}
}

// bury leaves the lines that there are as they are, for good; new ones are open.
func (p *proxy) bury() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.buried = slices.Concat(p.buried, p.gates[:])
	p.gates = [2]*sync.Mutex{{}, {}}
}
