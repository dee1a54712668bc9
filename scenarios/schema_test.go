package scenarios

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/seed-11de0fc1/rehearse/scenarios/library"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var update = flag.Bool("update", false, "write schema.json anew")

// The committed schema is the one that the types and their comments give, so
// each key is in both, and each has a description.
func TestSchemaIsCurrent(t *testing.T) {
	made := makeSchema(t)
	var b bytes.Buffer
	printer := json.NewEncoder(&b)
	printer.SetEscapeHTML(false)
	printer.SetIndent("", "  ")
	if err := printer.Encode(made); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("schema.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(b.Bytes(), Schema()) {
		t.Error("schema.json is old; run go generate ./scenarios")
	}
	if n := strings.Count(b.String(), `"description": ""`); n > 0 {
		t.Errorf("%d keys without a comment", n)
	}
}

func schemaOf(t *testing.T) *jsonschema.Schema {
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
	return compiled
}

// What Decode takes without a fault is valid under the schema.
func TestGoodScenariosAreValid(t *testing.T) {
	compiled := schemaOf(t)
	texts := map[string][]byte{"every-word.yaml": read(t, "every-word.yaml"), "every-word-shifting.yaml": read(t, "every-word-shifting.yaml"), "pasted.json": read(t, "pasted.json"), "every-scaling-word.yaml": read(t, "every-scaling-word.yaml"), "pasted-pascal.json": read(t, "pasted-pascal.json")}
	for _, entry := range Library() {
		texts[entry.Name], _ = library.FS.ReadFile(entry.Name + ".yaml")
	}
	for name, text := range texts {
		if err := compiled.Validate(plain(treeOf(t, name, text))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The instances of testdata/wrong/values.yaml are wrong by the schema as well,
// unless it takes more than a schema to see it.
func TestBadValuesAreInvalid(t *testing.T) {
	compiled := schemaOf(t)
	text, err := os.ReadFile(filepath.Join("testdata", "wrong", "values.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	blind := map[string]string{
		"b": "010 is a number", "g": "the unit is not multiplied", "j": "keys of tags are not compared", "\u202e": "characters are not looked at",
	}
	for _, item := range treeOf(t, "values.yaml", text).Get("fleet").Get("instances").Items {
		one := source.Map(source.Pair("rehearse", source.Int(1)), source.Pair("fleet", source.Map(source.Pair("instances", source.Seq(item)))))
		if name := textOf(item.Get("name")); blind[name] == "" && compiled.Validate(plain(one)) == nil {
			t.Errorf("line %d is valid", item.Line)
		}
	}
}

func treeOf(t *testing.T, name string, text []byte) *source.Node {
	t.Helper()
	root, found := source.Parse(name, text, source.Options{})
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
	switch n.Meaning() {
	case source.MeansNull:
		return nil
	case source.MeansBool:
		return n.Text == "true"
	case source.MeansInt, source.MeansFloat:
		if _, err := strconv.ParseFloat(n.Text, 64); err == nil {
			return json.Number(strings.TrimPrefix(n.Text, "+"))
		}
	}
	return n.Text
}
