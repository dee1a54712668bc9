package question

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Item is one question: what is known, what is asked, and what can be
// answered. The same case, kind, subject and seed make the same item.
type Item struct {
	Case     *Case
	Kind     *Kind
	Subject  Subject
	Seed     uint64
	Facts    []string // what is known, wrapped
	Own      []string // of the facts, those that the question itself needs
	Ask      string
	Things   []string // to order or to choose from; empty if there is nothing to list
	Choices  []Option // to choose one of, the key among them; empty if the item is open
	Wrong    []Option // the answers of beliefs, the key never among them
	key      Answer
	position int // of the key among the choices
}

// Option is an answer that somebody may give, with the misconceptions that lead
// to it; the key has none, and a filled-in one neither.
type Option struct {
	Answer  Answer
	Text    string
	Mutants []string
}

// New makes an item. It is false if the kind makes no sense for the case, or if
// the stem would be too long, or if it needs options and there are none.
func New(c *Case, k *Kind, s Subject, seed uint64) (*Item, bool) {
	key := k.Answer(c.Truth, s)
	if key == nil {
		return nil, false
	}
	it := &Item{Case: c, Kind: k, Subject: s, Ask: k.Ask(c, s), key: key}
	if k.Facts != nil {
		it.Own = k.Facts(c, s)
	}
	it.Facts = wrapAll(slices.Concat(c.facts, it.Own))
	it.Wrong = it.wrong()
	it.fill()
	return it.Again(seed)
}

// Again is the item as New makes it with another seed: it differs in which wrong
// options there are, and in their order.
func (it *Item) Again(seed uint64) (*Item, bool) {
	made := *it
	made.Seed, made.Choices, made.Things, made.position = seed, nil, nil, 0
	draw := kernel.NewStream(seed, kernel.HashString(it.Kind.Name), kernel.HashString(fmt.Sprint(it.Subject)))
	if len(made.Wrong) >= leastWrong && !it.Kind.Open {
		made.choose(&draw)
	}
	made.list(&draw)
	return &made, (it.Case.shows || len(made.Stem()) <= stemLines) && (len(made.Choices) > 0 || !it.Kind.Closed)
}

// Opened is the item without options, to be typed, ordered or chosen from a
// list; false if nobody could type its answer.
func (it *Item) Opened() (*Item, bool) {
	made := *it
	made.Choices, made.position = nil, 0
	draw := kernel.NewStream(it.Seed, kernel.HashString(it.Kind.Name), kernel.HashString(fmt.Sprint(it.Subject)))
	made.list(&draw)
	return &made, !it.Kind.Closed
}

// Under is the answer of somebody who holds the misconception of a mutant, by a
// run under it: the key where the mutant changes nothing, and nil where the
// question makes no sense under it.
func (it *Item) Under(m *codedeploy.Mutant) Answer {
	for _, b := range it.beliefs() {
		if b.Mutant == m {
			return it.Kind.Answer(b.Run, it.Subject)
		}
	}
	return it.Key()
}

// wrong groups the answers of beliefs by what they are. The key is none of
// them, nor is what could not be told from it.
func (it *Item) wrong() (list []Option) {
	for _, b := range it.beliefs() {
		if it.Kind.Shares != nil && !it.Kind.Shares(it.Case.Truth, b.Run, it.Subject) {
			continue
		}
		a := it.Kind.Answer(b.Run, it.Subject)
		if a == nil || a.Equal(it.key) || it.Kind.True != nil && it.Kind.True(it.Case, a) {
			continue
		}
		at := slices.IndexFunc(list, func(o Option) bool { return o.Answer.Equal(a) })
		if at < 0 {
			at = len(list)
			list = append(list, Option{Answer: a, Text: it.Kind.text(a)})
		}
		list[at].Mutants = append(list[at].Mutants, b.Mutant.ID)
	}
	return list
}

func (it *Item) beliefs() []Belief {
	if it.Kind.Deep {
		return it.Case.deepBeliefs()
	}
	return it.Case.Beliefs()
}

// fill adds a wrong option that no belief leads to where beliefs lead to one
// only, which is too few for a choice.
func (it *Item) fill() {
	if it.Kind.Fill == nil || len(it.Wrong) == 0 {
		return
	}
	for _, a := range it.Kind.Fill(it.Case, it.Subject) {
		known := slices.ContainsFunc(it.Wrong, func(o Option) bool { return o.Answer.Equal(a) })
		if len(it.Wrong) < leastWrong && !known && !a.Equal(it.key) {
			it.Wrong = append(it.Wrong, Option{Answer: a, Text: it.Kind.text(a)})
		}
	}
}

// leastWrong is how many wrong options a choice has at least.
const leastWrong = 2

// mostWrong is how many wrong options a choice offers at most.
const mostWrong = 3

// choose makes a choice of the key and up to three wrong answers, catalogued
// misconceptions first, in an order drawn from the seed. If that gives the key
// away, the item stays open.
func (it *Item) choose(draw *kernel.Stream) {
	wrong := slices.Clone(it.Wrong)
	shuffle(draw, wrong)
	slices.SortStableFunc(wrong, func(a, b Option) int { return rank(a) - rank(b) })
	it.Choices = append([]Option{{Answer: it.key, Text: it.Kind.text(it.key)}}, wrong[:min(mostWrong, len(wrong))]...)
	shuffle(draw, it.Choices)
	it.position = slices.IndexFunc(it.Choices, func(o Option) bool { return o.Answer.Equal(it.key) })
	if it.givenAway() || it.sticksOut() {
		it.Choices, it.position = nil, 0
	}
}

// rank puts the misconceptions of the catalogue before our own.
func rank(o Option) int {
	if slices.ContainsFunc(o.Mutants, func(id string) bool { return strings.HasPrefix(id, "M-") }) {
		return 0
	}
	return 1
}

// list lists what is to be ordered or chosen from.
func (it *Item) list(draw *kernel.Stream) {
	if len(it.Choices) > 0 || it.Kind.Domain == nil || it.Kind.Form < Order {
		return
	}
	it.Things = slices.Clone(it.Kind.Domain(it.Case, it.Subject))
	if it.Kind.Form == Order {
		shuffle(draw, it.Things)
	}
}

func shuffle[T any](draw *kernel.Stream, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := draw.Below(uint64(i) + 1)
		list[i], list[j] = list[j], list[i]
	}
}

// Key is the right answer.
func (it *Item) Key() Answer { return slices.Clone(it.key) }

// KeyText is the right answer for a person.
func (it *Item) KeyText() string { return it.Kind.text(it.key) }

// Say writes an answer for a person, as it was chosen or typed.
func (it *Item) Say(a Answer) string {
	if it.Kind.Short != nil && len(a) < len(it.key) {
		return strings.Join(a, " ")
	}
	return it.Kind.text(a)
}

// KeyHash tells an answered item from an edited one without giving the key.
func (it *Item) KeyHash() string {
	sum := sha256.Sum256([]byte(strings.Join(append(append([]string{it.ID()}, it.Facts...), it.key...), "\x00")))
	return hex.EncodeToString(sum[:])
}

// ID names the item: the same id in the same program is the same item.
func (it *Item) ID() string {
	id := fmt.Sprintf("%s/%s/%d", it.Case.Name, it.Kind.Name, it.Seed)
	if it.Subject != (Subject{}) {
		id += fmt.Sprintf("/%s.%d.%d.%d", it.Subject.Host, it.Subject.Event, it.Subject.At, it.Subject.Record)
	}
	if it.Subject.Name != "" {
		id += "." + strings.ReplaceAll(it.Subject.Name, " ", "_")
	}
	return id
}
