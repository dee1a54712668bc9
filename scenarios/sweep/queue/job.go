package queue

// What a worker does with a job that it has taken.

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// handle runs a job and writes its result, and only then says that it is done.
func (w *worker) handle(ctx context.Context, msg jetstream.Msg, runners map[string]*sweep.Runner) error {
	j, ok := parseSubject(msg.Subject())
	about, err := msg.Metadata()
	if !ok || err != nil {
		_ = msg.TermWithReason("this is no job")
		return nil
	}
	ctx, done := outliving(ctx)
	defer done()
	alive := w.keepAlive(ctx, msg)
	defer alive()
	if about.NumDelivered > deaths {
		j.kind = deadly
		_, err := w.finish(ctx, msg, j, []byte("{}"))
		return err
	}
	runner, err := w.runner(ctx, j.id, runners)
	switch {
	case errors.Is(err, errNotTheSpec):
		_ = msg.TermWithReason(err.Error())
		return err
	case err != nil:
		return err
	case !within(w.planOf(j.id), j.shard):
		_ = msg.TermWithReason("there are no such runs")
		return nil
	}
	w.begins(j.shard)
	part := runner.Run(j.shard)
	w.spoils(part)
	first, err := w.finish(ctx, msg, j, part.Encode())
	if first && j.kind == result {
		w.runs.Add(j.shard.Runs)
	} else if err == nil {
		w.again.Add(j.shard.Runs)
	}
	return err
}

// grace is how long a worker that is told to end may take to hand in what it has.
const grace = 2 * time.Second

// outliving is a context that ends a little after another.
func outliving(ctx context.Context) (longer context.Context, done func()) {
	longer, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		time.AfterFunc(grace, func() { cancel(context.Cause(ctx)) })
	})
	return longer, func() {
		stop()
		cancel(nil)
	}
}

// keepAlive says that a job is under way, every now and then.
func (w *worker) keepAlive(ctx context.Context, msg jetstream.Msg) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		for sleep(ctx, w.timing.AckWait/3) == nil {
			_ = msg.InProgress() // if it does not arrive, another worker will run it too
		}
	}()
	return cancel
}

// runner is the runner of a sweep, which is fetched the first time.
func (w *worker) runner(ctx context.Context, id string, runners map[string]*sweep.Runner) (*sweep.Runner, error) {
	if r, ok := runners[id]; ok {
		return r, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.plans[id] == nil {
		var spec *sweep.Spec
		err := w.retry(ctx, func(once context.Context) (err error) {
			spec, err = w.getSpec(once, id, w.build)
			if errors.Is(err, errNotTheSpec) {
				return nil
			}
			return err
		})
		if spec == nil && err == nil {
			err = errNotTheSpec
		}
		if err != nil {
			return nil, err
		}
		if w.plans[id], err = spec.Plan(); err != nil {
			return nil, err
		}
	}
	w.met[id] = true
	runners[id] = sweep.NewRunner(w.plans[id])
	return runners[id], nil
}

func (w *worker) planOf(id string) *sweep.Plan {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.plans[id]
}

// finish writes the result of a job, unless there is one; if that differs, this one
// is put beside it, and the coordinator will stop the sweep. first says whether there
// was none.
func (w *worker) finish(ctx context.Context, msg jetstream.Msg, j job, text []byte) (first bool, err error) {
	err = w.retry(ctx, func(once context.Context) error {
		bucket, err := w.js.KeyValue(once, resultBucket)
		if err != nil {
			return err
		}
		_, err = bucket.Create(once, key(j.id, j.kind, j.shard), text)
		if !errors.Is(err, jetstream.ErrKeyExists) {
			first = err == nil
			return err
		}
		there, err := bucket.Get(once, key(j.id, j.kind, j.shard))
		if err != nil || bytes.Equal(there.Value(), text) {
			return err
		}
		_, err = bucket.Put(once, key(j.id, differs, j.shard), text)
		return err
	})
	if err != nil || !w.acked(msg) {
		return first, err
	}
	once, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	_ = msg.DoubleAck(once) // if it does not arrive, the job comes again and finds its result
	return first, nil
}
