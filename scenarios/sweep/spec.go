package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
)

// Spec says all of what is swept. It is a plain value: equal texts of it mean
// equal sweeps, on whatever machine.
type Spec struct {
	Text       []byte             // of the scenario
	Bundles    map[string]*Bundle // that its revisions name, by path
	Set        []string           // changes, each PATH=VALUE
	Tries      scenarios.Tries
	Grid       []Axis
	Properties []string // texts, or names of the scenario's own
	Only       bool     `json:",omitempty"` // no others of the scenario
	From       uint64   // the first seed
	Seeds      uint64   // how many
}

// Bundle is what was found at the path of a bundle.
type Bundle struct {
	*bundle.Bundle `json:",omitempty"`
	Missing        bool   `json:",omitempty"` // nothing is there
	Fault          string `json:",omitempty"` // or it can not be read
}

// Encode is the text of a spec; DecodeSpec reads it.
func (s *Spec) Encode() []byte {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // there is nothing in it that JSON can not say
	}
	return text
}

// DecodeSpec reads what Encode wrote.
func DecodeSpec(text []byte) (*Spec, error) {
	s := new(Spec)
	return s, json.Unmarshal(text, s)
}

// Digest identifies a spec: the SHA-256 of its text.
func (s *Spec) Digest() string {
	sum := sha256.Sum256(s.Encode())
	return hex.EncodeToString(sum[:])
}

// files are the bundles of a spec. Those that are asked for the first time are
// read from elsewhere, if there is an elsewhere, and kept.
type files struct {
	spec *Spec
	from scenarios.Files // nil: nowhere
}

// Bundle is the bundle at a path.
func (f files) Bundle(path string) (*bundle.Bundle, error) {
	b, known := f.spec.Bundles[path]
	if !known && f.from != nil {
		b = found(f.from.Bundle(path))
		f.spec.Bundles[path] = b
	}
	switch {
	case b == nil || b.Missing:
		return nil, fs.ErrNotExist
	case b.Fault != "":
		return nil, errors.New(b.Fault)
	}
	return b.Bundle, nil
}

func found(b *bundle.Bundle, err error) *Bundle {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Bundle{Missing: true}
	case err != nil:
		return &Bundle{Fault: err.Error()}
	}
	return &Bundle{Bundle: b}
}
