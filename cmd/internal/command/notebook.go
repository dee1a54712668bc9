package command

// What a learner answers in one sitting is kept here, each answer at once; in
// memory alone where he wants it so, or where the file can not be written.

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
)

// keeper are the flags of commands that keep what is answered.
type keeper struct {
	learner
	noSave, resume, anew bool
}

func (k *keeper) flags(cmd *cobra.Command) {
	k.learner.flags(cmd)
	cmd.Flags().BoolVar(&k.noSave, "no-save", false, "keep nothing, and look at nothing that was kept")
	cmd.Flags().BoolVar(&k.resume, "resume", false, "go on with what was left unfinished, as it was begun, without asking")
	cmd.Flags().BoolVar(&k.anew, "anew", false, "begin anew, without asking about what was left unfinished")
}

// compatible refuses flags that say nothing beside others: what is taken up goes
// on as it was begun.
func (k *keeper) compatible(c *cobra.Command) error {
	return alone(c, "resume", "home", "now", "answers", "anew", "no-save")
}

func (k *keeper) check() error {
	if k.resume && (k.anew || k.noSave) {
		return usagef("--resume goes on with what was kept; leave --anew and --no-save out")
	}
	if k.noSave && k.home != "" {
		return idle("home", "--no-save")
	}
	if _, err := k.now(); err != nil {
		return err
	}
	return k.possible()
}

// notebook is what is kept of a sitting.
type notebook struct {
	*factory
	*learner
	store   *progress.Store // nil: in memory
	session progress.Session
	before  []progress.Answer // of earlier sittings
	given   []progress.Answer // in this session, but for those taken back
	stands  json.RawMessage   // where the session stands, if more than its answers says so
	lost    error             // why the file could not be written
}

// openNotebook opens the file of progress, unless nothing is to be kept. Where
// it can not be written all goes on in memory.
func (f *factory) openNotebook(k *keeper) (*notebook, error) {
	n := &notebook{factory: f, learner: &k.learner}
	if k.noSave {
		return n, nil
	}
	store, err := k.open(f)
	if errors.Is(err, progress.ErrFull) || errors.Is(err, progress.ErrReadOnly) {
		n.lose(err)
		return n, nil
	}
	if err != nil {
		return nil, err
	}
	n.store = store
	if n.before, err = store.Answers(); err != nil {
		store.Close()
		return nil, keeping(err)
	}
	return n, nil
}

// lose says once that nothing is kept any more.
func (n *notebook) lose(err error) {
	n.lost = err
	n.tell(err)
	n.wrapped("", "This goes on in memory: what you answer from here on is not kept. `rehearse doctor` says where the file lies.")
	if n.store != nil {
		n.store.Close() // it has failed already
		n.store = nil
	}
}

// keep does something with the file, if there is one.
func (n *notebook) keep(do func(*progress.Store) error) {
	if n.store == nil {
		return
	}
	if err := do(n.store); err != nil {
		n.lose(err)
	}
}

// begin starts a session.
func (n *notebook) begin(kind string, seed uint64, options any) error {
	text, err := json.Marshal(options)
	if err != nil {
		return coded{exitInternal, err}
	}
	at := n.moment()
	n.session = progress.Session{Kind: kind, Seed: seed, Options: text, Begun: at}
	n.keep(func(s *progress.Store) (err error) {
		n.session, err = s.Begin(n.session, at)
		return err
	})
	return nil
}

// unfinished is the latest session of a kind that was left after an answer, with
// how many it has; 0 if there is none.
func (n *notebook) unfinished(kind string) (session progress.Session, answers int) {
	n.keep(func(s *progress.Store) error {
		list, err := s.Unfinished()
		for _, session = range list {
			if answers = n.answersIn(session.ID); session.Kind == kind && answers > 0 {
				return nil
			}
		}
		answers = 0
		return err
	})
	return session, answers
}

func (n *notebook) answersIn(session progress.ID) (count int) {
	for _, a := range n.before {
		if a.Session == session {
			count++
		}
	}
	return count
}

// goesOn says whether to take up what was left unfinished, and does so: as the
// flags say, or else who sits here. What he does not want to go on with ends.
func (n *notebook) goesOn(s *sitting, k *keeper, kind string) (bool, error) {
	session, answers := n.unfinished(kind)
	if answers == 0 {
		if k.resume {
			return false, notFound("nothing was left unfinished")
		}
		return false, nil
	}
	yes := k.resume
	if !k.resume && !k.anew && !s.quiet && !n.io.NoInput {
		var err error
		s.wrapped("", fmt.Sprintf("You left a %s of %s after %s.", kind, session.Begun.In(n.moment().Location()).Format(minutes), plural(answers, "answer")))
		if yes, err = s.prompter.Confirm("Go on with it?", true); err != nil {
			return false, err
		}
		if !yes {
			n.keep(func(s *progress.Store) error { return s.End(session.ID, n.moment()) })
		}
	}
	if yes {
		n.takeUp(session)
	}
	return yes, nil
}

// takeUp goes on with a session.
func (n *notebook) takeUp(session progress.Session) {
	n.session = session
	var rest []progress.Answer
	for _, a := range n.before {
		if a.Session == session.ID {
			n.given = append(n.given, a)
		} else {
			rest = append(rest, a)
		}
	}
	n.before = rest
}

// all are the answers that count, in order.
func (n *notebook) all() []progress.Answer { return slices.Concat(n.before, n.given) }

// record keeps an answer.
func (n *notebook) record(q pose.Question, r reply) progress.Answer {
	at := n.moment()
	a := q.Keep(r.Answer)
	a.Session, a.At, a.Certainty, a.Hints, a.TookMs = n.session.ID, at, r.certainty, r.hints, r.took.Milliseconds()
	if a.Right && a.Hints > 0 {
		a.Card = "" // it was not remembered: the schedule stays as it was
	}
	n.keep(func(s *progress.Store) error {
		kept, err := s.Record(a, n.state(1), at)
		if err == nil {
			a = kept
		}
		return err
	})
	n.given = append(n.given, a)
	return a
}

// undo takes back the last answer of this session; false if there is none that
// could be.
func (n *notebook) undo() (a progress.Answer, ok bool) {
	if len(n.given) == 0 {
		return a, false
	}
	ok = true
	n.keep(func(s *progress.Store) error {
		_, err := s.UndoIn(n.session.ID, n.moment())
		if errors.Is(err, progress.ErrNothing) { // it was given on another machine
			ok = false
			return nil
		}
		if err != nil {
			return err
		}
		return s.Save(n.session.ID, n.state(-1))
	})
	if !ok {
		return a, false
	}
	last := len(n.given) - 1
	a, n.given = n.given[last], n.given[:last]
	return a, true
}

// state is what sessions say of themselves: where they stand, or else how many
// answers they have. All else follows from these.
func (n *notebook) state(more int) json.RawMessage {
	if n.stands != nil {
		return n.stands
	}
	text, _ := json.Marshal(map[string]int{"answers": len(n.given) + more}) // numbers can be written
	return text
}

// end closes the session.
func (n *notebook) end() {
	n.keep(func(s *progress.Store) error { return s.End(n.session.ID, n.moment()) })
}

// close lets go of the file, and says again by the exit code that it could not
// be written.
func (n *notebook) close() error {
	if n.store != nil {
		return keeping(n.store.Close())
	}
	if n.lost != nil {
		return coded{exitInternal, errors.New("")}
	}
	return nil
}

// moment is the present time, once it is known that it can be read.
func (l *learner) moment() time.Time {
	at, _ := l.now() // checked before
	return at
}
