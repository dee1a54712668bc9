// Package deck is the format of decks of cards, and the decks that come with
// Rehearse.
//
// A deck is a plain value, Deck, between its text and whoever shows it: Decode
// and Encode lead from and to YAML. What is wrong with a deck comes out at
// once, each fault with its place. A card rests on rules or sources that exist,
// and a card that corrects something shows the old wording, the right one, and
// why.
//
// Which file decides what:
//
//	deck.go      the format: decks, cards, options, and their limits
//	decode.go    text to deck; card.go: one card; kinds.go: what each kind of card needs
//	fields.go    which texts a field may hold
//	refs.go      that what a card refers to exists; services.go: the rules and misconceptions known by number
//	claims.go    the claims of the flashcards that the project began from, with their verdicts
//	encode.go    deck to text
//	shuffle.go   the order in which options are shown
//	giveaway.go  cards that can be answered without knowing anything
//	library.go   the decks that are bundled
//	schema.go    the JSON Schema of the format
package deck
