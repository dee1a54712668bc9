package appspec

import (
	"fmt"
	"path"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// How many entries of the bundle a plan follows, counted for each entry of
// files anew.
const maxCopies = 250_000

// copyPlan is what Install would copy.
type copyPlan struct {
	*check
	from  map[string]string // by destination
	steps int
}

// copyAll copies a file into a directory, or a directory's content.
func (p *copyPlan) copyAll(at source.Position, b *bundle.Bundle, from bundle.File, to string) {
	if !from.Dir {
		p.copyOne(at, from.Path, path.Join(to, path.Base(from.Path)))
		return
	}
	for _, f := range below(b, from.Path) {
		if p.steps++; p.steps > maxCopies || p.told[at] {
			return
		}
		if !f.Dir {
			p.copyOne(at, f.Path, path.Join(to, strings.TrimPrefix(f.Path, from.Path+"/")))
		}
	}
}

// copyOne reports, once for each entry, a destination that is written already.
// CD-4.17
func (p *copyPlan) copyOne(at source.Position, from, to string) {
	first, ok := p.from[to]
	p.from[to] = from
	if !ok || p.told[at] {
		return
	}
	p.told[at] = true
	if first == from {
		p.fail(at, "CD-4.17", fmt.Sprintf("%s is copied to %s twice; Install fails", quote(from), quote(to)), "leave one of the entries out")
	} else {
		p.fail(at, "CD-4.17", fmt.Sprintf("%s and %s are both copied to %s; Install fails", quote(first), quote(from), quote(to)), "leave one of them out")
	}
}
