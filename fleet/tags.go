package fleet

// Matches says whether hosts with these tags fit the filter (CD-10.1).
func (t TagFilter) Matches(tags []Tag) bool {
	for _, tag := range tags {
		switch {
		case t.Type == KeyOnly && tag.Key == t.Key,
			t.Type == ValueOnly && tag.Value == t.Value,
			t.Type == KeyAndValue && tag.Key == t.Key && tag.Value == t.Value:
			return true
		}
	}
	return false
}
