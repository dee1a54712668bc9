package page_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
)

func trade(t *testing.T, x *page.Trade) string {
	t.Helper()
	var out bytes.Buffer
	if err := page.TradeSVG(&out, x); err != nil {
		t.Fatal(err)
	}
	for dec := xml.NewDecoder(bytes.NewReader(out.Bytes())); ; {
		if _, err := dec.Token(); err == io.EOF {
			return out.String()
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// What holds is a circle with its number, what breaks a cross; the best lies on
// top, and is higher the more it keeps.
func TestTrade(t *testing.T) {
	svg := trade(t, &page.Trade{Title: "shop/prod", Tried: []page.Tried{
		{Key: "1", Name: "75%", Took: 140_000, Kept: 75, Holds: true, Text: "holds"},
		{Key: "2", Name: "half", Took: 70_000, Kept: 50, Holds: true, Text: "holds"},
		{Key: "x", Name: "<svg onload=alert(1)>", Took: 35_000, Kept: 0, Text: "a & b"},
	}})
	if strings.Count(svg, "<circle") != 2 || strings.Count(svg, "sign failure\">") != 1 || strings.Contains(svg, "<svg onload") {
		t.Error(svg)
	}
	best, half := strings.Index(svg, `cy="164.0"`), strings.Index(svg, `cy="264.0"`)
	if best < 0 || half < 0 || best < half {
		t.Errorf("at %d and %d in %s", best, half, svg)
	}
	for _, text := range []string{"<title>75%: 2m20s, 75% kept, holds</title>", "100% kept", "&lt;svg onload", ">1m<"} {
		if !strings.Contains(svg, text) {
			t.Errorf("no %q in %s", text, svg)
		}
	}
	trade(t, &page.Trade{Title: "nothing was tried"})
}

// Numbers of one place stand beside one another, and those of places that are
// close above one another.
func TestTradeKeepsNumbersApart(t *testing.T) {
	tried := []page.Tried{{Key: "1", Took: 100_000, Kept: 50, Holds: true}, {Key: "2", Took: 100_000, Kept: 50, Holds: true}, {Key: "3", Took: 101_000, Kept: 50, Holds: true}, {Key: "9", Took: 600_000, Kept: 50, Holds: true}}
	for _, key := range "abcdefg" {
		tried = append(tried, page.Tried{Key: string(key), Took: 300_000, Kept: 50, Holds: true})
	}
	svg := trade(t, &page.Trade{Title: "shop/prod", Keep: 50, Tried: tried})
	for _, want := range []string{`y="258" class="small">1 2<`, `y="246" class="small">3<`, `y="258" class="small">9<`, `y="258" class="small">a b c d e …<`, "<title>50% are to be kept</title>", "dashed: 50%, which are to be kept"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %s", want, svg)
		}
	}
	if circles := strings.Count(svg, "<circle"); circles != 4 {
		t.Errorf("%d circles", circles)
	}
}
