package codedeploy

// room is what the fork of a small world needs, in one piece of memory: to copy
// it touches a few lines of the cache in a row instead of some for each column.
// What has no room goes elsewhere.
type room struct {
	groups      [1]group
	deployments [3]deployment
	targets     [12]target
	health      [8]Health
	kept        [8]uint32
	agents      [8]AgentState
	classes     [8]uint8
	active      [4]int32
}

// moveIn makes the columns of a fork in its room.
func (s *Service) moveIn() {
	r := &s.room
	r.groups[0] = group{health: r.health[:0], kept: r.kept[:0]}
	s.groups, s.deployments, s.targets, s.active = r.groups[:0], r.deployments[:0], r.targets[:0], r.active[:0]
	s.agents, s.classes = r.agents[:0], r.classes[:0]
}
