package classroom

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Asked is a question as it can be made again.
type Asked struct {
	Scenario string           `json:"scenario"`
	Kind     string           `json:"kind"`
	Subject  question.Subject `json:"subject"`
	Seed     uint64           `json:"seed"` // of the order of options
	Stem     string           `json:"stem"` // a hash of all that the student sees
	Key      string           `json:"key"`  // a hash of the key, at the time it was given out
}

// question is the same for all students who are asked it, in whatever order.
func (a Asked) question() string {
	name := a.Scenario + "/" + a.Kind
	if a.Subject != (question.Subject{}) {
		name += fmt.Sprintf("/%s.%d.%d.%d", a.Subject.Host, a.Subject.Event, a.Subject.At, a.Subject.Record)
	}
	if a.Subject.Name != "" {
		name += "." + strings.ReplaceAll(a.Subject.Name, " ", "_")
	}
	return name
}

// maker makes the questions about one case; those that several students are
// asked are worked out once.
type maker struct {
	from *question.Case
	made map[string]*question.Item // by question
}

// make makes a question again.
func (m *maker) make(a Asked) (*question.Item, error) {
	k, ok := question.Find(a.Kind)
	if !ok {
		return nil, fmt.Errorf("no kind of question %s any more", a.Kind)
	}
	it, known := m.made[a.question()]
	if known {
		it, ok = it.Again(a.Seed)
	} else {
		it, ok = question.New(m.from, k, a.Subject, a.Seed)
	}
	if !ok {
		return nil, fmt.Errorf("%s can not be asked about %s any more", a.Kind, a.Scenario)
	}
	m.made[a.question()] = it
	return it, nil
}

func askedOf(it *question.Item) Asked {
	return Asked{Scenario: it.Case.Name, Kind: it.Kind.Name, Subject: it.Subject, Seed: it.Seed, Stem: stemOf(it), Key: it.KeyHash()}
}

// stemOf is a hash of what a student sees of an item.
func stemOf(it *question.Item) string {
	sum := sha256.Sum256([]byte(strings.Join(slices.Concat(it.Stem(), listed(it), []string{it.Example()}), "\n")))
	return hex.EncodeToString(sum[:8])
}

// listed are the options, or the things to order or choose from.
func listed(it *question.Item) (list []string) {
	for _, o := range it.Choices {
		list = append(list, o.Text)
	}
	return append(list, it.Things...)
}

const (
	poolFactor = 3  // the pool has so many questions for each on a sheet
	perDrawn   = 6  // questions about one drawn scenario, at most
	perNamed   = 60 // and about one that is named
)

// pool is what the sheets of an assignment are drawn from: three times as many
// questions as a sheet has, if there are so many, from each scenario in turn.
// idle are kinds that were named and of which there is no question.
func (c *Class) pool(a *Assignment) (list []Asked, idle []string, err error) {
	kinds, err := a.kinds()
	if err != nil {
		return nil, nil, err
	}
	most := poolFactor * a.Items
	names, per := a.Scenarios, perNamed
	if len(names) == 0 {
		names, per = c.drawn(a, max(4, most/2)), perDrawn
	}
	made := make([][]Asked, len(names))
	err = c.eachCase(names, func(n int, from *question.Case) error {
		order := slices.Clone(kinds)
		draw := kernel.NewStream(c.seed("kinds", a.Name, from.Name), 0, 0)
		shuffle(&draw, order)
		for _, it := range question.Generate(from, c.seed("pool", a.Name), per, order...) {
			if len(question.Lint([]*question.Item{it})) == 0 {
				made[n] = append(made[n], askedOf(it))
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	list, idle = inTurn(made, most), a.idle(made)
	if len(list) < a.Items {
		text := fmt.Sprintf("a sheet is to have %d questions, and of these kinds about these scenarios there are %d", a.Items, len(list))
		if len(idle) > 0 {
			text += ", none of " + strings.Join(idle, ", ")
		}
		return nil, nil, errors.New(text + "; name more scenarios or kinds, or fewer --items")
	}
	return list, idle, nil
}

// idle are the kinds that are named and of which there is no question.
func (a *Assignment) idle(made [][]Asked) (idle []string) {
	for _, kind := range a.Kinds {
		if !slices.ContainsFunc(slices.Concat(made...), func(q Asked) bool { return q.Kind == kind }) {
			idle = append(idle, kind)
		}
	}
	return idle
}

// drawn are the names of scenarios that are drawn for the assignment.
func (c *Class) drawn(a *Assignment, n int) (names []string) {
	draw := kernel.NewStream(c.seed("scenarios", a.Name), 0, 0)
	for len(names) < n {
		name := "practice:" + strconv.FormatUint(draw.Below(1_000_000), 10)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// inTurn takes one of each list in turn, up to most.
func inTurn(lists [][]Asked, most int) (all []Asked) {
	for n, more := 0, true; more; n++ {
		more = false
		for _, list := range lists {
			if n < len(list) && len(all) < most {
				all, more = append(all, list[n]), true
			}
		}
	}
	return all
}

func shuffle[T any](draw *kernel.Stream, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := draw.Below(uint64(i) + 1)
		list[i], list[j] = list[j], list[i]
	}
}
