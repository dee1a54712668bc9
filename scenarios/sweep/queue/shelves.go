package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// keepFor is how long a server keeps what a sweep left there.
const keepFor = 7 * 24 * time.Hour

// notice is what the bucket of sweeps says about one.
type notice struct {
	Build string
	Over  bool
}

// furnish makes on the server what a sweep needs and is not there. It does no harm
// where somebody else has made it.
func (l *Link) furnish(ctx context.Context) error {
	_, err := l.js.CreateStream(ctx, jetstream.StreamConfig{
		Name: jobStream, Description: "shards of rehearse sweeps", Subjects: []string{jobSubjects}, Retention: jetstream.WorkQueuePolicy,
		MaxMsgsPerSubject: 1, Discard: jetstream.DiscardNew, DiscardNewPerSubject: true, MaxAge: keepFor, Storage: jetstream.FileStorage, Replicas: l.replicas(),
	})
	if err != nil && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		return err
	}
	for _, bucket := range []string{resultBucket, sweepBucket} {
		_, err := l.js.CreateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: bucket, Description: "rehearse sweeps", TTL: keepFor, Storage: jetstream.FileStorage, Replicas: l.replicas()})
		if err != nil && !errors.Is(err, jetstream.ErrBucketExists) {
			return err
		}
	}
	_, err = l.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: specBucket, Description: "rehearse sweeps", TTL: keepFor, Storage: jetstream.FileStorage, Replicas: l.replicas()})
	if errors.Is(err, jetstream.ErrBucketExists) {
		return nil
	}
	return err
}

// stir makes sure that the jobs of a sweep are handed out. A server whose files were
// damaged may hold jobs that it takes for done: they block others of their name, and
// nobody gets them. The consumer is then deleted; workers make a new one.
func (l *Link) stir(ctx context.Context, build, id string) error {
	stream, err := l.js.Stream(ctx, jobStream)
	if err != nil {
		return err
	}
	consumer, err := stream.Consumer(ctx, consumerOf(build))
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if about := consumer.CachedInfo(); about.NumPending > 0 || about.NumAckPending > 0 {
		return nil
	}
	waiting, err := stream.Info(ctx, jetstream.WithSubjectFilter(jobsOf(build, id)))
	if err != nil || len(waiting.State.Subjects) == 0 {
		return err
	}
	return stream.DeleteConsumer(ctx, consumerOf(build))
}

// putSpec puts the spec there, unless it is there.
func (l *Link) putSpec(ctx context.Context, id string, spec *sweep.Spec) error {
	store, err := l.js.ObjectStore(ctx, specBucket)
	if err != nil {
		return err
	}
	if _, err := store.GetInfo(ctx, id); err == nil {
		return nil
	}
	_, err = store.PutBytes(ctx, id, spec.Encode())
	return err
}

// errNotTheSpec says that a spec is not the one with that name.
var errNotTheSpec = errors.New("the scenario on the server was changed on its way")

// getSpec takes the spec of a sweep from there.
func (l *Link) getSpec(ctx context.Context, id, build string) (*sweep.Spec, error) {
	store, err := l.js.ObjectStore(ctx, specBucket)
	if err != nil {
		return nil, err
	}
	text, err := store.GetBytes(ctx, id)
	if err != nil {
		return nil, err
	}
	spec, err := sweep.DecodeSpec(text)
	if err != nil || !bytes.Equal(spec.Encode(), text) || idOf(spec.Digest(), build) != id {
		return nil, errNotTheSpec
	}
	return spec, nil
}

// announce tells workers about a sweep.
func (l *Link) announce(ctx context.Context, id string, n notice) error {
	bucket, err := l.js.KeyValue(ctx, sweepBucket)
	if err != nil {
		return err
	}
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	_, err = bucket.Put(ctx, id, text)
	return err
}

// notices are what is said about all sweeps, by their ids.
func (l *Link) notices(ctx context.Context) (map[string]notice, error) {
	bucket, err := l.js.KeyValue(ctx, sweepBucket)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	names, err := bucket.Keys(ctx)
	if err != nil && !errors.Is(err, jetstream.ErrNoKeysFound) {
		return nil, err
	}
	all := map[string]notice{}
	for _, name := range names {
		entry, err := bucket.Get(ctx, name)
		if err != nil {
			continue // it has gone meanwhile
		}
		var n notice
		if json.Unmarshal(entry.Value(), &n) == nil {
			all[name] = n
		}
	}
	return all, nil
}
