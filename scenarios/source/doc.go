// Package source reads and writes the text that people and tools hand to
// Rehearse: YAML and JSON, strictly, with a position for everything.
//
// It decides what counts as well-formed text and nothing about what the text
// means. A file becomes a tree of Node; a Reader takes plain Go values out of
// the tree and collects what is wrong instead of stopping; Write prints a tree
// so that Parse reads the same tree back. No other package knows the YAML
// library underneath.
//
// Which file decides what:
//
//	diagnostic.go  how a fault is told: file:line:column: what is wrong; what would be right
//	parse.go       the limits, and which of YAML and JSON a text is
//	text.go        which bytes are text at all
//	yaml.go        YAML into nodes: anchors and tags
//	keys.go        which keys a mapping may have: duplicates, merge keys
//	yamlerror.go   the YAML library's own complaints, in our form
//	json.go        JSON into nodes
//	node.go        the tree; meaning.go: what a bare word means in YAML 1.2
//	reader.go      the Reader; scalars.go, names.go, duration.go, object.go, list.go: what it reads
//	suggest.go     did you mean
//	escape.go      untrusted text made harmless for a terminal
//	write.go       the tree as YAML; quote.go: when a text needs quotes
//	set.go         changing one value by its path, path.go: the paths
package source
