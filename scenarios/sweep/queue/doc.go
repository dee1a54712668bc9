// Package queue carries the shards of a sweep to workers on other machines and
// their results back, over NATS JetStream: an embedded server, or a cluster that is
// there already. It is the only room that knows of NATS.
//
// The queue is not trusted; it is a cache. The coordinator holds the plan and the
// sum, and publishes again what has no result, so that a queue that loses
// everything costs time and nothing else. A result is written once, and a second
// one for the same runs is compared with it: one that differs stops the sweep.
//
//   - server.go: the embedded server; complaints.go: what it says when its disk is full; secure.go: token and certificate of one that others can reach
//   - link.go: a connection, and what to say when there is none; names.go: what things are called there
//   - coordinator.go: hands out the shards and adds the results up; deadly.go: shards that kill their workers
//   - worker.go: takes jobs as long as there are any; job.go: runs one
//   - manifest.go: workers as a Kubernetes Job
package queue
