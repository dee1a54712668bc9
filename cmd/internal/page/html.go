package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

//go:embed assets
var assets embed.FS

// scripts are the parts of the page's one script, in their order.
var scripts = []string{"data.js", "draw.js", "view.js", "rows.js", "bands.js", "timeline.js", "cursor.js", "charts.js", "record.js", "tables.js", "main.js"}

var (
	style  = colors + asset("page.css")
	script = joined(scripts)
	layout = sync.OnceValue(func() *template.Template {
		return template.Must(template.New("page").Funcs(template.FuncMap{"clock": clock}).Parse(joined([]string{"head.html", "page.html"})))
	})
)

func asset(name string) string {
	text, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func joined(names []string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString(asset(name))
	}
	return b.String()
}

// policy allows a page its own style, its script if it has one, and nothing else.
func policy(style, script string) string {
	text := "default-src 'none'; style-src '" + digest(style) + "'"
	if script != "" {
		text += "; script-src '" + digest(script) + "'"
	}
	return text + "; base-uri 'none'; form-action 'none'"
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Verdict is how the expectations of a scenario came out.
type Verdict struct {
	Passed   int
	Failures []string
}

// sheet is what the template is filled with.
type sheet struct {
	*Data
	Teaches  []string
	Verdict  Verdict
	Policy   string
	Style    template.CSS
	Script   template.JS
	Embedded template.JS
}

// HTML writes the page of a run. Rules are those that its scenario teaches.
func HTML(out io.Writer, d *Data, teaches []string, v Verdict) error {
	embedded, err := json.Marshal(d) // < > & and line separators come out as \u003c and so on
	if err != nil {
		return err
	}
	failures := make([]string, len(v.Failures))
	for n := range failures {
		failures[n] = source.Escape(v.Failures[n])
	}
	return layout().Execute(out, sheet{
		Data: d, Teaches: teaches,
		Verdict: Verdict{v.Passed, failures}, Policy: policy(style, script),
		Style: template.CSS(style), Script: template.JS(script), Embedded: template.JS(embedded),
	})
}

// clock prints a time of the data without the units that are zero at its end,
// and a dash for none.
func clock(ms int64) string {
	if ms < 0 {
		return "–"
	}
	s := kernel.Time(ms).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
