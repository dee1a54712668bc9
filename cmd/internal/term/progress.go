package term

import (
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
	show    func() *progressbar.ProgressBar // nil where no bar may be seen
	bar     *progressbar.ProgressBar
}

// Progress starts to count towards total pieces. A bar appears on Err after one
// second, and only if Err is a terminal that can be redrawn.
func (t *IO) Progress(label string, total int64) *Progress {
	p := &Progress{now: t.now, started: t.now()}
	if t.errTTY && !t.dumb && !t.Plain && !t.Accessible {
		p.show = func() *progressbar.ProgressBar { return t.bar(label, total) }
	}
	return p
}

// Add counts n more pieces.
func (p *Progress) Add(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if p.show == nil || p.now().Sub(p.started) < patience {
		return
	}
	if p.bar == nil {
		p.bar = p.show()
	}
	_ = p.bar.Set64(min(p.done, p.bar.GetMax64())) // a bar that cannot be drawn is no reason to stop
}

// Done takes the bar away.
func (p *Progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.show = nil
}

func (t *IO) bar(label string, total int64) *progressbar.ProgressBar {
	theme := progressbar.ThemeDefault
	if t.ascii() {
		theme = progressbar.ThemeASCII
	}
	return progressbar.NewOptions64(max(total, 1),
		progressbar.OptionSetWriter(t.Err),
		progressbar.OptionSetDescription(t.cut(source.Escape(label), t.Width/4)),
		progressbar.OptionSetWidth(t.Width/4),
		progressbar.OptionSetTheme(theme),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}
