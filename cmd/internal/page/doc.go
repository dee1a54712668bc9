// Package page makes pictures of a run: one HTML page that needs nothing but
// itself, and the timeline alone as SVG; and the same of what is advised for a
// deployment group.
//
// Both draw Data, a projection of a world's view and journal: every record,
// and what each kind of record does to the lane it is about. A lane is a host,
// or a target that is none. Which events there are, how many targets a host has
// in a deployment and which hosts come later is left to the journal.
//
// All text comes out escaped: by source.Escape where it is collected, as HTML,
// XML or JSON where it is written. The page forbids itself, by its
// Content-Security-Policy, everything but the two pieces it is made of.
//
//   - data.go: what a picture shows; collect.go: where it comes from
//   - classes.go: what a record does to its lane, by the names of events
//   - series.go: who serves, and how many are healthy, over time
//   - html.go: the page; assets: its template, style and scripts
//   - spans.go: what a lane was doing, from its records
//   - advice.go: the page of an advice; trade.go: its picture as SVG
//   - svg.go, svg_rows.go, svg_bands.go: the timeline as SVG
package page
