package appspec

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// kind is what the agent's YAML library, version 1.1 of the language, takes a
// value for.
type kind uint8

const (
	nothing kind = iota
	truth
	whole
	fraction // 0.5
	endless  // .inf, .nan
	text
	list
	mapping
)

// classes are the kinds as the agent's error messages name them.
var classes = [...]string{
	nothing: "nil", whole: "an instance of Integer", fraction: "an instance of Float", endless: "an instance of Float",
	text: "an instance of String", list: "an instance of Array", mapping: "an instance of Hash",
}

// word is a value as the agent sees it.
type word struct {
	kind   kind
	n      int64  // of whole and fraction, without what is after the point; cut to the range of int64
	text   string // what the agent prints for it
	quoted bool   // it is written in quotes, or as a block
}

// counts tells whether Ruby takes the value for true: all but nothing and false.
func (w word) counts() bool { return w.kind != nothing && (w.kind != truth || w.text == "true") }

// lacks is what Ruby says if something is asked of a value of the wrong kind.
func (w word) lacks(method string) string {
	class := classes[w.kind]
	if w.kind == truth {
		class = w.text
	}
	return "undefined method '" + method + "' for " + class
}

// read says what the agent makes of n, which may be nil.
func read(n *source.Node) word {
	switch {
	case n == nil:
		return word{}
	case n.Kind == source.Sequence:
		return word{kind: list, text: n.Kind.String()}
	case n.Kind == source.Mapping:
		return word{kind: mapping, text: n.Kind.String()}
	case n.Kind == source.Scalar && n.Style != source.Plain:
		return word{kind: text, text: n.Text, quoted: true}
	}
	return bare(n.Text)
}

var (
	bareSixty    = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}$`)
	bareFraction = regexp.MustCompile(`^[-+]?([0-9][0-9_,]*)?\.[0-9]*([eE][-+][0-9]+)?$`)
	bareWhole    = regexp.MustCompile(`^[-+]?(0b[01_,]*[01][01_,]*|0[0-7_,]+|0|[1-9]([0-9]|[_,][0-9])*|0x[0-9a-fA-F_,]*[0-9a-fA-F][0-9a-fA-F_,]*)$`)
)

// bare reads an unquoted word.
func bare(s string) word {
	switch strings.ToLower(s) {
	case "", "~", "null":
		return word{}
	case "true", "yes", "on":
		return word{kind: truth, text: "true"}
	case "false", "no", "off":
		return word{kind: truth, text: "false"}
	case ".inf", "+.inf", "-.inf", ".nan":
		return word{kind: endless, text: s}
	}
	switch {
	case bareSixty.MatchString(s):
		return wholeWord(baseSixty(s))
	case bareFraction.MatchString(s) && strings.ContainsAny(s, "0123456789"):
		f, _ := strconv.ParseFloat(ungrouped(s), 64)
		return word{kind: fraction, n: cut(f), text: s}
	case bareWhole.MatchString(s):
		return wholeWord(integer(ungrouped(s)))
	}
	return word{kind: text, text: s}
}

func wholeWord(n int64) word { return word{kind: whole, n: n, text: strconv.FormatInt(n, 10)} }

func ungrouped(s string) string { return strings.NewReplacer("_", "", ",", "").Replace(s) }

// integer reads 10, 012, 0xa and 0b1010; what does not fit becomes the largest
// or smallest int64.
func integer(s string) int64 {
	n, _ := strconv.ParseInt(s, 0, 64)
	return n
}

func cut(f float64) int64 {
	switch {
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

// baseSixty reads 1:30:00. The library gives the first figure the weight of
// an hour even if there are only two, so 1:30 is 5400.
func baseSixty(s string) int64 {
	total, weight := 0.0, 3600.0
	for figure := range strings.SplitSeq(s, ":") {
		total += float64(integer10(figure)) * weight
		weight /= 60
	}
	return cut(total)
}

func integer10(s string) int64 {
	n, _ := strconv.ParseInt(ungrouped(s), 10, 64)
	return n
}

// isZero tells whether the agent's comparison with 0.0 holds.
func (w word) isZero() bool {
	mantissa, _, _ := strings.Cut(strings.ToLower(w.text), "e")
	return (w.kind == whole || w.kind == fraction) && !strings.ContainsAny(mantissa, "123456789")
}

// bareDate is a date, which is no number of seconds.
var bareDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$`)

var leadingDigits = regexp.MustCompile(`^\s*[-+]?[0-9]+(_[0-9]+)*`)

// seconds cuts the value to an integer: the digits that a text begins with, or
// 0. It returns false for what has no such reading.
func (w word) seconds() (int64, bool) {
	switch w.kind {
	case whole, fraction:
		return w.n, true
	case text:
		if bareDate.MatchString(w.text) && !w.quoted {
			return 0, false
		}
		return integer10(strings.TrimSpace(leadingDigits.FindString(w.text))), true
	}
	return 0, false
}

// quote shows a text of the file, shortened, in a message.
func quote(s string) string { return `"` + shorten(s) + `"` }

func shorten(s string) string {
	const most = 80
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
