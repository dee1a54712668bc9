package deck

// Makes the schema from the types, their comments and their limits.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// object is a JSON object; encoding/json sorts its keys.
type object = map[string]any

// shapes say of each key of a deck or a card what may stand there.
var shapes = map[string]object{
	"title": ref("line"), "language": {"type": "string", "pattern": languagePattern.String()}, "id": ref("id"),
	"cards": {"type": "array", "minItems": 1, "maxItems": MaxCards, "items": ref("card")},
	"kind":  {"enum": Kinds}, "topic": ref("line"), "ask": ref("text"), "answer": ref("text"),
	"options": {"type": "array", "minItems": 2, "maxItems": MaxItems, "items": ref("option")},
	"items":   {"type": "array", "minItems": 3, "maxItems": MaxItems, "uniqueItems": true, "items": ref("line")},
	"number":  {"type": "number"}, "within": {"type": "number", "minimum": 0}, "unit": ref("line"),
	"explain": ref("text"), "was": ref("text"), "right": ref("text"), "why": ref("text"),
	"rules":   oneOrMore(object{"type": "string", "pattern": `^(CD|CP|CB|CC|CS)-[1-9][0-9]*\.[1-9][0-9]*$`}, MaxRefs),
	"sources": oneOrMore(ref("line"), 0), "claims": oneOrMore(object{"type": "string", "pattern": "^SC-[1-9][0-9]*$"}, MaxRefs),
	"scenario": {"type": "string", "pattern": "^[a-z0-9-]+$"}, "exam": oneOrMore(object{"enum": names().objectives}, MaxRefs),
	"belief": {"type": "string", "pattern": `^M-(CD|BG|CP|CB|CC)-[0-9]{2}$`}, "because": ref("line"),
}

func ref(name string) object { return object{"$ref": "#/$defs/" + name} }

// oneOrMore is a list, of which one item may stand without brackets.
func oneOrMore(item object, most int) object {
	list := object{"type": "array", "items": item, "uniqueItems": true}
	if most > 0 {
		list["maxItems"] = most
	}
	return object{"anyOf": []any{item, list}}
}

// makeSchema returns the whole schema.
func makeSchema(t *testing.T) object {
	said := comments(t)
	root := mapping(said, reflect.TypeFor[Deck](), "id", "title", "language", "cards")
	root["properties"].(object)["deck"] = object{"const": version, "description": "The version of the format."}
	root["required"] = append([]string{"deck"}, root["required"].([]string)...)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://github.com/seed-11de0fc1/rehearse/quiz/deck/schema.json"
	root["title"] = "A deck of cards of Rehearse"
	root["$defs"] = object{
		"id":   object{"type": "string", "pattern": idPattern.String(), "maxLength": maxID},
		"text": object{"type": "string", "pattern": `^\S([\s\S]*\S)?$`, "maxLength": MaxText},
		"line": object{"type": "string", "pattern": `^\S([^\n]*\S)?$`, "maxLength": MaxLine},
		"card": card(said), "option": option(said),
	}
	return root
}

// mapping is the schema of a struct.
func mapping(said map[string]string, t reflect.Type, required ...string) object {
	properties := object{}
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		value := object{"description": said[t.Name()+"."+t.Field(i).Name]}
		for k, v := range shapes[key] {
			value[k] = v
		}
		properties[key] = value
	}
	return object{"type": "object", "additionalProperties": false, "properties": properties, "required": required, "description": said[t.Name()]}
}

// card is the schema of a card: what its kind needs, and must not have.
func card(said map[string]string) object {
	made := mapping(said, reflect.TypeFor[Card](), "id", "kind", "topic", "ask")
	made["dependentRequired"] = object{"was": []string{"right", "why"}, "right": []string{"was", "why"}, "why": []string{"was", "right"}}
	made["anyOf"] = []any{object{"required": []string{"rules"}}, object{"required": []string{"sources"}}}
	var kinds []any
	for _, k := range Kinds {
		then := object{"properties": object{}}
		if len(kindKeys[k]) > 0 {
			then["required"] = kindKeys[k][:1]
		}
		for _, other := range Kinds {
			for _, key := range kindKeys[other] {
				if !slices.Contains(kindKeys[k], key) {
					then["properties"].(object)[key] = false
				}
			}
		}
		right := object{"contains": object{"required": []string{"right"}}, "minContains": 1, "maxContains": 1}
		switch k {
		case Multi:
			right["minContains"], right["maxContains"] = 2, MaxItems-1
			fallthrough
		case Choice:
			right["not"] = object{"items": object{"required": []string{"right"}}}
			then["properties"].(object)["options"] = right
		case Cloze:
			then["properties"].(object)["ask"] = object{"pattern": `\{\{[^{}]+\}\}`}
		}
		kinds = append(kinds, object{"if": object{"properties": object{"kind": object{"const": k}}}, "then": then})
	}
	made["allOf"] = kinds
	return made
}

// option is the schema of an option, which is written with its text under right
// or wrong.
func option(said map[string]string) object {
	made := mapping(said, reflect.TypeFor[Option]())
	delete(made, "required")
	properties := made["properties"].(object)
	delete(properties, "text")
	properties["right"] = object{"$ref": "#/$defs/line", "description": "The text of an option that is right."}
	properties["wrong"] = object{"$ref": "#/$defs/line", "description": "The text of an option that is wrong."}
	made["oneOf"] = []any{object{"required": []string{"right"}, "properties": object{"belief": false}}, object{"required": []string{"wrong"}}}
	return made
}

// comments returns the comments of the types in deck.go and of their fields.
func comments(t *testing.T) map[string]string {
	found := map[string]string{}
	file, err := parser.ParseFile(token.NewFileSet(), "deck.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	sentence := func(g *ast.CommentGroup) string { return strings.Join(strings.Fields(g.Text()), " ") }
	ast.Inspect(file, func(n ast.Node) bool {
		decl, ok := n.(*ast.GenDecl)
		if !ok || decl.Tok != token.TYPE {
			return true
		}
		spec := decl.Specs[0].(*ast.TypeSpec)
		found[spec.Name.Name] = sentence(decl.Doc)
		if body, ok := spec.Type.(*ast.StructType); ok {
			for _, f := range body.Fields.List {
				found[spec.Name.Name+"."+f.Names[0].Name] = sentence(f.Doc)
			}
		}
		return true
	})
	return found
}
