package exchange

// What Moodle takes for more than text in paths of categories and in answers
// that are typed.

import "strings"

// category is the path of a category as Moodle writes it: from the context down,
// a slash of a name doubled, and kept apart from those between names.
func category(names ...string) string {
	path := "$course$/top"
	for _, name := range names {
		name = strings.ReplaceAll(name, "/", "//")
		if strings.HasPrefix(name, "/") {
			name = " " + name
		}
		if strings.HasSuffix(name, "/") {
			name += " "
		}
		path += "/" + name
	}
	return path
}

// names are those in the path of a category, without its context.
func names(path string) (list []string) {
	const slash = "\x00"
	for i, name := range strings.Split(strings.ReplaceAll(path, "//", slash), "/") {
		name = strings.TrimSpace(strings.ReplaceAll(name, slash, "/"))
		context := i == 0 && len(name) > 1 && strings.HasPrefix(name, "$") && strings.HasSuffix(name, "$")
		if top := len(list) == 0 && name == "top"; !context && !top {
			list = append(list, name)
		}
	}
	return list
}

// In an answer that is typed * stands for any text, but for one behind a
// backslash.
var (
	wildcard  = strings.NewReplacer("*", `\*`)
	wildcards = strings.NewReplacer(`\*`, "*")
)

// isWild tells whether an answer of a file takes any text somewhere.
func isWild(answer string) bool {
	return strings.Contains(strings.ReplaceAll(answer, `\*`, ""), "*")
}
