package explore

// Progress is how far a search has come.
type Progress struct {
	Faults int    // of the present layer
	States int    // visited
	Steps  uint64 // choices taken
	Open   int    // states to go on from
	Runs   int    // of a random search
	Pairs  int    // that its runs have shown: of a rule and an outcome, and of records that follow each other
	Most   int    // states or runs that there may be

	Rest func() *Rest // to go on from, as if the search was interrupted now; it is good until Progress returns
}
