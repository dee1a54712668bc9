package source

import "regexp"

// Meaning is what a scalar stands for under the core schema of YAML 1.2.
type Meaning uint8

// The meanings. What is quoted or in a block is always text.
const (
	MeansText Meaning = iota
	MeansNull
	MeansBool
	MeansInt
	MeansFloat
)

var (
	coreInt   = regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	coreFloat = regexp.MustCompile(`^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)
)

// Meaning returns what the scalar n means; a list or a mapping is text. Yes,
// no, on, off, 1_000 and 12:30 are plain text in YAML 1.2.
func (n *Node) Meaning() Meaning {
	switch {
	case n.Kind == Null:
		return MeansNull
	case n.Kind != Scalar || n.Style != Plain:
		return MeansText
	}
	return plainMeaning(n.Text)
}

func plainMeaning(text string) Meaning {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return MeansNull
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return MeansBool
	}
	switch {
	case coreInt.MatchString(text):
		return MeansInt
	case coreFloat.MatchString(text):
		return MeansFloat
	}
	return MeansText
}
