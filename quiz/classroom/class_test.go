package classroom

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

func quiet(int) {}

// classOf makes a class of so many students.
func classOf(tb testing.TB, n int) *Class {
	tb.Helper()
	var roster strings.Builder
	roster.WriteString("id,name\n")
	for i := range n {
		fmt.Fprintf(&roster, "s%03d,Student %d\n", i, i)
	}
	c, err := Create(filepath.Join(tb.TempDir(), "class"), "Lab", "a seed", []byte(roster.String()))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// assigned makes an assignment and returns what students are asked.
func assigned(tb testing.TB, c *Class, a *Assignment) []Variant {
	tb.Helper()
	if _, err := c.Assign(a, quiet); err != nil {
		tb.Fatal(err)
	}
	list, err := c.variants(a)
	if err != nil {
		tb.Fatal(err)
	}
	if err := c.make(list, false, quiet); err != nil {
		tb.Fatal(err)
	}
	return list
}

// typed is an answer as somebody would type it.
func typed(it *question.Item, a question.Answer) string {
	if len(it.Choices) > 0 {
		for n, o := range it.Choices {
			if o.Answer.Equal(a) {
				return fmt.Sprint(n + 1)
			}
		}
	}
	return strings.Join(a, " ")
}

// handIn writes the answers of a student to a file and collects it.
func handIn(tb testing.TB, c *Class, a *Assignment, v *Variant, answer func(n int, it *question.Item) string) string {
	tb.Helper()
	data, err := os.ReadFile(c.sheetPath(a, v.Student))
	if err != nil {
		tb.Fatal(err)
	}
	s, found := ReadSheet("x", data)
	if found.HasErrors() {
		tb.Fatal(found)
	}
	path := filepath.Join(tb.TempDir(), "in.jsonl")
	j, file, err := OpenJournal(path, s)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	for n, it := range v.items {
		if text := answer(n, it); text != "" {
			if err := j.Add(file, n+1, text, time.Unix(0, 0), time.Second); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if _, err := c.Collector().Collect(path); err != nil {
		tb.Fatal(err)
	}
	return path
}

// A class of 200 with 25 questions each: sheets made, answers graded and
// analysed.
func BenchmarkClass(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		c, a := classOf(b, 200), &Assignment{Name: "week-1", Items: 25}
		b.StartTimer()
		if _, err := c.Assign(a, quiet); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		list, err := c.variants(a)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.make(list, false, quiet); err != nil {
			b.Fatal(err)
		}
		draw := rand.New(rand.NewPCG(1, 2))
		for i := range list {
			handIn(b, c, a, &list[i], func(_ int, it *question.Item) string {
				if len(it.Wrong) > 0 && draw.IntN(3) == 0 {
					return typed(it, it.Wrong[0].Answer)
				}
				return typed(it, it.Key())
			})
		}
		b.StartTimer()
		g, err := c.Grade(a.Name, quiet)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Write(g); err != nil {
			b.Fatal(err)
		}
		if g.Analyse().Handed != 200 {
			b.Fatal("not all handed in")
		}
	}
}
