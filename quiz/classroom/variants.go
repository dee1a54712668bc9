package classroom

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Variant is what one student is asked.
type Variant struct {
	Student   string  `json:"student"`
	Questions []Asked `json:"questions"`
	items     []*question.Item
}

const variantsFile = "variants.jsonl"

// choose draws the questions of a student from the pool: each kind in turn, in
// an order drawn for him.
func (c *Class) choose(a *Assignment, pool []Asked, student string) []Asked {
	draw := kernel.NewStream(c.seed("variant", a.Name, student), 0, 0)
	pool = slices.Clone(pool)
	shuffle(&draw, pool)
	var kinds []string
	of := map[string][]Asked{}
	for _, q := range pool {
		if of[q.Kind] == nil {
			kinds = append(kinds, q.Kind)
		}
		of[q.Kind] = append(of[q.Kind], q)
	}
	var order []Asked
	for n := 0; len(order) < len(pool); n++ {
		for _, k := range kinds {
			if n < len(of[k]) {
				order = append(order, of[k][n])
			}
		}
	}
	chosen := apart(order, a.Items)
	shuffle(&draw, chosen)
	for n := range chosen {
		chosen[n].Seed = c.seed("options", a.Name, student, chosen[n].question())
	}
	return chosen
}

// apart takes so many questions that give none of the others away, as far as there
// are enough; otherwise those that tell how a run goes come in last.
func apart(list []Asked, n int) []Asked {
	var chosen, plain, telling []Asked
	of := map[string][]*question.Kind{} // chosen, by scenario
	for _, q := range list {
		k, ok := question.Find(q.Kind)
		if ok && !k.GivesAway(of[q.Scenario]) {
			chosen = append(chosen, q)
			of[q.Scenario] = append(of[q.Scenario], k)
		}
		if ok && !k.Tells {
			plain = append(plain, q)
		} else {
			telling = append(telling, q)
		}
	}
	if len(chosen) >= n {
		return chosen[:n]
	}
	return append(plain, telling...)[:n]
}

// make makes the items of several variants, each case on one core. fresh says
// that they are asked for the first time: then seeds that make no item are
// replaced, and the hashes taken.
func (c *Class) make(variants []Variant, fresh bool, progress func(int)) error {
	type place struct{ variant, question int }
	var names []string
	of := map[string][]place{}
	for v := range variants {
		variants[v].items = make([]*question.Item, len(variants[v].Questions))
		for q, asked := range variants[v].Questions {
			if of[asked.Scenario] == nil {
				names = append(names, asked.Scenario)
			}
			of[asked.Scenario] = append(of[asked.Scenario], place{v, q})
		}
	}
	return c.eachCase(names, func(n int, from *question.Case) error {
		m := &maker{from, map[string]*question.Item{}}
		for _, p := range of[names[n]] {
			asked := &variants[p.variant].Questions[p.question]
			it, err := m.make(*asked)
			for tries := 0; err != nil && fresh && tries < 16; tries++ {
				asked.Seed++
				it, err = m.make(*asked)
			}
			if err != nil && fresh {
				return err
			}
			if variants[p.variant].items[p.question] = it; fresh {
				*asked = askedOf(it)
			}
		}
		progress(len(of[names[n]]))
		return nil
	})
}

// variants reads who got which questions.
func (c *Class) variants(a *Assignment) ([]Variant, error) {
	path := c.dir(a.Name, variantsFile)
	data, err := os.ReadFile(path)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	var list []Variant
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var v Variant
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("%s:%d: this is not what `rehearse class assign` wrote; bring back an older copy of the folder", path, n)
		}
		list = append(list, v)
	}
	return list, lines.Err()
}

func (c *Class) writeVariants(a *Assignment, list []Variant) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, v := range list {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return write(c.dir(a.Name, variantsFile), b.Bytes(), 0o600)
}

// without are the students who have no sheet.
func (c *Class) without(list []Variant) []string {
	ids := []string{}
	for _, s := range c.Roster {
		if !slices.ContainsFunc(list, func(v Variant) bool { return v.Student == s.ID }) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// Assigned is what Assign did.
type Assigned struct {
	Pool   int      // questions that sheets are drawn from
	Made   []string // students who got a sheet
	Before []string // students who had one
	Idle   []string // kinds that were named, and of which there is no question
}

// Assign makes a sheet for every student who has none. The first time it
// decides what the assignment is; after that it must be the same. progress is
// told of questions that were made.
func (c *Class) Assign(a *Assignment, progress func(int)) (*Assigned, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	if old, err := c.Assignment(a.Name); err == nil {
		if !slices.Equal(old.Kinds, a.Kinds) || !slices.Equal(old.Scenarios, a.Scenarios) || old.Items != a.Items {
			return nil, fmt.Errorf("the assignment %s: %w, with %s; without options those who joined since get sheets of it, else give the new one another name", a.Name, ErrExists, old.options())
		}
	} else if !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	if len(c.Roster) == 0 {
		return nil, fmt.Errorf("nobody is in the class; write your students into %s, one a line: id,name", source.Escape(filepath.Join(c.Folder, rosterFile)))
	}
	pool, idle, err := c.pool(a)
	if err != nil {
		return nil, err
	}
	all, err := c.variants(a)
	if err != nil {
		return nil, err
	}
	done := &Assigned{Pool: len(pool), Idle: idle}
	var fresh []Variant
	for _, s := range c.Roster {
		if slices.ContainsFunc(all, func(v Variant) bool { return v.Student == s.ID }) {
			done.Before = append(done.Before, s.ID)
			continue
		}
		done.Made = append(done.Made, s.ID)
		fresh = append(fresh, Variant{Student: s.ID, Questions: c.choose(a, pool, s.ID)})
	}
	if err := c.make(fresh, true, progress); err != nil {
		return nil, err
	}
	return done, c.hand(a, all, fresh)
}

// hand writes what Assign made: the sheets first, so that whoever is among the
// variants has one.
func (c *Class) hand(a *Assignment, all, fresh []Variant) error {
	if err := folder(c.dir(a.Name, sheetsFolder)); err != nil {
		return err
	}
	for i := range fresh {
		if err := write(c.sheetPath(a, fresh[i].Student), c.sheet(a, &fresh[i]), 0o644); err != nil {
			return err
		}
	}
	if err := c.writeVariants(a, append(all, fresh...)); err != nil {
		return err
	}
	return write(c.dir(a.Name, assignmentFile), a.encode(), 0o600)
}
