package deck

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// GiveAways returns what lets somebody who knows nothing find the answer of a
// card: a right option much longer than all others, or a rule named in the
// question.
func (c *Card) GiveAways() (found []string) {
	right, wrong := 0, 0
	for _, o := range c.Options {
		n := utf8.RuneCountInString(o.Text)
		if o.Right {
			right = max(right, n)
		} else {
			wrong = max(wrong, n)
		}
	}
	if c.Kind == Choice && right > 20 && right*2 > wrong*3 {
		found = append(found, "the right option is much longer than the others")
	}
	for _, rule := range c.Rules {
		if strings.Contains(c.Ask, rule) {
			found = append(found, fmt.Sprintf("the question names the rule %s", rule))
		}
	}
	return found
}
