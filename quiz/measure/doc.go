// Package measure has the formulas by which answers are weighed. Every one is a
// pure function; what time it is comes in, nothing is stored.
//
//	memory.go        when is something asked again?
//	certainty.go     what is an answer worth that was given with so much certainty?
//	calibration.go   does the certainty that is stated agree with what is achieved?
//	evidence.go      how much speaks for it that somebody holds a misconception?
//	wilson.go        how sure is a share of so few answers?
//	biserial.go      does a question tell those who know from those who do not?
//	streak.go        on how many days in a row was something answered?
package measure
