package question

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Form is how a question is answered when it offers no choice.
type Form uint8

// The forms.
const (
	Word   Form = iota // one of the words that it names, or a name
	Number             // a whole number
	List               // several numbers or words, in order
	Order              // things of a list in their order
	Set                // things of a list in any order
	Map                // a value for each thing of a list
)

var formNames = [...]string{"word", "number", "list", "order", "set", "map"}

// String is the form's name.
func (f Form) String() string { return formNames[f] }

// Subject is what a question of a kind is about besides the deployment; which
// of it counts, the kind knows.
type Subject struct {
	Host   string
	Event  events.LifecycleEvent
	At     kernel.Time
	Record int    // place in the journal
	Name   string // of a change, a misconception, or both
}

// String tells subjects of a kind apart.
func (s Subject) String() string {
	text := fmt.Sprintf("{%s %s %s %d}", s.Host, s.Event, s.At, s.Record)
	if s.Name != "" {
		text += s.Name
	}
	return text
}

// Kind is a sort of question to which a run knows the answer.
type Kind struct {
	Number int    // among the kinds of the trainer, from 1
	Name   string // such as final-status
	Form   Form
	Family string // what the first hint says: which rules matter

	// Subjects are what can be asked about in a case; none if the kind makes
	// no sense for it.
	Subjects func(c *Case) []Subject
	// Ask is the question.
	Ask func(c *Case, s Subject) string
	// Answer is the answer that a run gives, or nil.
	Answer func(r *Run, s Subject) Answer

	// Facts are what the question needs to be known besides the facts of the
	// case. It may be nil, as may what follows.
	Facts func(c *Case, s Subject) []string
	// Domain are the words that answer, or the things to order or to choose.
	Domain func(c *Case, s Subject) []string
	// Rank is where a thing stands in an order; those of one rank may be
	// swapped.
	Rank func(c *Case, thing string) int
	// Like is what an answer that has no domain looks like.
	Like string
	// Values are the values of a Map.
	Values func(c *Case) []string
	// Deep says that an answer takes further runs, so that a belief may change
	// it though it changes nothing in the run itself.
	Deep bool
	// Shares says whether the stem holds for a run that is not the truth; nil:
	// it does for any.
	Shares func(truth, r *Run, s Subject) bool
	// Closed says that nobody could type an answer: without options there is no
	// item.
	Closed bool
	// Tells says that the question itself tells how the run goes, so that no other
	// one about the same run should stand beside it where both can be read first.
	Tells bool
	// Open says that options would be too long to choose from.
	Open bool
	// Fill are wrong options that no belief leads to, for where there are few.
	Fill func(c *Case, s Subject) []Answer
	// True says whether an answer that is not the key holds of the truth all the
	// same: it is never offered. It may be nil.
	True func(c *Case, a Answer) bool
	// Tried is what comes out when a wrong option is tried; empty if nothing can
	// be.
	Tried func(c *Case, s Subject, a Answer) string
	// Elsewhere is the run that shows what is wrong with an option, if it is not
	// the one of the case; nil if it has no end.
	Elsewhere func(r *Run, s Subject, a Answer) *Run
	// Said writes an answer as an option.
	Said func(a Answer) string
	// Short is what has to be typed of an answer.
	Short func(a Answer) Answer
}

// Kinds are all kinds in the order of their numbers.
var Kinds = []*Kind{
	finalStatus, statusReason, firstTarget, attemptOrder, batchSizes, touchedSet, succeededSet, skippedCount,
	healthyAfter, healthyMinimum, minimumNumber, maxFailures, revisionMap, rollbackHappens, rollbackID, rollbackTarget,
	hookSequence, hookStop, scriptOrigin, ranOrNot, fileState, trafficAt, elapsed, nextEvent,
	minimalFix, findTheSetting, findTheMistake, whichScenario, youAreTheService, killTheMutant, counterfactual,
}

// Find is the kind of a name.
func Find(name string) (*Kind, bool) {
	for _, k := range Kinds {
		if k.Name == name {
			return k, true
		}
	}
	return nil, false
}

// text writes an answer for a person.
func (k *Kind) text(a Answer) string {
	if k.Said != nil {
		return k.Said(a)
	}
	return k.Form.text(a)
}

// GivesAway says whether a question of this kind and one of others, all about
// the same run, give each other away.
func (k *Kind) GivesAway(others []*Kind) bool {
	return slices.ContainsFunc(others, func(o *Kind) bool { return k.Tells || o.Tells })
}

// once is the subject of a kind that asks about the deployment as a whole.
func once(fits func(c *Case) bool) func(c *Case) []Subject {
	return func(c *Case) []Subject {
		if !fits(c) {
			return nil
		}
		return []Subject{{}}
	}
}

// always is a question without a subject.
func always(text string) func(*Case, Subject) string {
	return func(*Case, Subject) string { return text }
}
