package term

import "strings"

// Glyph is what an instance is doing, as one sign of a drawing. Where several
// fall on one place, the larger one matters more and is shown.
type Glyph uint8

// The glyphs, from the least to the most important.
const (
	Blank           Glyph = iota // not there
	Waiting                      // its turn has not come
	OutOfService                 // gets no traffic, and nothing runs
	Running                      // a lifecycle event of no other group
	ShiftingTraffic              // BlockTraffic, AllowTraffic and what surrounds them
	Stopping                     // ApplicationStop
	Downloading                  // DownloadBundle
	Installing                   // BeforeInstall, Install, AfterInstall
	Starting                     // ApplicationStart
	Validating                   // ValidateService
	Rollback                     // being rolled back
	Arrived                      // enters service
	Gone                         // terminated
	Skipped
	Succeeded
	Failed
	glyphs
)

// look is how a glyph appears: its sign, the sign in ASCII, its style, its name
// in the legend.
type look struct {
	sign, ascii string
	style       Style
	name        string
}

var looks = [glyphs]look{
	Blank:           {" ", " ", Normal, ""},
	Waiting:         {"·", ".", Dim, "waiting"},
	OutOfService:    {"○", "o", Warn, "out of service"},
	Running:         {"=", "=", Accent, "running"},
	ShiftingTraffic: {"t", "t", Accent, "traffic"},
	Stopping:        {"s", "s", Accent, "stop"},
	Downloading:     {"d", "d", Accent, "download"},
	Installing:      {"i", "i", Accent, "install"},
	Starting:        {"a", "a", Accent, "start"},
	Validating:      {"v", "v", Accent, "validate"},
	Rollback:        {"↩", "<", Warn, "rollback"},
	Arrived:         {"+", "+", OK, "in service"},
	Gone:            {"†", "%", Dim, "terminated"},
	Skipped:         {"-", "-", Dim, "skipped"},
	Succeeded:       {"█", "#", OK, "succeeded"},
	Failed:          {"✗", "X", Bad, "failed"},
}

// Event returns the glyph of a running lifecycle event by the name AWS gives
// it; Running if the name belongs to no group.
func Event(name string) Glyph {
	switch name {
	case "ApplicationStop":
		return Stopping
	case "DownloadBundle":
		return Downloading
	case "BeforeInstall", "Install", "AfterInstall":
		return Installing
	case "ApplicationStart":
		return Starting
	case "ValidateService":
		return Validating
	}
	if strings.HasSuffix(name, "Traffic") {
		return ShiftingTraffic
	}
	return Running
}

func (t *IO) sign(g Glyph) string {
	if t.ascii() {
		return looks[g].ascii
	}
	return looks[g].sign
}

// strip draws glyphs in a row; neighbours that are alike share one colour code.
func (t *IO) strip(row []Glyph) string {
	color := t.colorful(t.outTTY)
	var b strings.Builder
	for from := 0; from < len(row); {
		to := from
		for to < len(row) && row[to] == row[from] {
			to++
		}
		run := strings.Repeat(t.sign(row[from]), to-from)
		b.WriteString(looks[row[from]].style.paint(run, color))
		from = to
	}
	return b.String()
}

// legend explains the glyphs that were drawn, in lines that fit.
func (t *IO) legend(drawn [glyphs]bool) string {
	color := t.colorful(t.outTTY)
	var b strings.Builder
	used := 0
	for g := Waiting; g < glyphs; g++ {
		if !drawn[g] {
			continue
		}
		item := looks[g].style.paint(t.sign(g), color) + " " + looks[g].name
		size := 2 + columns(looks[g].name)
		switch {
		case used == 0:
		case used+gap+size > t.Width:
			b.WriteByte('\n')
			used = 0
		default:
			b.WriteString(strings.Repeat(" ", gap))
			used += gap
		}
		b.WriteString(item)
		used += size
	}
	return b.String()
}
