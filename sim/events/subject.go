package events

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// SubjectKind is what sort of thing a record is about.
type SubjectKind uint8

// The things that records are about.
const (
	Run SubjectKind = iota
	Input
	Instance
	Group // a deployment group
	Deployment
	Target
	ScalingGroup // an Auto Scaling group
	Alarm        // a CloudWatch alarm
	Alias        // of a Lambda function
)

// About makes the subject of a record: a kind and an index.
func About(kind SubjectKind, index uint32) kernel.Subject {
	return kernel.Subject(kind)<<32 | kernel.Subject(index)
}

// SubjectOf takes a subject apart.
func SubjectOf(s kernel.Subject) (SubjectKind, uint32) {
	return SubjectKind(s >> 32), uint32(s)
}
