package command

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep/queue"
)

type workerOptions struct {
	*factory
	server
	cores cores
}

func newCmdWorker(f *factory) *cobra.Command {
	o := &workerOptions{factory: f}
	cmd := &cobra.Command{
		Use: "worker URL", Short: "Help a sweep on another machine",
		Long: "Run parts of the sweeps that `rehearse sweep` hands out over a NATS server, until they are over.\n" +
			"URL is what the sweep printed behind --listen, or the server or cluster that its --nats names.\n" +
			"A worker that begins before its sweep waits for it. Workers may come and go at any time, and\n" +
			"be killed: what they have not finished is done by others. Both sides have to be the same build\n" +
			"of rehearse (`rehearse version`). A server that goes away is waited for, for two minutes.\n" +
			"Ctrl-C ends a worker after what is under way.\n\n" +
			"In the end a worker tells how many runs of the sweep it has made, and how many once more: some\n" +
			"are made twice to compare them, and a job that took long may come twice.",
		Example: "  rehearse worker nats://127.0.0.1:4222\n" +
			"  rehearse worker tls://10.0.0.7:4222 --token TOKEN --fingerprint SHA256\n" +
			"  rehearse worker nats://nats.example:4222 --creds sweep.creds --workers 8",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.URL = a[0]
			if err := o.cores.check(c, 1); err != nil {
				return err
			}
			if err := o.server.check("URL"); err != nil {
				return err
			}
			return o.run()
		},
	}
	o.cores.flag(cmd, "run on so many cores; all of them if it is not given")
	o.server.flags(cmd)
	return cmd
}

func (o *workerOptions) run() error {
	ctx, done := o.untilInterrupted()
	defer done()
	link, err := queue.Dial(ctx, o.Address, queue.Usual)
	if err != nil {
		return queueError(err)
	}
	defer link.Close()
	link.Note = func(text string) { o.io.Sayf("%s\n", text) }
	runs, again, err := queue.Work(ctx, link, o.cores.n)
	if err != nil {
		return queueError(err)
	}
	if o.json {
		return o.document(map[string]any{"schema": "rehearse/worker/1", "runs": runs, "again": again, "build": sweep.Build()})
	}
	o.io.Printf("the sweep is over; %d of its runs were made here", runs)
	if again > 0 {
		o.io.Printf(", and %d once more, to compare them or as their job came twice", again)
	}
	o.io.Printf("\n")
	return nil
}

// cores is on how many cores to run.
type cores struct{ n int }

func (w *cores) flag(cmd *cobra.Command, usage string) { cmd.Flags().IntVar(&w.n, "workers", 0, usage) }

// check fills in the cores that there are, unless a number was given.
func (w *cores) check(c *cobra.Command, least int) error {
	if !c.Flags().Changed("workers") {
		w.n = runtime.GOMAXPROCS(0)
	}
	if w.n < least || w.n > 4096 {
		return usagef("--workers is a number of cores, at most 4096")
	}
	return nil
}
