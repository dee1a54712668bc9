// Package events is the vocabulary that the fleet, the services and the world
// share: every kind of event that can be due, every kind of record that can be
// written, the subjects they are about, and what their arguments mean.
//
//   - event.go: what can be due
//   - record.go: what can have happened
//   - subject.go: what a record is about
//   - lifecycle.go: the lifecycle events of a deployment on an instance
//   - stage.go: how far a blue/green deployment is
//   - status.go: statuses, error codes, creators and exceptions, as the API spells them
package events
