package page

// span is a time in which a lane did one thing; what came out of a target may
// be replaced at once, so that its span has no length. Targets that are in progress
// at the same time on one host have tracks of their own.
type span struct {
	track, class int
	from, to     int64
	what         int // of the record with which it began
}

// open is what a track is doing.
type open struct {
	class, what int
	from        int64
}

// befell is a fault of a host, the end of one, or the end of the host.
type befell struct {
	at   int64
	mark Mark
}

// lane is what a lane has been doing so far.
type lane struct {
	label  string // with a space before it; empty for none
	spans  []span
	faults []befell
	tracks []open
	busy   []bool // a target has the track
}

func (l *lane) turn(track, class, what int, at int64) {
	for len(l.tracks) <= track {
		l.tracks, l.busy = append(l.tracks, open{}), append(l.busy, false)
	}
	l.close(track, at)
	l.tracks[track] = open{class, what, at}
}

func (l *lane) close(track int, at int64) {
	if o := l.tracks[track]; o.class >= succeeded || o.class != idle && at > o.from {
		l.spans = append(l.spans, span{track, o.class, o.from, at, o.what})
	}
}

// leave ends what the host's targets came to; what is in progress goes on, for
// as long as CodeDeploy waits for it.
func (l *lane) leave(what int, at int64) {
	if len(l.tracks) == 0 {
		l.turn(0, terminated, what, at)
	}
	for track := range l.tracks {
		if !l.busy[track] {
			l.turn(track, terminated, what, at)
		}
	}
}

// free is the first track that no target has.
func (l *lane) free() int {
	for n, busy := range l.busy {
		if !busy {
			return n
		}
	}
	return len(l.busy)
}

// lanes replays what every lane was doing, until the end.
func (d *Data) lanes(end int64) []lane {
	list := make([]lane, len(d.Lanes))
	tracks := make([]int, len(d.Subjects.Kind)) // by subject: its track, counted from 1
	at, subject := int64(0), 0
	for n := range d.Records.At {
		at, subject = at+d.Records.At[n], subject+d.Records.Subject[n]
		what := d.Records.What[n]
		class := d.Whats[what].Class
		if d.Subjects.Lane[subject] < 0 {
			continue
		}
		l := &list[d.Subjects.Lane[subject]]
		if mark := d.Whats[what].Mark; mark == Trouble || mark == Recovery || mark == Gone {
			l.faults = append(l.faults, befell{at, mark})
		}
		if class == terminated {
			l.leave(what, at)
		}
		if d.Subjects.Kind[subject] != "target" {
			continue
		}
		if label := d.Subjects.Label[subject]; label != "" {
			l.label = " " + label
		}
		if tracks[subject] == 0 {
			tracks[subject] = 1 + d.admit(l, subject, at)
		}
		if track := tracks[subject] - 1; class != keep {
			l.turn(track, class, what, at)
			l.busy[track] = class < succeeded
		}
	}
	for subject, kind := range d.Subjects.Kind {
		if kind == "target" && tracks[subject] == 0 {
			d.admit(&list[d.Subjects.Lane[subject]], subject, end)
		}
	}
	for n := range list {
		for track := range list[n].tracks {
			list[n].close(track, end)
		}
	}
	return list
}

// admit gives a target a track of its lane, where it has waited since its
// deployment started.
func (d *Data) admit(l *lane, subject int, at int64) (track int) {
	track = l.free()
	since := at
	if n := d.Subjects.Deployment[subject]; n >= 0 && d.Deployments[n].Started >= 0 {
		since = min(at, d.Deployments[n].Started)
	}
	if track < len(l.tracks) {
		since = max(since, l.tracks[track].from)
	}
	l.turn(track, waiting, -1, since)
	l.busy[track] = true
	return track
}
