package scenarios

// What must be true of every run, in the language of scenarios/property.

import (
	"errors"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Claim is the text of a property with its place.
type Claim struct {
	Text string
	Pos  Pos
	read *source.Node // where it stands, or nil
}

// Equal compares the texts alone.
func (c Claim) Equal(other Claim) bool { return c.Text == other.Text }

// claimOf is the claim that a node holds.
func claimOf(r *source.Reader, n *source.Node) Claim {
	c := Claim{r.String(n), Pos{n.Position}, n}
	if n.Kind == source.Scalar && c.Text == n.Text {
		c.parse(r)
	}
	return c
}

func (c *Claim) readNode(d *decoder, n *source.Node) { *c = claimOf(d.Reader, n) }

func (c *Claim) node() *source.Node { return source.Str(c.Text) }

// parse reads the text, or says what is wrong with it.
func (c *Claim) parse(r *source.Reader) *property.Property {
	p, err := property.Parse(c.Text)
	var fault *property.Error
	if errors.As(err, &fault) {
		r.Errorf(c.at(fault.Offset), fault.Fix, "%s", fault.Message)
	}
	return p
}

// at is where a byte of the text was written.
func (c *Claim) at(offset int) source.Position {
	if c.read == nil {
		return c.Pos.Position
	}
	return c.read.Within(offset)
}

// Claims are the properties of the scenario, parsed. Those of a scenario that
// Build took have no error; of another it is a *property.Error.
func (s *Scenario) Claims() (list []*property.Property, err error) {
	for i := range s.Properties {
		p, err := property.Parse(s.Properties[i].Text)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// claims looks for the names in properties that nothing defines: they would
// never be equal to anything.
func (b *builder) claims() {
	r := b.Reader
	if b.faulty["properties"] {
		r = source.NewReader() // what is wrong with them has been said
	}
	for i := range b.s.Properties {
		c := &b.s.Properties[i]
		p := c.parse(r)
		if p == nil {
			continue
		}
		for _, m := range p.Mentions {
			b.mention(m.Thing, Name{m.Name, Pos{c.at(m.Offset)}})
		}
	}
}

func (b *builder) mention(thing property.Thing, name Name) {
	switch thing {
	case property.Host:
		b.host(name)
	case property.Zone:
		b.find(&b.zones, name)
	case property.Revision:
		b.find(&b.revisions, name)
	case property.Application:
		b.find(&b.apps, name)
	case property.Config:
		b.find(&b.configs, name)
	case property.Group:
		b.anyGroup(name)
	}
}

// anyGroup looks for a deployment group of a name in any application.
func (b *builder) anyGroup(name Name) {
	var names []string
	for i := range b.s.Applications {
		for j := range b.s.Applications[i].DeploymentGroups {
			names = append(names, b.s.Applications[i].DeploymentGroups[j].DeploymentGroupName.Text)
		}
	}
	if !slices.Contains(names, name.Text) && !b.faulty["applications"] {
		b.unknown(name, "deployment group", names)
	}
}
