package kernel

import "math/bits"

const batch = 4096 // rows handed to a sink at a time

// Journal numbers the records of a run, takes their fingerprint, and keeps
// those its level asks for or hands them on. The zero value is an empty
// journal that keeps none.
type Journal struct {
	n     RecordNo
	print Fingerprint // without start, so that zero is right
	level Level
	rows  []Record
	sink  func([]Record)
	tap   func(Record)
}

// SetLevel says which records to keep from now on. Neither the numbers nor
// the fingerprint depend on it.
func (j *Journal) SetLevel(l Level) { j.level = l }

// Level returns which records are kept.
func (j *Journal) Level() Level { return j.level }

// Stream hands the records of the level to sink from now on, in batches of up
// to 4,096, instead of keeping them. The sink must not keep the slice, which
// is used again. Call Flush at the end. A nil sink ends streaming. Rows kept
// so far are handed to the sink first.
func (j *Journal) Stream(sink func([]Record)) {
	j.Flush()
	if j.sink = sink; sink == nil {
		return
	}
	kept := j.rows
	for len(kept) > 0 {
		n := min(batch, len(kept))
		sink(kept[:n:n])
		kept = kept[n:]
	}
	j.rows = make([]Record, 0, batch)
}

// Tap shows every record to tap as it passes, whatever the level; nil shows
// none. A fork has no tap.
func (j *Journal) Tap(tap func(Record)) { j.tap = tap }

// Flush hands to the sink, if there is one, what it has not got yet.
func (j *Journal) Flush() {
	if j.sink != nil && len(j.rows) > 0 {
		j.sink(j.rows)
		j.rows = j.rows[:0]
	}
}

// Add records that something happened and returns its number. The formula of
// the fingerprint stands in the package comment; it is written out here, where
// every record passes.
func (j *Journal) Add(at Time, kind Kind, subject Subject, cause RecordNo, rule Rule, a, b int64) RecordNo {
	j.n++
	h0, l0 := bits.Mul64(uint64(j.n)+pi0, uint64(at)+pi1)
	h1, l1 := bits.Mul64((uint64(kind)|uint64(rule)<<8)+pi2, uint64(subject)+pi3)
	h2, l2 := bits.Mul64(uint64(cause)+pi4, uint64(a)+pi5)
	h3, l3 := bits.Mul64(uint64(b)+pi6, pi7)
	h4, l4 := bits.Mul64(j.print.Lo^(l0+l1+l2+l3), pi9|1)
	h5, l5 := bits.Mul64(j.print.Hi^(h0+h1+h2+h3), pi8)
	j.print = Fingerprint{Hi: l5 ^ h4, Lo: l4 ^ h5}
	if j.level != Off || j.tap != nil {
		j.show(Record{j.n, at, cause, subject, a, b, kind, rule})
	}
	return j.n
}

// show shows a row to the tap, and stores it or puts it into the batch if the
// level asks for it.
func (j *Journal) show(r Record) {
	if j.tap != nil {
		j.tap(r)
	}
	if j.level == Off || j.level == Decisions && r.Rule == 0 {
		return
	}
	j.rows = append(j.rows, r)
	if j.sink != nil && len(j.rows) == batch {
		j.Flush()
	}
}

// Len returns how many records there were, kept or not; it is also the number
// of the latest.
func (j *Journal) Len() RecordNo { return j.n }

// Records returns the records kept, in order. They must not be changed. While
// streaming there are none.
func (j *Journal) Records() []Record {
	if j.sink != nil {
		return nil
	}
	return j.rows[:len(j.rows):len(j.rows)]
}

// Fingerprint returns the fingerprint of all records so far, kept or not.
func (j *Journal) Fingerprint() Fingerprint {
	return Fingerprint{start.Hi ^ j.print.Hi, start.Lo ^ j.print.Lo}
}

// CopyFrom makes j a fork of src: it goes on from the same record, but has no
// sink. Rows kept so far are shared; whichever adds to them first moves away.
func (j *Journal) CopyFrom(src *Journal) {
	*j = Journal{n: src.n, print: src.print, level: src.level, rows: src.Records()}
}
