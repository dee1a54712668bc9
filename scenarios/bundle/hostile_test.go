package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// R8, R9: names that lead out of the bundle, in every archive.
func TestHostileNames(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"../x", "../x: the path leads upwards"},
		{"a/../../x", "the path leads upwards"},
		{"a/../b", "the path leads upwards"},
		{"/etc/passwd", "the path is absolute"},
		{`C:\x`, "the path is one of Windows"},
		{`..\x`, "the path leads upwards"},
		{"\x1b]52;c;aGk=\x07/../x", `\x1b]52;c;aGk=\x07/../x: the path leads upwards`},
		{strings.Repeat("a/", 2100) + "x", "the name is longer than 4096 bytes"},
	} {
		entries := []entry{{c.name, "x", ""}}
		_, fromZip := open("b.zip", zipOf(t, entries...), Limits{})
		_, fromTar := open("b.tar", tarOf(t, tarEntries(entries...)...), Limits{})
		for _, err := range []error{fromZip, fromTar} {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%.40q: got %v, want %s", c.name, err, c.want)
			}
		}
	}
	for _, name := range []string{"", "a\x00b", "a\xff"} {
		if _, fault := cleanName(name); fault == nil {
			t.Errorf("%q is accepted", name)
		}
	}
}

// R9: entries that contradict one another.
func TestHostileOrder(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries []entry
		want    string
	}{
		{"file, then directory", []entry{{"a", "x", ""}, {"a/", "", ""}}, "a: is there twice"},
		{"implied directory, then file", []entry{{"a/b", "x", ""}, {"a", "", ""}}, "a: is there twice"},
		{"file below a link", []entry{{"l", "", "d"}, {"l/x", "y", ""}}, "l/x: lies below l, which is no directory"},
		{"file below a file", []entry{{"f", "x", ""}, {"f/x", "y", ""}}, "f/x: lies below f, which is no directory"},
	} {
		_, fromZip := open("b.zip", zipOf(t, c.entries...), Limits{})
		_, fromTar := open("b.tar", tarOf(t, tarEntries(c.entries...)...), Limits{})
		for _, err := range []error{fromZip, fromTar} {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %s", c.name, err, c.want)
			}
		}
	}
	again := []entry{{"d/", "", ""}, {"d/a", "x", ""}, {"d/", "", ""}, {"./", "", ""}}
	if b, err := open("b.tar", tarOf(t, tarEntries(again...)...), Limits{}); err != nil || listing(b) != "d/ d/a" {
		t.Errorf("a directory may come twice: %v", err)
	}
	files := []entry{{"appspec.yml", "old", ""}, {`x:y`, "1", ""}, {`a\b`, "2", ""}, {"./appspec.yml", "newer", ""}}
	for name, data := range map[string][]byte{"b.tar": tarOf(t, tarEntries(files...)...), "b.zip": zipOf(t, files...)} {
		b, err := open(name, data, Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if f, _ := b.File("appspec.yml"); string(b.AppSpec) != "newer" || f.Size != 5 || listing(b) != `a\b appspec.yml x:y` {
			t.Errorf("%s: the last of two files counts: %q, %s", name, b.AppSpec, listing(b))
		}
	}
}

func TestHostileKinds(t *testing.T) {
	for _, c := range []struct {
		kind byte
		want string
	}{
		{tar.TypeLink, "x: is neither a file nor a directory; leave devices, pipes and hard links out"},
		{tar.TypeChar, "x: is neither a file nor a directory"},
		{tar.TypeBlock, "x: is neither a file nor a directory"},
		{tar.TypeFifo, "x: is neither a file nor a directory"},
	} {
		data := tarOf(t, tar.Header{Name: "x", Typeflag: c.kind, Linkname: "y"})
		if _, err := open("b.tar", data, Limits{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%c: got %v, want %s", c.kind, err, c.want)
		}
	}
	locked := zipOf(t, entry{"appspec.yml", spec, ""})
	at := bytes.Index(locked, []byte("PK\x01\x02"))
	locked[at+8] |= 1
	if _, err := open("b.zip", locked, Limits{}); err == nil || !strings.Contains(err.Error(), "is encrypted") {
		t.Errorf("got %v, want a complaint about encryption", err)
	}
}

// zeros is an endless file.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// R9: bombs are refused while they unpack, in little time and memory.
func TestBombs(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	archive := tar.NewWriter(w)
	if err := archive.WriteHeader(&tar.Header{Name: "zeros", Typeflag: tar.TypeReg, Size: 80 << 20}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(archive, zeros{}, 80<<20); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	liar := zipOf(t, entry{"a", "x", ""})
	at := bytes.Index(liar, []byte("PK\x01\x02"))
	copy(liar[at+24:], []byte{0, 0, 0, 0xf0}) // declares 4 GB
	many := make([]entry, 100_001)
	for i := range many {
		many[i].name = "d/" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/2600) + "/" + string(rune(0x4e00+i%2000))
	}
	for _, c := range []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"zeros in a tgz", "b.tgz", packed.Bytes(), "far more than the archive can honestly hold"},
		{"4 GB in a zip", "b.zip", liar, "larger than 1024 MiB unpacked"},
		{"many entries", "b.zip", zipOf(t, many...), "more than 100000 entries"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := open(c.file, c.data, Limits{})
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		memory := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%s: %d bytes, %v, %d MiB", c.name, len(c.data), took, memory)
		if memory > 128 {
			t.Errorf("%s: took %d MiB", c.name, memory)
		}
	}
}

// R9: a table of contents that would fill the memory before it is counted.
func TestLongDirectory(t *testing.T) {
	m := &meter{bytes.NewReader(make([]byte, 100)), 50}
	if _, err := m.ReadAt(make([]byte, 40), 0); err != nil {
		t.Error(err)
	}
	if _, err := m.ReadAt(make([]byte, 40), 40); err != errDirectory {
		t.Errorf("got %v, want %v", err, errDirectory)
	}
}
