package misconceptions

import (
	"encoding/binary"
	"flag"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var guide = flag.String("guide", "", "take the sentences of testdata/guide.fnv32 anew from the pages (*.md) of a directory")

const guideSums = "testdata/guide.fnv32"

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]\s|\n`)
	word        = regexp.MustCompile(`[a-z0-9]+`)
)

// sums are those of the sentences of a text that have at least six words.
func sums(text string) (list []uint32) {
	for _, s := range sentenceEnd.Split(text, -1) {
		words := word.FindAllString(strings.ToLower(s), -1)
		if len(words) < 6 {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(strings.Join(words, " ")))
		list = append(list, h.Sum32())
	}
	return list
}

// No sentence is taken from the CodeDeploy User Guide, whose licence is another.
// What is kept of the guide is a number for each of its sentences, as of its
// public repository awsdocs/aws-codedeploy-user-guide in May 2023.
func TestNoSentenceOfTheGuide(t *testing.T) {
	if *guide != "" {
		writeSums(t, *guide)
	}
	data, err := os.ReadFile(guideSums)
	if err != nil {
		t.Fatal(err)
	}
	known := map[uint32]bool{}
	for ; len(data) >= 4; data = data[4:] {
		known[binary.BigEndian.Uint32(data)] = true
	}
	if len(known) < 5000 {
		t.Errorf("%d sentences are no guide", len(known))
	}
	for _, m := range All() {
		for _, n := range sums(m.Belief + "\n" + m.Refutation + "\n" + m.NotRunnable + "\n" + m.Why) {
			if known[n] {
				t.Errorf("%s has a sentence of the User Guide", m.ID)
			}
		}
	}
}

func writeSums(t *testing.T, dir string) {
	pages, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	var all []uint32
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sums(string(text))...)
	}
	slices.Sort(all)
	var out []byte
	for _, n := range slices.Compact(all) {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	if err := os.WriteFile(guideSums, out, 0o644); err != nil {
		t.Fatal(err)
	}
}
