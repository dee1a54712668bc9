package progress

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
)

// ID names a session or an answer: the store it began in, and its number
// there.
type ID struct {
	Store  string // 16 hexadecimal digits
	Number int64  // from 1
}

func (id ID) String() string { return id.Store + "-" + strconv.FormatInt(id.Number, 10) }

// MarshalText writes the id as String does.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what String has written, and nothing else.
func (id *ID) UnmarshalText(text []byte) error {
	store, number, _ := strings.Cut(string(text), "-")
	n, err := strconv.ParseInt(number, 10, 64)
	read := ID{store, n}
	if err != nil || !isStoreName(store) || n < 1 || n > numberMax || read.String() != string(text) {
		return fmt.Errorf("%q is no id; one looks like 0123456789abcdef-7", text)
	}
	*id = read
	return nil
}

// numberMax leaves room for more numbers after any that an import brings.
const numberMax = 1 << 53

func isStoreName(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789abcdef") == ""
}

// Item is what a question was made of: all that it takes to ask it again.
type Item struct {
	Kind     string `json:"kind"`     // of the question, such as final-status
	Scenario string `json:"scenario"` // its name
	Seed     uint64 `json:"seed"`
	Key      string `json:"key"` // a hash of the right answer, which shows when it has changed
}

// Belief is a misconception that one of the options, or the answer given, can
// come from.
type Belief struct {
	ID      string `json:"id"`
	Chosen  bool   `json:"chosen"`  // whether it leads to the answer that was given
	Sharing int    `json:"sharing"` // how many misconceptions lead to the same option, itself included
}

// Answer is one answer.
type Answer struct {
	ID          ID                `json:"id"`
	Session     ID                `json:"session"`
	At          time.Time         `json:"at"`
	Item        Item              `json:"item"`
	Card        string            `json:"card"` // under which the memory schedule keeps it; none if empty
	Topic       string            `json:"topic"`
	Rules       []string          `json:"rules"`
	Beliefs     []Belief          `json:"misconceptions"`
	Options     int               `json:"options"` // to choose from; 0 if it was typed
	Given       string            `json:"given"`
	Right       bool              `json:"right"`
	Points      float64           `json:"points"` // 0 to 1
	Certainty   measure.Certainty `json:"certainty"`
	Hints       int               `json:"hints"`
	TookMs      int64             `json:"tookMs"`
	Unexplained bool              `json:"unexplained"` // wrong, and no known misconception leads to it
}
