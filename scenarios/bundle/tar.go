package bundle

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
)

var errBomb = errors.New("a bomb")

// throttle counts what comes out of an archive and stops a bomb while it
// unpacks.
type throttle struct {
	io.Reader
	out, limit, archive int64
}

func (r *throttle) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.out += int64(n)
	if r.out > r.limit || isBomb(r.out, r.archive) {
		return n, errBomb
	}
	return n, err
}

// readTar streams through a tar, unpacked if kind is "tgz".
func readTar(content io.Reader, size int64, kind string, lim Limits) (*Bundle, *Fault) {
	if kind == "tgz" {
		unpacked, err := gzip.NewReader(content)
		if err != nil {
			return nil, unreadable(err)
		}
		content = unpacked
	}
	headers := 4 * 512 * int64(lim.Entries)
	archive := tar.NewReader(&throttle{Reader: content, limit: lim.TotalBytes + headers, archive: size})
	t := newTree(lim)
	for {
		header, err := archive.Next()
		switch {
		case err == io.EOF:
			return t.bundle(kind)
		case errors.Is(err, errBomb):
			return nil, bomb("")
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return nil, unreadable(err)
		}
		if fault := t.addTarred(header, archive); fault != nil {
			return nil, fault
		}
	}
}

func (t *tree) addTarred(header *tar.Header, content io.Reader) *Fault {
	f := File{Path: header.Name, Mode: uint32(header.FileInfo().Mode().Perm())}
	switch header.Typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		f.Size = header.Size
		return t.add(f, func() (io.ReadCloser, error) { return io.NopCloser(content), nil })
	case tar.TypeDir:
		f.Dir = true
		return t.add(f, nil)
	case tar.TypeSymlink:
		f.Link = header.Linkname
		return t.addLink(f)
	case tar.TypeXGlobalHeader:
		return nil // says something about the archive, as git archive does
	}
	return special(header.Name)
}
