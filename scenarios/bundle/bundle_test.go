package bundle

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// entry is one line of a bundle: a file, a directory (name ends in /), or a
// link (link is set).
type entry struct{ name, content, link string }

const spec = "version: 0.0\nos: linux\n"

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(0o644)
		if e.content == "" {
			h.Method = zip.Store
		}
		if strings.HasSuffix(e.name, "/") {
			h.SetMode(fs.ModeDir | 0o755)
		}
		if e.link != "" {
			h.SetMode(fs.ModeSymlink | 0o777)
			e.content = e.link
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		content := h.Uname // stands in for the content
		h.Uname, h.Size, h.Mode = "", int64(len(content)), 0o640
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarEntries(entries ...entry) []tar.Header {
	var headers []tar.Header
	for _, e := range entries {
		h := tar.Header{Name: e.name, Uname: e.content, Linkname: e.link}
		switch {
		case strings.HasSuffix(e.name, "/"):
			h.Typeflag = tar.TypeDir
		case e.link != "":
			h.Typeflag = tar.TypeSymlink
		}
		headers = append(headers, h)
	}
	return headers
}

func gzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// directoryOf writes the entries to a directory b of a new root.
func directoryOf(t *testing.T, entries ...entry) *os.Root {
	t.Helper()
	dir := t.TempDir()
	for _, e := range entries {
		path := filepath.Join(dir, "b", e.name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		switch {
		case strings.HasSuffix(e.name, "/"):
			err = errors.Join(err, os.MkdirAll(path, 0o755))
		case e.link != "":
			err = errors.Join(err, os.Symlink(e.link, path))
		default:
			err = errors.Join(err, os.WriteFile(path, []byte(e.content), 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return rootOf(t, dir)
}

func rootOf(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

// open reads one archive by the name it is given.
func open(name string, data []byte, lim Limits) (*Bundle, error) {
	return OpenFS(fstest.MapFS{name: {Data: data}}, name, lim)
}

// everyWay opens the same entries as a directory and as each archive.
func everyWay(t *testing.T, entries []entry, lim Limits, check func(kind string, b *Bundle, err error)) {
	t.Helper()
	b, err := Open(directoryOf(t, entries...), "b", lim)
	check("directory", b, err)
	b, err = open("b.zip", zipOf(t, entries...), lim)
	check("zip", b, err)
	packed := tarOf(t, tarEntries(entries...)...)
	b, err = open("b.tar", packed, lim)
	check("tar", b, err)
	for _, name := range []string{"b.tgz", "B.TAR.GZ"} {
		b, err = open(name, gzipped(t, packed), lim)
		check("tgz", b, err)
	}
}

func listing(b *Bundle) string {
	var parts []string
	for _, f := range b.Files {
		text := f.Path
		if f.Dir {
			text += "/"
		}
		if f.Link != "" {
			text += "->" + f.Link
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

func TestOpen(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries []entry
		files   string
		appSpec string
		strip   string
	}{
		{"CD-9.1 in the root", []entry{{"scripts/a.sh", "x", ""}, {"appspec.yml", spec, ""}}, "appspec.yml scripts/ scripts/a.sh", "appspec.yml", ""},
		{"CD-9.1 the other name", []entry{{"appspec.yaml", spec, ""}}, "appspec.yaml", "appspec.yaml", ""},
		{"CD-9.1 both names", []entry{{"appspec.yaml", "x", ""}, {"appspec.yml", spec, ""}}, "appspec.yaml appspec.yml", "appspec.yml", ""},
		{"CD-9.1 the case counts", []entry{{"Appspec.yml", spec, ""}}, "Appspec.yml", "", ""},
		{"CD-8.6 one directory is stripped", []entry{{"app/", "", ""}, {"app/a", "x", ""}, {"app/appspec.yml", spec, ""}}, "a appspec.yml", "appspec.yml", "app"},
		{"CD-8.6 not if it has a neighbour", []entry{{"app/appspec.yml", spec, ""}, {"b", "", ""}}, "app/ app/appspec.yml b", "", ""},
		{"CD-8.6 not without an AppSpec", []entry{{"app/a", "x", ""}}, "app/ app/a", "", ""},
		{"CD-8.6 not two levels", []entry{{"x/app/appspec.yml", spec, ""}}, "x/ x/app/ x/app/appspec.yml", "", ""},
		{"a link inside", []entry{{"a/l", "", "../appspec.yml"}, {"appspec.yml", spec, ""}}, "a/ a/l->../appspec.yml appspec.yml", "appspec.yml", ""},
	} {
		everyWay(t, c.entries, Limits{}, func(kind string, b *Bundle, err error) {
			if err != nil {
				t.Errorf("%s, %s: %v", c.name, kind, err)
				return
			}
			if b.Type != kind || listing(b) != c.files || b.AppSpecPath != c.appSpec || b.Stripped != c.strip {
				t.Errorf("%s, %s: got %+v", c.name, kind, b)
			}
			if (c.appSpec != "") != (string(b.AppSpec) == spec) {
				t.Errorf("%s, %s: the AppSpec is %q", c.name, kind, b.AppSpec)
			}
		})
	}
}

func TestFile(t *testing.T) {
	everyWay(t, []entry{{"d/a", "four", ""}, {"e/", "", ""}}, Limits{}, func(kind string, b *Bundle, err error) {
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := b.File("d/a"); !ok || f.Size != 4 || f.Dir || f.Mode&0o600 != 0o600 {
			t.Errorf("%s: d/a is %+v", kind, f)
		}
		if f, ok := b.File("e"); !ok || !f.Dir || f.Size != 0 {
			t.Errorf("%s: e is %+v", kind, f)
		}
		if _, ok := b.File("d/b"); ok {
			t.Errorf("%s: d/b is not there", kind)
		}
	})
}

// R3, R9: what is too large or too much is refused however it is packed.
func TestLimits(t *testing.T) {
	big := strings.Repeat("x", 3<<20)
	for _, c := range []struct {
		name    string
		entries []entry
		lim     Limits
		want    string
	}{
		{"entries", []entry{{"a", "", ""}, {"b", "", ""}, {"c", "", ""}}, Limits{Entries: 2}, "more than 2 entries"},
		{"implied directories count", []entry{{"a/b/c/d", "", ""}}, Limits{Entries: 3}, "more than 3 entries"},
		{"total", []entry{{"a", big, ""}, {"b", big, ""}}, Limits{TotalBytes: 5 << 20}, "b: the bundle is larger than 5 MiB unpacked"},
		{"AppSpec", []entry{{"appspec.yml", big, ""}}, Limits{}, "appspec.yml: the AppSpec is larger than 1 MiB"},
		{"AppSpec is a link", []entry{{"a", spec, ""}, {"appspec.yml", "", "a"}}, Limits{}, "appspec.yml: the AppSpec is a symbolic link"},
		{"link upwards", []entry{{"a/l", "", "../../x"}}, Limits{}, "a/l: the symbolic link leads out of the bundle to ../../x"},
		{"link to the system", []entry{{"l", "", "/etc/passwd"}}, Limits{}, "l: the symbolic link leads out of the bundle to /etc/passwd"},
		{"link out of the stripped directory", []entry{{"app/appspec.yml", spec, ""}, {"app/l", "", "../app/x"}}, Limits{}, "l: the symbolic link leads out of the bundle"},
	} {
		everyWay(t, c.entries, c.lim, func(kind string, b *Bundle, err error) {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s: got %v, want %s", c.name, kind, err, c.want)
			}
		})
	}
}

// R8: no path leaves the scenario's directory.
func TestOpenStaysInside(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "appspec.yml"), []byte(spec), 0o644); err != nil {
		t.Fatal(err)
	}
	root := directoryOf(t, entry{"appspec.yml", spec, ""}, entry{"out", "", outside}, entry{"loop", "", "loop"}, entry{"b.txt", "x", ""})
	for _, c := range []struct{ path, want string }{
		{"../x", "the path leaves the scenario's directory"},
		{"b/../../x", "the path leaves the scenario's directory"},
		{"/etc", "the path leaves the scenario's directory"},
		{outside, "the path leaves the scenario's directory"},
		{`C:\x`, "the path leaves the scenario's directory"},
		{"b\x00", `b\x00: the path leaves the scenario's directory`},
		{"", "the path leaves the scenario's directory"},
		{"b/out", "can not be read"},
		{"b/out/appspec.yml", "can not be read"},
		{"b/loop", "can not be read"},
		{"b/none", "b/none: there is no such bundle"},
		{"b/b.txt", "b/b.txt: is no archive that is known"},
	} {
		b, err := Open(root, c.path, Limits{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %+v, %v, want %s", c.path, b, err, c.want)
		}
	}
	if _, err := Open(root, "b/none", Limits{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a missing bundle must be fs.ErrNotExist")
	}
	for _, path := range []string{"b", "b/", "./b"} {
		if _, err := Open(root, path, Limits{}); err == nil || !strings.Contains(err.Error(), "out: the symbolic link leads out") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestKinds(t *testing.T) {
	zipped, packed := zipOf(t, entry{"a", "x", ""}), tarOf(t, tar.Header{Name: "a"})
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"b.zip", packed, "b.zip: is named like a zip and is a tar"},
		{"b.tar", zipped, "b.tar: is named like a tar and is a zip"},
		{"b.tgz", packed, "b.tgz: is named like a tgz and is a tar"},
		{"b.tar", gzipped(t, packed), "b.tar: is named like a tar and is a tgz"},
		{"b.zip", []byte("hello"), "b.zip: is named like a zip and is no archive at all"},
		{"b.zip", nil, "b.zip: is named like a zip and is no archive at all"},
		{"b.zip", zipped[:len(zipped)-5], "b.zip: can not be read"},
		{"b.tgz", gzipped(t, packed)[:20], "b.tgz: can not be read"},
		{"b.tgz", gzipped(t, zipped), "b.tgz: can not be read"},
		{"b.rar", zipped, "b.rar: is no archive that is known"},
	} {
		if b, err := open(c.name, c.data, Limits{}); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %+v, %v, want %s", b, err, c.want)
		}
	}
	if _, err := open("b.zip", zipped, Limits{ArchiveBytes: 10}); err == nil || !strings.Contains(err.Error(), "the archive is too large") {
		t.Errorf("R3: %v", err)
	}
}
