package scenarios

import (
	"strconv"
	"strings"
)

// Trials in words, and for documents.

// String says the trial as a question could.
func (t Trial) String() string {
	text := t.verb()
	switch {
	case t.At != nil && (t.Kind != TrySlow || *t.At > 0):
		text += " at " + t.At.String()
	case t.Kind != TryFail && t.Kind != TryFailHook && t.At == nil:
		text += " during " + t.Event
	}
	if t.For > 0 {
		text += " for " + t.For.String()
	}
	if t.Rollback != nil {
		text += map[bool]string{true: " with rollback", false: " without rollback"}[*t.Rollback]
	}
	return text
}

// verb is who and what happens to them.
func (t Trial) verb() string {
	who, is, s := t.who()
	switch t.Kind {
	case TryFail:
		return who + " fail" + s + " " + t.Event
	case TryTerminate:
		return who + is + "terminated"
	case TryStop:
		return who + is + "stopped"
	case TryReboot:
		return who + is + "rebooted"
	case TryCrashAgent:
		return "the agent on " + who + " crashes"
	case TryCutNetwork:
		return who + is + "cut off"
	case TryFillDisk:
		return "the disk of " + who + " is full"
	case TrySlow:
		return who + is + strconv.FormatInt(t.Factor, 10) + " times as slow"
	case TryAlarm:
		return "alarm " + t.Name
	case TryFailHook:
		return t.Name + " fails"
	case TryZoneOutage:
		return "zone " + t.Zone + " is out"
	}
	return "deployment " + strconv.FormatInt(t.Deployment, 10) + " is stopped"
}

// who names the hosts, with the verb that agrees with them.
func (t Trial) who() (who, is, s string) {
	var names []string
	for _, h := range t.Hosts {
		names = append(names, h.String())
	}
	if len(t.Hosts) == 1 && (t.Hosts[0].Name != "" || t.Hosts[0] == Hosts{Count: 1}) {
		return names[0], " is ", "s"
	}
	return strings.Join(names, " and "), " are ", ""
}

var shares = map[Hosts]string{{Count: 1, Of: 1}: "all hosts", {Count: 1, Of: 2}: "half of the hosts", {Count: 1, Of: 3}: "a third of the hosts",
	{Count: 2, Of: 3}: "two thirds of the hosts", {Count: 1, Of: 4}: "a quarter of the hosts", {Count: 3, Of: 4}: "three quarters of the hosts"}

// String says the hosts as a question could.
func (h Hosts) String() string {
	n := strconv.FormatInt(h.Count, 10)
	switch {
	case h.Name != "":
		return h.Name
	case shares[h] != "":
		return shares[h]
	case h.Of > 0:
		return n + "% of the hosts"
	case h.Last:
		return "the last " + n + " hosts"
	case h.Count == 1:
		return "1 host"
	}
	return n + " hosts"
}

// TrialJSON is a trial as a document shows it.
type TrialJSON struct {
	Text       string   `json:"text"`
	Fault      string   `json:"fault"`
	Hosts      []string `json:"hosts,omitempty"`
	Zone       string   `json:"zone,omitempty"`
	Name       string   `json:"name,omitempty"`
	Event      string   `json:"lifecycleEvent,omitempty"`
	At         string   `json:"at,omitempty"`
	For        string   `json:"for,omitempty"`
	Factor     int64    `json:"factor,omitempty"`
	Deployment int64    `json:"deployment,omitempty"`
	Rollback   *bool    `json:"autoRollbackEnabled,omitempty"`
}

// JSON is the trial as a document shows it.
func (t Trial) JSON() TrialJSON {
	out := TrialJSON{Text: t.String(), Fault: t.Kind.String(), Zone: t.Zone, Name: t.Name, Event: t.Event, Factor: t.Factor, Deployment: t.Deployment, Rollback: t.Rollback}
	for _, h := range t.Hosts {
		out.Hosts = append(out.Hosts, h.String())
	}
	if t.At != nil {
		out.At = t.At.String()
	}
	if t.For > 0 {
		out.For = t.For.String()
	}
	return out
}
