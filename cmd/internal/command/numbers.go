package command

import "strconv"

// plural is so many of a thing.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// ordinal is the place of the nth.
func ordinal(n int) string {
	end := "th"
	switch n % 10 {
	case 1:
		end = "st"
	case 2:
		end = "nd"
	case 3:
		end = "rd"
	}
	if n/10%10 == 1 {
		end = "th"
	}
	return strconv.Itoa(n) + end
}
