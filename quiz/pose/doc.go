// Package pose puts questions to a learner, wherever they come from: items made
// from runs and cards of decks look alike to whoever asks them, so that they
// can be mixed.
//
//	question.go    what can be asked, and what becomes of an answer
//	item.go        an item made from a run
//	objectives.go  for which exams it is
//	card.go        a card of a deck; card_read.go: what is typed; card_hints.go: what helps
package pose
