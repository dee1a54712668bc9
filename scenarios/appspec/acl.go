package appspec

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// acls checks the access control list of a permission, and says whether an
// entry is a default one. CD-9.2
func (c *check) acls(n *source.Node) (hasDefault bool) {
	if w := read(n); w.kind != nothing && !w.counts() {
		c.refuse(n.Position, "CD-9.2", w.lacks("each"), "acls must be a list, not false", "leave it out")
	}
	for _, item := range c.words(n, "acls") {
		entry := read(item)
		if entry.kind != text {
			c.refuse(item.Position, "CD-9.2", entry.lacks("split"), "acls: "+quote(entry.text)+" is not text", aclFix)
			continue
		}
		if agent, message := aclFault(entry.text); agent != "" {
			c.refuse(item.Position, "CD-9.2", agent, "acls: "+quote(entry.text)+" "+message, aclFix)
		}
		front, _, _ := strings.Cut(entry.text, ":")
		hasDefault = hasDefault || front == "d" || front == "default"
	}
	return hasDefault
}

const aclFix = "write entries like d:u:bob:rwx or group:dev:r-x, in quotes"

// Short and long names of what an entry is for.
var aclTypes = map[string]string{
	"u": "user", "user": "user", "g": "group", "group": "group",
	"m": "mask", "mask": "mask", "o": "other", "other": "other",
}

// aclFault returns what the agent says of an entry [default:][type:]name:bits
// and what is wrong with it, or nothing.
func aclFault(entry string) (agent, message string) {
	invalid := fmt.Sprintf("The deployment failed because of a problem with the acls permission settings in the application specification file. Invalid acl entry (%s).", shorten(entry))
	parts := strings.Split(entry, ":")
	if len(parts) < 2 || len(parts) > 4 {
		return invalid, "has not two to four parts"
	}
	bits, name, front := parts[len(parts)-1], parts[len(parts)-2], parts[:len(parts)-2]
	isDefault, kind, ok := aclFront(front)
	if !ok {
		return invalid, "begins with neither default nor user, group, mask or other"
	}
	special := aclTypes[name]
	if kind == "" && (special == "mask" || special == "other") {
		kind, name = special, ""
	}
	switch {
	case (kind == "mask" || kind == "other") && name != "":
		return invalid, "gives a name to " + kind
	case !isDefault && kind != "mask" && name == "":
		return fmt.Sprintf("The deployment failed because of a problem with the acls permission settings in the application specification file. Use mode to set the base acl entry (%s).", shorten(entry)),
			"sets a base entry, which mode does"
	}
	return aclBits(entry, bits)
}

// aclFront reads what stands before the name.
func aclFront(front []string) (isDefault bool, kind string, ok bool) {
	if len(front) > 0 && (front[0] == "d" || front[0] == "default") {
		isDefault, front = true, front[1:]
	}
	switch len(front) {
	case 0:
		return isDefault, "", true
	case 1:
		kind = aclTypes[front[0]]
	}
	return isDefault, kind, kind != ""
}

// aclBits accepts a single octal digit or letters out of rwx-.
func aclBits(entry, bits string) (agent, message string) {
	if len(bits) == 1 && bits[0] >= '0' && bits[0] <= '7' {
		return "", ""
	}
	if bad := strings.TrimLeft(bits, "rwx-"); bad != "" {
		char := string([]rune(bad)[:1])
		return fmt.Sprintf("The deployment failed because the access control list (ACL) named %s in the application specification file contains an invalid character (%s).", shorten(entry), char),
			"holds " + quote(char) + ", which is none of rwx-"
	}
	return "", ""
}
