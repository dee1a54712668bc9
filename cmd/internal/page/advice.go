package page

import (
	"html/template"
	"io"
	"strings"
	"sync"
)

// Advice is what is advised for a deployment group. Its texts are escaped for one
// line each, as source.Escape does; those of scenarios and requests line by line.
type Advice struct {
	Title   string
	Facts   []string
	Claims  []Labelled
	Best    string     // what is advised, and how well it does
	Verdict string     // of that: as of a row, breaks if nothing holds
	Change  []Labelled // what to tell AWS
	Rows    []Advised
	Alarms  bool // some are watched
	Remarks []string
	Untried []string
	Trade   *Trade
	Command string
}

// Labelled is a text with what it is.
type Labelled struct{ Label, Text string }

// Advised is a configuration, and what became of deployments under it.
type Advised struct {
	Key, Name        string
	AWS              string // the name of the configuration
	Present          bool
	Rollback, Alarms bool
	Took, Worst      string
	AtLimits         string // the worst with all work at its limits
	Kept             string
	Verdict          string // holds, open, untested, breaks
	Through          string // as many faults
	Breaks           string // what does
	Cases            []Shown
}

// Shown is a run at its worst, with the scenario that shows it.
type Shown struct{ What, How, Scenario string }

var adviceLayout = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("advice").Parse(joined([]string{"head.html", "advice.html"})))
})

// adviceSheet is what the template is filled with.
type adviceSheet struct {
	*Advice
	Policy  string
	Style   template.CSS
	Drawing template.HTML
}

// AdviceHTML writes the page of an advice, which has no script.
func AdviceHTML(out io.Writer, a *Advice) error {
	var drawing strings.Builder
	if err := a.Trade.draw(&drawing, true); err != nil {
		return err
	}
	looks := style + looks() + asset("advice.css")
	return adviceLayout().Execute(out, adviceSheet{
		Advice: a, Policy: policy(looks, ""), Style: template.CSS(looks), Drawing: template.HTML(drawing.String()),
	})
}
