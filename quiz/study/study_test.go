package study

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
)

func card(id, topic string) pose.Card {
	return pose.Card{Deck: "d", Card: &deck.Card{ID: id, Kind: deck.Basic, Topic: topic}}
}

func ids(list []pose.Question) (ids []string) {
	for _, q := range list {
		ids = append(ids, q.ID())
	}
	return ids
}

// Two of one topic never come in a row if they can be kept apart, and nothing
// is lost or asked twice.
func TestInterleave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []pose.Question
		count := map[string]int{}
		for i, topic := range rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 20).Draw(t, "topics") {
			list = append(list, card(fmt.Sprint(i), topic))
			count[topic]++
		}
		mixed := Interleave(list)
		most := 0
		for _, n := range count {
			most = max(most, n)
		}
		for i := 1; i < len(mixed); i++ {
			if mixed[i].Topic() != mixed[i-1].Topic() {
				continue
			}
			if 2*most <= len(list)+1 {
				t.Fatalf("two of %s in a row though no topic has more than half: %v", mixed[i].Topic(), ids(mixed))
			}
			if slices.ContainsFunc(mixed[i:], func(q pose.Question) bool { return q.Topic() != mixed[i].Topic() }) {
				t.Fatalf("two of %s in a row though others are there: %v", mixed[i].Topic(), ids(mixed))
			}
		}
		was, is := ids(list), ids(mixed)
		slices.Sort(was)
		slices.Sort(is)
		if diff := cmp.Diff(was, is); diff != "" {
			t.Fatalf("(-list +mixed):\n%s", diff)
		}
	})
}

// What is due comes first, then new cards of each topic in turn, no more than
// may be.
func TestQueue(t *testing.T) {
	known := map[string]bool{"d/1": true, "d/5": true}
	p := &Plan{
		Cards: []pose.Card{card("1", "a"), card("2", "a"), card("3", "a"), card("4", "b"), card("5", "b"), card("6", "c")},
		Due:   []string{"d/5", "gone/1", "question:gone/a"}, Items: true,
		Known: func(name string) bool { return known[name] },
		About: func(topic string) bool { return topic != "c" }, New: 3,
	}
	if diff := cmp.Diff([]string{"d/5", "d/2", "d/4", "d/3"}, ids(p.Queue())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Only what is for an objective is asked if one is named.
func TestQueueForAnExam(t *testing.T) {
	for1, for2 := card("1", "a"), card("2", "b")
	for1.Exam, for2.Exam = []string{"DVA-C02/3.4"}, []string{"DOP-C02/1.4"}
	never := func(string) bool { return false }
	p := &Plan{Cards: []pose.Card{for1, for2, card("3", "c")}, Due: []string{"d/2"}, Known: never,
		About: func(string) bool { return true }, New: 9, For: []string{"DVA-C02/3.4"}}
	if diff := cmp.Diff([]string{"d/1"}, ids(p.Queue())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Where a sort of question is due, another one of the sort is asked, about the
// same topic if there is one, and kept under the name that was due.
func TestFresh(t *testing.T) {
	for _, c := range []struct{ kind, topic, is string }{
		{"rollback-happens", "Rollback", "Rollback"},
		{"traffic-at", "Lambda", "Lambda"},
		{"final-status", "Alarms", "Alarms"}, // only bundled scenarios are about it
		{"final-status", "Gone", ""},
	} {
		name := pose.MemoryOf(c.kind, c.topic)
		p := &Plan{Due: []string{name}, Items: true, About: func(string) bool { return true }, Seed: 7}
		queue := p.Queue()
		if len(queue) != 1 {
			t.Errorf("%s: %v", name, ids(queue))
			continue
		}
		it := queue[0].(pose.Item)
		if it.Kind.Name != c.kind || c.is != "" && it.Topic() != c.is || it.Keep(it.Key()).Card != name {
			t.Errorf("%s: %s about %s, kept as %s", name, it.ID(), it.Topic(), it.Keep(it.Key()).Card)
		}
		p.Seed = 8
		if same := p.Queue(); same[0].ID() == it.ID() {
			t.Errorf("%s: the same question %s from two seeds", name, it.ID())
		}
	}
}
