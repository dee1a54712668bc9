package rules

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// ID is the number of a rule: four bits of service (1 is CodeDeploy), four of
// chapter, eight of rule, each counted from 1. The zero ID means that no rule
// decided.
type ID = kernel.Rule

// cd is CodeDeploy, the first of the services.
const cd ID = 1 << 12

// services holds the prefix of each service's rules; the index is its number.
var services = [...]string{"", "CD", "CP", "CB", "CC"}

// Rule is an entry of the book.
type Rule struct {
	ID        ID       // what records and tests cite
	Statement string   // one sentence in plain English
	Source    string   // where it is stated or seen, several joined by "; "
	Mark      Mark     // how far the source carries the statement
	Examples  []string // in the short notation of the package comment; may be empty
}

// All returns every rule in the order of the numbers. The slice is the
// caller's; the Examples in it are shared and must not be changed.
func All() []Rule {
	return append([]Rule(nil), book[:]...)
}

// Lookup returns the rule with the given number, and whether there is one.
func Lookup(id ID) (Rule, bool) {
	low, high := 0, len(book)
	for low < high {
		middle := (low + high) / 2
		if book[middle].ID < id {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == len(book) || book[low].ID != id {
		return Rule{}, false
	}
	return book[low], true
}

// String returns the name of a rule as people write it, "CD-2.8", whether or
// not the book has it. It is empty for the zero ID and for services that have
// no rules.
func String(id ID) string {
	service := int(id >> 12)
	if service >= len(services) || service == 0 {
		return ""
	}
	chapter, number := uint64(id>>8&15), uint64(id&255)
	return services[service] + "-" + strconv.FormatUint(chapter, 10) + "." + strconv.FormatUint(number, 10)
}

// Parse returns the rule that a name like "CD-2.8" stands for. It is false for
// anything but the exact name of a rule in the book.
func Parse(name string) (ID, bool) {
	prefix, rest, _ := strings.Cut(name, "-")
	chapterText, numberText, _ := strings.Cut(rest, ".")
	chapter, _ := strconv.ParseUint(chapterText, 10, 4)
	number, _ := strconv.ParseUint(numberText, 10, 8)
	for service, known := range services {
		id := ID(service)<<12 | ID(chapter)<<8 | ID(number)
		if _, found := Lookup(id); known == prefix && found {
			return id, String(id) == name
		}
	}
	return 0, false
}
