package imports

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// stride thins out the damages, so that the test takes a second or two.
const stride = 97

// Whatever single value of a case is missing or is something else, there is a
// scenario that compiles, or an error with a message.
func TestDamaged(t *testing.T) {
	others := []any{nil, "", "x", "arn:aws:lambda:us-east-1:1:function:f:a", 0, -1, 3, true, []any{}, []any{"x"}, map[string]any{}, map[string]any{"name": "y"}}
	count := 0
	for _, dir := range cases(t) {
		inputs := inputsOf(t, dir)
		for i := range inputs {
			if !strings.HasSuffix(inputs[i].Name, ".json") {
				continue
			}
			var documents []any
			for decoder := json.NewDecoder(bytes.NewReader(inputs[i].Data)); decoder.More(); {
				var document any
				if err := decoder.Decode(&document); err != nil {
					t.Fatal(err)
				}
				documents = append(documents, document)
			}
			whole := inputs[i].Data
			everywhere(documents, func(put func(any), was any) {
				for _, other := range others {
					if count++; count%stride != 0 {
						continue
					}
					put(other)
					inputs[i].Data = nil
					for _, document := range documents {
						data, err := json.Marshal(document)
						if err != nil {
							t.Fatal(err)
						}
						inputs[i].Data = append(inputs[i].Data, data...)
					}
					compiles(t, inputs)
					put(was)
				}
			})
			inputs[i].Data = whole
		}
	}
}

// everywhere visits all values of a list of documents.
func everywhere(list []any, visit func(put func(any), was any)) {
	for i := range list {
		visit(func(v any) { list[i] = v }, list[i])
		within(list[i], visit)
	}
}

func within(value any, visit func(put func(any), was any)) {
	switch of := value.(type) {
	case []any:
		everywhere(of, visit)
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(of)) {
			visit(func(v any) { of[key] = v }, of[key])
			within(of[key], visit)
		}
	}
}

func compiles(t *testing.T, inputs []Input) {
	t.Helper()
	im, found := Read(inputs, nil)
	if im == nil {
		if !found.HasErrors() {
			t.Errorf("neither a scenario nor an error of:\n%s", inputs)
		}
		return
	}
	text, err := im.YAML()
	if err != nil {
		t.Fatal(err)
	}
	if _, setup, found := (&scenarios.Source{Name: "s.yaml", Text: text}).Compile(); setup == nil {
		t.Errorf("%v\n%s", found, text)
	}
}
