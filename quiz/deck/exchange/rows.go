package exchange

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// row is a record of a table.
type row struct {
	at     source.Position
	fields []string
}

// table is the text of one.
type table struct {
	text    string
	comma   rune
	comment rune // which a line begins with that is no record; 0: none
	before  int  // lines of the file before it
}

// rows reads a table, and hands each record that is not blank to take.
func (d *draft) rows(t table, take func(row)) {
	r := csv.NewReader(strings.NewReader(t.text))
	r.Comma, r.Comment, r.FieldsPerRecord = t.comma, t.comment, -1
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			d.tableFault(err, t.before)
			return
		}
		line, _ := r.FieldPos(0)
		at := d.place(line+t.before, 1)
		switch {
		case strings.TrimSpace(strings.Join(fields, "")) == "":
		case d.full(at):
			return
		default:
			take(row{at, fields})
		}
	}
}

// tableFault explains why a table can not be read.
func (d *draft) tableFault(err error, before int) {
	var fault *csv.ParseError
	if !errors.As(err, &fault) {
		d.fault(source.Position{File: d.in.Name}, "", "%s", err)
		return
	}
	at := d.place(fault.Line+before, fault.Column)
	if errors.Is(err, csv.ErrBareQuote) {
		d.fault(at, `put the field in quotes and write "" for a quote in it`, "a quote in a field without quotes")
		return
	}
	if fault.StartLine < fault.Line {
		at = d.place(fault.StartLine+before, 1)
	}
	d.fault(at, `write "" for a quote in it; or the file is cut off`, "a quoted field does not end, or something stands behind its end")
}
