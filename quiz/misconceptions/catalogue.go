package misconceptions

import (
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Misconception is a belief that is not so.
type Misconception struct {
	ID         string // as the mutant's; stable
	Title      string // a few words
	Belief     string // in the learner's voice
	Rule       string // that it breaks, such as CD-2.8
	Refutation string // what AWS does, and why
	Source     string
	Topic      string
	Exam       []string // objectives, of scenarios.Objectives
	Needs      []string // ids of others to be dealt with first
	Witnesses  []Witness
	// NotRunnable says why the simulator can not run the belief; empty if it can.
	NotRunnable string
	// Equivalent is the id of another one that no run can tell from it, and Why
	// says how that comes; mostly there is none.
	Equivalent, Why string
}

// Mutant is the belief as the simulator runs it, or nil.
func (m *Misconception) Mutant() *codedeploy.Mutant {
	for i := range codedeploy.Mutants {
		if codedeploy.Mutants[i].ID == m.ID {
			return &codedeploy.Mutants[i]
		}
	}
	return nil
}

// For says whether it can be studied for one of some objectives.
func (m *Misconception) For(objectives []string) bool {
	for _, o := range objectives {
		for _, e := range m.Exam {
			if e == o {
				return true
			}
		}
	}
	return false
}

// Has says whether it has all of some words.
func (m *Misconception) Has(words []string) bool {
	text := strings.ToLower(strings.Join([]string{m.ID, m.Title, m.Belief, m.Rule, m.Refutation, m.Topic}, " "))
	for _, w := range words {
		if !strings.Contains(text, strings.ToLower(w)) {
			return false
		}
	}
	return true
}

var catalogue = sync.OnceValues(func() ([]Misconception, error) { return read(chapters) })

// All are the misconceptions in the order of the chapters.
func All() []Misconception {
	list, err := catalogue()
	if err != nil {
		panic("misconceptions: " + err.Error()) // a test reads what is embedded
	}
	return list
}

// Lookup is the misconception with an id, whatever the case of its letters.
func Lookup(id string) (*Misconception, bool) {
	list := All()
	for i := range list {
		if strings.EqualFold(list[i].ID, id) {
			return &list[i], true
		}
	}
	return nil, false
}

// Topics are the topics of the catalogue in its order.
func Topics() (list []string) {
	for _, m := range All() {
		if len(list) == 0 || list[len(list)-1] != m.Topic {
			list = append(list, m.Topic)
		}
	}
	return list
}

func objectiveNames() (names []string) {
	for _, o := range scenarios.Objectives {
		names = append(names, o.Name)
	}
	return names
}
