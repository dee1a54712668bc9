package appspec

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// The timeout of a script that names none (CD-4.7) and the limit of all scripts
// of an event together (CD-4.8), in seconds.
const (
	defaultTimeout = 3600
	eventLimit     = 3600
)

// A longer timeout is cut to ten years in seconds; CD-4.8 comes long before.
const maxTimeout = 10 * 365 * 24 * 3600

const badTimeout = "The deployment failed because an invalid timeout value was provided for a script in the application specification file."

// timeout reads the seconds of a script: 1 to ten years, 3600 if none are
// given. CD-4.7
func (c *check) timeout(n *source.Node) (int64, bool) {
	w := read(n)
	if !w.counts() {
		return defaultTimeout, true
	}
	seconds, ok := w.seconds()
	switch {
	case w.kind == endless:
		c.refuse(n.Position, "CD-4.7", "FloatDomainError", "timeout: "+quote(w.text)+" is no number of seconds", "write timeout: 300")
		return 0, false
	case !ok:
		c.refuse(n.Position, "CD-4.7", w.lacks("to_i"), "timeout: "+quote(w.text)+" is no number of seconds", "write timeout: 300")
		return 0, false
	case seconds <= 0:
		c.refuse(n.Position, "CD-4.7", badTimeout, fmt.Sprintf("timeout: %s is cut to %d seconds", quote(n.Text), seconds), "give at least 1")
		return 0, false
	}
	c.lintTimeout(n, seconds)
	return min(seconds, maxTimeout), true
}

func (c *check) lintTimeout(n *source.Node, seconds int64) {
	if strings.TrimSpace(n.Text) != strconv.FormatInt(seconds, 10) {
		c.warn(n.Position, "CD-4.7", fmt.Sprintf("timeout: %s is read as %d seconds", quote(n.Text), seconds), "write plain seconds, such as 300")
	}
	if seconds > eventLimit {
		c.warn(n.Position, "CD-4.8", fmt.Sprintf("timeout: the event ends after %d seconds, whatever its scripts are granted", eventLimit), "give 3600 at most")
	}
}

// sumOfTimeouts warns if the timeouts that are written out exceed the event's
// limit together, none of them alone.
func (c *check) sumOfTimeouts(e source.Entry) {
	sum := int64(0)
	for _, script := range e.Value.Items {
		seconds, ok := read(script.Get("timeout")).seconds()
		if seconds > eventLimit {
			return
		}
		if ok && seconds > 0 {
			sum += seconds
		}
	}
	if sum > eventLimit {
		c.warn(e.Key.Position, "CD-4.8", fmt.Sprintf("the scripts of %s are granted %d seconds together; the event ends after %d", e.Key.Text, sum, eventLimit),
			"give 3600 at most in all")
	}
}
