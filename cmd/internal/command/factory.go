package command

import (
	"encoding/json"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// factory is what every command is made with.
type factory struct {
	io   *term.IO
	json bool // --json
}

// document prints one JSON document to standard output.
func (f *factory) document(v any) error {
	enc := json.NewEncoder(f.io.Out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
