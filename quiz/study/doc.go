// Package study chooses what to study: what is due, and a few new cards, with
// the topics mixed.
//
//	plan.go          what a session asks
//	fresh.go         another question where one of its sort is due
//	interleave.go    in which order
package study
