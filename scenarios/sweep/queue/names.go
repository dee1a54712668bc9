package queue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/sweep"
)

// What things are called on the server.
const (
	jobStream     = "REHEARSE-JOBS"
	resultBucket  = "REHEARSE-RESULTS"
	sweepBucket   = "REHEARSE-SWEEPS"
	specBucket    = "REHEARSE-SPECS"
	jobSubjects   = "rehearse.job.>"
	consumerAhead = 1000 // jobs that may be under way at once
)

// sweepID identifies a sweep by one build: results of another never meet it.
func sweepID(p *sweep.Plan, build string) string { return idOf(p.Spec.Digest(), build) }

func idOf(digest, build string) string {
	sum := sha256.Sum256([]byte(digest + build))
	return hex.EncodeToString(sum[:16])
}

// kind is what a key of the result bucket is about.
type kind string

const (
	result  kind = "r"
	again   kind = "a" // of a shard that is run twice on purpose
	differs kind = "x" // not equal to the result that was there
	probe   kind = "p" // nothing, of no runs
	deadly  kind = "d" // no result: every worker that took it has died
)

// key is what a result is called: sweep, kind, and which runs it is about.
func key(id string, k kind, s sweep.Shard) string { return id + "." + string(k) + "." + nameOf(s) }

func nameOf(s sweep.Shard) string { return fmt.Sprintf("%d-%d-%d", s.Cell, s.From, s.Runs) }

// parseKey is the inverse of key, as far as a sweep's own keys go.
func parseKey(text string) (k kind, s sweep.Shard, ok bool) {
	words := strings.Split(text, ".")
	if len(words) != 3 {
		return "", s, false
	}
	s, ok = parseName(words[2])
	return kind(words[1]), s, ok
}

func parseName(text string) (s sweep.Shard, ok bool) {
	n, err := fmt.Sscanf(text, "%d-%d-%d", &s.Cell, &s.From, &s.Runs)
	return s, n == 3 && err == nil && nameOf(s) == text
}

// jobsOf matches the subjects of all jobs of a sweep.
func jobsOf(build, id string) string { return "rehearse.job." + build + "." + id + ".>" }

// consumerOf is what hands the jobs of a build out.
func consumerOf(build string) string { return "build-" + build }

// subject is where a job waits; there is room for one on each.
func subject(build, id string, k kind, s sweep.Shard) string {
	return "rehearse.job." + build + "." + key(id, k, s)
}

// job is a shard that a worker has taken.
type job struct {
	id    string
	kind  kind
	shard sweep.Shard
}

// parseSubject is the inverse of subject.
func parseSubject(text string) (j job, ok bool) {
	words := strings.SplitN(text, ".", 5)
	if len(words) != 5 {
		return j, false
	}
	if j.id, _, ok = strings.Cut(words[3]+"."+words[4], "."); !ok {
		return j, false
	}
	j.kind, j.shard, ok = parseKey(words[3] + "." + words[4])
	return j, ok
}
