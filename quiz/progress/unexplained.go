package progress

import "slices"

// Unexplained is a wrong answer that no known misconception leads to. One that
// comes again may be worth a place in the catalogue.
type Unexplained struct {
	Item  Item   `json:"item"`
	Given string `json:"given"`
	Times int    `json:"times"`
}

// UnexplainedOf counts such answers, the most frequent first, and of those the
// one that came first.
func UnexplainedOf(answers []Answer) (list []Unexplained) {
	type key struct {
		item  Item
		given string
	}
	at := map[key]int{}
	for _, a := range answers {
		if !a.Unexplained {
			continue
		}
		k := key{a.Item, a.Given}
		i, seen := at[k]
		if !seen {
			i = len(list)
			at[k] = i
			list = append(list, Unexplained{Item: a.Item, Given: a.Given})
		}
		list[i].Times++
	}
	slices.SortStableFunc(list, func(a, b Unexplained) int { return b.Times - a.Times })
	return list
}
