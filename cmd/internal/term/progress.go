package term

import (
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

const patience = time.Second

// Progress counts finished pieces of long work. It may be used by several
// goroutines at once.
type Progress struct {
	mu      sync.Mutex
	done    int64
	started time.Time
	now     func() time.Time
	show    func(label string, total int64, room int) *progressbar.ProgressBar // nil where no bar may be seen
	label   string
	total   int64
	told    time.Time // when the bar was last drawn
	bar     *progressbar.ProgressBar
	io      *IO

	unit  string    // of Set
	since time.Time // when it was first told of these units,
	first int64     // and how many there were
}

// Progress starts to count towards total pieces. A bar appears on Err after one
// second, and only if Err is a terminal that can be redrawn.
func (t *IO) Progress(label string, total int64) *Progress {
	p := &Progress{io: t, now: t.now, started: t.now(), label: label, total: total}
	if t.errTTY && !t.dumb && !t.Plain && !t.Accessible {
		p.show = t.bar
	}
	return p
}

// Add counts n more pieces.
func (p *Progress) Add(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if !p.shows(p.now()) {
		return
	}
	if p.bar == nil {
		p.bar = p.show(p.label, p.total, p.io.Width/4)
	}
	_ = p.bar.Set64(min(p.done, p.bar.GetMax64())) // a bar that cannot be drawn is no reason to stop
}

// blink is how long a bar stays as it is.
const blink = 100 * time.Millisecond

// Set says what is going on, which may change, and that done of total units are
// finished, such as states; the bar tells how many there are in a second. It
// takes the place of Add.
func (p *Progress) Set(what, unit string, done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if unit != p.unit {
		p.unit, p.since, p.first = unit, now, done
		p.clear()
	}
	if !p.shows(now) {
		return
	}
	room := p.io.Width * 3 / 8
	if p.bar == nil {
		p.bar = p.show(what, total, room)
	}
	if ms := now.Sub(p.since).Milliseconds(); ms > 0 {
		what += fmt.Sprintf(", %d %s/s", (done-p.first)*1000/ms, unit)
	}
	p.bar.Describe(p.io.cut(source.Escape(what), room))
	_ = p.bar.Set64(min(done, p.bar.GetMax64()))
}

// shows says whether the bar is to be drawn again.
func (p *Progress) shows(now time.Time) bool {
	if p.show == nil || now.Sub(p.started) < patience || now.Sub(p.told) < blink {
		return false
	}
	p.told = now
	return true
}

func (p *Progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.bar = nil
}

// Done takes the bar away.
func (p *Progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.show = nil
}

// bar is a bar behind a label, for which there is so much room.
func (t *IO) bar(label string, total int64, room int) *progressbar.ProgressBar {
	theme := progressbar.ThemeDefault
	if t.ascii() {
		theme = progressbar.ThemeASCII
	}
	return progressbar.NewOptions64(max(total, 1),
		progressbar.OptionSetWriter(t.Err),
		progressbar.OptionSetDescription(t.cut(source.Escape(label), room)),
		progressbar.OptionSetWidth(t.Width/2-room),
		progressbar.OptionSetTheme(theme),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
	)
}
