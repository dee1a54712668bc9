package queue

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

const (
	window     = 500 // jobs without a result that may be published at once
	twiceEvery = 100 // of so many shards one is run twice, to see whether it comes out the same
)

// Coordinate lets workers run what a sum misses, and adds it. Several coordinators
// may do so for one sweep. The error is a *sweep.Mismatch, ErrAway, ErrRefused or
// ErrUnwritten, or the cause of the end of ctx; what was added by then stays.
func Coordinate(ctx context.Context, l *Link, p *sweep.Plan, s *sweep.Sum, progress func(runs uint64)) error {
	c := newCoordinator(l, p, s, sweep.Build())
	c.progress = progress
	return c.run(ctx)
}

// coordinator is one sweep under way.
type coordinator struct {
	*Link
	plan     *sweep.Plan
	sum      *sweep.Sum
	build    string
	id       string
	progress func(runs uint64)

	todo []task        // in the order in which they are published
	open map[task]bool // those without a result
	next int           // of todo: all before it are published or have a result
	out  int           // how many are published and have no result

	watch jetstream.KeyWatcher // of the results
	news  <-chan jetstream.KeyValueEntry
	heard time.Time // the latest of them
}

// task is one of the things that need a result.
type task struct {
	kind  kind // result or again
	shard sweep.Shard
}

func newCoordinator(l *Link, p *sweep.Plan, s *sweep.Sum, build string) *coordinator {
	c := &coordinator{Link: l, plan: p, sum: s, build: build, id: sweepID(p, build), progress: func(uint64) {}, open: map[task]bool{}}
	for _, sh := range s.Missing(p) {
		c.want(task{result, sh})
	}
	for n := 0; n < len(p.Shards); n += twiceEvery {
		c.want(task{again, p.Shards[n]})
	}
	return c
}

func (c *coordinator) want(t task) {
	c.todo = append(c.todo, t)
	c.open[t] = true
}

// run goes on until everything has a result.
func (c *coordinator) run(ctx context.Context) error {
	defer c.unwatch()
	if err := c.begin(ctx); err != nil {
		return err
	}
	tick, pulse := time.NewTicker(c.timing.Republish), time.NewTicker(c.timing.Silence)
	defer tick.Stop()
	defer pulse.Stop()
	for len(c.open) > 0 {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
			if err := c.begin(ctx); err != nil {
				return err
			}
			tick.Reset(c.timing.Republish) // however long that took
		case <-pulse.C:
			if err := c.retry(ctx, func(once context.Context) error { return c.probe(once, c.id) }); err != nil {
				return err
			}
		case <-c.log.heard:
			return c.log.err
		case entry, ok := <-c.news:
			if err := c.take(ctx, entry, ok); err != nil {
				return err
			}
		}
	}
	return c.end(ctx)
}

// begin makes sure that everything is on the server, and is done again every now
// and then, as it may have lost anything meanwhile. Each step is asked for by itself,
// so that a server far away has time for it.
func (c *coordinator) begin(ctx context.Context) error {
	for _, step := range []func(once context.Context) error{
		c.furnish,
		func(once context.Context) error { return c.putSpec(once, c.id, c.plan.Spec) },
		func(once context.Context) error { return c.announce(once, c.id, notice{Build: c.build}) },
		func(once context.Context) error { return c.listen(ctx, once) },
		func(once context.Context) error { return c.stir(once, c.build, c.id) },
	} {
		if err := c.retry(ctx, step); err != nil {
			return err
		}
	}
	c.todo = slices.DeleteFunc(c.todo, func(t task) bool { return !c.open[t] })
	c.next, c.out = 0, 0
	return c.retry(ctx, c.publish)
}

// listen watches the results from the first one on, if nothing was heard of them
// for a while.
func (c *coordinator) listen(ctx, once context.Context) error {
	if c.watch != nil && time.Since(c.heard) < c.timing.Republish {
		return nil
	}
	c.unwatch()
	bucket, err := c.js.KeyValue(once, resultBucket)
	if err != nil {
		return err
	}
	if c.watch, err = bucket.Watch(ctx, c.id+".>"); err != nil {
		return err
	}
	c.news = c.watch.Updates()
	return nil
}

func (c *coordinator) unwatch() {
	if c.watch != nil {
		_ = c.watch.Stop()
		c.watch, c.news = nil, nil
	}
}

// publish fills the window with jobs, all at once. A job that waits already is not
// doubled.
func (c *coordinator) publish(ctx context.Context) error {
	next, sent := c.next, []jetstream.PubAckFuture{}
	for ; next < len(c.todo) && c.out+len(sent) < window; next++ {
		t := c.todo[next]
		if !c.open[t] {
			continue
		}
		answer, err := c.js.PublishAsync(subject(c.build, c.id, t.kind, t.shard), nil, jetstream.WithRetryAttempts(0))
		if err != nil {
			return err
		}
		sent = append(sent, answer)
	}
	for _, answer := range sent {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-answer.Ok():
		case err := <-answer.Err():
			if !strings.Contains(err.Error(), "maximum messages per subject exceeded") {
				return err
			}
		}
	}
	c.next, c.out = next, c.out+len(sent)
	return nil
}

// take takes what was heard of a result.
func (c *coordinator) take(ctx context.Context, entry jetstream.KeyValueEntry, ok bool) error {
	if !ok {
		c.unwatch()
		return c.begin(ctx)
	}
	if entry == nil || entry.Operation() != jetstream.KeyValuePut {
		c.heard = time.Now()
		return nil // all that was there has been told, or something was deleted
	}
	k, s, ok := parseKey(entry.Key())
	if !ok || !c.within(s) {
		return nil // nothing of ours
	}
	c.heard = time.Now()
	switch k {
	case deadly:
		c.split(s)
	default:
		if err := c.add(k, s, entry.Value()); err != nil {
			return err
		}
	}
	if c.out < window/2 {
		return c.retry(ctx, c.publish)
	}
	return nil
}

// within says whether runs belong to the plan.
func (c *coordinator) within(s sweep.Shard) bool { return within(c.plan, s) }

func within(p *sweep.Plan, s sweep.Shard) bool {
	from, end := p.Spec.From, p.Spec.From+p.Spec.Seeds
	return s.Cell >= 0 && s.Cell < len(p.Cells) && s.Runs > 0 && s.From >= from && s.From < end && s.Runs <= end-s.From
}

// errStrange says that a result can not be one of ours.
var errStrange = errors.New("a result on the server can not be read; is somebody else writing there?")

// add adds a result.
func (c *coordinator) add(k kind, s sweep.Shard, text []byte) error {
	part, err := sweep.DecodePart(text)
	if err != nil || part.Shard != s || len(part.Tally.Claims) != len(c.plan.Cells[s.Cell].Properties) {
		return errStrange
	}
	added, err := c.sum.Add(part)
	if err != nil {
		return err
	}
	c.settle(task{k, s})
	c.settle(task{result, s})
	if added {
		c.progress(s.Runs)
	}
	return nil
}

// settle takes what has a result off the list.
func (c *coordinator) settle(t task) {
	if c.open[t] {
		delete(c.open, t)
		c.out--
	}
}

// end tells workers that it is over, and takes jobs away that nobody needs.
func (c *coordinator) end(ctx context.Context) error {
	return c.retry(ctx, func(once context.Context) error {
		if stream, err := c.js.Stream(once, jobStream); err == nil {
			_ = stream.Purge(once, jetstream.WithPurgeSubject(jobsOf(c.build, c.id)))
		}
		return c.announce(once, c.id, notice{Build: c.build, Over: true})
	})
}
