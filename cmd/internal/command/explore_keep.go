package command

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// keptSearch is where the rest of a search that is not over is kept: a line
// that says of which search and build, the rest, and the SHA-256 of both.
type keptSearch struct {
	*factory
	dir, digest string
}

const explorationSchema = "rehearse/exploration/1"

// keptSearch finds where the search of a scenario is kept.
func (o *exploreOptions) keptSearch(w *world, options *explore.Options) (*keptSearch, error) {
	k := &keptSearch{factory: o.factory, dir: o.store, digest: digestOf(w, options)}
	if k.dir != "" {
		return k, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil && o.resume {
		return nil, usagef("there is no directory for what is kept; name one with --store")
	}
	k.dir = filepath.Join(dir, "rehearse", "explorations")
	return k, nil
}

// writable refuses directories in which nothing could be kept.
func (o *exploreOptions) writable() error {
	if o.store != "" {
		if err := writableDirectory("--store", o.store); err != nil {
			return err
		}
	}
	return savable(o.save)
}

// digestOf identifies a search: the SHA-256 of all that it depends on, but for
// the build, and for how many states and runs it may have.
func digestOf(w *world, options *explore.Options) string {
	bundles := map[string]any{}
	for i := range w.scenario.Revisions {
		if path := w.scenario.Revisions[i].Bundle.Text; path != "" && w.source.Files != nil {
			if b, err := w.source.Files.Bundle(path); err == nil {
				bundles[path] = b
			}
		}
	}
	o := *options
	text, err := json.Marshal([]any{w.source.Text, bundles, w.changes, w.source.Claims, w.source.Only, o.Search, o.Kinds, o.Faults, o.Partial, o.Seed, o.Plain})
	if err != nil {
		panic(err) // there is nothing in it that JSON can not say
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (k *keptSearch) path() string { return filepath.Join(k.dir, k.digest[:32]+".search") }

func (k *keptSearch) header() string {
	return explorationSchema + " " + k.digest + " " + sweep.Build() + "\n"
}

// keep writes the rest of a search, whole or not at all.
func (k *keptSearch) keep(rest *explore.Rest) error { return k.write(k.header(), rest.Write) }

// write writes what is kept, whole or not at all.
func (k *keptSearch) write(header string, write func(io.Writer) error) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return unwritten("--store", k.dir, err)
	}
	out, err := k.newOutFile("--store", k.path(), "")
	if err != nil {
		return err
	}
	sum := sha256.New()
	both := io.MultiWriter(out, sum)
	_, err = io.WriteString(both, header)
	if err == nil {
		err = write(both)
	}
	if err == nil {
		_, err = out.Write(sum.Sum(nil))
	}
	return out.commit(err)
}

// every returns what keeps a search on its way, so that no more is lost when it
// is killed: after so long each time, or where that takes a while after twenty
// times as long. What can not be kept now may be kept at the end.
func (k *keptSearch) every(pause time.Duration) func(p explore.Progress) {
	last := time.Now()
	next := pause
	return func(p explore.Progress) {
		if time.Since(last) < next {
			return
		}
		begun := time.Now()
		_ = k.keep(p.Rest())
		last = time.Now()
		next = max(pause, 20*last.Sub(begun))
	}
}

// takeUp opens what was kept, or reads what a search found that is over. What is
// damaged, or of another build, is refused.
func (k *keptSearch) takeUp() (from io.ReadCloser, end *searchEnd, err error) {
	file, err := os.Open(k.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, notFound("nothing is kept of this search; leave --resume out to begin it")
	}
	if err != nil {
		return nil, nil, unreadable(k.path(), err)
	}
	body := bufio.NewReader(file)
	header := make([]byte, len(k.header()))
	if !isWhole(file) {
		err = k.refused("is damaged")
	} else if end = k.readEnd(file); end != nil {
		file.Close()
		return nil, end, nil
	} else if _, e := io.ReadFull(body, header); e != nil || string(header) != k.header() {
		err = k.refused("was kept by another build of rehearse")
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{body, file}, nil, nil
}

// isWhole says whether a file ends with the SHA-256 of what comes before, and
// goes back to its beginning.
func isWhole(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Size() < sha256.Size {
		return false
	}
	sum, end := sha256.New(), make([]byte, sha256.Size)
	if _, err := io.CopyN(sum, file, info.Size()-sha256.Size); err != nil {
		return false
	}
	if _, err := io.ReadFull(file, end); err != nil {
		return false
	}
	_, err = file.Seek(0, io.SeekStart)
	return err == nil && bytes.Equal(end, sum.Sum(nil))
}

func (k *keptSearch) refused(why string) error {
	return coded{exitConflict, errors.New(source.Escape(k.path()) + " " + why + "; leave --resume out to begin anew")}
}

// settle keeps the rest of a search that was interrupted or may have more states or
// runs. Of one that is over what it found takes the place of what was kept on the way.
func (o *exploreOptions) settle(k *keptSearch, x *exploration) {
	r := x.report
	if r.Rest == nil {
		if _, err := os.Stat(k.path()); err == nil {
			x.ended = k
		}
		return
	}
	switch err := k.keep(r.Rest); {
	case err == nil:
		x.kept = true
	case r.Interrupted || o.store != "": // else nobody asked for it
		o.tell(fmt.Errorf("what is known could not be kept: %w", err))
	}
}

// resuming is the command line that goes on with a command.
func resuming(c *cobra.Command, args []string) string {
	words := strings.Fields(c.CommandPath())
	for _, a := range args {
		words = append(words, quoted(a))
	}
	c.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if many, ok := f.Value.(pflag.SliceValue); ok {
			values = many.GetSlice()
		}
		for _, v := range values {
			switch {
			case f.Name == "resume":
			case f.NoOptDefVal != "" && v == f.NoOptDefVal:
				words = append(words, "--"+f.Name)
			default:
				words = append(words, "--"+f.Name+"="+quoted(v))
			}
		}
	})
	return source.Escape(strings.Join(append(words, "--resume"), " "))
}

// quoted is a word as a shell wants it.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./,:=@%+", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
