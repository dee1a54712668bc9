package page_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	markup "golang.org/x/net/html"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
)

// advised is an advice with markup wherever there is text.
func advised() *page.Advice {
	hostile := "</pre></script><img src=x onerror=alert(1)>"
	return &page.Advice{
		Title: hostile, Facts: []string{hostile}, Claims: []page.Labelled{{Label: hostile, Text: hostile}}, Best: hostile, Verdict: "holds",
		Change: []page.Labelled{{Label: hostile, Text: hostile}}, Remarks: []string{hostile}, Untried: []string{hostile}, Command: hostile, Alarms: true,
		Trade: &page.Trade{Title: hostile, Keep: 75, Tried: []page.Tried{{Key: "1", Name: hostile, Took: 60_000, Kept: 75, Holds: true, Text: hostile}}},
		Rows: []page.Advised{
			{Key: "1", Name: hostile, AWS: hostile, Present: true, Verdict: "holds", Through: "1", Kept: "3/4", Cases: []page.Shown{{What: hostile, How: hostile, Scenario: hostile}}},
			{Key: "x", Name: "half", Verdict: "breaks", Through: "never", Breaks: hostile},
		},
	}
}

func adviceHTML(t *testing.T, a *page.Advice) string {
	t.Helper()
	var out bytes.Buffer
	if err := page.AdviceHTML(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// nodes are the elements of a page.
func nodes(t *testing.T, text string) (all []*markup.Node) {
	t.Helper()
	root, err := markup.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == markup.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

// attribute is what an element has of an attribute, or empty.
func attribute(n *markup.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Markup in an advice stays text, the policy allows the page its own style and
// nothing else, and nothing is loaded.
func TestAdviceIsEscaped(t *testing.T) {
	text := adviceHTML(t, advised())
	ruled(t, text, "style")
	for _, n := range nodes(t, text) {
		if n.Data == "script" || n.Data == "img" || n.Data == "link" {
			t.Errorf("the page has %s", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s has %s=%s", n.Data, a.Key, a.Val)
			}
		}
	}
}

// What is labelled by something, or leads somewhere, finds it, each cell that
// says what others mean says of which, and the drawing tells itself in words.
func TestAdviceIsAccessible(t *testing.T) {
	all := nodes(t, adviceHTML(t, advised()))
	there := map[string]int{}
	for _, n := range all {
		if id := attribute(n, "id"); id != "" {
			there[id]++
		}
	}
	for id, times := range there {
		if times != 1 {
			t.Errorf("%d elements are %s", times, id)
		}
	}
	drawings := 0
	for _, n := range all {
		for _, id := range strings.Fields(attribute(n, "aria-labelledby") + " " + strings.TrimPrefix(attribute(n, "href"), "#")) {
			if there[id] == 0 {
				t.Errorf("%s refers to %s, which is not there", n.Data, id)
			}
		}
		if n.Data == "th" && attribute(n, "scope") == "" {
			t.Error("a heading of a table says not of what")
		}
		if n.Data == "svg" && attribute(n, "role") == "img" && attribute(n, "aria-labelledby") == "title desc" {
			drawings++
		}
	}
	if drawings != 1 {
		t.Errorf("%d drawings", drawings)
	}
}

// The page says what there is to say, and of nothing that nothing was tried.
func TestAdviceTells(t *testing.T) {
	text := adviceHTML(t, advised())
	for _, want := range []string{`<td class="status holds">1</td>`, `<td class="status breaks">never</td>`, `<a href="#case-0">`, `<article id="case-0"`, "The scenario that shows it", "<small>(now)</small>", "75% are to be kept", "<td>no</td>"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, `id="case-1"`) {
		t.Error("a row without cases has some")
	}
	empty := adviceHTML(t, &page.Advice{Title: "shop/prod", Best: "none", Verdict: "breaks", Trade: &page.Trade{Title: "nothing"}})
	if !strings.Contains(empty, "<p>Nothing was.</p>") || !strings.Contains(empty, `class="verdict breaks"`) {
		t.Error(empty)
	}
}

// A browser finds nothing to complain of, runs nothing of what is on the page,
// and does not scroll it sideways on a narrow screen.
func TestAdviceInABrowser(t *testing.T) {
	browser := chromium(t)
	file := filepath.Join(t.TempDir(), "advice.html")
	if err := os.WriteFile(file, []byte(adviceHTML(t, advised())), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx := visited(t, browser, file)
	if wide := value[bool](t, ctx, "document.documentElement.scrollWidth > window.innerWidth"); wide {
		t.Error("the page is wider than the screen")
	}
	contains(t, "the table", text(t, ctx, "#tried"), "Holds through", "3/4", "<img src=x")
	if fill := value[string](t, ctx, `getComputedStyle(document.querySelector("circle.ok")).fill`); fill != "rgb(13, 122, 85)" {
		t.Errorf("what holds is %s", fill)
	}
}
