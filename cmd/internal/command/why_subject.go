package command

// What `why` can be asked about.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// find is the record that gave a subject its status.
func (w *world) find(subject string) (kernel.RecordNo, error) {
	host, where, at := w.parts(subject)
	number, isNumber := w.number(where)
	if at && !isNumber {
		return 0, notFound("no deployment " + strconv.Quote(source.Escape(where)) + " in this run")
	}
	if !at && !w.has(host) {
		if n, ok := w.number(host); ok {
			return w.Latest(n, 0, false), nil
		}
	}
	for i := range uint32(w.Fleet().Len()) {
		name := w.Fleet().Name(i)
		if name == host || w.Fleet().ID(i) == host {
			if no := w.Latest(number, i, true); no > 0 {
				return no, nil
			}
			return 0, notFound("nothing happened to " + source.Escape(host))
		}
	}
	if no := w.LatestShift(number, host); no > 0 {
		return no, nil
	}
	if function, _, alias := strings.Cut(host, ":"); alias && w.split(host) {
		if no := w.LatestShift(number, function); no > 0 {
			return no, nil
		}
	}
	names := w.hosts()
	message := "no host or deployment " + strconv.Quote(source.Escape(host)) + " in this run"
	if near, ok := source.Suggest(host, names); ok {
		return 0, notFound(message + "; did you mean " + source.Escape(near) + "?")
	}
	if choice := w.choice(names); choice != "" {
		message += "; there are " + choice
	}
	return 0, notFound(message)
}

// hosts are the names of the first hosts, to choose from.
func (w *world) hosts() (names []string) {
	for i := range uint32(min(64, w.Fleet().Len())) {
		names = append(names, w.Fleet().Name(i))
	}
	return names
}

// split says whether there is an alias or a service of a name.
func (w *world) split(name string) bool {
	return slices.ContainsFunc(w.Splits(), func(x sim.Split) bool { return x.What == name })
}

// choice is what a subject could be, of the hosts the first.
func (w *world) choice(hosts []string) string {
	var list []string
	for _, d := range w.Deployments()[:min(4, len(w.Deployments()))] {
		list = append(list, strconv.Itoa(d.Number))
	}
	for _, x := range w.Splits() {
		list = append(list, x.What)
	}
	list = append(list, hosts[:min(8, len(hosts))]...)
	if len(hosts) > 8 {
		list = append(list, "…")
	}
	return source.Escape(strings.Join(list, ", "))
}

// parts cuts a subject into a host and, behind the last @, a deployment. A host
// with the whole name goes first.
func (w *world) parts(subject string) (host, deployment string, at bool) {
	i := strings.LastIndexByte(subject, '@')
	if i < 0 || w.has(subject) {
		return subject, "", false
	}
	return subject[:i], subject[i+1:], true
}

// has says whether there is a host of a name.
func (w *world) has(name string) bool {
	for i := range uint32(w.Fleet().Len()) {
		if w.Fleet().Name(i) == name {
			return true
		}
	}
	return false
}

// number is the number of the deployment that a word means.
func (w *world) number(word string) (int, bool) {
	for _, d := range w.Deployments() {
		if word == d.ID || word == strconv.Itoa(d.Number) {
			return d.Number, true
		}
	}
	return 0, false
}
