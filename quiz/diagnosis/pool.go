package diagnosis

import (
	"embed"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Pool is a number of questions with what every hypothesis answers to them.
type Pool struct{ candidates []*candidate }

// candidate is a question that may be asked.
type candidate struct {
	item    *question.Item
	answers []question.Answer // the key first, then what misconceptions lead to
	of      []int             // by hypothesis: the index of its answer
	bits    float64           // how much an answer tells at first
}

const (
	poolSize = 200
	perCase  = 30
	perHeld  = 8 // questions that the pool tries to have for each misconception
	drawn    = 60
)

// Sources is how many scenarios a pool is drawn from.
func Sources() int { return len(sourcesOf(0)) }

// NewPool draws a pool: of small scenarios, of the bundled ones, of batteries
// and of those that prove the misconceptions. done is called after each of them,
// by several goroutines.
func NewPool(seed uint64, done func()) *Pool {
	sources := sourcesOf(seed)
	found := make([][]*candidate, len(sources))
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for n := range next {
				found[n] = candidatesOf(sources[n])
				done()
			}
		})
	}
	for n := range sources {
		next <- n
	}
	close(next)
	all.Wait()
	var list []*candidate
	for _, some := range found {
		list = append(list, some...)
	}
	return &Pool{chosen(list)}
}

// sources make questions, each about one scenario.
type sources []func() []*question.Item

// sourcesOf are where the questions come from, in an order that only the seed
// decides.
func sourcesOf(seed uint64) (list sources) {
	for i := range uint64(drawn) {
		list = append(list, func() []*question.Item {
			src, _ := question.PracticeSource(fmt.Sprint("practice:", kernel.Mix(seed, i)>>44))
			return itemsOf(src, "", seed)
		})
	}
	for _, e := range scenarios.Library() {
		list = append(list, func() []*question.Item {
			src, err := scenarios.LoadBundled(e.Name)
			if err != nil {
				return nil
			}
			return itemsOf(src, "", seed)
		})
	}
	for _, name := range Batteries {
		list = append(list, func() []*question.Item {
			text, _ := Battery(name)
			return itemsOf(&scenarios.Source{Name: name, Text: text}, "rehearse diagnose --show "+name+" | rehearse run -", seed)
		})
	}
	for _, m := range misconceptions.All() {
		for n, w := range m.Witnesses {
			list = append(list, func() []*question.Item {
				text, err := w.Scenario()
				if err != nil || text == "" {
					return nil
				}
				return itemsOf(&scenarios.Source{Name: fmt.Sprintf("%s-%d", m.ID, n+1), Text: []byte(text)}, w.Command(m.ID, n+1), seed)
			})
		}
	}
	return list
}

// itemsOf are the questions about a scenario: what happens in it, as it is
// written; and, if it can be told in sentences, all quick kinds. opens is the
// command that opens it, if it is not run by its name.
func itemsOf(src *scenarios.Source, opens string, seed uint64) (list []*question.Item) {
	s, setup, _ := src.Compile()
	if setup == nil {
		return nil
	}
	if shown, err := question.NewShown(src.Name, s, setup); err == nil && len(shown.Facts()) <= mostLines {
		if shown.Opens = opens; opens != "" || proves(src.Name) {
			shown.Believe() // it was written to tell misconceptions apart
		}
		list = question.Generate(shown, seed, perCase, question.WhatHappens)
	}
	if c, err := question.NewCase(src.Name, setup); err == nil {
		c.Opens = opens
		for _, it := range question.Generate(c, seed, perCase, quick...) {
			if len(question.Lint([]*question.Item{it})) == 0 {
				list = append(list, it)
			}
		}
	}
	return list
}

// proves says whether a bundled scenario is by itself the proof of a
// misconception.
func proves(name string) bool {
	return slices.ContainsFunc(misconceptions.All(), func(m misconceptions.Misconception) bool {
		return slices.Contains(m.Witnesses, misconceptions.Witness{Text: name})
	})
}

// mostLines is how many lines of a scenario are shown at most.
const mostLines = 100

// Batteries are scenarios in which much happens at once, each thing otherwise
// under another misconception.
var Batteries = []string{"hosts", "shifts", "colours", "settings", "files"}

//go:embed scenarios/*.yaml
var batteries embed.FS

// Battery is the text of one of them; false if there is none of that name.
func Battery(name string) ([]byte, bool) {
	text, err := batteries.ReadFile("scenarios/" + name + ".yaml")
	return text, err == nil
}

// quick are the kinds of questions whose answers are read off the runs that
// there are; for the others further runs would have to be made under every
// misconception.
var quick = slices.DeleteFunc(slices.Clone(question.Kinds), func(k *question.Kind) bool { return k.Deep || k.Number > 25 })

// candidatesOf are the questions of a source that tell anything, without
// options where an answer can be typed.
func candidatesOf(source func() []*question.Item) (list []*candidate) {
	for _, it := range source() {
		if open, ok := it.Opened(); ok {
			it = open
		}
		if made := newCandidate(it); made != nil {
			list = append(list, made)
		}
	}
	return list
}

// newCandidate works out what everybody answers; nil if that is the same.
func newCandidate(it *question.Item) *candidate {
	c := &candidate{item: it, answers: []question.Answer{it.Key()}, of: make([]int, len(hypotheses))}
	offered := map[string]bool{}
	for _, o := range it.Choices {
		offered[strings.Join(o.Answer, "\x00")] = true
	}
	for _, o := range it.Wrong {
		held := false
		for _, id := range o.Mutants {
			if h := hypothesisOf(id); h > 0 {
				c.of[h], held = len(c.answers), true
				if len(it.Choices) > 0 && !offered[strings.Join(o.Answer, "\x00")] {
					c.of[h] = notOffered
				}
			}
		}
		if held && (len(it.Choices) == 0 || offered[strings.Join(o.Answer, "\x00")]) {
			c.answers = append(c.answers, o.Answer)
		}
	}
	if len(c.answers) < 2 {
		return nil
	}
	c.bits = c.entropy()
	return c
}

// notOffered is the answer of those whose answer is not among the options.
const notOffered = -1

// options are how many answers there are: those known and, where the answer is
// typed, any other.
func (c *candidate) options() int {
	if len(c.item.Choices) > 0 {
		return len(c.item.Choices)
	}
	return len(c.answers) + 1
}

// entropy is how many bits an answer tells if all hypotheses are alike.
func (c *candidate) entropy() (bits float64) {
	counts := make([]int, len(c.answers)+1)
	for _, a := range c.of {
		counts[a+1]++
	}
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(c.of))
			bits -= p * math.Log2(p)
		}
	}
	return rounded(bits)
}

// rounded makes a number the same on every machine.
func rounded(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// chosen are the questions that tell most, with several for each misconception
// that any question tells of.
func chosen(list []*candidate) (pool []*candidate) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].bits > list[j].bits })
	seen := map[string]bool{}
	count := make([]int, len(hypotheses))
	var rest []*candidate
	for _, c := range list {
		text := strings.Join(slices.Concat(c.item.Facts, []string{c.item.Ask}, c.item.Things), "\n")
		if seen[text] {
			continue
		}
		seen[text] = true
		wanted := false
		for h, a := range c.of {
			wanted = wanted || a > 0 && count[h] < perHeld
		}
		if !wanted || len(pool) == poolSize {
			rest = append(rest, c)
			continue
		}
		for h, a := range c.of {
			if a > 0 {
				count[h]++
			}
		}
		pool = append(pool, c)
	}
	return append(pool, rest[:min(len(rest), poolSize-len(pool))]...)
}

// Covers are the ids of the misconceptions that some question of the pool tells
// from the truth.
func (p *Pool) Covers() (ids []string) {
	for h := 1; h < len(hypotheses); h++ {
		for _, c := range p.candidates {
			if c.of[h] > 0 {
				ids = append(ids, hypotheses[h].ID)
				break
			}
		}
	}
	return ids
}

func (p *Pool) String() string {
	return fmt.Sprintf("%d questions about %d of %d misconceptions", len(p.candidates), len(p.Covers()), len(hypotheses)-1)
}
