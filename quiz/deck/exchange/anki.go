package exchange

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// ankiFields are the columns of an Anki file. The id comes first, because Anki
// tells by the first field which note it has already: so an update keeps the
// learner's schedule.
var ankiFields = []string{"Id", "Topic", "Question", "Answer", "Explanation", "Was", "Right", "Why", "Tags"}

// WriteAnki prints a deck as a text file for Anki's import.
func WriteAnki(d *deck.Deck) (text []byte, lost []string) {
	var b bytes.Buffer
	var l losses
	b.WriteString("#separator:tab\n#html:true\n#notetype:Rehearse\n#deck:" + d.Title + "\n")
	b.WriteString("#columns:" + strings.Join(ankiFields, "\t") + "\n#tags column:" + strconv.Itoa(len(ankiFields)) + "\n")
	w := csv.NewWriter(&b)
	w.Comma = '\t'
	for i := range d.Cards {
		c := &d.Cards[i]
		fields := []string{c.ID, c.Topic, question(c), answer(c), c.Explain, c.Was, c.Right, c.Why}
		for i, text := range fields {
			fields[i] = ankiHTML(text)
		}
		_ = w.Write(append(fields, strings.Join(tags(c), " "))) // to memory
		ankiLosses(&l, c)
	}
	w.Flush()
	first := "Anki needs a note type Rehearse with the fields " + strings.Join(ankiFields[:len(ankiFields)-1], ", ") + " before the import"
	return b.Bytes(), append([]string{first}, l.sentences()...)
}

// ankiMarks are what Anki plays or typesets, whatever is HTML.
var ankiMarks = regexp.MustCompile(`\[((?i:/?latex)\]|/?\${1,2}\]|sound:|anki:)|\\[(\[]`)

// ankiHTML writes a text so that every version of Anki shows it as it is: of one
// that is not HTML the older ones lose the ends of lines.
func ankiHTML(text string) string {
	return ankiMarks.ReplaceAllStringFunc(asHTML(text), func(mark string) string { return mark[:1] + "<b></b>" + mark[1:] })
}

func ankiLosses(l *losses, c *deck.Card) {
	l.when(c.Kind != deck.Basic, "of kind "+string(c.Kind)+": becomes a question with its answer, which the learner judges")
	l.when(believed(c) || reasoned(c), "what each wrong option means is left out")
	l.when(len(c.Sources) > 0, "sources other than rules are left out")
}
