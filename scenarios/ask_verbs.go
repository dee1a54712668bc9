package scenarios

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What happens in a clause, and when.

// happening is a phrase for what happens to a subject.
type happening struct {
	words phrase
	about subject
	kind  TrialKind
}

// happenings are the phrases there are, the longest first.
var happenings = makeHappenings()

func makeHappenings() (list []happening) {
	for _, row := range []struct {
		about subject
		kind  TrialKind
		texts string
	}{
		{ofHosts, TryFail, "fail|fails|failed|failing"},
		{ofHosts, TryTerminate, "terminated|terminate|terminates|killed|kill|die|dies|disappear|disappears|lost|gone"},
		{ofHosts, TryStop, "stopped|stop|stops|shut down|shuts down|go down|goes down|down|off|crash|crashes|crashed"},
		{ofHosts, TryReboot, "reboot|reboots|rebooted|restart|restarts|restarted"},
		{ofHosts, TrySlow, "slowed down|slow down|slows down|slow|slower|slowed"},
		{ofHosts, TryCutNetwork, "cut off|unreachable|offline|disconnected|lose the network|loses the network|lose network|loses network"},
		{ofHosts, TryFillDisk, "run out of disk space|runs out of disk space|run out of disk|runs out of disk|run out of space|runs out of space|" +
			"out of disk space|out of disk|out of space|full disks|a full disk|full disk"},
		{ofAgents, TryCrashAgent, "crash|crashes|crashed|die|dies|killed|kill|stop|stops|stopped|down|goes down|go down|gone"},
		{ofNetworks, TryCutNetwork, "cut off|cut|down|goes down|go down|lost|gone|fails|fail|breaks|break|out"},
		{ofDisks, TryFillDisk, "full|fills up|fill up|fills|fill|runs full|run full"},
		{ofZones, TryZoneOutage, "out|down|goes down|go down|goes out|go out|fails|fail|lost|gone|offline|dark|unavailable|unreachable"},
		{ofDeployments, TryStopDeployment, "stopped|stop|stops|aborted|abort|aborts|cancelled|canceled|cancel|cancels"},
		{ofEvents, TryFail, "fail|fails|failed|failing"},
		{ofAlarms, TryAlarm, "fires|fire|goes off|rings|rises|raised|in alarm|goes into alarm"},
		{ofFunctions, TryFailHook, "fail|fails|failed|failing"},
	} {
		for _, p := range phrases(strings.Split(row.texts, "|")...) {
			list = append(list, happening{p, row.about, row.kind})
		}
	}
	slices.SortStableFunc(list, func(a, b happening) int { return len(b.words) - len(a.words) })
	return list
}

var (
	auxiliaries = phrases("is", "are", "was", "were", "gets", "get", "be", "being", "will", "would", "should", "has", "have", "had", "been",
		"suddenly", "also", "all", "both", "its", "their")
	slowFactor = int64(3) // of hosts that are just slow
	atOnce     = kernel.Time(0)
)

// verb reads what happens to the subject.
func (c *clause) verb() error {
	if c.known {
		return nil
	}
	for {
		if _, more := c.take(auxiliaries); !more {
			break
		}
	}
	if n, ok := c.factor(); ok {
		c.trial.Factor = n
		c.word("as")
	}
	if !c.happens() {
		return c.lost(fixes[c.about])
	}
	return nil
}

// happens takes a phrase of what happens to the subject.
func (c *clause) happens() bool {
	for _, h := range happenings {
		if h.about == c.about && c.sees(0, h.words) {
			c.at += len(h.words)
			c.is(h.kind)
			return true
		}
	}
	return false
}

// is says what happens.
func (c *clause) is(kind TrialKind) {
	c.trial.Kind, c.known = kind, true
	if kind == TrySlow && c.trial.Factor == 0 {
		c.trial.Factor = slowFactor
	}
}

var fixes = map[subject]string{
	ofHosts:  "hosts can fail in an event such as ValidateService, be terminated, stopped, rebooted, slow or cut off, or run out of disk",
	ofAgents: "an agent can crash", ofNetworks: "a network can be cut", ofDisks: "a disk can be full", ofZones: "a zone can be out",
	ofDeployments: "a deployment can be stopped", ofAlarms: "an alarm fires at a time", ofFunctions: "a function can fail", ofEvents: "an event can fail on hosts",
}

// command reads a verb that stands before what it is done to: terminate web-1.
func (c *clause) command() error {
	from := c.at
	if c.low(0) == "" {
		return c.lost("say who, and what happens")
	}
	c.at++
	c.word("off", "down")
	var verb phrase
	for _, w := range c.words[from:c.at] {
		verb = append(verb, w.low)
	}
	c.word("it")
	if kind, ok := find(verb, ofDeployments); ok && !c.startsSubject() {
		c.about, c.trial.Deployment = ofDeployments, 1
		c.is(kind)
		return nil
	}
	if !c.startsSubject() {
		c.at = from
		return c.lost("say who, and what happens: " + c.example() + " fails ValidateService")
	}
	if err := c.subject(); err != nil {
		return err
	}
	kind, ok := find(verb, c.about)
	if !ok {
		c.at = from
		return c.lost(fixes[c.about])
	}
	c.is(kind)
	c.word("off", "down")
	return nil
}

// find is what happens to a subject by the words for it.
func find(words phrase, about subject) (TrialKind, bool) {
	for _, h := range happenings {
		if h.about == about && slices.Equal(h.words, words) {
			return h.kind, true
		}
	}
	return 0, false
}

// rest reads what is said behind the verb, in any order.
func (c *clause) rest() error {
	for {
		at := c.at
		if err := c.when(); err != nil {
			return err
		}
		switch {
		case c.trial.Kind == TryFail && len(c.events) == 0:
			c.word("in", "at", "during", "the")
			c.word("the")
			if err := c.eventList(); err != nil {
				return err
			}
		case c.trial.Kind == TryFail && len(c.trial.Hosts) == 0 && c.word(of...):
			if err := c.hostList(); err != nil {
				return err
			}
		case c.trial.Kind == TrySlow:
			if n, ok := c.factor(); ok {
				c.trial.Factor = n
			}
			c.word("as")
			c.word("slow", "slower")
		case c.trial.Kind == TryStopDeployment:
			c.rollback()
		}
		if c.at == at {
			return nil
		}
	}
}

var (
	startWords = phrases("from the start on", "from the start", "at the start", "from the beginning", "at the beginning", "right away", "immediately", "at once")
	withBack   = phrases("with automatic rollback", "with a rollback", "with rollback", "and roll back", "and rolls back", "and rolled back", "and is rolled back")
	without    = phrases("without automatic rollback", "without a rollback", "without rollback")
)

// when reads times: at 90s, for 5m, during Install.
func (c *clause) when() error {
	if _, ok := c.take(startWords); ok {
		c.trial.At = &atOnce
		return nil
	}
	switch c.low(0) {
	case "at", "after", "during", "in", "while":
		return c.moment()
	case "for":
		return c.lasting()
	}
	return nil
}

// moment reads when something happens.
func (c *clause) moment() error {
	if c.trial.Kind == TryFail && c.known {
		if len(c.events) == 0 || len(c.trial.Hosts) == 0 {
			return nil // what follows is the event, or the hosts
		}
		return c.lost("an event fails whenever it runs; leave the time out")
	}
	start := c.at
	c.at++
	c.word("in", "about")
	if t, ok := c.time(); ok {
		c.trial.At, c.trial.Event = &t, ""
		return nil
	}
	name, ok := c.event()
	switch {
	case ok && c.trial.Kind != TryZoneOutage && c.trial.Kind != TryStopDeployment && c.trial.Kind != TryAlarm:
		c.trial.Event, c.trial.At = name, nil
		return nil
	case ok:
		c.at = start
		return c.lost("that has no event; give a time such as `at 90s`")
	}
	return c.lost("a time is such as 90s, and an event such as Install")
}

// lasting reads how long something lasts.
func (c *clause) lasting() error {
	start := c.at
	c.at++
	t, ok := c.time()
	if !ok {
		c.at = start
		return nil
	}
	switch c.trial.Kind {
	case TryReboot, TryCrashAgent, TryCutNetwork, TryZoneOutage:
	case TryStop:
		c.trial.Kind = TryReboot // a host that is down for a while
	default:
		c.at = start
		return c.lost("it has no end")
	}
	if t == 0 {
		c.at = start + 1
		return c.lost("it lasts longer than that")
	}
	c.trial.For = t
	return nil
}

// factor reads 3 times, 3x, twice.
func (c *clause) factor() (int64, bool) {
	if c.word("twice", "2x") {
		return 2, true
	}
	n, ok := c.numberAt(0)
	if !ok || c.low(1) != "times" || n < 1 || n > maxFactor {
		return 0, false
	}
	c.at += 2
	return n, true
}

func (c *clause) rollback() {
	yes, no := true, false
	if _, ok := c.take(withBack); ok {
		c.trial.Rollback = &yes
	} else if _, ok := c.take(without); ok {
		c.trial.Rollback = &no
	}
}
