package deck

// The limits of a deck. A scenario has 1 MiB; a deck of the most cards there
// may be, each with everything, comes to about 16 MiB.
const (
	MaxBytes = 16 << 20  // of text
	MaxNodes = 2_000_000 // of values in it
	MaxCards = 10_000
	MaxText  = 2_000 // characters of a question or an answer
	MaxLine  = 500   // characters of an option, an item, a source
	MaxWords = 60    // of an explanation
	MaxItems = 10    // options or items of one card
	MaxRefs  = 50    // rules, claims or objectives of one card
)

// Deck is a set of cards.
type Deck struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Language string `json:"language"` // such as en or pt-BR
	Cards    []Card `json:"cards"`
}

// Kind is what a card asks for.
type Kind string

// The kinds of card.
const (
	Basic  Kind = "basic"  // a question and its answer, judged by the learner
	Cloze  Kind = "cloze"  // a text with gaps
	Choice Kind = "choice" // one option is right
	Multi  Kind = "multi"  // some options are right
	Order  Kind = "order"  // things to put in order
	Number Kind = "number" // a number to type
)

// Kinds are all kinds of card.
var Kinds = []Kind{Basic, Cloze, Choice, Multi, Order, Number}

// Card is one thing to know. Which of its fields are in use depends on the
// kind.
type Card struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind"`
	Topic string `json:"topic"`

	Ask     string   `json:"ask"`               // the question; of a cloze card the text, with its {{gaps}}
	Answer  string   `json:"answer,omitempty"`  // basic
	Options []Option `json:"options,omitempty"` // choice, multi
	Items   []string `json:"items,omitempty"`   // order: as they should stand
	Number  string   `json:"number,omitempty"`  // number: a decimal
	Within  string   `json:"within,omitempty"`  // number: how far an answer may be off
	Unit    string   `json:"unit,omitempty"`    // number: of what

	Explain string `json:"explain,omitempty"`
	Was     string `json:"was,omitempty"`   // corrected: the old wording
	Right   string `json:"right,omitempty"` // corrected: the wording that holds
	Why     string `json:"why,omitempty"`   // corrected: the reason

	Rules    []string `json:"rules,omitempty"`    // CD-2.8, CP-4.3, …
	Sources  []string `json:"sources,omitempty"`  // what else it rests on
	Claims   []string `json:"claims,omitempty"`   // SC-1, …: what it covers of the seed
	Scenario string   `json:"scenario,omitempty"` // a bundled scenario that shows it
	Exam     []string `json:"exam,omitempty"`     // objectives
}

// Option is one answer of a choice or multi card.
type Option struct {
	Text    string `json:"text"`
	Right   bool   `json:"right"`
	Belief  string `json:"belief,omitempty"`  // the misconception that leads to it, such as M-CD-07
	Because string `json:"because,omitempty"` // why it is wrong, or right
}

// Corrected tells whether the card corrects an old wording.
func (c *Card) Corrected() bool { return c.Was != "" }

// Reason returns why the answer is what it is.
func (c *Card) Reason() string {
	if c.Explain != "" {
		return c.Explain
	}
	return c.Why
}
