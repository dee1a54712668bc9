package sweep

import (
	"errors"
	"fmt"
	"strings"
)

// Axis is one dimension of a grid: a place in the scenario, and what it takes
// one after another, as --set takes it.
type Axis struct {
	Path   string
	Values []string
}

// ParseAxis reads PATH=A,B,…; commas within brackets, braces or quotes belong to
// a value.
func ParseAxis(text string) (Axis, error) {
	parts := cut(text, '=', 2)
	if len(parts) < 2 || parts[0] == "" {
		return Axis{}, errors.New("no = in it; write deploymentConfigs[0].minimumHealthyHosts.value=50,75")
	}
	a := Axis{Path: parts[0]}
	seen := map[string]bool{}
	for _, value := range cut(parts[1], ',', -1) {
		value = strings.TrimSpace(value)
		if value == "" {
			return Axis{}, errors.New("a value is empty; write A,B,C behind the =")
		}
		if seen[value] {
			return Axis{}, fmt.Errorf("%s stands there twice", value)
		}
		seen[value] = true
		a.Values = append(a.Values, value)
	}
	return a, nil
}

// cut splits a text at a sign outside of brackets, braces and quotes, into at
// most so many parts; below 0 means all.
func cut(text string, at rune, most int) (parts []string) {
	depth, quote, from := 0, rune(0), 0
	for i, r := range text {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case strings.ContainsRune("[{(", r):
			depth++
		case strings.ContainsRune("]})", r):
			depth--
		case r == at && depth <= 0 && len(parts)+1 != most:
			parts, from = append(parts, text[from:i]), i+1
		}
	}
	return append(parts, text[from:])
}
