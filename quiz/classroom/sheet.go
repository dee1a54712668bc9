package classroom

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func (c *Class) sheetPath(a *Assignment, student string) string {
	return c.dir(a.Name, sheetsFolder, student+".yaml")
}

// seal is what only the class can put on the sheet of a student: it covers who
// gets it, and which questions.
func (c *Class) seal(a *Assignment, v *Variant) string {
	words := []string{"seal", a.Name, v.Student}
	for _, q := range v.Questions {
		words = append(words, q.question(), strconv.FormatUint(q.Seed, 10))
	}
	return hex.EncodeToString(c.tag(words...)[:16])
}

// sheet is what a student gets.
func (c *Class) sheet(a *Assignment, v *Variant) []byte {
	s, _ := c.Student(v.Student)
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s for %s\n", comment(a.Name+" of "+c.Title), comment(strings.TrimSpace(s.Name+" ("+s.ID+")")))
	b.WriteString("# Let `rehearse class take FILE` ask you, or write each answer between the quotes behind \"answer:\".\n")
	questions := source.Seq()
	for n, it := range v.items {
		questions.Items = append(questions.Items, asEntry(n+1, it))
	}
	b.Write(source.Write(source.Map(
		source.Pair("sheet", source.Int(1)), source.Pair("class", source.Str(c.Title)), source.Pair("assignment", source.Str(a.Name)),
		source.Pair("student", source.Str(v.Student)), source.Pair("seal", source.Str(c.seal(a, v))), source.Pair("questions", questions))))
	return b.Bytes()
}

// comment is a text that stays within the line of a comment.
func comment(text string) string { return source.Escape(strings.ReplaceAll(text, "\n", " ")) }

// asEntry is a question on a sheet.
func asEntry(n int, it *question.Item) *source.Node {
	entry := source.Map(source.Pair("question", source.Int(int64(n))), source.Pair("form", source.Str(formOf(it))),
		source.Pair("known", words(slices.Concat(it.Case.Facts(), it.Own))), source.Pair("ask", source.Str(it.Ask)))
	if list := listed(it); len(list) > 0 {
		entry.Entries = append(entry.Entries, source.Pair("listed", words(list)))
	}
	if it.Kind.Form == question.Word && len(it.Choices) == 0 && it.Kind.Domain != nil {
		entry.Entries = append(entry.Entries, source.Pair("words", words(it.Kind.Domain(it.Case, it.Subject))))
	}
	entry.Entries = append(entry.Entries, source.Pair("with", source.Str(it.Example())), source.Pair("answer", source.Str("")))
	return entry
}

// formChoice is the form of a question that offers a choice; the others are
// those of the kinds.
const formChoice = "choice"

func formOf(it *question.Item) string {
	if len(it.Choices) > 0 {
		return formChoice
	}
	return it.Kind.Form.String()
}
