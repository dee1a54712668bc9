package scenarios

// Makes the schema from the tags and comments of the types.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// object is a JSON object; encoding/json sorts its keys.
type schemaObject = map[string]any

type schemaMaker struct {
	comments map[string]string // of Type and Type.Field
	defs     schemaObject
}

const durationPattern = `([0-9]+(\.[0-9]+)?(h|ms|m|s))+`

// makeSchema returns the whole schema.
func makeSchema(t *testing.T) schemaObject {
	m := &schemaMaker{comments: comments(t), defs: schemaObject{
		"name":     schemaObject{"type": "string", "minLength": 1, "maxLength": 256},
		"duration": schemaObject{"description": "A time such as 90s, 1m30s or 1.5h, up to 87600h.", "anyOf": []any{pattern(durationPattern), schemaObject{"const": 0}}},
		"range": schemaObject{"description": "A duration, or two of them as in 20s..40s.",
			"anyOf": []any{pattern(durationPattern + `(\.\.` + durationPattern + `)?`), schemaObject{"const": 0}}},
		"size": schemaObject{"anyOf": []any{schemaObject{"type": "integer", "minimum": 0}, pattern(`[0-9]+(B|KB|MB|GB|KiB|MiB|GiB)`)}},
		"health": schemaObject{"type": "array", "minItems": 2, "maxItems": 2,
			"prefixItems": []any{schemaObject{"enum": enums["instanceHealth"]()}, schemaObject{"enum": enums["revisionHealth"]()}}},
		"tags": schemaObject{"anyOf": []any{schemaObject{"type": "object", "additionalProperties": schemaObject{"type": "string"}},
			schemaObject{"type": "array", "items": schemaObject{"type": "object"}}}},
		"scalingGroups": schemaObject{"type": "array", "items": schemaObject{"anyOf": []any{ref("name"), schemaObject{"type": "object"}}}},
		"appspec":       schemaObject{"type": []any{"object", "string"}},
		"property":      schemaObject{"type": "string", "minLength": 1, "maxLength": 4096},
		"named":         schemaObject{"type": "object", "propertyNames": ref("name"), "additionalProperties": ref("property")},
		"properties":    schemaObject{"anyOf": []any{ref("named"), schemaObject{"type": "array", "items": schemaObject{"anyOf": []any{ref("property"), ref("named")}}}}},
		"weight":        schemaObject{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
	}}
	m.defs["quota"] = schemaObject{"type": "integer", "minimum": 1, "maximum": MaxInstances}
	m.defs["quotas"] = schemaObject{"anyOf": []any{schemaObject{"const": "aws"}, m.structure(reflect.TypeFor[SomeQuotas]())}}
	root := m.structure(reflect.TypeFor[Scenario]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://github.com/seed-11de0fc1/rehearse/scenarios/schema.json"
	root["title"] = "A scenario of Rehearse"
	root["$defs"] = m.defs
	return root
}

func pattern(p string) schemaObject { return schemaObject{"type": "string", "pattern": "^" + p + "$"} }

func ref(name string) schemaObject { return schemaObject{"$ref": "#/$defs/" + name} }

// structure returns the schema of a struct type.
func (m *schemaMaker) structure(t reflect.Type) schemaObject {
	s, properties := shapeOf(t), schemaObject{}
	made := schemaObject{"type": "object", "additionalProperties": false, "properties": properties}
	if doc := m.comments[t.Name()]; doc != "" {
		made["description"] = doc
	}
	var required, either []any
	for i := range s.fields {
		f := &s.fields[i]
		value := m.value(f.typ, f)
		value["description"] = m.comments[f.owner.Name()+"."+f.name]
		properties[f.key] = value
		twice := s.aws && !f.is["ours"]
		if twice {
			properties[swapped(f.key)] = schemaObject{"$ref": "#/$defs/" + t.Name() + "/properties/" + f.key}
		}
		switch {
		case f.is["required"] && twice:
			either = append(either, schemaObject{"anyOf": []any{schemaObject{"required": []any{f.key}}, schemaObject{"required": []any{swapped(f.key)}}}})
		case f.is["required"]:
			required = append(required, f.key)
		}
	}
	for text, keys := range map[string][]string{
		"As AWS prints it; it decides nothing.":                       s.ignored,
		"As AWS prints it; not simulated yet: leave it out or empty.": s.empty,
	} {
		for _, key := range keys {
			for _, spelling := range []string{key, swapped(key)} {
				if properties[spelling] == nil {
					properties[spelling] = schemaObject{"description": text}
				}
			}
		}
	}
	if required != nil {
		made["required"] = required
	}
	if either != nil {
		made["allOf"] = either
	}
	return made
}

// value returns the schema of what stands under a key.
func (m *schemaMaker) value(t reflect.Type, f *field) schemaObject {
	if f.schema != "" {
		return ref(f.schema)
	}
	switch t {
	case reflect.TypeFor[Name]():
		return ref("name")
	case reflect.TypeFor[kernel.Time]():
		return ref("duration")
	case reflect.TypeFor[Range]():
		return ref("range")
	}
	switch t.Kind() {
	case reflect.Pointer:
		return m.value(t.Elem(), f)
	case reflect.Struct:
		if _, done := m.defs[t.Name()]; !done {
			m.defs[t.Name()] = nil
			m.defs[t.Name()] = m.structure(t)
		}
		return ref(t.Name())
	case reflect.Slice:
		return m.list(t.Elem(), f)
	case reflect.Bool:
		return schemaObject{"type": "boolean"}
	case reflect.Int64:
		return schemaObject{"type": "integer", "minimum": f.low, "maximum": f.high}
	}
	if len(f.enum) > 0 {
		return schemaObject{"enum": f.enum}
	}
	return schemaObject{"type": "string"}
}

func (m *schemaMaker) list(item reflect.Type, f *field) schemaObject {
	if f.is["keyed"] {
		return m.keyed(item)
	}
	one := m.value(item, f)
	many := schemaObject{"type": "array", "items": one}
	if f.is["one"] {
		return schemaObject{"anyOf": []any{one, many}}
	}
	return many
}

// keyed returns the schema of a mapping with free keys.
func (m *schemaMaker) keyed(item reflect.Type) schemaObject {
	s := shapeOf(item)
	made := schemaObject{"type": "object", "propertyNames": m.value(s.free.typ, s.free)}
	if s.whole != nil {
		made["additionalProperties"] = m.value(s.whole.typ, s.whole)
	} else {
		made["additionalProperties"] = m.value(item, s.free)
	}
	return made
}

// comments returns the comments of all types and fields of this package.
func comments(t *testing.T) map[string]string {
	found := map[string]string{}
	names, _ := filepath.Glob("*.go")
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			decl, ok := n.(*ast.GenDecl)
			if !ok || decl.Tok != token.TYPE {
				return true
			}
			spec := decl.Specs[0].(*ast.TypeSpec)
			found[spec.Name.Name] = sentence(decl.Doc.Text())
			if body, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range body.Fields.List {
					for _, name := range f.Names {
						found[spec.Name.Name+"."+name.Name] = sentence(f.Doc.Text())
					}
				}
			}
			return true
		})
	}
	return found
}

func sentence(comment string) string { return strings.Join(strings.Fields(comment), " ") }
