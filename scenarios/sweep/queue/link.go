package queue

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// Address is where a server is, and what opens it.
type Address struct {
	URL         string
	Token       string // or
	Creds       string // a file of credentials
	Fingerprint string // of its certificate; empty trusts those whom the system trusts
}

// Timing is how patient one is.
type Timing struct {
	AckWait   time.Duration // after which a job that nobody speaks of is given to another worker
	Republish time.Duration // how often jobs without a result are published again
	Silence   time.Duration // after which a server that says nothing is asked, and a person is told that it does not answer
	Patience  time.Duration // how long a server that does not answer is waited for
}

// Usual is the timing of sweeps.
var Usual = Timing{AckWait: 30 * time.Second, Republish: time.Minute, Silence: 3 * time.Second, Patience: 2 * time.Minute}

// The two ways in which there is no connection.
var (
	ErrAway    = errors.New("no answer")
	ErrRefused = errors.New("refused")
)

// linkError is why a server is of no use to us, in a sentence: one of the two,
// ErrUnwritten or ErrOtherBuild.
type linkError struct {
	kind error
	text string
}

func (e *linkError) Error() string        { return e.text }
func (e *linkError) Is(target error) bool { return target == e.kind }

// Link is a connection to a server. When the server goes away it waits for it.
type Link struct {
	Note func(text string) // if not nil, is told what a person may want to know, one thing at a time

	url    string
	timing Timing
	log    *complaints // of the server, if it is in this process
	conn   *nats.Conn
	js     jetstream.JetStream

	silent atomic.Bool // it was said that the server does not answer
	mu     sync.Mutex  // of Note
}

// firstPatience is how long an answer of a server is waited for that was never there.
const firstPatience = 5 * time.Second

// Dial connects to a server. If none answers, it tries again for a few seconds.
func Dial(ctx context.Context, a Address, t Timing) (*Link, error) {
	l := &Link{url: a.URL, timing: t, log: newComplaints()}
	options := []nats.Option{nats.Timeout(5 * time.Second)}
	if a.Token != "" {
		options = append(options, nats.Token(a.Token))
	}
	if a.Creds != "" {
		options = append(options, nats.UserCredentials(a.Creds))
	}
	if a.Fingerprint != "" {
		options = append(options, nats.Secure(pinned(a.Fingerprint)))
	}
	return l, l.connect(ctx, options)
}

// Link connects to the server from within the process.
func (s *Server) Link(ctx context.Context, t Timing) (*Link, error) {
	l := &Link{url: s.URL, timing: t, log: s.log}
	options := []nats.Option{nats.InProcessServer(s.server)}
	if s.Secret != nil {
		options = append(options, nats.Token(s.Secret.Token), nats.Secure(pinned(s.Secret.Fingerprint)))
	}
	return l, l.connect(ctx, options)
}

func (l *Link) connect(ctx context.Context, options []nats.Option) error {
	t := l.timing
	defer func() { l.timing = t }()
	l.timing.Patience = min(t.Patience, firstPatience)
	options = append(options, nats.Name("rehearse"), nats.MaxReconnects(-1), nats.ReconnectWait(200*time.Millisecond),
		nats.PingInterval(max(t.AckWait/3, time.Second)), nats.MaxPingsOutstanding(2)) // a line that is dead in one direction is noticed by nobody else
	err := l.retry(ctx, func(context.Context) (err error) {
		l.conn, err = nats.Connect(l.url, options...)
		return err
	})
	if err != nil {
		return err
	}
	if l.js, err = jetstream.New(l.conn, jetstream.WithPublishAsyncTimeout(onceLasts)); err == nil {
		err = l.retry(ctx, l.ping)
	}
	if err != nil {
		l.conn.Close()
	}
	return err
}

// ping asks whether JetStream is there.
func (l *Link) ping(ctx context.Context) error {
	_, err := l.js.AccountInfo(ctx)
	return err
}

// probe asks whether the results of a sweep can be written, which a server with a full
// disk says to nobody.
func (l *Link) probe(ctx context.Context, id string) error {
	bucket, err := l.js.KeyValue(ctx, resultBucket)
	if err == nil {
		_, err = bucket.Put(ctx, key(id, probe, sweep.Shard{}), nil)
	}
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return nil // it will be made again
	}
	return err
}

// Close ends the connection.
func (l *Link) Close() { l.conn.Close() }

// retry does something that a server has to answer. If it does not, it is asked
// again, with pauses that grow to a second, for as long as one is patient.
func (l *Link) retry(ctx context.Context, ask func(context.Context) error) error {
	began := time.Now()
	for pause := 20 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := l.once(ctx, ask)
		switch {
		case err == nil:
			l.answered()
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case l.log.complaint() != nil:
			return l.log.complaint()
		case l.refused(err) != nil:
			return l.refused(err)
		case time.Since(began) > l.timing.Patience:
			return l.away(err)
		case time.Since(began) > l.timing.Silence:
			l.missed(began, err)
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// onceLasts is how long an answer is waited for before one asks again.
const onceLasts = 2 * time.Second

// once asks once.
func (l *Link) once(ctx context.Context, ask func(context.Context) error) error {
	lost := func() bool { return l.conn != nil && !l.conn.IsConnected() }
	if lost() {
		return errLost
	}
	ctx, cancel := context.WithTimeout(ctx, min(onceLasts, l.timing.Patience/2))
	defer cancel()
	err := ask(ctx)
	if errors.Is(err, context.DeadlineExceeded) && lost() {
		return errLost
	}
	return err
}

// errLost says that there is no server to ask. The connection comes back by itself.
var errLost = errors.New("the connection is lost")

// missed tells, once, that the server does not answer.
func (l *Link) missed(since time.Time, err error) {
	if l.silent.CompareAndSwap(false, true) {
		l.tell(fmt.Sprintf("%s: the server does not answer (%s); trying again until %s", l.url, why(err), since.Add(l.timing.Patience).Format(time.TimeOnly)))
	}
}

// answered tells that it does again.
func (l *Link) answered() {
	if l.silent.CompareAndSwap(true, false) {
		l.tell(l.url + ": the server answers again")
	}
}

func (l *Link) tell(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.Note != nil {
		l.Note(text)
	}
}

// insufficientResources is what a server answers whose share of the disk is used up.
const insufficientResources jetstream.ErrorCode = 10023

// why says what is known about a server that does not answer.
func why(err error) string {
	var api *jetstream.APIError
	if errors.As(err, &api) && api.ErrorCode == insufficientResources {
		return "it has no room on its disk"
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "it is connected and says nothing; its disk may be full"
	}
	return err.Error()
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

// refused says why asking again is of no use, nil if it may be.
func (l *Link) refused(err error) error {
	text := err.Error()
	var known *linkError
	var file *fs.PathError
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired), errors.Is(err, nats.ErrConnectionClosed):
		text = "it does not take this token or these credentials; give --token, or --creds with a file that it knows"
	case errors.Is(err, errOtherCertificate):
		text = errOtherCertificate.Error() + "; take the one that the sweep printed, and do not go on if that is what you gave"
	case errors.Is(err, nats.ErrSecureConnRequired):
		text = "it wants TLS; write tls:// instead of nats://, and give --fingerprint"
	case strings.Contains(text, "x509:") || strings.Contains(text, "certificate"):
		text = "its certificate is not trusted here (" + text + "); give --fingerprint if it is one of a sweep"
	case errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		text = "it has no JetStream, which sweeps need; turn it on there"
	case errors.Is(err, nats.ErrPermissionViolation):
		text = "these credentials may not do what a sweep needs (" + text + ")"
	case errors.As(err, &file):
		text = file.Path + " can not be read: " + file.Err.Error()
	case isBadAddress(text):
		text = "that is no address of a NATS server; write one such as nats://127.0.0.1:4222"
	default:
		return nil
	}
	return &linkError{ErrRefused, fmt.Sprintf("%s: %s", l.url, text)}
}

// isBadAddress says whether an address can not be.
func isBadAddress(text string) bool {
	for _, part := range []string{"invalid port", "missing port", "parse \"", "unknown port", "too many colons", "invalid URL"} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func (l *Link) away(err error) error {
	return &linkError{ErrAway, fmt.Sprintf("%s: no NATS server has answered for %s (%s); start it, or name another", l.url, l.timing.Patience, why(err))}
}

// replicas is in how many copies a cluster keeps things.
func (l *Link) replicas() int {
	if l.conn.ConnectedClusterName() != "" {
		return 3
	}
	return 1
}
