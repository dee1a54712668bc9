package source

import (
	"errors"
	"strconv"
	"strings"
)

// A step of a path is a key, or what stood in brackets: the number of an item,
// the name of an item, or a key with signs of its own.
type step struct {
	text    string
	bracket bool
}

// parsePath cuts fleet.instances[0].count and scripts["a.sh"].takes into steps.
func parsePath(path string) ([]step, error) {
	var steps []step
	for rest := path; rest != ""; {
		switch {
		case rest[0] == '[':
			text, after, err := bracketed(rest)
			if err != nil {
				return nil, err
			}
			steps, rest = append(steps, step{text, true}), after
		default:
			rest = strings.TrimPrefix(rest, ".")
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			if end == 0 || len(steps) == 0 && strings.HasPrefix(path, ".") {
				return nil, errors.New("a key is missing; write keys with dots between them: fleet.instances[0].count")
			}
			steps, rest = append(steps, step{rest[:end], false}), rest[end:]
		}
	}
	if len(steps) == 0 {
		return nil, errors.New("the path is empty; write one such as fleet.instances[0].count")
	}
	return steps, nil
}

// bracketed returns what is inside of the bracket that text begins with. A
// name in double quotes may hold brackets.
func bracketed(text string) (inside, after string, err error) {
	if strings.HasPrefix(text, `["`) {
		quoted, qerr := strconv.QuotedPrefix(text[1:])
		if qerr == nil && strings.HasPrefix(text[1+len(quoted):], "]") {
			inside, _ = strconv.Unquote(quoted)
			return inside, text[2+len(quoted):], nil
		}
	}
	inside, after, ok := strings.Cut(text[1:], "]")
	if !ok || inside == "" {
		return "", "", errors.New("a bracket does not end or is empty; write [0], [web] or [\"a.sh\"]")
	}
	return inside, after, nil
}
