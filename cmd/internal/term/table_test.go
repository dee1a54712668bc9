package term

import (
	"fmt"
	"strings"
	"testing"
)

func sample() *Table {
	tb := &Table{Header: []string{"Instance", "status", "Exit", "What happened"}}
	tb.Row("web-1", OK.Text("Succeeded"), 0, "the new revision runs and the load balancer sends traffic to it again, as before")
	tb.Row("日本-4", Bad.Text("Failed"), 137, "a\x1b[2J|b")
	tb.Row(combining("étude"), Warn.Text("Skipped"), "-", "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/production-europe-west")
	return tb
}

// combining writes é as two characters, which take one column.
func combining(s string) string { return strings.ReplaceAll(s, "é", "e\u0301") }

func draw(t *IO) { t.Table(sample()) }

func TestTableAtWidths(t *testing.T) {
	same(t, shown(wide(60), draw), combining(`
Instance  status     Exit  What happened
────────────────────────────────────────────────────────────
web-1     Succeeded     0  the new revision runs and the
                           load balancer sends traffic to it
                           again, as before
日本-4    Failed      137  a\x1b[2J|b
étude     Skipped       -  arn:aws:codedeploy:us-east-1:
                           123456789012:deploymentgroup:
                           shop/production-europe-west
`))
	same(t, shown(wide(80), draw), combining(`
Instance  status     Exit  What happened
────────────────────────────────────────────────────────────────────────────
web-1     Succeeded     0  the new revision runs and the load balancer sends
                           traffic to it again, as before
日本-4    Failed      137  a\x1b[2J|b
étude     Skipped       -  arn:aws:codedeploy:us-east-1:123456789012:
                           deploymentgroup:shop/production-europe-west
`))
	same(t, shown(ascii(120), draw), combining(`
Instance  status     Exit  What happened
----------------------------------------------------------------------------------------------------------------
web-1     Succeeded     0  the new revision runs and the load balancer sends traffic to it again, as before
日本-4    Failed      137  a\x1b[2J|b
étude     Skipped       -  arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/production-europe-west
`))
}

func TestPlainTableIsTabsAndNothingElse(t *testing.T) {
	same(t, shown(func(t *IO) { t.Plain, t.outTTY = true, true }, draw), combining(`
web-1	Succeeded	0	the new revision runs and the load balancer sends traffic to it again, as before
日本-4	Failed	137	a\x1b[2J|b
étude	Skipped	-	arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/production-europe-west
`))
}

func TestAccessibleTableNamesEveryField(t *testing.T) {
	got := shown(func(t *IO) { t.Accessible = true }, func(t *IO) {
		tb := &Table{Header: []string{"Instance", "Exit", "Note"}}
		tb.Row("web-1", 1, "")
		t.Table(tb)
	})
	same(t, got, "Instance: web-1; Exit: 1\n")
}

func TestColouredTableIsTheSameWithoutItsColours(t *testing.T) {
	color := shown(colored, draw)
	if !strings.Contains(color, "\x1b[31mFailed\x1b[0m") || !strings.Contains(color, "\x1b[1mstatus\x1b[0m") {
		t.Errorf("colours are missing:\n%q", color)
	}
	bare := color
	for _, code := range append(codes[1:], "0") {
		bare = strings.ReplaceAll(bare, "\x1b["+code+"m", "")
	}
	same(t, trimLines(bare), shown(wide(80), draw))
}

func TestWrappedLinesAreColouredOneByOne(t *testing.T) {
	got := shown(func(t *IO) { t.outTTY, t.Width = true, 40 }, func(t *IO) {
		tb := &Table{Header: []string{"Why"}}
		tb.Row(Bad.Text("the script said that it could not reach the database"))
		t.Table(tb)
	})
	for line := range strings.Lines(got) {
		if strings.Contains(line, "\x1b[31m") != strings.Contains(line, "the") {
			t.Errorf("line %q has the wrong colour", line)
		}
	}
}

func TestManyColumnsBecomeLines(t *testing.T) {
	tb := &Table{}
	var row []any
	for i := range 12 {
		tb.Header = append(tb.Header, fmt.Sprintf("column%d", i))
		row = append(row, "something long")
	}
	tb.Row(row...)
	got := shown(wide(60), func(t *IO) { t.Table(tb) })
	if !strings.HasPrefix(got, "column0: something long; column1: ") {
		t.Errorf("got %q", got)
	}
}

// Two events whose names differ at their ends stay apart on a narrow terminal,
// and a column with nothing in it makes room for them.
func TestNamesAreNeverCut(t *testing.T) {
	tb := &Table{Whole: true, Header: []string{"event", "status", "calls", "what failed"}}
	tb.Row("AfterAllowTestTraffic", "Succeeded", "CodeDeployHook_check_orders", "")
	tb.Row("AfterAllowTraffic", "Succeeded", "CodeDeployHook_check_payments", "")
	same(t, shown(wide(50), func(t *IO) { t.Table(tb) }), `
event                  status     calls
─────────────────────────────────────────────────
AfterAllowTestTraffic  Succeeded  CodeDeployHook_
                                  check_orders
AfterAllowTraffic      Succeeded  CodeDeployHook_
                                  check_payments
`)
}

// A word gives way only when there is nothing left to wrap.
func TestProseGivesWayBeforeWords(t *testing.T) {
	tb := &Table{Header: []string{"what became of it", "b"}}
	tb.Row("word", "incomprehensibilities")
	same(t, shown(wide(40), func(t *IO) { t.Width = 30; t.Table(tb) }), `
what    b
became
of it
─────────────────────────────
word    incomprehensibilities
`)
}

func TestRaggedAndEmptyTables(t *testing.T) {
	tb := &Table{Header: []string{"a"}}
	tb.Row("x", "y")
	tb.Row()
	same(t, shown(wide(80), func(t *IO) { t.Table(tb) }), "a\n────\nx  y\n\n")
	same(t, shown(wide(80), func(t *IO) { t.Table(&Table{}) }), "")
	same(t, shown(wide(80), func(t *IO) { t.Table(&Table{Header: []string{"a"}}) }), "a\n")
}

func TestNumbers(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "-12": true, "+3": true, "75%": true, "1,000": true, "0.5": true,
		"": false, "-": false, ".": false, "%": false, "30s": false, "v2": false, "1-2": false,
	} {
		if got := isNumber(s); got != want {
			t.Errorf("isNumber(%q) = %v", s, got)
		}
	}
}

// Whatever an instance is called, nothing moves the cursor and no line grows.
func FuzzHostileNames(f *testing.F) {
	for _, name := range []string{"web-1", "\x1b]0;title\a", "日本語", "e\u0301\u0301", "a\tb\nc", "\u202eevil", "\xff\xfe", "👩‍💻🇩🇪", strings.Repeat("w", 500)} {
		f.Add(name, "prod")
	}
	f.Fuzz(func(t *testing.T, name, label string) {
		tb := &Table{Header: []string{"Name", "Group"}}
		tb.Row(name, Bad.Text(label))
		tb.Row("web-1", label)
		tl := Timeline{End: 1000, Lanes: []Lane{{name, []Span{{0, 1000, Failed, label}}}}, Marks: []Mark{{500, label}}}
		harmless(t, shown(wide(60), func(t *IO) { t.Timeline(tl) }), 60)
		harmless(t, shown(wide(60), func(t *IO) { t.Bands(Bands{Label: label}) }), 60)
		harmless(t, shown(func(t *IO) { t.Accessible = true }, func(t *IO) { t.Timeline(tl) }), 1<<30)
		harmless(t, shown(wide(60), func(t *IO) { t.Table(tb) }), 60)
	})
}

// Prose that would get too narrow to read stands below its row; where there is
// room it stays beside it.
func TestTableProse(t *testing.T) {
	table := func(io *IO) {
		tb := &Table{Header: []string{"event", "calls", "what failed"}, Prose: true}
		tb.Row("BeforeAllowTraffic", "CodeDeployHook_BeforeAllowTraffic", "The hook timed out while it waited for a status callback.")
		tb.Row("AllowTraffic", "", "")
		io.Table(tb)
	}
	same(t, shown(wide(60), table), `
event               calls
─────────────────────────────────────────────────────
BeforeAllowTraffic  CodeDeployHook_BeforeAllowTraffic
    The hook timed out while it waited for a status
    callback.
AllowTraffic
`)
	same(t, shown(wide(90), table), `
event               calls                              what failed
─────────────────────────────────────────────────────────────────────────────────────────
BeforeAllowTraffic  CodeDeployHook_BeforeAllowTraffic  The hook timed out while it waited
                                                       for a status callback.
AllowTraffic
`)
}
