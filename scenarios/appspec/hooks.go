package appspec

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

type scripts = [events.LifecycleEvents][]codedeploy.Script

const scriptFix = "write each script as - location: scripts/start.sh"

// hooks reads the scripts of all events. Those of names that the agent does
// not know are checked like the others and then forgotten (CD-4.5); those of its
// own events are kept, though they never run (CD-4.1).
func (c *check) hooks(n *source.Node, system string) scripts {
	var all scripts
	w := read(n)
	if !w.counts() {
		return all
	}
	if w.kind != mapping {
		c.refuse(n.Position, "CD-9.2", w.lacks("each_pair"), "hooks must be a mapping of lifecycle events, not "+n.Kind.String(),
			"write the name of an event and its scripts below")
		return all
	}
	for _, e := range n.Entries {
		found := c.event(e, system)
		event, ok := c.eventName(e.Key)
		if ok && len(found) > 0 {
			all[event] = found
		}
	}
	return all
}

// eventName tells which event a hook is for, and warns if that event never
// runs its scripts. CD-4.1
func (c *check) eventName(key *source.Node) (events.LifecycleEvent, bool) {
	event, ok := events.ParseServerEvent(key.Text)
	switch {
	case !ok:
		c.warn(key.Position, "CD-4.5", "agents know no lifecycle event "+quote(key.Text)+" and ignore it", oneOf(key.Text, scriptable()))
		return 0, false
	case !event.Scriptable():
		c.warn(key.Position, "CD-4.1", key.Text+" can not be scripted; its scripts never run", "use an event before or after it")
	case strings.HasSuffix(key.Text, "Traffic"):
		c.note(key.Position, "CD-4.1", key.Text+" occurs only with a load balancer and WITH_TRAFFIC_CONTROL", "")
	}
	return event, true
}

func scriptable() []string {
	var names []string
	for event := range events.LifecycleEvents {
		if event.Scriptable() {
			names = append(names, event.String())
		}
	}
	return names
}

// event reads the scripts of one event. An event without any is skipped.
func (c *check) event(e source.Entry, system string) []codedeploy.Script {
	w := read(e.Value)
	if !w.counts() || w.kind == mapping && len(e.Value.Entries) == 0 {
		return nil
	}
	if w.kind != list {
		agent := w.lacks("each")
		if w.kind == mapping {
			agent = noKey
		}
		c.refuse(e.Value.Position, "CD-9.2", agent, e.Key.Text+": the scripts of an event are a list, not "+e.Value.Kind.String(), scriptFix)
		return nil
	}
	var found []codedeploy.Script
	for _, item := range e.Value.Items {
		found = append(found, c.script(item, system)...)
	}
	c.sumOfTimeouts(e)
	return found
}

var scriptKeys = []string{"location", "timeout", "runas", "sudo"}

// script reads one script; it returns none if the agent would not.
func (c *check) script(n *source.Node, system string) []codedeploy.Script {
	if w := read(n); w.kind != mapping {
		c.refuse(n.Position, "CD-9.2", w.lacks("has_key?"), "a script must be a mapping, not "+n.Kind.String(), scriptFix)
		return nil
	}
	c.onlyKeys(n, "", scriptKeys, "CD-9.2")
	location, ok := c.location(n)
	seconds, valid := c.timeout(n.Get("timeout"))
	if !ok || !valid {
		return nil
	}
	return []codedeploy.Script{{Location: location, Timeout: seconds, RunAs: c.runAs(n.Get("runas"), system)}}
}

const noLocation = "The deployment failed because the application specification file specifies a script with no location value."

func (c *check) location(script *source.Node) (string, bool) {
	n := script.Get("location")
	w := read(n)
	location := strings.TrimSpace(w.text)
	if location == "" {
		at := script.Position
		if n != nil {
			at = n.Position
		}
		c.refuse(at, "CD-9.2", noLocation, "a script without a location", "write location: and the path of the script in the bundle")
		return "", false
	}
	if w.kind == list || w.kind == mapping {
		c.fail(n.Position, "CD-4.6", "location: the path of a script can not be "+n.Kind.String(), scriptFix)
	} else {
		c.lintLocation(n, location)
	}
	c.scripts = append(c.scripts, placed{n.Position, location})
	return location, true
}

// lintLocation warns of paths that do not mean what they look like. CD-4.6
func (c *check) lintLocation(n *source.Node, location string) {
	switch {
	case isAbsolute(location):
		c.warn(n.Position, "CD-4.6", "location: "+quote(location)+" is looked up inside the bundle, not on the instance",
			"give the path from the root of the bundle, without a leading slash")
	case leaves(location):
		c.warn(n.Position, "CD-4.6", "location: "+quote(location)+" leads out of the bundle", "give a path inside the bundle")
	case strings.ContainsAny(location, " \t"):
		c.warn(n.Position, "CD-4.6", "location: "+quote(location)+" holds a space; arguments can not be given here", "write a script without arguments")
	}
}

// runAs reads the user of a script. CD-4.12
func (c *check) runAs(n *source.Node, system string) string {
	w := read(n)
	user := strings.TrimSpace(w.text)
	if user != "" && system == "windows" {
		c.warn(n.Position, "CD-4.12", "runas has no effect on Windows", "leave it out")
	}
	return user
}
