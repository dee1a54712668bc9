package sweep

import (
	"context"
	"sync"
)

// Local runs what a sum misses on so many goroutines, and adds it. When ctx is done
// it ends with the shards that are under way; the error is then the cause, or a
// *Mismatch. progress is told of runs as they are added, and may be nil.
func Local(ctx context.Context, p *Plan, s *Sum, workers int, progress func(runs uint64)) error {
	shards, parts := make(chan Shard), make(chan *Part)
	whole := ctx
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(shards)
		for _, sh := range s.Missing(p) {
			select {
			case shards <- sh:
			case <-ctx.Done():
				return
			}
		}
	}()
	var pool sync.WaitGroup
	for range workers {
		pool.Go(func() {
			runner := NewRunner(p)
			for sh := range shards {
				parts <- runner.Run(sh)
			}
		})
	}
	go func() {
		pool.Wait()
		close(parts)
	}()
	err := s.take(parts, stop, progress)
	if err == nil && len(s.Missing(p)) > 0 {
		return context.Cause(whole)
	}
	return err
}

// take adds parts until there are no more; after a mismatch it only waits for
// the end.
func (s *Sum) take(parts <-chan *Part, stop func(), progress func(runs uint64)) (failed error) {
	for part := range parts {
		_, err := s.Add(part)
		if err != nil {
			failed = err
			stop()
		}
		if progress != nil {
			progress(part.Runs)
		}
	}
	return failed
}
