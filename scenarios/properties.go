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
	Name Name // by which it is shown; its text if empty
	Text string
	Pos  Pos          // of the text
	read *source.Node // where it stands, or nil
}

// ClaimOf is what a scenario says that has a property, and false if the property
// is one in Go, which no text says.
func ClaimOf(p *property.Property) (c Claim, ok bool) {
	if p.Asks == nil {
		return c, false
	}
	if same, err := property.Parse(p.Name); err == nil && same.Text == p.Text {
		return Claim{Text: p.Name}, true
	}
	return Claim{Name: Named(p.Name), Text: p.Text}, true
}

// Equal compares names and texts alone.
func (c Claim) Equal(other Claim) bool { return c.Name.Equal(other.Name) && c.Text == other.Text }

// claimOf is the claim that a node holds.
func claimOf(r *source.Reader, name Name, n *source.Node) Claim {
	c := Claim{name, r.String(n), Pos{n.Position}, n}
	if n.Kind == source.Scalar && c.Text == n.Text {
		c.parse(r)
	}
	return c
}

// ClaimList are properties: a mapping of names to texts, or a list of texts and
// such mappings.
type ClaimList []Claim

func (list *ClaimList) readNode(d *decoder, n *source.Node) {
	*list = ClaimList{}
	if n.Kind == source.Mapping {
		list.readNamed(d, n)
		return
	}
	for _, item := range d.List(n) {
		if item.Kind == source.Mapping {
			list.readNamed(d, item)
		} else {
			*list = append(*list, claimOf(d.Reader, Name{}, item))
		}
	}
}

// readNamed reads properties behind their names.
func (list *ClaimList) readNamed(d *decoder, n *source.Node) {
	if name, text := n.Get("name"), n.Get("property"); name != nil && text != nil {
		d.Errorf(n.Position, "write "+name.Text+": "+text.Text, "a property stands behind its name")
		return
	}
	for _, e := range n.Entries {
		name := Name{d.Name(e.Key), Pos{e.Key.Position}}
		if slices.ContainsFunc(*list, func(c Claim) bool { return c.Name.Equal(name) && !name.IsZero() }) {
			d.Errorf(e.Key.Position, "choose another name", "two properties are called %q", name)
		}
		*list = append(*list, claimOf(d.Reader, name, e.Value))
	}
}

// near is the name of a property that a text which is none may have been meant
// for, or nothing.
func (list ClaimList) near(text string) string {
	if _, err := property.Parse(text); err == nil {
		return ""
	}
	var names []string
	for _, c := range list {
		if !c.Name.IsZero() {
			names = append(names, c.Name.Text)
		}
	}
	near, _ := source.Suggest(text, names)
	return near
}

func (list *ClaimList) node() *source.Node {
	named, made := source.Map(), source.Seq()
	for _, c := range *list {
		if c.Name.IsZero() {
			made.Items = append(made.Items, source.Str(c.Text))
			continue
		}
		e := source.Pair(c.Name.Text, source.Str(c.Text))
		named.Entries = append(named.Entries, e)
		made.Items = append(made.Items, source.Inline(source.Map(e)))
	}
	if len(*list) > 0 && len(named.Entries) == len(*list) {
		return fitting(named)
	}
	return fitting(made)
}

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
		c := &s.Properties[i]
		p, err := property.Parse(c.Text)
		if err != nil {
			return nil, err
		}
		if !c.Name.IsZero() {
			p.Name = c.Name.Text
		}
		p.Written = c.at
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
		b.anyGroup(name, func(_, group string) string { return group })
	case property.Member:
		b.anyGroup(name, func(application, group string) string { return application + "/" + group })
	}
}

// anyGroup looks for a deployment group of a name in any application.
func (b *builder) anyGroup(name Name, called func(application, group string) string) {
	var names []string
	for i := range b.s.Applications {
		for j := range b.s.Applications[i].DeploymentGroups {
			names = append(names, called(b.s.Applications[i].ApplicationName.Text, b.s.Applications[i].DeploymentGroups[j].DeploymentGroupName.Text))
		}
	}
	if !slices.Contains(names, name.Text) && !b.faulty["applications"] {
		b.unknown(name, "deployment group", names)
	}
}
