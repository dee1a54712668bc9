package scenarios

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The words of a question.

// word is a word as it was written, and as it is compared.
type word struct{ text, low string }

// wordsOf cuts a question into words; a comma is a word of its own.
func wordsOf(question string) (list []word) {
	question = strings.NewReplacer(",", " , ", ";", " , ", "’", "'", "“", " ", "”", " ", `"`, " ", "`", " ").Replace(question)
	for _, text := range strings.Fields(question) {
		text = strings.TrimRight(text, "?!:")
		if !strings.HasSuffix(text, "..") {
			text = strings.TrimSuffix(text, ".")
		}
		if name, owns := strings.CutSuffix(text, "'s"); owns && name != "" {
			list = append(list, word{name, strings.ToLower(name)}, word{"'s", "'s"})
		} else if text != "" {
			list = append(list, word{text, strings.ToLower(text)})
		}
	}
	return list
}

// phrase is words that belong together.
type phrase []string

// phrases cuts texts into words, the longest first.
func phrases(texts ...string) (list []phrase) {
	for _, text := range texts {
		list = append(list, strings.Fields(text))
	}
	slices.SortStableFunc(list, func(a, b phrase) int { return len(b) - len(a) })
	return list
}

// low is the word n places on, empty behind the end.
func (a *asking) low(n int) string {
	if a.at+n < len(a.words) {
		return a.words[a.at+n].low
	}
	return ""
}

// sees tells whether a phrase stands n places on.
func (a *asking) sees(n int, p phrase) bool {
	for i, text := range p {
		if a.low(n+i) != text {
			return false
		}
	}
	return true
}

// take goes on over the first phrase that stands here, and says which.
func (a *asking) take(list []phrase) (phrase, bool) {
	for _, p := range list {
		if a.sees(0, p) {
			a.at += len(p)
			return p, true
		}
	}
	return nil, false
}

// word goes on over any of some words.
func (a *asking) word(list ...string) bool {
	if a.low(0) != "" && slices.Contains(list, a.low(0)) {
		a.at++
		return true
	}
	return false
}

var numbers = map[string]int64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12}

// numberAt is the number n places on.
func (a *asking) numberAt(n int) (int64, bool) {
	text := a.low(n)
	if v, ok := numbers[text]; ok {
		return v, true
	}
	v, err := strconv.ParseUint(text, 10, 31)
	return int64(v), err == nil
}

var units = map[string]kernel.Time{"ms": 1, "millisecond": 1, "milliseconds": 1, "s": kernel.Second, "sec": kernel.Second, "secs": kernel.Second,
	"second": kernel.Second, "seconds": kernel.Second, "m": kernel.Minute, "min": kernel.Minute, "mins": kernel.Minute, "minute": kernel.Minute,
	"minutes": kernel.Minute, "h": kernel.Hour, "hour": kernel.Hour, "hours": kernel.Hour}

// time goes on over a time such as 90s, or 1 minute 30 seconds.
func (a *asking) time() (t kernel.Time, ok bool) {
	if ms, err := source.ParseDuration(a.low(0)); err == nil && a.low(0) != "0" {
		a.at++
		return kernel.Time(ms), true
	}
	for {
		n, isNumber := a.numberAt(0)
		unit, isUnit := units[a.low(1)]
		if !isNumber || !isUnit || kernel.Time(n) > (kernel.Time(source.MaxDuration)-t)/unit {
			return t, ok
		}
		t, ok = t+kernel.Time(n)*unit, true
		a.at += 2
	}
}

var eventNames = events.LifecycleEventNames()

// event goes on over the name of a lifecycle event, in any case and perhaps as
// two words.
func (a *asking) event() (string, bool) {
	for words := 1; words <= 3; words++ {
		text := ""
		for n := range words {
			text += a.low(n)
		}
		for _, name := range eventNames {
			if strings.ToLower(name) == text && a.low(words-1) != "" {
				a.at += words
				return name, true
			}
		}
	}
	return "", false
}

// seesEvent tells whether the name of a lifecycle event stands here.
func (a *asking) seesEvent() bool {
	at := a.at
	_, ok := a.event()
	a.at = at
	return ok
}

// keywords are what can be meant by a word that is misspelt.
var keywords = strings.Fields("hosts instances half all agent agents network disk zone deployment fail fails terminated stopped rebooted crashes " +
	"slow unreachable full rollback during without times")
