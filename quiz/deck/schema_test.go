package deck

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// The committed schema is the one that the types and their comments give, and
// each key has a description.
func TestSchemaIsCurrent(t *testing.T) {
	var b bytes.Buffer
	printer := json.NewEncoder(&b)
	printer.SetEscapeHTML(false)
	printer.SetIndent("", "  ")
	if err := printer.Encode(makeSchema(t)); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("schema.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(b.Bytes(), Schema()) {
		t.Error("schema.json is old; run go generate ./quiz/deck")
	}
	if n := strings.Count(b.String(), `"description": ""`); n > 0 {
		t.Errorf("%d keys without a comment", n)
	}
}

// schemaErrors says what is wrong with a deck by the schema.
func schemaErrors(t *testing.T) func(*source.Node) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(n *source.Node) error { return compiled.Validate(plain(n)) }
}

// What Decode takes without a fault is valid under the schema.
func TestGoodDecksAreValid(t *testing.T) {
	wrong := schemaErrors(t)
	everyKind, err := os.ReadFile("exchange/testdata/every-kind.yaml")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string][]byte{"every-kind": everyKind, "one": []byte(head + one)}
	for _, name := range Bundled() {
		texts[name], _ = BundledText(name)
	}
	for name, text := range texts {
		if err := wrong(treeOf(t, name, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The cards of testdata/wrong/cards.yaml are wrong by the schema as well, unless
// it takes more than a schema to see it.
func TestWrongCardsAreInvalid(t *testing.T) {
	wrong := schemaErrors(t)
	text, err := os.ReadFile("testdata/wrong/cards.yaml")
	if err != nil {
		t.Fatal(err)
	}
	blind := []string{"already", "no rule", "the last chapter", "no claim", "no bundled scenario", "HTML", "has control", "same as the old", "begin or end",
		"nothing but gaps", "options: .a. is here twice", "M-CD-26", "warning", "61 words"}
	lines := strings.Split(string(text), "\n")
	looked := 0
	for _, item := range treeOf(t, "cards.yaml", text).Get("cards").Items {
		_, fault, isWrong := strings.Cut(lines[item.Line-1], "# want")
		if !isWrong || seesMore(fault, blind) {
			continue
		}
		looked++
		deck := source.Map(source.Pair("deck", source.Int(1)), source.Pair("id", source.Str("x")), source.Pair("title", source.Str("X")),
			source.Pair("language", source.Str("en")), source.Pair("cards", source.Seq(item)))
		if wrong(deck) == nil {
			t.Errorf("line %d is valid:%s", item.Line, fault)
		}
	}
	if looked < 20 {
		t.Errorf("only %d cards looked at", looked)
	}
}

func seesMore(fault string, blind []string) bool {
	for _, b := range blind {
		if strings.Contains(fault, b) {
			return true
		}
	}
	return false
}

func treeOf(t *testing.T, name string, text []byte) *source.Node {
	t.Helper()
	root, found := source.Parse(name, text, source.Options{MaxBytes: MaxBytes, MaxNodes: MaxNodes})
	if root == nil {
		t.Fatal(found)
	}
	return root
}

// plain returns the node as encoding/json would.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Sequence:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = plain(item)
		}
		return list
	case source.Mapping:
		mapping := map[string]any{}
		for _, e := range n.Entries {
			mapping[e.Key.Text] = plain(e.Value)
		}
		return mapping
	}
	if (n.Meaning() == source.MeansInt || n.Meaning() == source.MeansFloat) && IsDecimal(n.Text) {
		return json.Number(n.Text)
	}
	return n.Text
}
