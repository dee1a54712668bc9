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
	// The name of the deck among others: small letters, digits and single dashes.
	ID string `json:"id"`
	// What it is called where it is shown.
	Title string `json:"title"`
	// The language of its texts, such as en or pt-BR.
	Language string `json:"language"`
	// The cards, in the order in which they are new.
	Cards []Card `json:"cards"`
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
	// The name of the card in the deck. What a learner knows is kept under it.
	ID string `json:"id"`
	// basic: a question whose answer the learner judges; cloze: a text with gaps; choice: one option is right; multi:
	// some are; order: things to put in order; number: a number to type.
	Kind Kind `json:"kind"`
	// What it is about; a session mixes topics.
	Topic string `json:"topic"`
	// The question; of a cloze card the text, with {{what is missing}} in it.
	Ask string `json:"ask"`
	// The answer of a basic card.
	Answer string `json:"answer,omitempty"`
	// What a choice or multi card offers; it is shown in another order.
	Options []Option `json:"options,omitempty"`
	// The things of an order card, as they should stand.
	Items []string `json:"items,omitempty"`
	// The answer of a number card, in plain digits.
	Number string `json:"number,omitempty"`
	// How far an answer may be off the number.
	Within string `json:"within,omitempty"`
	// Of what the number is.
	Unit string `json:"unit,omitempty"`
	// Why the answer is what it is, in at most 60 words.
	Explain string `json:"explain,omitempty"`
	// The old wording that the card corrects.
	Was string `json:"was,omitempty"`
	// The wording that holds.
	Right string `json:"right,omitempty"`
	// Why the old wording does not hold, in at most 60 words.
	Why string `json:"why,omitempty"`
	// The rules it rests on, such as CD-2.8.
	Rules []string `json:"rules,omitempty"`
	// What else it rests on.
	Sources []string `json:"sources,omitempty"`
	// What it covers of the flashcards that the project began from.
	Claims []string `json:"claims,omitempty"`
	// A bundled scenario that shows it.
	Scenario string `json:"scenario,omitempty"`
	// The objectives of exams that it is for.
	Exam []string `json:"exam,omitempty"`
}

// Option is one answer of a choice or multi card.
type Option struct {
	Text  string `json:"text"`
	Right bool   `json:"right"`
	// The misconception that leads to it, such as M-CD-07.
	Belief string `json:"belief,omitempty"`
	// Why it is wrong, or right, in at most 60 words.
	Because string `json:"because,omitempty"`
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
