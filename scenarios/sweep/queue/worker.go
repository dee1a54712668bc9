package queue

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// ErrOtherBuild says that sweeps are going on, and none for this build.
var ErrOtherBuild = errors.New("another build")

// Work takes shards of this build's sweeps and runs them on so many goroutines,
// until the sweeps it has met are over, or ctx is done. The error is ErrOtherBuild,
// ErrAway or ErrRefused, or the cause of the end of ctx; a shard that is under way
// then is finished. runs is how many runs have their result from here, and again how
// many were made beside those that had one: to compare the two, or as a job came twice.
func Work(ctx context.Context, l *Link, goroutines int) (runs, again uint64, err error) {
	w := newWorker(l, sweep.Build())
	err = w.run(ctx, goroutines)
	return w.runs.Load(), w.again.Load(), err
}

// Help is Work for the machine of the coordinator: it ends with ctx alone, and takes
// shards of one plan among others.
func Help(ctx context.Context, l *Link, p *sweep.Plan, goroutines int) error {
	w := newWorker(l, sweep.Build())
	w.stays, w.plans[sweepID(p, w.build)] = true, p
	return w.run(ctx, goroutines)
}

func newWorker(l *Link, build string) *worker {
	return &worker{Link: l, build: build, plans: map[string]*sweep.Plan{}, met: map[string]bool{},
		begins: func(sweep.Shard) {}, spoils: func(*sweep.Part) {}, acked: func(jetstream.Msg) bool { return true }}
}

// worker takes jobs from one server.
type worker struct {
	*Link
	build string

	mu    sync.Mutex
	plans map[string]*sweep.Plan
	met   map[string]bool // sweeps that were going on
	idle  bool            // it was said that there is none
	stays bool            // whatever is going on

	runs, again atomic.Uint64

	// What tests do to it: when a shard begins, with its result, and whether to say
	// that the job is done.
	begins func(sweep.Shard)
	spoils func(*sweep.Part)
	acked  func(jetstream.Msg) bool
}

func (w *worker) run(ctx context.Context, goroutines int) error {
	if err := w.retry(ctx, w.greet); err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var pool sync.WaitGroup
	for range goroutines {
		pool.Go(func() { stop(w.loop(ctx)) })
	}
	pool.Wait()
	if err := context.Cause(ctx); !errors.Is(err, errOver) {
		return err
	}
	return nil
}

// errOver ends the goroutines of a worker that has done all it can.
var errOver = errors.New("all sweeps are over")

// greet looks whether anybody waits for this build.
func (w *worker) greet(ctx context.Context) error {
	_, err := w.look(ctx)
	return err
}

// loop takes one job after another.
func (w *worker) loop(ctx context.Context) error {
	runners := map[string]*sweep.Runner{}
	var consumer jetstream.Consumer
	for {
		var msg jetstream.Msg
		err := w.retry(ctx, func(once context.Context) (err error) {
			msg, err = w.next(once, &consumer)
			return err
		})
		switch {
		case err != nil:
			return err
		case msg != nil:
			err = w.handle(ctx, msg, runners)
		default:
			err = w.rest(ctx)
		}
		if err != nil {
			return err
		}
	}
}

// next waits a little for a job; there may be none. The consumer is made the first
// time, and when it did not answer.
func (w *worker) next(ctx context.Context, consumer *jetstream.Consumer) (msg jetstream.Msg, err error) {
	if *consumer == nil {
		*consumer, err = w.js.CreateOrUpdateConsumer(ctx, jobStream, jetstream.ConsumerConfig{
			Durable: consumerOf(w.build), FilterSubject: "rehearse.job." + w.build + ".>", AckPolicy: jetstream.AckExplicitPolicy,
			AckWait: w.timing.AckWait, MaxDeliver: -1, MaxAckPending: consumerAhead, InactiveThreshold: keepFor,
		})
	}
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, nil // no sweep has begun
	}
	if err != nil {
		return nil, err
	}
	batch, err := (*consumer).Fetch(1, jetstream.FetchMaxWait(time.Second))
	if err == nil {
		msg, err = <-batch.Messages(), batch.Error()
	}
	if msg == nil && err != nil {
		*consumer = nil
	}
	return msg, nil
}

// rest is for when there is no job: it looks whether there will be any.
func (w *worker) rest(ctx context.Context) error {
	over := false
	err := w.retry(ctx, func(once context.Context) (err error) {
		over, err = w.look(once)
		return err
	})
	if err != nil || over {
		return errors.Join(err, map[bool]error{true: errOver}[over])
	}
	return sleep(ctx, 200*time.Millisecond)
}

// look looks which sweeps are going on: over says that those that were met are not.
func (w *worker) look(ctx context.Context) (over bool, err error) {
	all, err := w.notices(ctx)
	if err != nil || w.stays {
		return false, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	builds := map[string]bool{}
	for id, n := range all {
		if builds[n.Build] = builds[n.Build] || !n.Over; !n.Over && n.Build == w.build {
			w.met[id] = true
		}
	}
	maps.DeleteFunc(builds, func(_ string, goesOn bool) bool { return !goesOn })
	switch {
	case builds[w.build]:
		w.idle = false
	case len(w.met) > 0:
		return w.allOver(all), nil
	case len(builds) > 0:
		return false, w.otherBuild(builds)
	case !w.idle:
		w.idle = true
		w.tell("no sweep is going on at " + w.url + "; waiting for one")
	}
	return false, nil
}

// allOver says whether it was said of all sweeps that were met that they are over.
func (w *worker) allOver(all map[string]notice) bool {
	for id := range w.met {
		if !all[id].Over {
			return false
		}
	}
	return true
}

func (w *worker) otherBuild(builds map[string]bool) error {
	for build := range builds {
		if len(builds) == 1 {
			return &linkError{ErrOtherBuild, fmt.Sprintf("%s: the sweep there is of build %s of rehearse, and this is %s; install the same one on both sides", w.url, build, w.build)}
		}
	}
	return &linkError{ErrOtherBuild, fmt.Sprintf("%s: the sweeps there are of other builds of rehearse than this one, %s; install the same one on both sides", w.url, w.build)}
}
