package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// What a question in plain words asks to try. A question is clauses joined by
// "and" or commas; a clause is who, what happens to them, and when. Nothing is
// guessed: a question with a word that does not fit is refused as a whole.

// maxQuestion is how many characters a question may have.
const maxQuestion = 1000

// Ask reads a question such as "web-2 and web-5 fail ApplicationStart" about a
// scenario. An error says which words can not be read, and what could be said
// instead.
func Ask(setup *sim.Setup, question string) ([]Trial, error) {
	if len(question) > maxQuestion {
		return nil, fmt.Errorf("a question has at most %d characters", maxQuestion)
	}
	a := &asking{words: wordsOf(question), trying: newTrying(setup)}
	if err := a.question(); err != nil {
		return nil, errors.New(source.Escape(err.Error()))
	}
	return a.trials, nil
}

// asking is a question that is being read.
type asking struct {
	words  []word
	at     int
	trying *trying
	trials []Trial
}

var (
	leads = phrases("what happens if", "what happens when", "what would happen if", "what if", "and what if", "suppose that", "suppose", "if", "when", "then")
	joins = phrases(", and then", ", and", ", then", ",", "and then", "and", "then")
)

func (a *asking) question() error {
	if len(a.words) == 0 {
		return errors.New("the question is empty")
	}
	for {
		a.take(leads)
		if err := a.clause(); err != nil {
			return err
		}
		if a.at == len(a.words) {
			return nil
		}
		if _, joined := a.take(joins); !joined {
			return a.lost("after what happens comes a time, or `and` with what else happens")
		}
	}
}

// subject is what a clause is about.
type subject uint8

const (
	noSubject subject = iota
	ofHosts
	ofAgents
	ofNetworks
	ofDisks
	ofZones
	ofDeployments
	ofEvents
	ofAlarms
	ofFunctions
)

// clause reads one clause: its words come in the order subject, verb, or verb,
// object.
func (a *asking) clause() error {
	c := &clause{asking: a}
	if err := c.when(); err != nil {
		return err
	}
	a.take(joins)
	a.take(people)
	if a.startsSubject() {
		if err := c.subject(); err != nil {
			return err
		}
		if err := c.verb(); err != nil {
			return err
		}
	} else if err := c.command(); err != nil {
		return err
	}
	if err := c.rest(); err != nil {
		return err
	}
	return c.finish()
}

var people = phrases("someone", "somebody", "i", "we", "you", "they", "a user", "the user", "user")

// clause is one clause that is being read.
type clause struct {
	*asking
	about  subject
	zones  []string
	events []string
	known  bool // what happens has been said
	trial  Trial
}

// finish checks what has been said and makes trials of it, one for each zone
// or event.
func (c *clause) finish() error {
	t := c.trial
	switch t.Kind {
	case TryFail:
		if len(c.events) == 0 {
			return c.lost("say which event fails, such as ValidateService")
		}
		if len(t.Hosts) == 0 && len(c.trying.members()) == 0 {
			for _, name := range c.events {
				c.trials = append(c.trials, Trial{Kind: TryFailHook, Name: name})
			}
			return nil
		}
		if len(t.Hosts) == 0 {
			return c.lost("say on which hosts, such as `on 3 hosts`")
		}
		if t.At != nil || t.Event != "" {
			return c.lost("an event fails whenever it runs; leave the time out")
		}
		for _, t.Event = range c.events {
			c.trials = append(c.trials, t)
		}
		return nil
	case TryFailHook:
		if t.At != nil || t.Event != "" {
			return c.lost("a function fails whenever it is called; leave the time out")
		}
		c.trials = append(c.trials, t)
		return nil
	case TrySlow:
		if t.At == nil && t.Event == "" {
			t.At = &atOnce
		}
	}
	if t.At == nil && t.Event == "" {
		return c.lost("say when, such as `at 90s`")
	}
	if t.Event != "" && len(t.Hosts) == 0 {
		return c.lost("that has no event; give a time such as `at 90s`")
	}
	if t.Kind != TryZoneOutage {
		c.trials = append(c.trials, t)
		return nil
	}
	for _, t.Zone = range c.zones {
		c.trials = append(c.trials, t)
	}
	return nil
}

// lost is the error that the words from here on, or the end, do not fit.
func (a *asking) lost(fix string) error {
	if a.at >= len(a.words) {
		return errors.New("the question ends too early; " + fix)
	}
	text := a.words[a.at].text
	if near, ok := source.Suggest(text, a.vocabulary()); ok && !strings.EqualFold(near, text) {
		return fmt.Errorf("can not read %q; did you mean %s?", text, near)
	}
	return fmt.Errorf("can not read %q; %s", text, fix)
}

// vocabulary is every word that a question can use, names first.
func (a *asking) vocabulary() (list []string) {
	for _, g := range a.trying.hosts.groups {
		list = append(list, g.name)
		for n := uint32(1); g.numbered && n <= min(9, g.hi-g.lo); n++ {
			list = append(list, fmt.Sprintf("%s-%d", g.name, n))
		}
	}
	for i := range a.trying.setup.Fleet.Groups {
		list = append(list, a.trying.setup.Fleet.Groups[i].Zones...)
	}
	list = append(append(list, eventNames...), keywords...)
	return slices.Compact(list)
}
