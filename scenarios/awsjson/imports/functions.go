package imports

// Lambda functions, their versions and aliases, as `aws lambda` prints them.

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// function is a Lambda function: one that is deployed, or one that hooks call.
type function struct {
	node     *source.Node
	name     string
	versions []int64
	aliases  []*alias
	asked    []asked // by hooks
	used     bool
	notes    []string
	left     leftovers
}

// alias is an alias of a function.
type alias struct {
	node    *source.Node
	name    string
	version int64
	other   int64 // the version that gets a share of the calls, or 0
	share   int   // per cent
	made    bool  // no document shows it
}

// asked is a call of a hook function; without seen nothing is known of it.
type asked struct {
	event string
	seen  *hookRun
}

var (
	aliasShape   = knownFields("AliasArn Name FunctionVersion Description RoutingConfig RevisionId ResponseMetadata")
	versionShape = &shape{sort: mapping, mostly: true}
)

// function returns the function of a name, which may be new.
func (a *account) function(n *source.Node, name string) *function {
	for _, f := range a.functions {
		if f.name == name {
			return f
		}
	}
	f := &function{node: n, name: name}
	a.functions = append(a.functions, f)
	return f
}

func (f *function) publish(versions ...int64) {
	for _, v := range versions {
		if i, known := slices.BinarySearch(f.versions, v); !known && v > 0 {
			f.versions = slices.Insert(f.versions, i, v)
		}
	}
}

// before is the version before another, or else one that differs from it.
func (f *function) before(v int64) int64 {
	switch i, _ := slices.BinarySearch(f.versions, v); {
	case i > 0:
		return f.versions[i-1]
	case v > 1:
		return v - 1
	}
	return v + 1
}

// after is the version that was published next, or will be.
func (f *function) after(v int64) int64 {
	if i, _ := slices.BinarySearch(f.versions, v+1); i < len(f.versions) {
		return f.versions[i]
	}
	return v + 1
}

func (f *function) alias(name string) *alias {
	for _, x := range f.aliases {
		if x.name == name {
			return x
		}
	}
	return nil
}

// lambdaVersion takes a version of a function, be it $LATEST.
func (a *account) lambdaVersion(n *source.Node) {
	name := a.named(n, "FunctionName")
	if name == nil {
		return
	}
	f := a.function(n, functionName(name.Text))
	f.left.take(n, versionShape, "")
	f.publish(versionNumber(text(n, "Version")))
}

// lambdaAlias takes an alias, whose ARN tells of which function it is.
func (a *account) lambdaAlias(n *source.Node) {
	arn, name := a.named(n, "AliasArn"), a.named(n, "Name")
	if arn == nil || name == nil {
		return
	}
	of := functionName(arn.Text)
	if !strings.Contains(arn.Text, ":function:") || !isName(of) {
		a.Errorf(arn.Position, "give the whole of what `aws lambda get-alias` or `aws lambda list-aliases` printed", "AliasArn: %q is not the ARN of an alias", shorten(arn.Text, 80))
		return
	}
	a.addAlias(n, of, name.Text)
}

func (a *account) addAlias(n *source.Node, of, name string) {
	f := a.function(n, of)
	f.left.take(n, aliasShape, name+".")
	made := &alias{node: n, name: name, version: versionNumber(text(n, "FunctionVersion"))}
	if made.version == 0 {
		a.Notef(n.Position, "", "the alias %s of %s is on version %s; CodeDeploy moves aliases between published versions, and it is left out", name, of, shorten(text(n, "FunctionVersion"), 20))
		return
	}
	f.publish(made.version)
	made.routing(f, get(n, "RoutingConfig", "AdditionalVersionWeights"))
	f.aliases = put(a, f.aliases, made, func(old *alias) bool { return old.name == name },
		func(x *alias) *source.Node { return x.node }, "the alias "+name+" of "+of)
}

// routing takes the other version of an alias, with its weight in per cent.
func (x *alias) routing(f *function, weights *source.Node) {
	if weights == nil || len(weights.Entries) != 1 {
		return
	}
	e := weights.Entries[0]
	weight, err := strconv.ParseFloat(text(e.Value), 64)
	other := versionNumber(e.Key.Text)
	if err != nil || !(weight > 0 && weight < 1) || other == 0 || other == x.version {
		return
	}
	x.other, x.share = other, max(1, min(int(math.Round(weight*100)), 99))
	f.publish(other)
}

// functionEntries makes the entries of the functions that are deployed or
// called.
func (d *draft) functionEntries() block {
	all := newBlock()
	for _, f := range d.functions {
		if !f.used {
			d.Notef(f.node.Position, "", "the function %s is left out: no deployment group of the documents deploys or calls it", f.name)
			continue
		}
		path := []string{"functions", f.name}
		d.comment(path, f.notes...)
		d.comment(path, leftOver(f.left)...)
		all.Entries = append(all.Entries, source.Entry{Key: at(f.node, f.name), Value: d.functionEntry(f, path)})
	}
	return all
}

func (d *draft) functionEntry(f *function, path []string) *source.Node {
	made := newBlock()
	if f.node != nil {
		made.Position = f.node.Position
	}
	var versions, aliases []*source.Node
	for _, v := range f.versions {
		versions = append(versions, source.Int(v))
	}
	for _, x := range f.aliases {
		aliases = append(aliases, x.entry())
	}
	made.addList("versions", versions)
	made.addList("aliases", aliases)
	if len(f.asked) > 0 {
		calls, guessed := f.calls()
		made.addList("calls", calls)
		if guessed {
			d.comment(path, "Unknown: how long it takes when a hook calls it, and what it reports; "+guess+" and Succeeded are guesses.",
				"`returns: Failed` lets it report that, and `returns: nothing` lets it never report.")
		}
	}
	return made.Node
}

func (x *alias) entry() *source.Node {
	made := newBlock()
	if x.node != nil {
		made.Position = x.node.Position
	}
	made.add("Name", at(x.node, x.name))
	made.add("FunctionVersion", source.Int(x.version))
	if x.other > 0 {
		weight := &source.Node{Kind: source.Scalar, Text: "0." + strconv.Itoa(x.share + 100)[1:]}
		made.add("RoutingConfig", source.Map(source.Pair("AdditionalVersionWeights", source.Map(source.Pair(strconv.FormatInt(x.other, 10), weight)))))
	}
	return made.Node
}
