package advise

import (
	"errors"
	"strconv"
	"strings"
)

// Keep is how much of a fleet is to be kept: hosts, or per cent of them rounded
// up as CD-2.2 does. The zero value is nothing.
type Keep struct {
	Value   int
	Percent bool
}

var errKeep = errors.New("is not a number of hosts such as 6, nor a share such as 75%, from 0% to 100%")

// ParseKeep reads 75% or 6.
func ParseKeep(text string) (Keep, error) {
	digits, percent := strings.CutSuffix(text, "%")
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || percent && n > 100 {
		return Keep{}, errKeep
	}
	return Keep{int(n), percent}, nil
}

// Of is how many of n hosts that are. CD-2.2
func (k Keep) Of(n int) int {
	if k.Percent {
		return (n*k.Value + 99) / 100
	}
	return k.Value
}

// String is what ParseKeep reads.
func (k Keep) String() string {
	if k.Percent {
		return strconv.Itoa(k.Value) + "%"
	}
	return strconv.Itoa(k.Value)
}
