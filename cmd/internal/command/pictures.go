package command

import (
	"io"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// picture is a file with a picture of a run.
type picture struct {
	*outFile
	write func(out io.Writer, s *sheet) error
}

// sheet is what a picture shows.
type sheet struct {
	data    *page.Data
	teaches []string
	verdict page.Verdict
}

// pictures says whether there are to be any.
func (o *runFiles) pictures() bool { return o.html != "" || o.svg != "" }

// beginPictures begins their files, so that a name that will not do is told
// before the run.
func (o *runFiles) beginPictures(f *factory, path string) error {
	for _, one := range []struct {
		flag, name string
		write      func(out io.Writer, s *sheet) error
	}{
		{"--html", o.html, func(out io.Writer, s *sheet) error { return page.HTML(out, s.data, s.teaches, s.verdict) }},
		{"--svg", o.svg, func(out io.Writer, s *sheet) error { return page.SVG(out, s.data) }},
	} {
		if one.name == "" {
			continue
		}
		file, err := f.newOutFile(one.flag, one.name, path)
		if err != nil {
			return err
		}
		o.drawn = append(o.drawn, &picture{file, one.write})
	}
	return nil
}

// draw writes the pictures of a world that has run.
func (o *runFiles) draw(f *factory, w *world, v scenarios.Verdict) error {
	if !o.pictures() {
		return nil
	}
	progress := f.io.Progress("drawing", int64(w.Journal().Len()))
	defer progress.Done()
	s := &sheet{data: page.Collect(w.World, title(w), progress.Add), verdict: page.Verdict{Passed: v.Passed}}
	for _, failure := range v.Failures {
		s.verdict.Failures = append(s.verdict.Failures, failure.String())
	}
	for _, id := range w.scenario.Teaches {
		s.teaches = append(s.teaches, id.String())
	}
	for _, picture := range o.drawn {
		if err := picture.commit(picture.write(picture, s)); err != nil {
			return err
		}
	}
	return nil
}
