package command

// Questions one after another, each answer kept and told about at once: what
// quiz and study have in common.

import (
	"errors"
	"fmt"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// lesson asks questions until there are none left, or somebody leaves.
type lesson struct {
	*sitting
	notes *notebook
	kind  string // such as quiz
	// next is the question to ask after what was answered; nil if there is none.
	next func() (pose.Question, error)
	none string // why, if there is none at all
	most int    // answers; 0 if there is no end

	past  []answered      // in this process
	again []pose.Question // before anything else
}

// answered is a question with the answer to it.
type answered struct {
	question pose.Question
	reply    reply
	kept     progress.Answer
}

// newLesson makes ready to ask: who is asked, where the answers go, and whether
// what was left unfinished is taken up.
func (f *factory) newLesson(k *keeper, kind, answers string) (l *lesson, resumed bool, err error) {
	l = &lesson{kind: kind}
	if l.sitting, err = f.newSitting(answers); err != nil {
		return nil, false, err
	}
	if l.notes, err = f.openNotebook(k); err != nil {
		return nil, false, err
	}
	l.words, l.brief, l.clock = []word{wordGiveUp, wordUndo, wordLeave}, true, k.moment
	if resumed, err = l.notes.goesOn(l.sitting, k, kind); err != nil {
		return nil, false, errors.Join(err, l.notes.close())
	}
	return l, resumed, nil
}

// run asks. It says how it ended: nil after the last question, or errLeft.
func (l *lesson) run() error {
	for l.most == 0 || len(l.notes.given) < l.most {
		q, err := l.upNext()
		if err != nil {
			return err
		}
		if q == nil {
			return l.exhausted()
		}
		r, err := l.ask(q, l.place())
		switch {
		case err != nil:
			return l.cut(err)
		case r.word == wordLeave.key:
			return errLeft
		case r.word == wordUndo.key:
			l.back(q)
		default: // to give up is an answer too: none
			l.take(q, r)
		}
	}
	return nil
}

// upNext is what to ask: what was put off by taking back comes first.
func (l *lesson) upNext() (q pose.Question, err error) {
	if len(l.again) == 0 {
		return l.next()
	}
	q, l.again = l.again[0], l.again[1:]
	return q, nil
}

// exhausted ends where there is nothing left to ask.
func (l *lesson) exhausted() error {
	if len(l.notes.given) == 0 {
		return notFound(l.none)
	}
	l.io.Sayf("There is nothing further to ask.\n")
	return nil
}

// place says which question this is.
func (l *lesson) place() string {
	n := len(l.notes.given) + 1
	if l.most == 0 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d of %d", n, l.most)
}

// cut says how a lesson ends that is broken off: where the input ends after an
// answer, as if somebody had left.
func (l *lesson) cut(err error) error {
	if errors.Is(err, term.ErrInputNeeded) && len(l.past) > 0 && l.most == 0 {
		return errLeft
	}
	return err
}

// take keeps an answer and tells about it.
func (l *lesson) take(q pose.Question, r reply) {
	a := answered{q, r, l.notes.record(q, r)}
	support := l.support()
	l.past = append(l.past, a)
	if !l.json {
		l.feedback(q, r.Answer, support)
	}
}

// support counts what the answers so far speak for.
func (l *lesson) support() map[string]int {
	var items []*question.Item
	var answers []question.Answer
	for _, a := range l.past {
		if it, ok := a.question.(pose.Item); ok {
			items, answers = append(items, it.Item), append(answers, a.reply.Answer)
		}
	}
	return question.Support(items, answers)
}

// back takes the last answer back. What it was about is asked again, and q after
// that.
func (l *lesson) back(q pose.Question) {
	l.again = append([]pose.Question{q}, l.again...)
	a, ok := l.notes.undo()
	if !ok {
		l.io.Sayf("There is no answer to take back.\n")
		return
	}
	l.io.Sayf("Taken back: %s\n", given(a))
	if len(l.past) == 0 { // it was given before this was taken up
		return
	}
	last := len(l.past) - 1
	l.again = append([]pose.Question{l.past[last].question}, l.again...)
	l.past = l.past[:last]
}
