package scenarios

// expectations resolves the names in what is expected.
func (b *builder) expectations() {
	for i := range b.s.Expect {
		e := &b.s.Expect[i]
		b.checkNumber(orElse(e.Deployment, 0), e.Pos)
		b.checkNumber(orElse(e.RolledBackBy, 0), e.Pos)
		b.find(&b.revisions, e.Revision)
		b.find(&b.revisions, e.RolledBackTo)
		if !e.Instance.IsZero() {
			b.host(e.Instance)
		}
		b.find(&b.scaling, e.AutoScalingGroup)
		for _, name := range e.Order {
			b.host(name)
		}
		if e.Instances != nil {
			b.find(&b.revisions, e.Instances.Revision)
		}
		if !e.Traffic.IsZero() {
			b.trafficName(e.Traffic)
		}
		b.absolute(e.Files, e.Pos)
		b.absolute(e.Absent, e.Pos)
	}
}
