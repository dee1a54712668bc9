package command

// Sweeps over several machines: where the queue is, and who may join.

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep/queue"
)

// server is the address of a NATS server with what opens it, as flags.
type server struct{ queue.Address }

// tokenVariable holds a token that nobody shall see among the arguments.
const tokenVariable = "REHEARSE_TOKEN"

func (s *server) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.Token, "token", "", "the token of the NATS server; without it "+tokenVariable+" of the environment counts")
	cmd.Flags().StringVar(&s.Creds, "creds", "", "a file with credentials for the NATS server")
	cmd.Flags().StringVar(&s.Fingerprint, "fingerprint", "", "the SHA-256 of the NATS server's certificate, which is then trusted and no other")
}

// check refuses what can not be, before anything is asked.
func (s *server) check(what string) error {
	u, err := url.Parse(s.URL)
	if err != nil || u.Host == "" || !slices.Contains([]string{"nats", "tls", "ws", "wss"}, u.Scheme) {
		return usagef(what + " " + source.Escape(s.URL) + " is no address of a NATS server; write one such as nats://127.0.0.1:4222")
	}
	if s.Fingerprint != "" && !queue.IsFingerprint(s.Fingerprint) {
		return usagef("--fingerprint is 64 hexadecimal digits, as `rehearse sweep --listen` prints them")
	}
	if s.Token == "" && s.Creds == "" {
		s.Token = os.Getenv(tokenVariable)
	}
	if s.Creds != "" {
		file, err := os.Open(s.Creds)
		if err != nil {
			return unreadable(s.Creds, err)
		}
		return file.Close()
	}
	return nil
}

// queueError gives what goes wrong with a queue its exit code.
func queueError(err error) error {
	var code coded
	switch {
	case err == nil, errors.As(err, &code):
		return err
	case errors.Is(err, queue.ErrAway):
		return coded{exitNotFound, errors.New(source.Escape(err.Error()))}
	case errors.Is(err, queue.ErrRefused), errors.Is(err, queue.ErrOtherBuild):
		return coded{exitConflict, errors.New(source.Escape(err.Error()))}
	case errors.Is(err, queue.ErrUnwritten):
		return coded{exitInternal, errors.New(source.Escape(err.Error()))}
	}
	return coded{exitInternal, err}
}

// distribute lets workers run what is missing, over a server of ours or theirs.
func (o *sweepOptions) distribute(ctx context.Context, progress func(uint64)) error {
	link, end, err := o.link(ctx)
	if err != nil {
		return err
	}
	defer end()
	link.Note = func(text string) { o.io.Notef("note: %s\n", text) }
	own, stop := context.WithCancel(ctx)
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		if o.cores.n > 0 {
			if err := queue.Help(own, link, o.plan, o.cores.n); err != nil && own.Err() == nil {
				o.io.Notef("note: this machine no longer takes part: %s\n", err.Error())
			}
		}
	}()
	err = queue.Coordinate(ctx, link, o.plan, o.sum, progress)
	stop()
	<-worked
	return queueError(err)
}

// link is the connection to the server, which is started if it is ours.
func (o *sweepOptions) link(ctx context.Context) (l *queue.Link, end func(), err error) {
	if o.listen == "" {
		if l, err = queue.Dial(ctx, o.nats.Address, queue.Usual); err != nil {
			return nil, nil, queueError(err)
		}
		return l, l.Close, nil
	}
	s, err := queue.Listen(o.listen, o.queueFiles(), !o.resume)
	if err != nil {
		return nil, nil, usagef("--listen " + source.Escape(o.listen+": "+err.Error()))
	}
	o.invite(s)
	if l, err = s.Link(ctx, queue.Usual); err != nil {
		s.Close()
		return nil, nil, queueError(err)
	}
	return l, func() {
		l.Close()
		s.Close()
	}, nil
}

// queueFiles is where our server keeps its files.
func (o *sweepOptions) queueFiles() string {
	return filepath.Join(string(o.keep), o.plan.Spec.Digest()[:32]+".nats")
}

// invite says how workers join. A program is told at once too, as it may have to
// start them.
func (o *sweepOptions) invite(s *queue.Server) {
	command := "rehearse worker " + s.URL
	told := map[string]string{"schema": "rehearse/sweep-server/1", "url": s.URL}
	if s.Secret != nil {
		command += " --token " + s.Secret.Token + " --fingerprint " + s.Secret.Fingerprint
		told["token"], told["fingerprint"] = s.Secret.Token, s.Secret.Fingerprint
	}
	if o.json {
		o.tellJSON(told)
		return
	}
	o.io.Notef("workers join with: %s\n", command)
}

// printJob prints workers as a Kubernetes Job.
func (o *sweepOptions) printJob() error {
	text := queue.Manifest(o.nats.Address, o.image, o.cores.n)
	if o.json {
		return o.document(map[string]string{"schema": "rehearse/manifest/1", "text": text})
	}
	o.io.Copy([]byte(text))
	return nil
}
