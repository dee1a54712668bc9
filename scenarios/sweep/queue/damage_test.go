package queue

// What a power cut or a disk may do to the files of a server.

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A server whose newest files are damaged while it is down loses results at most:
// a coordinator that knows nothing finds those that are whole, has the others run
// again, and takes nothing that was changed for a result.
func TestStoreDamaged(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts servers again and again")
	}
	for _, c := range []struct {
		name   string
		ending string // of the files; empty is any
		damage func(text []byte) []byte
	}{
		{"blocks cut in the middle", ".blk", func(text []byte) []byte { return text[:len(text)/2] }},
		{"blocks cut within the last record", ".blk", func(text []byte) []byte { return text[:len(text)-min(len(text), 9)] }},
		{"bits of blocks flipped", ".blk", flipped},
		{"bits of all files flipped", "", flipped},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, address, dir := planned(t, 60), freeAddress(t), t.TempDir()
			server := spawn(t, "server", address, dir)
			helpers(t, "nats://"+address, 2, func(w *worker) { w.acked = slowly })
			interrupted(t, p, "nats://"+address, p.Runs()/2)
			server.kill()
			if n := damage(t, dir, c.ending, c.damage); n < 3 {
				t.Errorf("only %d files were damaged", n)
			}
			spawn(t, "server", address, dir)
			same(t, p, "nats://"+address)
		})
	}
}

// flipped has every thousandth bit of a text flipped, and at least four.
func flipped(text []byte) []byte {
	for bit := 100; bit < 8*len(text); bit += min(1000, 2*len(text)) {
		text[bit/8] ^= 1 << (bit % 8)
	}
	return text
}

// damage changes all files with an ending; a store as small as these has one block
// in each stream.
func damage(t *testing.T, dir, ending string, change func([]byte) []byte) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ending) {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, change(text), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
