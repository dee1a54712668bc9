package source

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Options say what Parse lets through. The zero value is what scenarios want.
type Options struct {
	MaxBytes int // of text; 0 means 1 MiB
	MaxDepth int // of lists and mappings in one another; 0 means 64
	MaxNodes int // with every alias counted as a copy; 0 means 250,000

	// Lenient reads as the deployment agent's YAML library does: of duplicate
	// keys the last one counts, merge keys are applied, and a second document is
	// left out, each with a Warning.
	Lenient bool
}

// MaxText is the default limit of a text in bytes: 1 MiB.
const MaxText = 1 << 20

func (o Options) withDefaults() Options {
	if o.MaxBytes == 0 {
		o.MaxBytes = MaxText
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = 64
	}
	if o.MaxNodes == 0 {
		o.MaxNodes = 250_000
	}
	return o
}

// Keys longer than this many bytes are refused; the YAML library can not read
// all of them back.
const maxKey = 256

// Parse reads one YAML or JSON document. file is only for messages, except
// that a name ending in .json asks for JSON; text in braces that is valid JSON
// is read as JSON too. The node is nil exactly if the diagnostics hold an
// Error.
func Parse(file string, data []byte, opt Options) (*Node, Diagnostics) {
	p := &parsing{file: file, opt: opt.withDefaults()}
	data, ok := p.checkText(data)
	if !ok {
		return nil, p.found
	}
	var root *Node
	if isJSON(file, data) {
		root = p.parseJSON()
	} else {
		root = p.parseYAML(data)
	}
	if p.found.HasErrors() {
		return nil, p.found
	}
	return root, p.found
}

func isJSON(file string, data []byte) bool {
	if strings.HasSuffix(strings.ToLower(file), ".json") {
		return true
	}
	start := bytes.TrimLeft(data, " \t\r\n")
	return len(start) > 0 && (start[0] == '{' || start[0] == '[') && json.Valid(data)
}

// parsing is one call of Parse under way.
type parsing struct {
	file    string
	opt     Options
	text    string
	nodes   int  // so far, aliases counted as copies
	deepest int  // depth reached below the node being read
	stopped bool // a limit was hit: read no further
	found   Diagnostics
}

func (p *parsing) at(line, column int) Position {
	return Position{File: p.file, Line: line, Column: column}
}

func (p *parsing) report(at Position, severity Severity, message, fix string) {
	if len(p.found) >= maxDiagnostics {
		return
	}
	p.found = append(p.found, Diagnostic{Position: at, Severity: severity, Message: message, Fix: fix})
}

func (p *parsing) refuse(at Position, message, fix string) {
	p.report(at, Error, message, fix)
}

// stop refuses and reads no further.
func (p *parsing) stop(at Position, message, fix string) {
	if !p.stopped {
		p.refuse(at, message, fix)
	}
	p.stopped = true
}

// tolerate is a warning to the lenient and an error otherwise.
func (p *parsing) tolerate(at Position, message, fix string) {
	if p.opt.Lenient {
		p.report(at, Warning, message, fix)
	} else {
		p.refuse(at, message, fix)
	}
}

// enter counts nodes more nodes that reach down to depth, and stops at the
// limits.
func (p *parsing) enter(at Position, depth, nodes int) bool {
	p.nodes += nodes
	p.deepest = max(p.deepest, depth)
	switch {
	case p.stopped:
	case depth > p.opt.MaxDepth:
		p.stop(at, "nested more than "+number(p.opt.MaxDepth)+" deep", "use fewer levels")
	case p.nodes > p.opt.MaxNodes:
		p.stop(at, "more than "+number(p.opt.MaxNodes)+" values, aliases counted as copies", "write less, or use fewer aliases")
	}
	return !p.stopped
}
