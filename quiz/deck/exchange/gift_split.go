package exchange

// GIFT cut into questions, and questions into their parts. A backslash takes
// the meaning from the sign behind it.

import "strings"

// giftBlock is one question, or one command, with the line where it begins.
type giftBlock struct {
	line     int
	text     string
	comments string // of the lines with // in it and before it
}

// maxComments is about how many bytes of comments are looked at for one
// question.
const maxComments = 8 << 10

// giftBlocks cuts a text at its blank lines.
func giftBlocks(text string) (blocks []giftBlock) {
	var now giftBlock
	var body []string
	end := func() {
		if now.text = strings.TrimSpace(strings.Join(body, "\n")); now.text != "" {
			blocks = append(blocks, now)
			now = giftBlock{}
		}
		body = nil
	}
	for i, line := range strings.Split(text, "\n") {
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "":
			end()
		case strings.HasPrefix(trimmed, "//"):
			if len(now.comments) < maxComments {
				now.comments += trimmed + "\n"
			}
		default:
			if len(body) == 0 {
				now.line = i + 1
			}
			body = append(body, line)
		}
	}
	end()
	return blocks
}

// cutSign cuts a text at the first sign without a backslash before it.
func cutSign(text, sign string) (before, after string, found bool) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case strings.HasPrefix(text[i:], sign):
			return text[:i], text[i+len(sign):], true
		}
	}
	return text, "", false
}

// hasSign tells whether a sign without a backslash is in the text.
func hasSign(text, sign string) bool {
	_, _, found := cutSign(text, sign)
	return found
}

// giftAnswers cuts the answers apart, each with the sign = or ~ in front.
func giftAnswers(text string) (answers []string) {
	start := -1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '=', '~':
			if start >= 0 {
				answers = append(answers, strings.TrimSpace(text[start:i]))
			}
			start = i
		}
	}
	if start >= 0 {
		answers = append(answers, strings.TrimSpace(text[start:]))
	}
	return answers
}

// unGIFT takes the backslashes away.
func unGIFT(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '\\' || i+1 == len(text):
			b.WriteByte(text[i])
		case text[i+1] == 'n':
			b.WriteByte('\n')
			i++
		case strings.IndexByte(`\#=~{}:`, text[i+1]) >= 0:
			b.WriteByte(text[i+1])
			i++
		default:
			b.WriteByte('\\')
		}
	}
	return b.String()
}

// unwrapped is the text of a question in which the lines of the file mean
// nothing.
func unwrapped(text string) string {
	return unGIFT(strings.TrimSpace(strings.ReplaceAll(text, "\n", " ")))
}

// part is the text of an answer or of feedback, which may begin with a format.
func part(text string) string {
	return unwrapped(giftFormat.ReplaceAllString(strings.TrimSpace(text), ""))
}
