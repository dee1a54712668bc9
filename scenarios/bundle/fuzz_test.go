package bundle

import (
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// sound checks what every bundle promises.
func sound(t *testing.T, b *Bundle) {
	var last string
	for _, f := range b.Files {
		if !filepath.IsLocal(f.Path) || path.Clean(f.Path) != f.Path || f.Size < 0 || f.Mode > 0o777 {
			t.Fatalf("a bad entry: %+v", f)
		}
		if f.Path <= last {
			t.Fatalf("%q comes after %q", f.Path, last)
		}
		if dir := path.Dir(f.Path); dir != "." {
			if above, ok := b.File(dir); !ok || !above.Dir {
				t.Fatalf("%q has no directory", f.Path)
			}
		}
		last = f.Path
	}
	if (b.AppSpecPath == "") != (b.AppSpec == nil) || strings.Contains(b.AppSpecPath, "/") {
		t.Fatalf("the AppSpec is %q in %q", b.AppSpec, b.AppSpecPath)
	}
}

var seeds = [][]entry{
	{{"appspec.yml", spec, ""}, {"a/b", "x", ""}},
	{{"app/", "", ""}, {"app/appspec.yml", spec, ""}, {"app/l", "", "appspec.yml"}},
	{{"../x", "x", ""}},
	{{"l", "", "/etc"}, {"l/x", "y", ""}},
}

func FuzzZip(f *testing.F) {
	for _, entries := range seeds {
		f.Add(zipOf(f, entries...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := open("b.zip", data, Limits{Entries: 100}); err == nil {
			sound(t, b)
		}
	})
}

func FuzzTar(f *testing.F) {
	for _, entries := range seeds {
		f.Add(tarOf(f, tarEntries(entries...)...), false)
		f.Add(gzipped(f, tarOf(f, tarEntries(entries...)...)), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, compressed bool) {
		name := map[bool]string{false: "b.tar", true: "b.tgz"}[compressed]
		if b, err := open(name, data, Limits{Entries: 100, TotalBytes: 1 << 20}); err == nil {
			sound(t, b)
		}
	})
}
