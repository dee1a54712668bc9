package page

import "strings"

// Data is what a picture shows. Lists with the same length are columns of one
// table; an index below 0 means that there is none.
type Data struct {
	Schema      string       `json:"schema"`
	Title       string       `json:"title"`
	Seed        string       `json:"seed"`
	Fingerprint string       `json:"fingerprint"`
	End         int64        `json:"end"`   // milliseconds since time 0, as all times
	Hosts       int          `json:"hosts"` // how many of the lanes are hosts; they come first
	Lanes       []string     `json:"lanes"`
	Classes     []Class      `json:"classes"`
	Deployments []Deployment `json:"deployments"`
	Rules       []Rule       `json:"rules"`
	Whats       []What       `json:"whats"`
	Subjects    Subjects     `json:"subjects"`
	Records     Records      `json:"records"`
	Messages    []Message    `json:"messages"`
	Out         Out          `json:"out"`
	Traffic     Traffic      `json:"traffic"`
	Shifts      []Shift      `json:"shifts"`
	Healthy     []Healthy    `json:"healthy"`
}

// Class is something that a lane can be doing: how it is called and signed.
type Class struct {
	Name string `json:"name"`
	Sign string `json:"sign"`
}

// Deployment is a deployment of the run. RollbackOf and RolledBackBy are
// numbers of deployments, 0 for none.
type Deployment struct {
	Number       int    `json:"number"`
	ID           string `json:"id"`
	Group        string `json:"group"`
	Revision     string `json:"revision"`
	Config       string `json:"config"`
	Creator      string `json:"creator"`
	Status       string `json:"status"`
	Code         string `json:"code"`
	Note         string `json:"note"`     // why it ended so
	Alarms       string `json:"alarms"`   // that stopped it
	Rollback     string `json:"rollback"` // what it has to do with rollbacks, or why it was not rolled back
	Created      int64  `json:"created"`
	Started      int64  `json:"started"` // below 0: never
	Ended        int64  `json:"ended"`   // below 0: not yet
	Targets      int    `json:"targets"`
	Hosts        bool   `json:"hosts"`   // whether its targets are hosts
	Planned      int    `json:"planned"` // of which so many must stay healthy
	Minimum      int    `json:"minimum"`
	Succeeded    int    `json:"succeeded"`
	Failed       int    `json:"failed"`
	Skipped      int    `json:"skipped"`
	Ready        int    `json:"ready"`
	RollbackOf   int    `json:"rollbackOf"`
	RolledBackBy int    `json:"rolledBackBy"`
	Record       int    `json:"record"` // of its creation
}

// ShortConfig is the configuration without the prefix of AWS's own.
func (d Deployment) ShortConfig() string {
	return strings.TrimPrefix(d.Config, "CodeDeployDefault.")
}

// Rule is a rule that decided something in this run.
type Rule struct {
	ID        string `json:"id"`
	Statement string `json:"statement"`
	Source    string `json:"source"`
	Mark      string `json:"mark"`
}

// What is what a record says, apart from when and of whom.
type What struct {
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Rule  int    `json:"rule"`
	Class int    `json:"class"` // what its target does from now on
	Event string `json:"event"` // the lifecycle event that begins
	Mark  Mark   `json:"mark"`
}

// Subjects are what records are about. Name is empty where Lane says it; Label
// is Blue or Green in blue/green deployments.
type Subjects struct {
	Kind       []string `json:"kind"`
	Lane       []int    `json:"lane"`
	Deployment []int    `json:"deployment"`
	Name       []string `json:"name"`
	Label      []string `json:"label"`
}

// Records are the journal, in its order and from number 1. At and Subject are
// differences to the record before; Back is how far before a record its cause
// is, 0 for none.
type Records struct {
	At      []int64 `json:"at"`
	What    []int   `json:"what"`
	Subject []int   `json:"subject"`
	Back    []int   `json:"back"`
}

// Message is what AWS would say about the failure that a record tells of.
type Message struct {
	Record int    `json:"record"`
	Text   string `json:"text"`
	Log    string `json:"log"`
}

// Out are the spans of time in which hosts took no requests. To is below 0 for
// those that did not end.
type Out struct {
	Lane []int   `json:"lane"`
	From []int64 `json:"from"`
	To   []int64 `json:"to"`
}

// Traffic is how many hosts took requests from each time on, in all and by
// revision.
type Traffic struct {
	At        []int64  `json:"at"`
	InService []int    `json:"inService"`
	Revisions []Served `json:"revisions"`
}

// Shift is the traffic of an alias or a service in per cent: InService is 100,
// and Revisions are the shares of its versions.
type Shift struct {
	Name string `json:"name"`
	Traffic
}

// Served is how many hosts served a revision.
type Served struct {
	Name  string `json:"name"`
	Hosts []int  `json:"hosts"`
}

// Healthy is how many of the planned targets of a deployment were neither in
// progress nor failed from each time on, while the revision was installed.
type Healthy struct {
	Deployment int     `json:"deployment"` // its place among the deployments
	To         int64   `json:"to"`         // when it was over, below 0 for not yet
	At         []int64 `json:"at"`
	Hosts      []int   `json:"hosts"`
}
