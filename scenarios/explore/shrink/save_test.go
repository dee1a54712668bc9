package shrink_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

// A counterexample is kept under its own name, once, and never in the place of
// a file that says something else.
func TestSave(t *testing.T) {
	r, err := shrink.Shrink(context.Background(), decoded(t, rich), shrink.Options{Files: bundles(t), New: under("M-CD-16"), Property: budget})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "testdata", "rehearse")
	if list, err := shrink.Load(dir); len(list) > 0 || err != nil {
		t.Fatalf("%d counterexamples before there are any, %v", len(list), err)
	}
	first, err := r.Save(dir)
	if err != nil {
		t.Fatal(err)
	}
	if name := filepath.Base(first); !strings.HasPrefix(name, "minimum-healthy-") {
		t.Errorf("it is called %s", name)
	}
	if again, err := r.Save(dir); again != first || err != nil {
		t.Errorf("the second time it is %s, %v", again, err)
	}
	if err := os.WriteFile(first, []byte("rehearse: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	second, err := r.Save(dir)
	if err != nil || second == first {
		t.Errorf("%s replaced, %v", second, err)
	}
	list, err := shrink.Load(dir)
	if err != nil || len(list) != 2 || list[0].Name != second || list[1].Name != first { // "-" comes before "."
		t.Fatalf("%v, %v", list, err)
	}
	if text := string(list[0].Text); text != string(r.Text(filepath.ToSlash(second))) {
		t.Errorf("kept as\n%s", text)
	}
}
