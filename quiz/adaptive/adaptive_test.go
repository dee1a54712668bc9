package adaptive

import (
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

var evening = time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC)

func pool(tb testing.TB) []pose.Question { return poolOf(tb, 60) }

func poolOf(tb testing.TB, n int) (list []pose.Question) {
	tb.Helper()
	items, err := question.Draw(1, n)
	if err != nil {
		tb.Fatal(err)
	}
	for _, it := range items {
		list = append(list, pose.Item{Item: it})
	}
	return list
}

// missed is a wrong answer from which one misconception follows.
func missed(it pose.Item) (progress.Answer, string) {
	for _, o := range it.Wrong {
		if len(o.Mutants) == 1 && !it.Exact(o.Answer) {
			a := it.Keep(o.Answer)
			a.At = evening
			return a, o.Mutants[0]
		}
	}
	return progress.Answer{}, ""
}

// What speaks for a misconception brings back questions that carry it, and a
// rule that was answered wrongly those that hang on it; a right answer ends
// that. Nothing is asked twice, and nothing is left out for good.
func TestWeight(t *testing.T) {
	list := pool(t)
	nobody := Know(nil, nil, evening)
	for _, q := range list {
		if w := nobody.Weight(q); w != base {
			t.Errorf("%s weighs %d for a newcomer", q.ID(), w)
		}
	}
	tried := 0
	for _, q := range list {
		a, belief := missed(q.(pose.Item))
		if belief == "" {
			continue
		}
		tried++
		once, twice := Know([]progress.Answer{a}, nil, evening), Know([]progress.Answer{a, a}, nil, evening)
		if w := once.Weight(q); w != base+evidence+wrong {
			t.Errorf("%s weighs %d after an answer that speaks for %s", q.ID(), w, belief)
		}
		if w := twice.Weight(q); w != base+2*evidence+wrong {
			t.Errorf("%s weighs %d after two of them", q.ID(), w)
		}
		if w := Know(nil, []progress.Answer{a}, evening).Weight(q); w != 0 {
			t.Errorf("%s is asked twice", q.ID())
		}
		right := q.Keep(q.(pose.Item).Key())
		right.At = evening
		if after := Know([]progress.Answer{a, right}, nil, evening); after.Weight(q) >= once.Weight(q) {
			t.Errorf("%s weighs %d after it was right", q.ID(), after.Weight(q))
		}
	}
	if tried < 5 {
		t.Errorf("%d questions have an answer that only one misconception leads to", tried)
	}
}

// Questions come as often as they weigh, never the one that was asked, and not
// two of one scenario in a row.
func TestNext(t *testing.T) {
	list := pool(t)
	var first pose.Item
	var a progress.Answer
	for _, q := range list {
		first = q.(pose.Item)
		if kept, belief := missed(first); belief != "" {
			a = kept
			break
		}
	}
	l := Know(nil, []progress.Answer{a}, evening)
	draw := kernel.NewStream(1, 2, 3)
	var heavy, weight, sum int
	for _, q := range list {
		if q.Keep(nil).Item.Scenario == a.Item.Scenario {
			continue
		}
		w := int(l.Weight(q))
		if sum += w; w > base {
			weight += w
		}
	}
	const draws = 1000
	for range draws {
		q, ok := l.Next(list, &draw)
		if !ok || q.Keep(nil).Item.Scenario == a.Item.Scenario {
			t.Fatalf("%v %v after %s", q, ok, first.ID())
		}
		if l.Weight(q) > base {
			heavy++
		}
	}
	if want := draws * weight / sum; weight == 0 || heavy < want-draws/20 || heavy > want+draws/20 {
		t.Errorf("%d of %d draws are of what was answered wrongly, want about %d", heavy, draws, want)
	}
	if q, ok := l.Next(list[:0], &draw); ok {
		t.Errorf("%v of nothing", q)
	}
	if q, ok := l.Next([]pose.Question{first}, &draw); ok {
		t.Errorf("%v was asked already", q)
	}
}

// The next of 200 questions for somebody with a hundred answers, of which each
// counts anew.
func BenchmarkNext(b *testing.B) {
	list := poolOf(b, 200)
	var answers []progress.Answer
	for _, q := range list[:100] {
		if a, belief := missed(q.(pose.Item)); belief != "" {
			answers = append(answers, a)
		} else {
			answers = append(answers, q.Keep(q.(pose.Item).Key()))
		}
	}
	draw := kernel.NewStream(1, 0, 0)
	for b.Loop() {
		if _, ok := Know(answers, nil, evening).Next(list, &draw); !ok {
			b.Fatal("no question")
		}
	}
}
