package deck

import (
	_ "embed"
	"slices"
)

//go:generate go test -run TestSchemaIsCurrent -update

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of the format of decks, for
// editors and other tools. It is made from the types of this package and their
// comments. That what a card refers to exists, Decode alone can tell.
func Schema() []byte { return slices.Clone(schema) }
