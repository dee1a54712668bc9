package command

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// lineFile is a file of JSON lines that is being written.
type lineFile struct {
	*outFile
	zip   *zstd.Encoder // nil: not compressed
	lines *json.Encoder
	err   error // the first one
}

// newLineFile begins a file of JSON lines, compressed if its name ends in .zst.
// flag is the option that named it.
func (f *factory) newLineFile(flag, path, scenario string) (*lineFile, error) {
	file, err := f.newOutFile(flag, path, scenario)
	if err != nil {
		return nil, err
	}
	l := &lineFile{outFile: file}
	var to io.Writer = file
	if strings.HasSuffix(file.path, ".zst") {
		if l.zip, err = zstd.NewWriter(file); err != nil {
			l.discard()
			return nil, coded{exitInternal, err}
		}
		to = l.zip
	}
	l.lines = json.NewEncoder(to)
	return l, nil
}

// line writes a value, unless something went wrong before.
func (l *lineFile) line(v any) {
	if l.err == nil {
		l.err = l.lines.Encode(v)
	}
}

// commit gives the file its name; after an error there is none.
func (l *lineFile) commit() error {
	if l.zip != nil && l.err == nil {
		l.err = l.zip.Close()
	}
	return l.outFile.commit(l.err)
}
