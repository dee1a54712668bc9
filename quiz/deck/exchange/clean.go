package exchange

// Markup and control characters taken away: what a deck holds is plain text.

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// What cleaning took away.
const (
	tookHTML     = "HTML was taken away; texts are plain"
	tookMedia    = "pictures and sounds were left out"
	tookControls = "control and invisible characters were taken away"
	tookBrackets = "< and > around the name of an HTML element became ‹ and ›"
)

var (
	sound  = regexp.MustCompile(`\[sound:[^\]]*\]`)
	blanks = regexp.MustCompile(`\n[ \t]*(\n[ \t]*)+`)
)

// clean returns the text as a deck takes it, and what was taken away. In a text
// of HTML entities stand for characters; in another one only tags go.
func clean(text string, isHTML bool) (plain string, took []string) {
	note := func(what string) {
		if !slices.Contains(took, what) {
			took = append(took, what)
		}
	}
	if sound.MatchString(text) {
		text = sound.ReplaceAllString(text, "")
		note(tookMedia)
	}
	if isHTML || deck.Tag(text) != "" {
		text = unmarked(text, isHTML, note)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ", "\u00a0", " ").Replace(text)
	if strings.ContainsFunc(text, deck.IsControl) {
		text = strings.Map(visible, text)
		note(tookControls)
	}
	if deck.Tag(text) != "" {
		text = strings.NewReplacer("<", "‹", ">", "›").Replace(text)
		note(tookBrackets)
	}
	return strings.TrimSpace(blanks.ReplaceAllString(text, "\n\n")), took
}

func visible(r rune) rune {
	if deck.IsControl(r) {
		return -1
	}
	return r
}

// Elements that begin or end a line, those of which the content is no text,
// and those that show something else.
var (
	breaking = strings.Fields("br p div li tr ul ol h1 h2 h3 h4 h5 h6 hr table blockquote pre dt dd")
	silent   = strings.Fields("script style title template noscript iframe")
	media    = strings.Fields("img audio video object embed svg canvas")
)

// unmarked takes the tags out of a text.
func unmarked(text string, entities bool, note func(string)) string {
	var b strings.Builder
	quiet := ""
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		if kind == html.TextToken {
			if quiet == "" {
				b.WriteString(textOf(z, entities))
			}
			continue
		}
		name, _ := z.TagName()
		tag := string(name)
		note(tookHTML)
		if slices.Contains(media, tag) {
			note(tookMedia)
		}
		switch {
		case slices.Contains(breaking, tag) && quiet == "" && !strings.HasSuffix(b.String(), "\n"):
			b.WriteByte('\n')
		case slices.Contains(silent, tag) && kind == html.StartTagToken && quiet == "":
			quiet = tag
		case tag == quiet && kind == html.EndTagToken:
			quiet = ""
		}
	}
}

// textOf returns the text of the token, with or without its entities
// resolved. The raw text must be taken before the token changes it.
func textOf(z *html.Tokenizer, entities bool) string {
	raw := string(z.Raw())
	if entities {
		return html.UnescapeString(raw)
	}
	return raw
}
