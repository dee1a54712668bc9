package progress

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// What an import may bring.
const (
	bytesMax   = 256 << 20 // of the file
	textMax    = 64 << 10  // bytes of one text
	listMax    = 1000      // rules or misconceptions of one answer
	hintsMax   = 1000
	optionsMax = 1000
)

var (
	earliest = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
)

// check says what is wrong with a document as such.
func (d *Document) check() error {
	if d.Schema != Schema {
		return fmt.Errorf("schema: %q is not %q", d.Schema, Schema)
	}
	if !isStoreName(d.Store) {
		return fmt.Errorf("store: %q is not a name of 16 hexadecimal digits", d.Store)
	}
	for i := range d.Sessions {
		if err := d.Sessions[i].check(); err != nil {
			return fmt.Errorf("sessions[%d].%w", i, err)
		}
	}
	for i := range d.Answers {
		if err := d.Answers[i].check(); err != nil {
			return fmt.Errorf("answers[%d].%w", i, err)
		}
	}
	for i, u := range d.Undone {
		if err := first(hasID("id", u.ID), hasID("answer", u.Answer), inTime("at", u.At)); err != nil {
			return fmt.Errorf("undone[%d].%w", i, err)
		}
	}
	return nil
}

// check makes its times and texts such as they are kept.
func (s *Session) check() error {
	s.Begun = moment(s.Begun.UnixMilli())
	if s.Ended != nil {
		at := moment(s.Ended.UnixMilli())
		s.Ended = &at
		if err := inTime("ended", at); err != nil {
			return err
		}
	}
	s.Options, s.State = compact(s.Options), compact(s.State)
	return first(hasID("id", s.ID), short("kind", s.Kind), short("options", string(s.Options)), short("state", string(s.State)),
		within("changes", s.Changes, 1, numberMax), inTime("begun", s.Begun))
}

func (a *Answer) check() error {
	a.At = moment(a.At.UnixMilli())
	if a.Rules == nil {
		a.Rules = []string{}
	}
	if a.Beliefs == nil {
		a.Beliefs = []Belief{}
	}
	err := first(hasID("id", a.ID), hasID("session", a.Session), inTime("at", a.At),
		short("item.kind", a.Item.Kind), short("item.scenario", a.Item.Scenario), short("item.key", a.Item.Key),
		short("card", a.Card), short("topic", a.Topic), short("given", a.Given),
		within("options", int64(a.Options), 0, optionsMax), within("certainty", int64(a.Certainty), 0, 3),
		within("hints", int64(a.Hints), 0, hintsMax), within("tookMs", a.TookMs, 0, numberMax),
		within("rules: their number", int64(len(a.Rules)), 0, listMax), within("misconceptions: their number", int64(len(a.Beliefs)), 0, listMax))
	if !(a.Points >= 0 && a.Points <= 1) {
		err = first(err, fmt.Errorf("points: %v is not within 0..1", a.Points))
	}
	for i, rule := range a.Rules {
		err = first(err, short(fmt.Sprintf("rules[%d]", i), rule))
	}
	for i, b := range a.Beliefs {
		place := fmt.Sprintf("misconceptions[%d].", i)
		err = first(err, short(place+"id", b.ID), within(place+"sharing", int64(b.Sharing), 1, listMax))
	}
	return err
}

// compact takes the spaces out of a JSON text.
func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return json.RawMessage("null")
	}
	return b.Bytes()
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func hasID(place string, id ID) error {
	if id == (ID{}) {
		return fmt.Errorf("%s: it is missing", place)
	}
	return nil
}

func short(place, text string) error {
	if len(text) > textMax {
		return fmt.Errorf("%s: it has %d bytes, more than %d", place, len(text), textMax)
	}
	if strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		return fmt.Errorf("%s: it has a zero byte, or is not UTF-8", place)
	}
	return nil
}

func within(place string, n, from, to int64) error {
	if n < from || n > to {
		return fmt.Errorf("%s: %d is not within %d..%d", place, n, from, to)
	}
	return nil
}

func inTime(place string, t time.Time) error {
	if t.Before(earliest) || !t.Before(latest) {
		return fmt.Errorf("%s: the year %d is not within 1..9998", place, t.Year())
	}
	return nil
}
